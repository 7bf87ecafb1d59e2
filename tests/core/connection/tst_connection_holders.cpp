// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/connection_holders.h"
#include "core/zmq/connection_holder.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

QString text(const QHostAddress &address, quint16 port)
{
    const bool six = address.protocol() == QAbstractSocket::IPv6Protocol;
    return (six ? u"[%1]:%2"_s : u"%1:%2"_s).arg(address.toString()).arg(port);
}

/// Two ends of a TCP connection within this program.
struct Pair
{
    explicit Pair(const QHostAddress &address)
    {
        if (!server.listen(address))
            return;
        client.connectToHost(address, server.serverPort());
        if (client.waitForConnected() && server.waitForNewConnection(30'000))
            accepted.reset(server.nextPendingConnection());
    }
    QString near() const { return text(accepted->localAddress(), accepted->localPort()); }
    QString far() const { return text(accepted->peerAddress(), accepted->peerPort()); }

    QTcpServer server;
    QTcpSocket client;
    std::unique_ptr<QTcpSocket> accepted;
};

const QString self = u"ZmqScope itself (pid %1)"_s;

} // namespace

class TestConnectionHolders : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
#ifndef Q_OS_LINUX
        QSKIP("needs /proc");
#endif
    }
    void findsTheOtherEnd();
    void findsAnotherProcess();
    void knowsNothingOfOthers();
    void searchesInTheBackground();
    void endedConnectionsAreNotSearched();
};

void TestConnectionHolders::findsTheOtherEnd()
{
    const QString me = self.arg(QCoreApplication::applicationPid());
    const Pair four(QHostAddress::LocalHost);
    QVERIFY(four.accepted);
    QCOMPARE(connectionHolder(four.far(), four.near()), me);
    QCOMPARE(connectionHolder(four.near(), four.far()), me);
    QCOMPARE(connectionHolder(u"pid %1"_s.arg(QCoreApplication::applicationPid()), {}), me);
    const Pair six(QHostAddress::LocalHostIPv6);
    if (six.accepted)
        QCOMPARE(connectionHolder(six.far(), six.near()), me);
}

void TestConnectionHolders::findsAnotherProcess()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QProcess other;
    other.start(u"python3"_s,
                {u"-c"_s, u"import socket,sys\ns=socket.create_connection(('127.0.0.1',%1))\nsys.stdin.read()"_s.arg(server.serverPort())});
    if (!other.waitForStarted())
        QSKIP("needs python3");
    QVERIFY(server.waitForNewConnection(30'000));
    const std::unique_ptr<QTcpSocket> accepted(server.nextPendingConnection());
    const Pair ours(QHostAddress::LocalHost);
    const QList<QString> holders =
        connectionHolders({{text(accepted->localAddress(), accepted->localPort()), text(accepted->peerAddress(), accepted->peerPort())},
                           {ours.near(), ours.far()},
                           {ours.near(), u"nonsense"_s}});
    other.closeWriteChannel();
    other.waitForFinished();
    QVERIFY2(holders[0].startsWith(u"python"_s), qPrintable(holders[0]));
    QCOMPARE(holders[1], self.arg(QCoreApplication::applicationPid()));
    QCOMPARE(holders[2], QString());
}

void TestConnectionHolders::knowsNothingOfOthers()
{
    const Pair ours(QHostAddress::LocalHost);
    QVERIFY(ours.accepted);
    QCOMPARE(connectionHolder(u"192.0.2.1:4711"_s, ours.near()), QString());
    QCOMPARE(connectionHolder(ours.far(), u"127.0.0.1:1"_s), QString());
    QCOMPARE(connectionHolder({}, {}), QString());
    QCOMPARE(connectionHolder(u"127.0.0.1"_s, u"127.0.0.1"_s), QString());
}

void TestConnectionHolders::searchesInTheBackground()
{
    const Pair ours(QHostAddress::LocalHost);
    QVERIFY(ours.accepted);
    Connection connection;
    connection.peerAddress = ours.far();
    connection.localAddress = ours.near();
    connection.state = ConnectionState::Established;
    Connection unknown = connection;
    unknown.peerAddress = u"192.0.2.1:4711"_s;

    ConnectionHolders holders;
    QSignalSpy found(&holders, &ConnectionHolders::found);
    QVERIFY(!holders.holderOf(connection));
    QVERIFY(!holders.holderOf(unknown));
    QTRY_COMPARE(found.count(), 1);
    QCOMPARE(holders.holderOf(connection), self.arg(QCoreApplication::applicationPid()));
    QCOMPARE(holders.holderOf(unknown), QString());
    connection.state = ConnectionState::Gone; // it is still remembered
    QCOMPARE(holders.holderOf(connection), self.arg(QCoreApplication::applicationPid()));

    Connection another = unknown; // asked for while the search rests
    another.peerAddress = u"192.0.2.1:4712"_s;
    QVERIFY(!holders.holderOf(another));
    QTRY_COMPARE(found.count(), 2);
    QCOMPARE(holders.holderOf(another), QString());
}

void TestConnectionHolders::endedConnectionsAreNotSearched()
{
    Connection gone;
    gone.peerAddress = u"127.0.0.1:4711"_s;
    gone.localAddress = u"127.0.0.1:4712"_s;
    gone.state = ConnectionState::Gone;
    Connection nameless;
    ConnectionHolders holders;
    QSignalSpy found(&holders, &ConnectionHolders::found);
    QVERIFY(!holders.holderOf(gone));
    QCOMPARE(holders.holderOf(nameless), QString());
    Connection living = gone; // what is found next is only the living one's
    living.state = ConnectionState::Established;
    living.peerAddress = u"127.0.0.1:4713"_s;
    QVERIFY(!holders.holderOf(living));
    QTRY_COMPARE(found.count(), 1);
    QVERIFY(!holders.holderOf(gone));
    QCOMPARE(holders.holderOf(living), QString());
}

QTEST_GUILESS_MAIN(TestConnectionHolders)
#include "tst_connection_holders.moc"
