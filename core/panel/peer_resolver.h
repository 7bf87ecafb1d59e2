// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/peer_table.h"
#include "core/zmq/received_message.h"
#include "core/zmq/socket_monitor.h"

#include <QHash>
#include <QSet>

namespace zmqscope {

/// Tells which peer a received message came from, at the price of one look-up a message.
///
/// libzmq gives a message its peer's IP and the descriptor of the connection. The port comes from
/// the descriptor while it is open. Descriptors are used again: from the moment one is until
/// everything received before has been read, a message is given the IP alone rather than a port
/// that may be another peer's.
class PeerResolver
{
public:
    /// @p byRoutingId: ROUTER and STREAM, where frame 0 names the peer.
    PeerResolver(PeerTable &peers, bool byRoutingId) : m_peers(peers), m_byRoutingId(byRoutingId) {}

    PeerId peerOf(const ReceivedMessage &message)
    {
        if (m_byRoutingId)
            return peerOfRoutingId(message);
        const int fd = message.sourceFd();
        if (fd == m_lastFd)
            return m_lastPeer;
        return peerOfFd(message, fd);
    }

    void take(const ConnectionEvent &event);
    /// All that libzmq had was read.
    void drained();
    void reset();

private:
    PeerId peerOfFd(const ReceivedMessage &message, int fd);
    PeerId peerOfRoutingId(const ReceivedMessage &message);
    QString addressOf(const ReceivedMessage &message, int fd) const;

    PeerTable &m_peers;
    bool m_byRoutingId;
    int m_lastFd = -2; ///< no descriptor, and not -1, which is "unknown"
    PeerId m_lastPeer;
    QHash<int, PeerId> m_peerOfFd;
    QHash<int, QString> m_addressOfFd; ///< "ip:port" of live connections
    QSet<int> m_reused;                ///< descriptors whose earlier messages may still be unread
    QHash<QByteArray, PeerId> m_peerOfRoutingId;
};

} // namespace zmqscope
