// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_fixture.h"

#include <QTcpSocket>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

namespace {

/// What a ZMTP 3.0 PUSH says first: greeting with mechanism NULL, then READY.
QByteArray pushGreeting()
{
    QByteArray greeting =
        QByteArray::fromHex("ff00000000000000017f0300") + QByteArray("NULL").leftJustified(20, '\0');
    greeting += QByteArray(64 - greeting.size(), '\0');
    return greeting + QByteArray::fromHex("041a") + QByteArray("\5READY\13Socket-Type", 18)
        + QByteArray::fromHex("00000004") + QByteArray("PUSH");
}

quint16 portOf(const SocketPanel &panel)
{
    return addressOf(panel.channel()).section(u':', 2).toUShort();
}

} // namespace

/// Whoever connects to a panel may be anybody: it must not crash, freeze, or keep others waiting.
class TestHostilePeers : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void noZmtp_data();
    void noZmtp();
    void handMadePushIsHeard();
    void vanishesMidMessage();
    void oversizeMessageEndsItsConnectionOnly();
    void hugeClaimCostsNothing();
    void manyConnectionsComeAndGo();

private:
    std::unique_ptr<SessionFixture> f;
    SocketPanel *m_target = nullptr; ///< is attacked
    SocketPanel *m_other = nullptr; ///< must not notice
    std::unique_ptr<RawPeer> m_friend; ///< of the target
    std::unique_ptr<RawPeer> m_neighbour;
};

void TestHostilePeers::init()
{
    f = std::make_unique<SessionFixture>();
    m_target = f->open(bound(SocketType::Pull));
    m_other = f->open(bound(SocketType::Pull));
    m_friend = std::make_unique<RawPeer>(f->peerOf(m_target, zmq::socket_type::push));
    m_neighbour = std::make_unique<RawPeer>(f->peerOf(m_other, zmq::socket_type::push));
}

void TestHostilePeers::cleanup()
{
    const qint64 before = m_target->counters().received;
    QVERIFY(m_friend->send({"still there"}));
    QVERIFY(m_neighbour->send({"untouched"}));
    QTRY_COMPARE(receivedBy(*m_other), (QList<Frames>{{"untouched"}}));
    QTRY_COMPARE(m_target->counters().received, before + 1);
    QCOMPARE(receivedBy(*m_target).last(), Frames{"still there"});
    m_friend.reset();
    m_neighbour.reset();
    f.reset();
}

void TestHostilePeers::noZmtp_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
    QTest::newRow("ones") << QByteArray(100'000, '\xff');
    QTest::newRow("half a greeting") << pushGreeting().left(30);
    QTest::newRow("greeting, then noise") << QByteArray(pushGreeting().left(64) + QByteArray(5000, '\x7f'));
    QTest::newRow("unknown command") << QByteArray(pushGreeting() + QByteArray::fromHex("0405") + "\4NOPE");
}

void TestHostilePeers::noZmtp()
{
    QFETCH(const QByteArray, bytes);
    QTcpSocket tcp;
    tcp.connectToHost(QHostAddress::LocalHost, portOf(*m_target));
    QVERIFY(tcp.waitForConnected());
    tcp.write(bytes);
    tcp.flush();
    QTest::qWait(100);
    QCOMPARE(m_target->counters().received, 0);
    QVERIFY(m_target->channel().connectedPeers() >= 1);
    tcp.abort();
    QTRY_COMPARE(m_target->channel().connectedPeers(), 1);
}

void TestHostilePeers::handMadePushIsHeard()
{
    QTcpSocket tcp; // so that the tests below break off what would have worked
    tcp.connectToHost(QHostAddress::LocalHost, portOf(*m_target));
    tcp.write(pushGreeting());
    QTRY_COMPARE(m_target->channel().connectedPeers(), 2);
    tcp.write(QByteArray::fromHex("0102") + "ab" + QByteArray::fromHex("0001") + "c");
    QTRY_COMPARE(receivedBy(*m_target), (QList<Frames>{{"ab", "c"}}));
}

void TestHostilePeers::vanishesMidMessage()
{
    for (const QByteArray &part : {QByteArray(QByteArray::fromHex("0102") + "ab"), // "more", and then none
             QByteArray(QByteArray::fromHex("0009") + "short"),
             QByteArray(QByteArray::fromHex("020000000000100000") + QByteArray(500'000, 'x'))}) {
        QTcpSocket tcp;
        tcp.connectToHost(QHostAddress::LocalHost, portOf(*m_target));
        tcp.write(pushGreeting());
        QTRY_COMPARE(m_target->channel().connectedPeers(), 2);
        tcp.write(part);
        QTRY_COMPARE(tcp.bytesToWrite(), 0);
        QTest::qWait(30);
        tcp.abort();
        QTRY_COMPARE(m_target->channel().connectedPeers(), 1);
        QCOMPARE(m_target->counters().received, 0);
    }
}

void TestHostilePeers::oversizeMessageEndsItsConnectionOnly()
{
    QVERIFY(m_target->channel().setOption(u"ZMQ_MAXMSGSIZE"_s, qint64(1000)).ok());
    QVERIFY(m_target->channel().reopen().ok());
    QTRY_COMPARE(m_target->channel().connectedPeers(), 1);
    int gone = 0;
    const QObject scope; // ends the connection before what it counts in
    connect(&m_target->channel(), &Channel::connectionEvent, &scope,
        [&](const ConnectionEvent &event) { gone += event.kind == ConnectionEventKind::Disconnected; });
    RawPeer loud = f->peer(zmq::socket_type::push);
    loud.connect(addressOf(m_target->channel()));
    QVERIFY(loud.send({QByteArray(1000, 'x')}));
    QTRY_COMPARE(m_target->counters().received, 1);
    QVERIFY(loud.send({QByteArray(1001, 'x')}));
    QTRY_COMPARE(gone, 1);
    QCOMPARE(m_target->counters().received, 1);
    QTRY_COMPARE(m_target->channel().connectedPeers(), 2); // libzmq reconnects by itself
}

void TestHostilePeers::hugeClaimCostsNothing()
{
    QTcpSocket tcp;
    tcp.connectToHost(QHostAddress::LocalHost, portOf(*m_target));
    tcp.write(pushGreeting());
    QTRY_COMPARE(m_target->channel().connectedPeers(), 2);
    tcp.write(QByteArray::fromHex("02000000ffffffffff") + "tiny");
    QTRY_COMPARE(tcp.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_target->counters().received, 0);
    QTRY_COMPARE(m_target->channel().connectedPeers(), 1);
}

void TestHostilePeers::manyConnectionsComeAndGo()
{
    for (int i = 0; i < 200; ++i) {
        QTcpSocket tcp;
        tcp.connectToHost(QHostAddress::LocalHost, portOf(*m_target));
        QVERIFY(tcp.waitForConnected());
        if (i % 2)
            tcp.write(pushGreeting());
        tcp.flush();
        tcp.abort();
    }
    QTRY_COMPARE(m_target->channel().connectedPeers(), 1);
}

QTEST_GUILESS_MAIN(TestHostilePeers)
#include "tst_hostile_peers.moc"
