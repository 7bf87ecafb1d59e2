// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/connection_holder.h"

#include "core/zmq/process_sockets.h"

#include <QHostAddress>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A machine with very many processes takes long to search; a name is not worth more.
constexpr qint64 searchLimitMs = 1000;

/// An address in the one way that both ends are compared in: IPv4 stays IPv4 within IPv6.
struct SocketAddress
{
    QHostAddress host;
    int port = 0;

    bool operator==(const SocketAddress &) const = default;
};

size_t qHash(const SocketAddress &address, size_t seed = 0)
{
    return qHashMulti(seed, address.host, address.port);
}

QHostAddress plain(const QHostAddress &host)
{
    bool isIpv4 = false;
    const quint32 ipv4 = host.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : host;
}

/// Of "127.0.0.1:5556" or "[::1]:5556".
std::optional<SocketAddress> parsed(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon <= 0)
        return std::nullopt;
    QString host = text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    bool ok = false;
    const int port = QStringView(text).mid(colon + 1).toInt(&ok);
    const QHostAddress address(host);
    if (!ok || address.isNull())
        return std::nullopt;
    return SocketAddress{plain(address), port};
}

} // namespace

QList<QString> connectionHolders(const QList<ConnectionEnds> &connections)
{
    constexpr auto pidPrefix = "pid "_L1;
    using Ends = std::pair<SocketAddress, SocketAddress>; // the peer's, ours
    QHash<Ends, QByteArray> inodeOf;
    QList<std::optional<Ends>> ends;
    for (const ConnectionEnds &connection : connections) {
        const std::optional<SocketAddress> far = parsed(connection.far);
        const std::optional<SocketAddress> near = parsed(connection.near);
        ends.append(far && near ? std::optional(Ends{*far, *near}) : std::nullopt);
        if (ends.last())
            inodeOf.insert(*ends.last(), {});
    }
    SocketInodes inodes;
    if (!inodeOf.isEmpty()) {
        // What is the far end to us is the local one to the peer.
        visitTcpSockets([&](const TcpTableRow &row) {
            if (row.isListening())
                return;
            const auto wanted = inodeOf.find(Ends{{plain(row.localAddress()), row.localPort()},
                                                  {plain(row.remoteAddress()), row.remotePort()}});
            if (wanted == inodeOf.end())
                return;
            wanted.value() = row.inode();
            inodes.insert(row.inode());
        });
    }
    const QHash<QByteArray, QByteArray> holders = holdersOf(inodes, searchLimitMs);
    QList<QString> texts;
    for (qsizetype i = 0; i < connections.size(); ++i) {
        const QString &far = connections.at(i).far;
        QByteArray pid;
        if (ends.at(i))
            pid = holders.value(inodeOf.value(*ends.at(i)));
        else if (far.startsWith(pidPrefix))
            pid = QStringView(far).mid(pidPrefix.size()).toLatin1();
        texts.append(pid.isEmpty() ? QString() : processText(pid));
    }
    return texts;
}

QString connectionHolder(const QString &peerAddress, const QString &localAddress)
{
    return connectionHolders({{localAddress, peerAddress}}).first();
}

} // namespace zmqscope
