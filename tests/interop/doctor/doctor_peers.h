// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/peer_process.h"

#include <QJsonArray>
#include <QTcpServer>
#include <QTcpSocket>
#include <functional>

namespace zmqscope::test {

/// tests/interop/peers/doctor_peer.py, which is what the JSON says.
inline std::unique_ptr<PeerProcess> doctorPeer(const QJsonObject &what)
{
    return python(QStringLiteral("doctor_peer"), {QString::fromUtf8(QJsonDocument(what).toJson(QJsonDocument::Compact))});
}

/// The same, bound to a free port: its address is known when this returns.
struct BoundPeer
{
    explicit BoundPeer(QJsonObject what)
    {
        what.insert(QStringLiteral("bind"), QStringLiteral("tcp://127.0.0.1:*"));
        process = doctorPeer(what);
        address = process->nextText(QStringLiteral("bound"));
    }
    std::unique_ptr<PeerProcess> process;
    QString address;
};

/// A TCP server that does with each connection what it is told.
class RawServer : public QTcpServer {
public:
    explicit RawServer(const std::function<void(QTcpSocket *)> &greet)
    {
        connect(this, &QTcpServer::newConnection, this, [this, greet] {
            while (QTcpSocket *socket = nextPendingConnection())
                greet(socket);
        });
        listen(QHostAddress::LocalHost);
    }
    QString address() const { return QStringLiteral("tcp://127.0.0.1:%1").arg(serverPort()); }
};

/// A port at which nobody listens.
inline QString freeAddress()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return QStringLiteral("tcp://127.0.0.1:%1").arg(server.serverPort());
}

inline quint16 portOf(const QString &address)
{
    return address.mid(address.lastIndexOf(u':') + 1).toUShort();
}

/// What a ZMTP 3.0 peer without security sends: greeting, and READY with its socket type.
inline QByteArray zmtpGreeting(const QByteArray &mechanism = "NULL")
{
    QByteArray greeting(64, '\0');
    greeting[0] = '\xff';
    greeting[9] = '\x7f';
    greeting[10] = 3;
    return greeting.replace(12, mechanism.size(), mechanism);
}
inline QByteArray zmtpReady(const QByteArray &socketType)
{
    QByteArray body = QByteArray("\5READY\13Socket-Type\0\0\0", 21);
    body += char(socketType.size());
    body += socketType;
    return QByteArray("\4") + char(body.size()) + body;
}

} // namespace zmqscope::test
