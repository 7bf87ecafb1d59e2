// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/peer_table.h"
#include "core/zmq/received_message.h"
#include "core/zmq/socket_monitor.h"

#include <QHash>
#include <QSet>
#include <unordered_map>

namespace zmqscope {

/// Tells which peer a received message came from, at the price of one look-up a message.
///
/// libzmq gives a message its peer's IP and the descriptor of the connection. The port comes from
/// the descriptor while it is open. Descriptors are used again: a connection that is first heard of
/// between the moment its descriptor was given anew and the moment all earlier messages have been
/// read is told by its IP alone rather than by a port that may be another peer's.
class PeerResolver
{
public:
    /// @p byRoutingId: ROUTER and STREAM, where frame 0 names the peer.
    PeerResolver(PeerTable &peers, bool byRoutingId) : m_peers(peers), m_byRoutingId(byRoutingId) {}

    PeerId peerOf(const ReceivedMessage &message)
    {
        if (m_byRoutingId)
            return peerOfRoutingId(message);
        const void *connection = message.connection();
        if (!connection)
            return {};
        return connection == m_lastConnection ? m_lastPeer : peerOfConnection(message, connection);
    }

    void take(const ConnectionEvent &event);
    /// The descriptor by which the peer with this routing id was last heard; -1 when unknown.
    int fdOf(const QByteArray &routingId) const;
    /// All that libzmq had was read.
    void drained();
    void reset();

private:
    struct Known
    {
        PeerId peer;
        int fd = -1;
        ConnectionHold hold; ///< while it lives, no other connection has the same key
    };
    PeerId peerOfConnection(const ReceivedMessage &message, const void *connection);
    PeerId peerOfRoutingId(const ReceivedMessage &message);
    QString addressOf(const ReceivedMessage &message, int fd) const;
    void forget(int fd);

    PeerTable &m_peers;
    bool m_byRoutingId;
    const void *m_lastConnection = nullptr;
    PeerId m_lastPeer;
    std::unordered_map<const void *, Known> m_connections;
    QHash<int, QString> m_addressOfFd; ///< "ip:port" of live connections
    QSet<int> m_reused;                ///< descriptors whose earlier messages may still be unread
    struct Routed
    {
        PeerId peer;
        int fd = -1;
    };
    QHash<QByteArray, Routed> m_peerOfRoutingId;
};

} // namespace zmqscope
