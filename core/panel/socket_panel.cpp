// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/socket_panel.h"

namespace zmqscope {

namespace {

/// How many waiting messages go out in one slice before others get their turn.
constexpr int flushPerSlice = 256;

OwnedFrame share(const QByteArray &bytes)
{
    auto *shared = new QByteArray(bytes);
    return OwnedFrame(*shared, shared, [](void *owner) { delete static_cast<QByteArray *>(owner); });
}

} // namespace

SocketPanel::SocketPanel(PanelEnvironment environment, const PanelConfig &config, QObject *parent)
    : Panel(environment, config, parent)
{
    addChannel(config.side, *this);
}

SocketPanel::~SocketPanel() = default;

bool SocketPanel::accepts(Channel &)
{
    return m_receiving || type() == SocketType::Pub; // what a PUB gets is not data, but who subscribes
}

void SocketPanel::received(Channel &, ReceivedMessage &message, const MessageHeader &header)
{
    // A PUB socket hands out no subscriptions; that its panel sees them, on XPUB, shows elsewhere.
    if (type() == SocketType::Pub && header.flags.testFlag(MessageFlag::Subscription))
        return;
    ++m_counters.received;
    m_counters.receivedBytes += message.totalBytes();
    message.moveInto(m_store, header);
    markDirty();
}

MessageIndex SocketPanel::recordSent(const Message &message, MessageFlags flags)
{
    MessageHeader header{m_environment.clock.now(), Direction::Out, flags, {}};
    if (traits(type()).addressesPeers)
        header.peer = m_peers.findRoutingId(message.frames.first());
    ++m_counters.sent;
    const qint64 total = message.totalBytes();
    m_counters.sentBytes += total;
    m_counters.droppedForSlow += flags.testFlag(MessageFlag::DroppedForSlow);
    m_counters.withoutSubscriber += flags.testFlag(MessageFlag::NoSubscriber);
    markDirty();
    if (total <= MessageStore::largeMessageBytes) {
        const std::vector<QByteArrayView> views(message.frames.cbegin(), message.frames.cend());
        return m_store.append(header, views);
    }
    std::vector<OwnedFrame> frames;
    for (const QByteArray &frame : message.frames)
        frames.push_back(share(frame));
    return m_store.adopt(header, std::move(frames));
}

bool SocketPanel::holds() const
{
    return holdsUntilSubscribed() && traits(type()).publishes;
}

/// Somebody may have subscribed to what is held since that was looked at.
bool SocketPanel::heldMayGo() const
{
    return m_nextHeld < m_outbox.count() || (m_heldFor != channel().subscribers().arrivals() && !m_outbox.isEmpty());
}

void SocketPanel::noteOutcome(const Message &message, const Result<MessageFlags> &sent)
{
    if (!sent && sent.error().code == ErrorCode::NoSuchRoute)
        m_unroutable = Unroutable{message.frames.first(), m_environment.clock.now()};
    else if (m_unroutable)
        m_unroutable.reset();
    else
        return;
    emit stateChanged();
}

SendReport SocketPanel::send(const Message &message)
{
    SendReport report;
    if (holds() && channel().isOpen() && !message.frames.isEmpty() && !channel().isWanted(message.frames.first())) {
        report.error = Error{ErrorCode::WouldBlock, tr("Send"), tr("Nobody has subscribed to this yet."),
                             tr("It is held, and goes out when somebody does.")};
    } else if (holds() ? heldMayGo() && flushHeld() : !m_outbox.isEmpty()) {
        report.error = Error{ErrorCode::WouldBlock, tr("Send"), tr("Earlier messages wait."),
                             tr("It goes out after them, in order.")};
    } else {
        Result<MessageFlags> sent = channel().send(message);
        noteOutcome(message, sent);
        if (sent) {
            report.status = SendReport::Status::Sent;
            report.flags = *sent;
            report.index = recordSent(message, *sent);
            return report;
        }
        report.error = sent.error();
    }
    if (report.error.code != ErrorCode::WouldBlock)
        return report;
    if (!m_outbox.push(message, m_environment.clock.now())) {
        report.error = Error{ErrorCode::TooMany, tr("Send"), tr("The outbox is full."),
                             tr("Discard what waits, or let a peer connect.")};
        return report;
    }
    report.status = SendReport::Status::Waiting;
    channel().resume();
    emit stateChanged();
    return report;
}

/// Sends those of the held messages that somebody has subscribed to by now. The others give no
/// reason to come back: a subscription will.
bool SocketPanel::flushHeld()
{
    const quint64 arrivals = channel().subscribers().arrivals();
    if (m_heldFor != arrivals) {
        m_heldFor = arrivals;
        m_nextHeld = 0;
    }
    const qint64 before = m_outbox.count();
    bool blocked = false;
    m_nextHeld = m_outbox.release(m_nextHeld, flushPerSlice, [&](const Message &message) {
        if (blocked || !channel().isOpen() || channel().subscribers().matching(message.frames.first()) == 0)
            return false;
        const Result<MessageFlags> sent = channel().send(message);
        blocked = !sent && sent.error().code == ErrorCode::WouldBlock;
        if (sent)
            recordSent(message, *sent);
        return !blocked;
    });
    if (blocked)
        m_nextHeld = 0;
    if (m_outbox.count() != before) {
        emit outboxMoved();
        emit stateChanged();
    }
    return m_nextHeld < m_outbox.count();
}

bool SocketPanel::flush(Channel &)
{
    if (m_outbox.isEmpty())
        return false;
    if (holds())
        return flushHeld();
    bool moved = false;
    for (int n = 0; n < flushPerSlice && !m_outbox.isEmpty() && channel().isOpen(); ++n) {
        const Message message = m_outbox.oldest().message;
        const Result<MessageFlags> sent = channel().send(message);
        if (!sent && (sent.error().code == ErrorCode::WouldBlock || sent.error().code == ErrorCode::NotYourTurn))
            break;
        noteOutcome(message, sent);
        m_outbox.popOldest();
        moved = true;
        if (sent)
            recordSent(message, *sent);
        else
            emit failed(sent.error());
    }
    if (moved) {
        emit outboxMoved();
        emit stateChanged();
    }
    return !m_outbox.isEmpty();
}

void SocketPanel::retryOutbox()
{
    channel().resume();
}

void SocketPanel::discardOutbox()
{
    m_outbox.clear();
    m_nextHeld = 0;
    emit stateChanged();
}

Result<void> SocketPanel::startOver()
{
    return channel().reopen();
}

qint64 SocketPanel::unsentMessages() const
{
    return m_outbox.count() + channel().queuedOffline();
}

} // namespace zmqscope
