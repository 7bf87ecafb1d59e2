// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headless/headless_run.h"

#include "core/profile/session_profile.h"

#include <algorithm>

namespace zmqscope {

namespace {

bool hasPeers(const Panel &panel)
{
    return std::ranges::any_of(panel.channels(), [](const Channel *channel) { return channel->connectedPeers() > 0; });
}

/// A bind that failed: nobody could reach the panel, and trying again is no use.
bool cannotListen(const Panel &panel)
{
    return std::ranges::any_of(panel.channels(), [](const Channel *channel) {
        return std::ranges::any_of(channel->endpoints(), [](const EndpointStatus &status) {
            return status.state == EndpointState::Failed && status.endpoint.role == EndpointRole::Bind;
        });
    });
}

} // namespace

HeadlessRun::HeadlessRun(HeadlessJob job, QObject *parent)
    : QObject(parent), m_job(std::move(job)), m_session(std::make_unique<Session>()), m_writer(m_job.outputFd)
{
    m_timeUp.setSingleShot(true);
    connect(&m_timeUp, &QTimer::timeout, this, &HeadlessRun::onTimeUp);
    connect(&m_writer, &OutputWriter::readerGone, this, &HeadlessRun::onReaderGone);
    connect(&m_writer, &OutputWriter::drained, this, &HeadlessRun::endWhenFlushed);
    connect(&m_writer, &OutputWriter::failed, this, [this](const QString &reason) {
        fail(tr("Writing the output failed: %1.").arg(reason));
        finish(ExitCode::Failed);
    });
}

HeadlessRun::~HeadlessRun() = default;

void HeadlessRun::start()
{
    if (m_job.time)
        m_timeUp.start(*m_job.time);
    openPanels();
    if (m_state != State::Running)
        return;
    m_printer = std::make_unique<MessagePrinter>(*m_session, m_writer, m_job.count);
    connect(m_printer.get(), &MessagePrinter::completed, this, &HeadlessRun::onCompleted);
    startFeeding();
}

void HeadlessRun::openPanels()
{
    connect(m_session.get(), &Session::panelAdded, this, &HeadlessRun::watch);
    for (PanelConfig &config : m_job.panels)
        config.openAtStart = true;
    createPanels(*m_session, m_job.panels);
}

void HeadlessRun::watch(Panel *panel)
{
    connect(panel, &Panel::failed, this, [this, panel](const Error &error) {
        fail(panel->name() + u": " + error.text());
        if (!panel->isOpen() || cannotListen(*panel))
            finish(ExitCode::Failed);
    });
    connect(panel, &Panel::stateChanged, this, [this, panel] {
        reportEndpoints(*panel);
        // Later: the panel itself still has to draw its conclusions from the new state.
        QMetaObject::invokeMethod(this, &HeadlessRun::deliver, Qt::QueuedConnection);
    });
}

void HeadlessRun::reportEndpoints(const Panel &panel)
{
    for (const Channel *channel : panel.channels()) {
        for (const EndpointStatus &status : channel->endpoints()) {
            QString text;
            if (status.endpoint.role == EndpointRole::Bind && !status.actualAddress.isEmpty())
                text = tr("%1: listens on %2").arg(panel.name(), status.actualAddress);
            else if (status.endpoint.role == EndpointRole::Connect && status.state == EndpointState::Failed)
                text = tr("%1: %2: %3").arg(panel.name(), status.endpoint.address, status.detail);
            if (text.isEmpty() || m_reported.contains(text))
                continue;
            m_reported.insert(text);
            m_job.report(text);
        }
    }
}

void HeadlessRun::startFeeding()
{
    SocketPanel *sender = nullptr;
    for (Panel *panel : m_session->panels()) {
        auto *candidate = qobject_cast<SocketPanel *>(panel);
        if (!sender && candidate && traits(candidate->type()).canSend)
            sender = candidate;
    }
    if (!sender) {
        if (!m_job.sends.isEmpty()) {
            fail(tr("No panel of the profile can send."));
            finish(ExitCode::Failed);
        }
        return;
    }
    m_feeder = std::make_unique<MessageFeeder>(*sender);
    connect(m_feeder.get(), &MessageFeeder::failed, this, [this, sender](const Error &error) {
        fail(sender->name() + u": " + error.text());
    });
    for (const QByteArray &body : std::as_const(m_job.sends))
        m_feeder->add(body);
    if (m_job.inputFd < 0)
        return;
    m_reader = std::make_unique<LineReader>(m_job.inputFd);
    m_reader->setPaused(m_feeder->isFull());
    connect(m_reader.get(), &LineReader::lineRead, m_feeder.get(), [this](const QByteArray &line) {
        m_feeder->add(line);
        if (m_feeder->isFull())
            m_reader->setPaused(true);
    });
    connect(m_feeder.get(), &MessageFeeder::wantsMore, m_reader.get(), [this] { m_reader->setPaused(false); });
    connect(m_reader.get(), &LineReader::failed, this, &HeadlessRun::fail);
}

void HeadlessRun::interrupt()
{
    if (m_state == State::Finished)
        return;
    if (m_printer)
        m_printer->printRest();
    finish(m_failed ? ExitCode::Failed : ExitCode::Ok);
}

void HeadlessRun::onCompleted()
{
    m_state = State::Delivering;
    m_feeder.reset();
    m_reader.reset();
    deliver();
}

/// The count is reached; ends when nothing that was sent still waits for a peer.
void HeadlessRun::deliver()
{
    if (m_state == State::Delivering && unsentMessages() == 0)
        finish(ExitCode::Ok);
}

void HeadlessRun::onTimeUp()
{
    const qint64 unsent = unsentMessages() + (m_feeder ? m_feeder->waiting() : 0);
    if (m_printer)
        m_printer->printRest();
    if (unsent > 0)
        m_job.report(tr("Not delivered, for nobody took it in time: %1 of what was sent.").arg(unsent));
    if (m_job.count && !(m_printer && m_printer->isComplete() && unsent == 0)) {
        if (!m_printer || !m_printer->isComplete())
            m_job.report(tr("The time is up: %1 of %2 messages.").arg(m_printer ? m_printer->printed() : 0).arg(*m_job.count));
        finish(ExitCode::TimeUp);
        return;
    }
    finish(m_failed || unsent > 0 ? ExitCode::Failed : ExitCode::Ok);
}

void HeadlessRun::onReaderGone()
{
    // Like any program in front of head(1): whoever read has enough.
    finish(ExitCode::Ok);
}

void HeadlessRun::finish(ExitCode code)
{
    if (m_state == State::Flushing || m_state == State::Finished)
        return;
    m_state = State::Flushing;
    m_code = code;
    m_timeUp.stop();
    m_feeder.reset();
    m_reader.reset();
    for (const Panel *panel : m_session->panels()) {
        const PanelCounters &counters = panel->counters();
        if (counters.droppedForSlow > 0)
            m_job.report(tr("%1: at least %2 lost for a subscriber at its high-water mark; raise ZMQ_SNDHWM.")
                             .arg(panel->name()).arg(counters.droppedForSlow));
    }
    // Not from within a panel's own signal: its socket goes away.
    QMetaObject::invokeMethod(this, [this] {
        for (Panel *panel : m_session->panels())
            panel->close(hasPeers(*panel) ? lingerMs : 0);
        endWhenFlushed();
    }, Qt::QueuedConnection);
}

void HeadlessRun::endWhenFlushed()
{
    if (m_state != State::Flushing)
        return;
    m_writer.flush();
    if (m_writer.backlog() > 0)
        return; // drained() comes back here
    m_state = State::Finished;
    emit finished(m_code);
}

qint64 HeadlessRun::unsentMessages() const
{
    qint64 unsent = 0;
    for (const Panel *panel : m_session->panels())
        unsent += panel->unsentMessages();
    return unsent;
}

void HeadlessRun::fail(const QString &reason)
{
    m_failed = true;
    m_job.report(reason);
}

} // namespace zmqscope
