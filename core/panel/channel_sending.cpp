// SPDX-License-Identifier: GPL-3.0-or-later
// What a channel does to send: the hand-over to libzmq, and what is known of a message's fate.
#include "core/panel/channel.h"

namespace zmqscope {

/// What stands in libzmq counts there already, so it must count here before a message is told to
/// have no subscriber.
void Channel::readSubscriptions()
{
    m_now = m_clock.now();
    for (int n = 0; n < ServeBudget{}.messages && m_sink.accepts(*this) && m_socket->receive(m_message); ++n)
        handOn(m_message);
}

bool Channel::isWanted(QByteArrayView topic)
{
    if (m_socket && m_subscribers.matching(topic) == 0)
        readSubscriptions();
    return m_subscribers.matching(topic) > 0 || m_subscribers.overflowed();
}

bool Channel::canSend()
{
    if (!m_socket)
        return false;
    const Readiness ready = m_socket->readiness();
    // This may have eaten the edge that announces a message. One that is left unread on purpose
    // must not bring this channel back: two sides that wait for each other would spin.
    if (ready.canReceive && !m_leavesUnread)
        recheck();
    return ready.canSend;
}

Result<MessageFlags> Channel::send(const Message &message)
{
    if (message.frames.isEmpty())
        return sendAny(message, 0, {}, {});
    return sendAny(message, message.frames.size(), message.frames.first(), message.frames.last());
}

Result<MessageFlags> Channel::send(const ReceivedMessage &message)
{
    return sendAny(message, message.frameCount(), message.frame(0), message.frame(message.frameCount() - 1));
}

/// Counts a message at the peer that it went to, as far as that is known.
void Channel::noteSent(QByteArrayView firstFrame, qint64 bytes)
{
    const SocketTraits &type = traits(m_config.type);
    if (type.addressesPeers)
        m_book.sentTo(m_peers.findRoutingId(QByteArray::fromRawData(firstFrame.data(), firstFrame.size())), bytes, m_clock.now());
    else if (type.type == SocketType::Rep)
        m_book.sentTo(m_lastHeard, bytes, m_clock.now());
    else
        m_book.sentToSome(bytes, m_clock.now());
}

template <typename AnyMessage>
Result<MessageFlags> Channel::sendAny(const AnyMessage &message, qsizetype frameCount, QByteArrayView firstFrame,
                                      QByteArrayView lastFrame)
{
    const qint64 totalBytes = message.totalBytes();
    const SocketTraits &type = traits(m_config.type);
    const auto refused = [](ErrorCode code, const QString &detail, const QString &remedy = {}) {
        return Error{code, tr("Send"), detail, remedy};
    };
    if (!m_socket)
        return refused(ErrorCode::System, tr("The panel is closed."), tr("Open it first."));
    if (!type.canSend)
        return refused(ErrorCode::Unsupported, tr("%1 sockets only receive.").arg(socketTypeName(type.type)));
    if (frameCount == 0)
        return refused(ErrorCode::InvalidArgument, tr("The message has no frame."), tr("Add one; it may be empty."));
    if (type.addressesPeers && frameCount < 2) {
        return refused(ErrorCode::InvalidArgument,
                       tr("A %1 message needs a routing id in front of its body.").arg(socketTypeName(type.type)),
                       tr("Choose the peer it is for."));
    }

    if (type.type == SocketType::Stream && frameCount > 2) {
        return refused(ErrorCode::InvalidArgument,
                       tr("A STREAM message is a routing id and one frame of bytes."), tr("Join the frames."));
    }

    MessageFlags flags;
    if (type.publishes && !isWanted(firstFrame))
        flags |= MessageFlag::NoSubscriber;
    Result<void> sent = m_socket->send(message);
    const auto isFull = [&] { return !sent && sent.error().code == ErrorCode::WouldBlock; };
    if (m_seesDrops && isFull()) {
        (void)m_socket->readiness(); // libzmq looks for news of what was read only now and then
        sent = m_socket->send(message);
    }
    if (m_seesDrops && isFull()) {
        // A subscriber is at its high-water mark. As PUB does, the others get the message and that
        // one loses it; unlike PUB, we know of the first. libzmq leaves that subscriber out from now
        // on, without a word, until it has read half of its queue.
        m_socket->setRefusesWhenFull(false);
        sent = m_socket->send(message);
        m_socket->setRefusesWhenFull(true);
        flags |= MessageFlag::DroppedForSlow;
    }
    recheck();
    if (!sent) {
        Error error = sent.error();
        m_sendBlocked = error.code == ErrorCode::WouldBlock || error.code == ErrorCode::NotYourTurn;
        if (error.code == ErrorCode::WouldBlock && connectedPeers() > 0) {
            error.detail = tr("The queue to the peer is full: its high-water mark is reached.");
            error.remedy = tr("The message waits until the peer reads, or raise ZMQ_SNDHWM.");
        } else if (error.code == ErrorCode::WouldBlock) {
            error.detail = tr("No peer yet.");
            error.remedy = tr("The message waits until one connects.");
        }
        return error;
    }
    if (type.lockstep)
        setTurn(Turn::Receive);
    if (type.type == SocketType::Stream && lastFrame.isEmpty()) {
        if (const auto ended = m_book.endedHere(m_resolver.fdOf(firstFrame.toByteArray()), m_clock.now()))
            m_endpoints.endedHere(*ended);
        noteStateChange();
    }
    if (!(flags & (MessageFlag::NoSubscriber | MessageFlag::DroppedForSlow)))
        noteSent(firstFrame, totalBytes);
    if (!type.publishes && connectedPeers() == 0 && !m_endpoints.hasUntoldPeers()) {
        m_monitor->catchUp(); // the news may be on its way
        if (connectedPeers() == 0) {
            flags |= MessageFlag::QueuedOffline;
            ++m_queuedOffline;
        }
    }
    return flags;
}

} // namespace zmqscope
