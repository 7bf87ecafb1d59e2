// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/peer_facts.h"

#include "core/connection/tcp_state.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A greeting, the head of the READY command, its name, and the property Socket-Type without its value.
constexpr qint64 greetingAndReady = 64 + 2 + 6 + 1 + 11 + 4;
/// The property Identity without its value.
constexpr qint64 identityProperty = 1 + 8 + 4;
/// A routing id has 255 bytes at most; a READY of that length needs six bytes more to tell its size.
constexpr qint64 largestHandshake = greetingAndReady + 6 + identityProperty + 255 + 7;
/// A PING, which a peer with ZMQ_HEARTBEAT_IVL sends again and again.
constexpr qint64 pingBytes = 9;

bool namesItself(SocketType type)
{
    return type == SocketType::Req || type == SocketType::Dealer || type == SocketType::Router;
}

} // namespace

const Channel *channelAtOtherEnd(const Session &session, const Connection &connection)
{
    if (connection.peerAddress.isEmpty() || connection.localAddress.isEmpty())
        return nullptr;
    for (const Panel *panel : session.panels()) {
        for (const Channel *channel : panel->channels()) {
            for (const auto &[id, other] : channel->connections().all()) {
                if (other.lives() && other.localAddress == connection.peerAddress
                    && other.peerAddress == connection.localAddress)
                    return channel;
            }
        }
    }
    return nullptr;
}

std::optional<SocketType> peerTypeOf(const Examination &examination, const Connection &connection)
{
    if (!connection.socketType.isEmpty())
        return socketTypeFromName(connection.socketType);
    if (const Channel *own = channelAtOtherEnd(examination.session(), connection))
        return own->type();
    // REP is the only peer of a DEALER or ROUTER that names no routing id.
    const bool askable = examination.type() == SocketType::Dealer || examination.type() == SocketType::Router;
    if (!askable || connection.in->messages > 0 || !hasPlainHandshake(examination.channel()))
        return {};
    const std::optional<TcpState> tcp = tcpStateOf(connection);
    return tcp && tcp->received == handshakeBytes(SocketType::Rep, 0) ? std::optional(SocketType::Rep)
                                                                      : std::nullopt;
}

qint64 handshakeBytes(SocketType type, qsizetype routingIdSize)
{
    return greetingAndReady + socketTypeName(type).size()
        + (namesItself(type) ? identityProperty + routingIdSize : 0);
}

bool hasPlainHandshake(const Channel &channel)
{
    const QMap<QString, OptionValue> &options = channel.config().options;
    return std::none_of(options.keyBegin(), options.keyEnd(), [](const QString &name) {
        return name.startsWith("ZMQ_PLAIN"_L1) || name.startsWith("ZMQ_CURVE"_L1)
            || name.startsWith("ZMQ_GSSAPI"_L1);
    });
}

BytesBeyondHandshake::Answer BytesBeyondHandshake::look(const Connection &connection, qint64 expected)
{
    const std::optional<TcpState> tcp = tcpStateOf(connection);
    if (!tcp)
        return Answer::None;
    const qint64 read = tcp->received - tcp->unread;
    if (read < greetingAndReady)
        return Answer::None; // the handshake is another connection's, and this one's still under way
    if (m_first < 0)
        m_first = read;
    if (read > largestHandshake || (read - m_first) % pingBytes != 0)
        return Answer::Surely;
    return read > expected && (read - expected) % pingBytes != 0 ? Answer::Perhaps : Answer::None;
}

QString peerText(const Connection &connection)
{
    const QString address = connection.peerAddress.isEmpty()
        ? QCoreApplication::translate("zmqscope::Peer", "an unknown address")
        : connection.peerAddress;
    if (connection.routingId.isEmpty() || connection.routingId.startsWith('\0'))
        return address;
    return QCoreApplication::translate("zmqscope::Peer", "%1 at %2")
        .arg(routingIdText(connection.routingId), address);
}

QList<const Connection *> establishedOf(const ConnectionBook &book)
{
    QList<const Connection *> standing;
    if (book.establishedCount() == 0)
        return standing;
    for (const auto &[id, connection] : book.all()) {
        if (connection.state == ConnectionState::Established)
            standing.append(&connection);
    }
    return standing;
}

} // namespace zmqscope
