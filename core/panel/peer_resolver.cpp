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

void PeerResolver::take(const ConnectionEvent &event, const ConnectionEnds &ends)
{
    const int fd = int(event.value);
    if (event.kind == ConnectionEventKind::Disconnected)
        m_ended.insert(fd);
    if (event.kind != ConnectionEventKind::Accepted && event.kind != ConnectionEventKind::Connected)
        return;
    m_ended.remove(fd);
    if (m_addressOfFd.contains(fd)) // else what was heard by it overtook this news
        noteReuse(fd);
    m_addressOfFd.insert(fd, ends.far);
    m_peerOfRoutingId.clear(); // a peer with a fixed id may be back from another port
}

/// Messages of a connection that was heard are known by its key or its routing id, whatever becomes
/// of its descriptor.
void PeerResolver::noteReuse(int fd)
{
    const auto heard = m_heard.constFind(fd);
    if (heard == m_heard.cend() || m_reused.contains(fd))
        m_reused.insert(fd, std::nullopt);
    else if (m_byRoutingId)
        m_reused.insert(fd, *heard);
    m_heard.remove(fd);
}

void PeerResolver::drained()
{
    for (const int fd : std::as_const(m_ended)) {
        // What comes by it from now on is of a connection whose news is still on its way.
        m_addressOfFd.remove(fd);
        m_heard.remove(fd);
        m_book.allRead(fd);
    }
    m_ended.clear();
    if (m_reused.isEmpty())
        return;
    std::erase_if(m_connections, [this](const auto &entry) { return m_reused.contains(entry.second.fd); });
    m_lastConnection = nullptr;
    m_reused.clear();
    m_peerOfRoutingId.clear();
}

void PeerResolver::reset()
{
    remember(nullptr, {}, nullptr);
    m_untold.reset();
    m_connections.clear();
    m_addressOfFd.clear();
    m_heard.clear();
    m_ended.clear();
    m_reused.clear();
    m_peerOfRoutingId.clear();
}

/// False when the descriptor may have become another connection's since the message came by it.
bool PeerResolver::isSure(int fd, const QByteArray &routingId) const
{
    const auto reused = m_reused.constFind(fd);
    if (fd < 0 || (reused != m_reused.cend() && (!*reused || **reused == routingId)))
        return false;
    const QString known = m_addressOfFd.value(fd);
    const QString now = peerAddressOfFd(fd);
    return known.isEmpty() || now.isEmpty() || known == now;
}

/// @p sureFd is -1 when the descriptor may be another connection's by now.
QString PeerResolver::addressOf(const ReceivedMessage &message, int sureFd) const
{
    const QString ip = message.peerAddress();
    if (const QString process = ipcProcess(ip); !process.isEmpty())
        return process;
    if (ip.isEmpty() || sureFd < 0)
        return ip;
    QString address = m_addressOfFd.value(sureFd);
    if (address.isEmpty())
        address = peerAddressOfFd(sureFd);
    return address.contains(ip) ? address : ip;
}

std::shared_ptr<Traffic> PeerResolver::tell(const ReceivedMessage &message, int sureFd, const Peer &peer, PeerId id, Timestamp now)
{
    const QByteArray routingId = peer.routingId.isEmpty() ? message.peerRoutingId() : peer.routingId;
    return m_book.heard(sureFd, {id, peer.address, peer.socketType, routingId, message.peerUserId()}, now);
}

void PeerResolver::look(const ReceivedMessage &message, const void *connection, Timestamp now)
{
    if (m_byRoutingId)
        lookByRoutingId(message, now);
    else if (connection)
        lookByConnection(message, connection, now);
    else
        lookUntold(now);
}

void PeerResolver::lookUntold(Timestamp now)
{
    if (m_countsUntold && !m_untold)
        m_untold = m_book.heard(-1, {}, now);
    remember(nullptr, {}, m_untold);
}

void PeerResolver::lookByConnection(const ReceivedMessage &message, const void *connection, Timestamp now)
{
    if (const auto known = m_connections.find(connection); known != m_connections.end()) {
        remember(connection, known->second.peer, known->second.traffic);
        return;
    }
    m_catchUp();
    const int fd = message.sourceFd();
    const int sureFd = isSure(fd, {}) ? fd : -1;
    const Peer peer{addressOf(message, sureFd), {}, message.peerSocketType()};
    const PeerId id = peer == Peer{} ? PeerId{} : m_peers.idOf(peer);
    m_unheld = tell(message, sureFd, peer, id, now);
    remember(nullptr, id, m_unheld);
    if (std::optional<ConnectionHold> hold = message.hold()) {
        if (m_connections.size() >= maxConnections) {
            m_connections.clear();
            m_heard.clear();
        }
        if (sureFd >= 0)
            m_heard.insert(sureFd, {});
        m_connections.insert({connection, Known{id, fd, m_unheld, std::move(*hold)}});
        m_lastConnection = connection;
    }
}

void PeerResolver::lookByRoutingId(const ReceivedMessage &message, Timestamp now)
{
    const QByteArrayView id = message.frame(0);
    const auto known = m_peerOfRoutingId.constFind(QByteArray::fromRawData(id.data(), id.size()));
    if (known != m_peerOfRoutingId.cend()) {
        remember(nullptr, known->peer, known->traffic);
        return;
    }
    if (m_peerOfRoutingId.size() >= maxRoutingIds)
        m_peerOfRoutingId.clear();
    m_catchUp();
    const QByteArray key = id.toByteArray();
    const int fd = message.sourceFd();
    const int sureFd = isSure(fd, key) ? fd : -1;
    const Peer peer{addressOf(message, sureFd), key, message.peerSocketType()};
    const PeerId peerId = m_peers.idOf(peer);
    const std::shared_ptr<Traffic> traffic = tell(message, sureFd, peer, peerId, now);
    m_peerOfRoutingId.insert(key, {peerId, fd, traffic});
    if (sureFd >= 0)
        m_heard.insert(sureFd, key);
    remember(nullptr, peerId, traffic);
}

int PeerResolver::fdOf(const QByteArray &routingId) const
{
    return m_peerOfRoutingId.value(routingId).fd;
}

} // namespace zmqscope
