// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/auto_reply.h"

#include "core/automation/message_composer.h"

#include <QElapsedTimer>
#include <QScopedValueRollback>

namespace zmqscope {

AutoReply::AutoReply(SocketPanel &panel, QObject *parent)
    : QObject(parent)
    , m_panel(panel)
{
    m_goOn.setSingleShot(true);
    m_goOn.setInterval(0);
    connect(&m_goOn, &QTimer::timeout, this, &AutoReply::work);
    connect(&panel, &Panel::published, this, &AutoReply::work);
    // The turn comes with the event loop's next round; published() only with the next frame, which
    // would hold a REP to 30 answers a second.
    connect(&panel, &Panel::stateChanged, this, &AutoReply::work);
}

bool AutoReply::canAnswer(SocketType type)
{
    return type == SocketType::Rep || type == SocketType::Router;
}

Result<void> AutoReply::set(const std::optional<FrameDraft> &answer)
{
    m_goOn.stop();
    const bool wasOn = std::exchange(m_on, false);
    if (!answer)
        return {};
    if (!canAnswer(m_panel.type()))
        return Error{ErrorCode::Unsupported, tr("Auto-reply"),
                     tr("A %1 receives no requests that it could answer.").arg(socketTypeName(m_panel.type())),
                     tr("Use it on REP or ROUTER.")};
    Result<QByteArray> bytes = encodeFrame(*answer);
    if (!bytes) {
        Error error = bytes.error();
        error.operation = tr("Auto-reply");
        return error;
    }
    m_bytes = *std::move(bytes);
    m_answer = *answer;
    m_changes = changesWithEachSend(*answer);
    m_on = true;
    if (!wasOn)
        m_seen.value = m_panel.store().end().value - 1;
    m_goOn.start();
    return {};
}

void AutoReply::work()
{
    if (!m_on || m_busy || !m_panel.isOpen())
        return;
    // Sending changes the panel's state, which would come back here.
    const QScopedValueRollback busy(m_busy, true);
    const MessageStore &store = m_panel.store();
    if (m_panel.type() == SocketType::Rep) {
        m_seen.value = store.end().value - 1;
        if (m_panel.channel().turn() == Turn::Send && m_panel.outbox().isEmpty())
            answer({});
        return;
    }
    QElapsedTimer slice;
    slice.start();
    // What the bounds of the log pushed out before it was looked at cannot be answered any more.
    m_seen.value = qMax(m_seen.value, store.first().value - 1);
    while (m_on && m_seen.value + 1 < store.end().value) {
        // Behind a full peer the answers would only pile up: the log holds the requests meanwhile.
        if (!m_panel.outbox().isEmpty())
            return;
        ++m_seen.value;
        const std::optional<MessageView> request = store.at(m_seen);
        if (request && request->header.direction == Direction::In)
            answer(*request);
        if (slice.nsecsElapsed() >= sliceNs) {
            m_goOn.start();
            return;
        }
    }
}

void AutoReply::answer(const MessageView &request)
{
    if (m_changes) {
        PlaceholderValues values;
        values.number = m_answered + 1;
        Result<QByteArray> bytes = encodeFrame(m_answer, values);
        if (!bytes)
            return emit failed(bytes.error());
        m_bytes = *std::move(bytes);
    }
    Message message{replyEnvelope(request, m_panel.type())};
    message.frames.append(m_bytes);
    const SendReport report = m_panel.send(message);
    if (report.status == SendReport::Status::Refused)
        emit failed(report.error);
    else
        ++m_answered;
}

} // namespace zmqscope
