// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/sequence_run.h"

#include "core/automation/message_composer.h"
#include "core/base/text_escapes.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int tellIntervalMs = 33;
constexpr qint64 maxCatchUpMs = 100; ///< about as much as a busy moment of the program costs

} // namespace

qint64 sequenceLength(const SequenceConfig &config)
{
    if (config.step == 0)
        return 0;
    const bool up = config.step > 0;
    if (up ? config.to < config.from : config.to > config.from)
        return 0;
    // Unsigned, for from and to may lie further apart than a qint64 can say.
    const quint64 distance = up ? quint64(config.to) - quint64(config.from) : quint64(config.from) - quint64(config.to);
    const quint64 step = up ? quint64(config.step) : 0 - quint64(config.step);
    const quint64 steps = distance / step;
    constexpr quint64 most = std::numeric_limits<qint64>::max();
    return qint64(steps >= most ? most : steps + 1);
}

SequenceRun::SequenceRun(SocketPanel &panel, QObject *parent)
    : QObject(parent)
    , m_panel(panel)
{
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    m_tell.setSingleShot(true);
    m_tell.setInterval(tellIntervalMs);
    connect(&m_next, &QTimer::timeout, this, &SequenceRun::step);
    connect(&m_tell, &QTimer::timeout, this, &SequenceRun::progressed);
    connect(&panel, &SocketPanel::outboxMoved, this, &SequenceRun::wake);
    connect(&panel, &SocketPanel::stateChanged, this, &SequenceRun::wake);
}

SequenceRun::~SequenceRun() = default;

Result<void> SequenceRun::start(const SequenceConfig &config)
{
    if (m_running)
        stop();
    m_config = config;
    m_envelope = m_panel.config().draft;
    m_progress = {};
    m_progress.total = sequenceLength(config);
    m_error = {};
    m_pauseReason.clear();
    if (Result<void> ready = prepare(); !ready)
        return ready;
    m_running = true;
    m_sinceStart.start();
    m_dueMs = 0;
    noteProgress();
    m_next.start(0);
    return {};
}

Result<void> SequenceRun::prepare()
{
    const QString operation = tr("Send a sequence");
    if (!m_panel.isOpen())
        return Error{ErrorCode::WouldBlock, operation, tr("The panel is closed."), tr("Open it first.")};
    if (m_progress.total == 0)
        return Error{ErrorCode::InvalidArgument, operation,
                     tr("No number lies between %1 and %2 in steps of %3.")
                         .arg(m_config.from).arg(m_config.to).arg(m_config.step),
                     tr("Turn the step's sign round.")};
    // Plain numbered text is made byte by byte: a hundred thousand a second are usual.
    m_onlyNumbers = m_config.codec == "text"_L1 && hasOnlyNumbers(m_config.text);
    if (m_onlyNumbers) {
        Result<QByteArray> text = unescape(m_config.text);
        if (!text)
            return text.error();
        m_text = *std::move(text);
        // Letters that an escape makes are no placeholder.
        m_onlyNumbers = m_text.count("{n}") == m_config.text.count("{n}"_L1);
    }
    Result<QByteArray> first = body(m_config.from);
    if (!first)
        return first.error();
    Result<Message> message = composeMessage(m_envelope, m_panel.type(), QList<QByteArray>{*first});
    if (!message)
        return message.error();
    return {};
}

void SequenceRun::stop()
{
    if (m_running)
        end();
}

void SequenceRun::end()
{
    m_running = false;
    m_pauseReason.clear();
    m_next.stop();
    m_tell.stop();
    emit progressed();
    emit finished();
}

Result<QByteArray> SequenceRun::body(qint64 number) const
{
    if (m_onlyNumbers) {
        QByteArray bytes = m_text;
        bytes.replace(QByteArrayView("{n}"), QByteArray::number(number));
        return bytes;
    }
    PlaceholderValues values;
    values.number = number;
    return encodeFrame(FrameDraft{m_config.codec, m_config.text}, values);
}

