// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/peer_resolver.h"

#include "core/zmq/peer_address.h"

namespace zmqscope {

namespace {
/// Cached look-ups by routing id; a peer that reconnects without a fixed id gets a new one.
constexpr qsizetype maxCachedIds = 100'000;

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
    if (m_addressOfFd.contains(fd) || m_peerOfFd.contains(fd))
        m_reused.insert(fd);
    m_peerOfFd.remove(fd);
    m_peerOfRoutingId.clear(); // a peer with a fixed id may be back from another port
    m_lastFd = -2;
    m_addressOfFd.insert(fd, peerAddressOfFd(fd));
}

void PeerResolver::drained()
{
    if (m_reused.isEmpty())
        return;
    for (int fd : std::as_const(m_reused))
        m_peerOfFd.remove(fd);
    m_reused.clear();
    m_peerOfRoutingId.clear();
    m_lastFd = -2;
}

void PeerResolver::reset()
{
    m_lastFd = -2;
    m_peerOfFd.clear();
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

PeerId PeerResolver::peerOfFd(const ReceivedMessage &message, int fd)
{
    const auto known = m_peerOfFd.constFind(fd);
    if (known != m_peerOfFd.cend()) {
        m_lastFd = fd;
        return m_lastPeer = known.value();
    }
    const Peer peer{addressOf(message, fd), {}, message.peerSocketType()};
    const PeerId id = peer == Peer{} ? PeerId{} : m_peers.idOf(peer);
    if (fd >= 0)
        m_peerOfFd.insert(fd, id);
    m_lastFd = fd;
    return m_lastPeer = id;
}

PeerId PeerResolver::peerOfRoutingId(const ReceivedMessage &message)
{
    const QByteArrayView id = message.frame(0);
    const auto known = m_peerOfRoutingId.constFind(QByteArray::fromRawData(id.data(), id.size()));
    if (known != m_peerOfRoutingId.cend())
        return known.value();
    if (m_peerOfRoutingId.size() >= maxCachedIds)
        m_peerOfRoutingId.clear();
    const QByteArray key = id.toByteArray();
    const PeerId peer = m_peers.idOf({addressOf(message, message.sourceFd()), key, message.peerSocketType()});
    m_peerOfRoutingId.insert(key, peer);
    return peer;
}

} // namespace zmqscope
