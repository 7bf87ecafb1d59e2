// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QSet>
#include <QString>
#include <functional>

namespace zmqscope {

/// Sockets as the kernel numbers them.
using SocketInodes = QSet<QByteArray>;

/// A row of the kernel's tables of TCP sockets. Valid only while it is visited.
class TcpTableRow
{
public:
    explicit TcpTableRow(const QList<QByteArray> &fields) : m_fields(fields) {}

    bool isListening() const;
    int localPort() const { return portOf(1); }
    int remotePort() const { return portOf(2); }
    QHostAddress localAddress() const { return addressOf(1); }
    QHostAddress remoteAddress() const { return addressOf(2); }
    const QByteArray &inode() const { return m_fields.at(9); }

private:
    int portOf(qsizetype field) const;
    QHostAddress addressOf(qsizetype field) const;

    const QList<QByteArray> &m_fields;
};

/// Calls @p visit for each TCP socket of this machine, or rather of this network namespace; for
/// none where there is no /proc/net.
void visitTcpSockets(const std::function<void(const TcpTableRow &row)> &visit);

/// Unix sockets that accept connections at @p path.
SocketInodes unixListeners(const QString &path);

/// Which process holds each of @p inodes: its pid by inode. Those of other users' processes are
/// missing, and what was not found within @p limitMs.
QHash<QByteArray, QByteArray> holdersOf(const SocketInodes &inodes, qint64 limitMs);

/// "python3 feed.py (pid 4711)": a script by its name, this program as "ZmqScope itself".
QString processText(const QByteArray &pid);

} // namespace zmqscope
