// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/peer_resolver.h"

#include "core/zmq/peer_address.h"

namespace zmqscope {

namespace {
/// Cached look-ups; beyond, all are looked up anew. Peers that come and go without end must not
/// hold memory without end.
constexpr size_t maxConnections = 10'000;
constexpr qsizetype maxRoutingIds = 100'000;

/// "pid 4711" for what libzmq calls an ipc peer, "localhost:<uid>:<gid>:<pid>"; else empty.
QString ipcProcess(const QString &address)
{
    const QList<QStringView> parts = QStringView(address).split(u':');
    if (parts.size() != 4 || parts[0] != QLatin1StringView("localhost"))
        return {};
    return QString(u"pid " % parts[3]);
}
} // namespace

void PeerResolver::take(const ConnectionEvent &event)
{
    if (event.kind != ConnectionEventKind::Accepted && event.kind != ConnectionEventKind::Connected)
        return;
    const int fd = int(event.value);
    if (m_addressOfFd.contains(fd))
        m_reused.insert(fd);
    m_addressOfFd.insert(fd, peerAddressOfFd(fd));
    m_peerOfRoutingId.clear(); // a peer with a fixed id may be back from another port
}

void PeerResolver::forget(int fd)
{
    std::erase_if(m_connections, [fd](const auto &entry) { return entry.second.fd == fd; });
    m_lastConnection = nullptr;
}

void PeerResolver::drained()
{
    if (m_reused.isEmpty())
        return;
    for (int fd : std::as_const(m_reused))
        forget(fd);
    m_reused.clear();
    m_peerOfRoutingId.clear();
}

void PeerResolver::reset()
{
    m_lastConnection = nullptr;
    m_connections.clear();
    m_addressOfFd.clear();
    m_reused.clear();
    m_peerOfRoutingId.clear();
}

QString PeerResolver::addressOf(const ReceivedMessage &message, int fd) const
{
    const QString ip = message.peerAddress();
    if (const QString process = ipcProcess(ip); !process.isEmpty())
        return process;
    if (ip.isEmpty() || m_reused.contains(fd))
        return ip;
    // The message may overtake the event that announces its connection.
    QString address = m_addressOfFd.value(fd);
    if (address.isEmpty())
        address = peerAddressOfFd(fd);
    return address.contains(ip) ? address : ip;
}

PeerId PeerResolver::peerOfConnection(const ReceivedMessage &message, const void *connection)
{
    if (const auto known = m_connections.find(connection); known != m_connections.end()) {
        m_lastConnection = connection;
        return m_lastPeer = known->second.peer;
    }
    const int fd = message.sourceFd();
    const Peer peer{addressOf(message, fd), {}, message.peerSocketType()};
    const PeerId id = peer == Peer{} ? PeerId{} : m_peers.idOf(peer);
    if (std::optional<ConnectionHold> hold = message.hold()) {
        if (m_connections.size() >= maxConnections)
            m_connections.clear();
        m_connections.insert({connection, Known{id, fd, std::move(*hold)}});
        m_lastConnection = connection;
        m_lastPeer = id;
    }
    return id;
}

PeerId PeerResolver::peerOfRoutingId(const ReceivedMessage &message)
{
    const QByteArrayView id = message.frame(0);
    const auto known = m_peerOfRoutingId.constFind(QByteArray::fromRawData(id.data(), id.size()));
    if (known != m_peerOfRoutingId.cend())
        return known.value().peer;
    if (m_peerOfRoutingId.size() >= maxRoutingIds)
        m_peerOfRoutingId.clear();
    const QByteArray key = id.toByteArray();
    const int fd = message.sourceFd();
    const PeerId peer = m_peers.idOf({addressOf(message, fd), key, message.peerSocketType()});
    m_peerOfRoutingId.insert(key, {peer, fd});
    return peer;
}

int PeerResolver::fdOf(const QByteArray &routingId) const
{
    return m_peerOfRoutingId.value(routingId).fd;
}

} // namespace zmqscope
