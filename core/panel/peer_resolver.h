// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection_book.h"
#include "core/message/peer_table.h"
#include "core/zmq/received_message.h"

#include <QHash>
#include <QSet>
#include <functional>
#include <optional>
#include <unordered_map>

namespace zmqscope {

/// Tells which peer a received message came from, and counts it there, at the price of one look-up a
/// message.
///
/// libzmq gives a message its peer's IP and the descriptor of the connection. The port comes from
/// the descriptor while it is open. Descriptors are used again: a connection that is first heard of
/// between the moment its descriptor was given anew and the moment all earlier messages have been
/// read is told by its IP alone rather than by a port that may be another peer's.
class PeerResolver
{
public:
    /// Where frame 0 names the peer, it is known by that. What is learned of a connection goes into
    /// @p connections. Both must outlive the resolver. @p catchUp gives take() what the monitor has by
    /// now: it is called for messages of connections not heard before, for these overtake their news.
    PeerResolver(PeerTable &peers, ConnectionBook &connections, const SocketTraits &type, std::function<void()> catchUp)
        : m_peers(peers), m_book(connections), m_catchUp(std::move(catchUp)), m_byRoutingId(type.addressesPeers),
          m_countsUntold(!type.publishes)
    {
    }

    PeerId received(const ReceivedMessage &message, Timestamp now)
    {
        const void *connection = m_byRoutingId ? nullptr : message.connection();
        if (!connection || connection != m_lastConnection)
            look(message, connection, now);
        if (m_lastTraffic)
            m_lastTraffic->count(message.totalBytes(), now);
        return m_lastPeer;
    }

    /// @p ends are those of the descriptor of an Accepted or Connected event.
    void take(const ConnectionEvent &event, const ConnectionEnds &ends);
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
        std::shared_ptr<Traffic> traffic;
        ConnectionHold hold; ///< while it lives, no other connection has the same key
    };
    struct Routed
    {
        PeerId peer;
        int fd = -1;
        std::shared_ptr<Traffic> traffic;
    };
    void look(const ReceivedMessage &message, const void *connection, Timestamp now);
    void lookByConnection(const ReceivedMessage &message, const void *connection, Timestamp now);
    void lookByRoutingId(const ReceivedMessage &message, Timestamp now);
    void lookUntold(Timestamp now);
    std::shared_ptr<Traffic> tell(const ReceivedMessage &message, int sureFd, const Peer &peer, PeerId id, Timestamp now);
    void remember(const void *connection, PeerId peer, const std::shared_ptr<Traffic> &traffic)
    {
        m_lastConnection = connection;
        m_lastPeer = peer;
        m_lastTraffic = traffic.get();
    }
    QString addressOf(const ReceivedMessage &message, int sureFd) const;
    bool isSure(int fd, const QByteArray &routingId) const;
    void noteReuse(int fd);

    PeerTable &m_peers;
    ConnectionBook &m_book;
    std::function<void()> m_catchUp;
    bool m_byRoutingId;
    bool m_countsUntold; ///< a publisher hears of unsubscriptions without a sender
    const void *m_lastConnection = nullptr;
    PeerId m_lastPeer;
    Traffic *m_lastTraffic = nullptr;
    std::shared_ptr<Traffic> m_untold;
    std::shared_ptr<Traffic> m_unheld; ///< of the last connection that could not be held
    std::unordered_map<const void *, Known> m_connections;
    QHash<int, QString> m_addressOfFd; ///< "ip:port" of connections
    /// Descriptors whose connection is known by its key or, where frame 0 names the peer, by this routing id.
    QHash<int, QByteArray> m_heard;
    QSet<int> m_ended; ///< their connections have ended, and not all they sent may be read
    /// Other connections have them now, and the same holds: for messages with this routing id, or for all.
    QHash<int, std::optional<QByteArray>> m_reused;
    QHash<QByteArray, Routed> m_peerOfRoutingId;
};

} // namespace zmqscope
