// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/peer_table.h"

#include <QStringDecoder>
#include <algorithm>

namespace zmqscope {

QString Peer::label() const
{
    return routingId.isEmpty() ? address : routingIdText(routingId);
}

size_t qHash(const Peer &peer, size_t seed)
{
    return qHashMulti(seed, peer.address, peer.routingId, peer.socketType);
}

PeerId PeerTable::idOf(const Peer &peer)
{
    if (const auto known = m_byPeer.constFind(peer); known != m_byPeer.cend()) {
        if (!peer.routingId.isEmpty())
            m_byRoutingId[peer.routingId] = *known;
        return *known;
    }
    if (count() == maxPeers)
        return {};
    m_peers.push_back(peer);
    const PeerId id{count()};
    m_byPeer.insert(peer, id);
    if (!peer.routingId.isEmpty())
        m_byRoutingId.insert(peer.routingId, id);
    return id;
}

PeerId PeerTable::findRoutingId(const QByteArray &routingId) const
{
    return m_byRoutingId.value(routingId);
}

const Peer &PeerTable::peer(PeerId id) const
{
    static const Peer unknown;
    return id.value == 0 || id.value > count() ? unknown : m_peers[id.value - 1];
}

QString routingIdText(const QByteArray &routingId)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(routingId);
    const QList<uint> characters = text.toUcs4();
    const bool printable = std::all_of(characters.begin(), characters.end(), [](uint c) { return QChar::isPrint(c); });
    if (!decoder.hasError() && printable)
        return text;
    return QLatin1StringView("0x") + QString::fromLatin1(routingId.toHex());
}

} // namespace zmqscope
