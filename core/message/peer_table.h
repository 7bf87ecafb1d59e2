// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"

#include <QHash>
#include <QString>
#include <vector>

namespace zmqscope {

/// What is known of the other end of a message. Empty fields are unknown.
struct Peer
{
    QString address;      ///< "127.0.0.1:41234", the IP alone where no port could be learned, "pid 4711" over ipc
    QByteArray routingId; ///< as ROUTER and STREAM see it
    QString socketType;   ///< "DEALER", from the handshake

    /// Shortest text that tells this peer from others: routing id where there is one, else address.
    QString label() const;
    bool operator==(const Peer &) const = default;
};
size_t qHash(const Peer &peer, size_t seed = 0);

/// The peers a panel has heard of; messages name them by PeerId, so that a message costs 4 bytes.
/// Rows never go away: a gone peer's messages still say who it was.
class PeerTable
{
public:
    /// Peers beyond this are all shown as unknown: bounds memory under a flood of connections.
    static constexpr quint32 maxPeers = 100'000;

    /// The id of an equal peer, or a new one; PeerId{0} when the table is full.
    PeerId idOf(const Peer &peer);
    /// The peer last asked for by idOf() with this routing id, or PeerId{0}.
    PeerId findRoutingId(const QByteArray &routingId) const;
    /// An empty Peer for PeerId{0} and for ids never given.
    const Peer &peer(PeerId id) const;
    /// Number of known peers; ids are 1…count().
    quint32 count() const { return quint32(m_peers.size()); }

private:
    std::vector<Peer> m_peers;
    QHash<Peer, PeerId> m_byPeer;
    QHash<QByteArray, PeerId> m_byRoutingId; ///< the peer that was last heard under it
};

/// A routing id for people: as text when it is printable UTF-8, else "0x00a1b2…" in hex.
QString routingIdText(const QByteArray &routingId);

} // namespace zmqscope
