// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/tcp_state.h"
#include "core/diagnosis/peer_facts.h"
#include "tests/support/session_fixture.h"

#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

class TestTcpState : public QObject {
    Q_OBJECT
private slots:
    void countsTheHandshake_data();
    void countsTheHandshake();
    void tellsWhatIsNotRead();
    void unknownIsUnknown();
};

namespace {

const Connection &first(const SocketPanel *panel)
{
    return panel->channel().connections().all().begin()->second;
}

} // namespace

void TestTcpState::countsTheHandshake_data()
{
    QTest::addColumn<SocketType>("type");
    QTest::addColumn<int>("peer");
    QTest::addColumn<QByteArray>("routingId");
    QTest::newRow("DEALER at ROUTER") << SocketType::Router << int(zmq::socket_type::dealer) << QByteArray();
    QTest::newRow("named DEALER at ROUTER")
        << SocketType::Router << int(zmq::socket_type::dealer) << "worker-1"_ba;
    QTest::newRow("longest name") << SocketType::Router << int(zmq::socket_type::dealer)
                                  << QByteArray(200, 'x');
    QTest::newRow("REQ at REP") << SocketType::Rep << int(zmq::socket_type::req) << QByteArray();
    QTest::newRow("REP at DEALER") << SocketType::Dealer << int(zmq::socket_type::rep) << QByteArray();
}

void TestTcpState::countsTheHandshake()
{
    QFETCH(SocketType, type);
    QFETCH(int, peer);
    QFETCH(QByteArray, routingId);
    SessionFixture f;
    SocketPanel *panel = f.open(bound(type));
    RawPeer raw = f.peer(zmq::socket_type(peer));
    if (!routingId.isEmpty())
        raw.socket().set(zmq::sockopt::routing_id, routingId.toStdString());
    raw.connect(addressOf(panel->channel()));
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    const std::optional<TcpState> state = tcpStateOf(first(panel));
    QVERIFY(state);
    const SocketType named = peer == int(zmq::socket_type::dealer) ? SocketType::Dealer
        : peer == int(zmq::socket_type::req)                       ? SocketType::Req
                                                                   : SocketType::Rep;
    QCOMPARE(state->received, handshakeBytes(named, routingId.size()));
    QCOMPARE(state->unread, 0);
}

void TestTcpState::tellsWhatIsNotRead()
{
    SessionFixture f;
    SideConfig side = bound(SocketType::Pull);
    side.options.insert(u"ZMQ_RCVHWM"_s, qint64(1));
    SocketPanel *panel = f.open(side);
    panel->setReceiving(false);
    RawPeer raw = f.peerOf(panel, zmq::socket_type::push);
    const QByteArray large(100'000, 'x');
    QTRY_VERIFY((raw.trySend({large}), tcpStateOf(first(panel))->unread > 0));
    panel->setReceiving(true);
    QTRY_COMPARE(tcpStateOf(first(panel))->unread, 0);
}

void TestTcpState::unknownIsUnknown()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    {
        RawPeer raw = f.peerOf(panel, zmq::socket_type::push);
        QVERIFY(tcpStateOf(first(panel)));
        Connection other = first(panel);
        other.peerAddress = u"127.0.0.1:1"_s; // the descriptor is another connection's by now
        QVERIFY(!tcpStateOf(other));
    }
    QTRY_COMPARE(panel->channel().connectedPeers(), 0);
    QVERIFY(!tcpStateOf(first(panel)));
    QVERIFY(!tcpStateOf(Connection()));
}

QTEST_GUILESS_MAIN(TestTcpState)
#include "tst_tcp_state.moc"
