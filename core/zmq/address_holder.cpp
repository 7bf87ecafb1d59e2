// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/endpoint.h"
#include "core/zmq/endpoint_parts.h"
#include "core/zmq/process_sockets.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// The search runs on the GUI thread: better no name than a window that stutters.
constexpr qint64 searchLimitMs = 40;

/// Sockets that listen where @p parts would: the same port on the same or on every address.
SocketInodes tcpListeners(const EndpointParts &parts)
{
    const std::optional<int> port = portNumber(parts.port);
    if (!port || *port == 0)
        return {};
    QString bare = parts.host;
    if (bare.startsWith(u'[') && bare.endsWith(u']'))
        bare = bare.mid(1, bare.size() - 2);
    const QHostAddress wanted(bare);
    const bool any = isAnyHost(parts.host) || wanted.isNull();
    SocketInodes inodes;
    visitTcpSockets([&](const TcpTableRow &row) {
        if (!row.isListening() || row.localPort() != *port)
            return;
        const QHostAddress held = row.localAddress();
        const bool heldAny =
            held == QHostAddress(QHostAddress::AnyIPv4) || held == QHostAddress(QHostAddress::AnyIPv6);
        if (any || heldAny || held.isEqual(wanted, QHostAddress::TolerantConversion))
            inodes.insert(row.inode());
    });
    return inodes;
}

} // namespace

QString addressHolder(const QString &address)
{
    const std::optional<EndpointParts> parts = splitAddress(address);
    if (!parts)
        return {};
    if (parts->scheme == "inproc"_L1)
        return processText(QByteArray::number(QCoreApplication::applicationPid()));
    const SocketInodes inodes = schemeHasPort(parts->scheme) ? tcpListeners(*parts)
        : parts->scheme == "ipc"_L1                          ? unixListeners(parts->host)
                                                             : SocketInodes();
    const QHash<QByteArray, QByteArray> holders = holdersOf(inodes, searchLimitMs);
    return holders.isEmpty() ? QString() : processText(holders.cbegin().value());
}

} // namespace zmqscope