bool SequenceRun::mustWait()
{
    QString reason;
    if (!m_panel.outbox().isEmpty() && m_panel.holdsUntilSubscribed() && traits(m_panel.type()).publishes)
        reason = tr("waiting: nobody has subscribed to it yet");
    else if (!m_panel.outbox().isEmpty())
        reason = m_panel.channel().connectedPeers() > 0 ? tr("waiting: the peer takes no more just now")
                                                        : tr("waiting: no peer yet");
    else if (m_panel.channel().turn() == Turn::Receive)
        reason = m_panel.type() == SocketType::Req ? tr("waiting for the reply") : tr("waiting for a request");
    if (reason != m_pauseReason) {
        m_pauseReason = reason;
        noteProgress();
    }
    return !reason.isEmpty();
}

void SequenceRun::step()
{
    if (!m_running)
        return;
    settleOutbox();
    QElapsedTimer slice;
    slice.start();
    const bool paced = m_config.intervalMs > 0;
    while (m_running && m_progress.done() < m_progress.total) {
        // What ends the wait wakes the run: outboxMoved(), or the turn in stateChanged().
        if (mustWait())
            return;
        if (!sendNext())
            return;
        if (paced || slice.nsecsElapsed() >= sliceNs)
            break;
    }
    if (!m_running)
        return;
    if (m_progress.done() >= m_progress.total) {
        if (m_progress.waiting == 0)
            end();
        return;
    }
    m_next.start(paced ? untilNext() : 0);
}

int SequenceRun::untilNext()
{
    // Counted from when the last one was due, so that late timers do not add up; but what a wait
    // for the peer held up is not made good by a burst.
    const qint64 now = m_sinceStart.elapsed();
    m_dueMs += m_config.intervalMs;
    if (m_dueMs < now - maxCatchUpMs)
        m_dueMs = now;
    return int(qMax<qint64>(0, m_dueMs - now));
}

bool SequenceRun::sendNext()
{
    const qint64 number = m_config.from + m_progress.done() * m_config.step;
    Result<QByteArray> bytes = body(number);
    Result<Message> message = bytes ? composeMessage(m_envelope, m_panel.type(), QList<QByteArray>{*bytes})
                                    : Result<Message>(bytes.error());
    if (!message) {
        m_error = message.error();
        end();
        return false;
    }
    const qint64 sentBefore = m_panel.counters().sent;
    const SendReport report = m_panel.send(*message);
    switch (report.status) {
    case SendReport::Status::Sent:
        ++m_progress.sent;
        if (report.flags.testFlag(MessageFlag::NoSubscriber))
            ++m_progress.unheard;
        break;
    case SendReport::Status::Waiting:
        m_progress.waiting = 1;
        m_sentBefore = sentBefore;
        m_waitedBefore = m_panel.outbox().count();
        break;
    case SendReport::Status::Refused:
        // A turn that was lost meanwhile comes back: the number is not used up.
        if (report.error.code == ErrorCode::NotYourTurn)
            return false;
        ++m_progress.refused;
        m_error = report.error;
        break;
    }
    noteProgress();
    return true;
}

void SequenceRun::settleOutbox()
{
    if (m_progress.waiting == 0 || !m_panel.outbox().isEmpty())
        return;
    m_progress.waiting = 0;
    if (m_panel.counters().sent - m_sentBefore >= m_waitedBefore) {
        ++m_progress.sent;
    } else {
        ++m_progress.refused;
        m_error = Error{ErrorCode::WouldBlock, tr("Send a sequence"),
                        tr("A waiting message was discarded or could not go."), {}};
    }
    noteProgress();
}

void SequenceRun::wake()
{
    if (!m_running)
        return;
    if (!m_panel.isOpen()) {
        m_error = Error{ErrorCode::WouldBlock, tr("Send a sequence"), tr("The panel was closed."), {}};
        end();
        return;
    }
    if (!m_next.isActive() && (m_progress.waiting > 0 || !m_pauseReason.isEmpty()))
        m_next.start(0);
}

void SequenceRun::noteProgress()
{
    if (!m_tell.isActive())
        m_tell.start();
}

} // namespace zmqscope
