// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"

#include <QByteArrayView>
#include <QString>
#include <memory>
#include <optional>
#include <vector>

namespace zmqscope {

/// Keeps what libzmq knows of a connection, so that nothing else gets its place in memory.
class ConnectionHold
{
public:
    ConnectionHold();
    ~ConnectionHold();
    ConnectionHold(ConnectionHold &&) noexcept;
    ConnectionHold &operator=(ConnectionHold &&) noexcept;

private:
    friend class ReceivedMessage;
    struct Frame;
    std::unique_ptr<Frame> m_frame;
};

/// One whole multipart as libzmq handed it over, in libzmq's own memory. Reused from message to
/// message, so that receiving allocates nothing.
class ReceivedMessage
{
public:
    ReceivedMessage();
    ~ReceivedMessage();
    ReceivedMessage(const ReceivedMessage &) = delete;
    ReceivedMessage &operator=(const ReceivedMessage &) = delete;

    qsizetype frameCount() const { return m_count; }
    QByteArrayView frame(qsizetype i) const;
    qint64 totalBytes() const { return m_totalBytes; }

    /// Tells the connection it came by: equal for two messages of one connection, and different for
    /// any other as long as a ConnectionHold of this one lives. Null where unknown (inproc).
    const void *connection() const;
    /// The descriptor of the connection it came by (ZMQ_SRCFD), or -1 (inproc).
    int sourceFd() const;
    /// Empty when the message is too large to be kept along.
    std::optional<ConnectionHold> hold() const;
    /// "127.0.0.1"; empty where unknown (inproc).
    QString peerAddress() const;
    /// "DEALER"; empty where unknown.
    QString peerSocketType() const;
    /// The routing id that the peer chose for itself; empty where it chose none.
    QByteArray peerRoutingId() const;
    /// Who the peer is to ZAP (RFC 27); empty where nobody asked.
    QString peerUserId() const;

    /// Stores the message. Small ones are copied; large ones are handed over, after which the
    /// frames here are empty.
    MessageIndex moveInto(MessageStore &store, const MessageHeader &header);
    /// A copy that may be kept.
    Message toMessage() const;

private:
    friend class Socket;
    struct Part;
    Part &nextPart();
    const char *property(const char *name) const;

    std::unique_ptr<Part[]> m_parts;
    qsizetype m_count = 0;
    qsizetype m_capacity = 0;
    qint64 m_totalBytes = 0;
    std::vector<QByteArrayView> m_views;
};

} // namespace zmqscope
