// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/session_topology.h"
#include "tests/support/session_fixture.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

using Kind = TopologyNodeKind;
using State = TopologyState;

namespace {

const TopologyNode *only(const TopologyGraph &graph, Kind kind)
{
    const TopologyNode *found = nullptr;
    for (const TopologyNode &node : graph.nodes) {
        if (node.kind == kind) {
            if (found)
                return nullptr;
            found = &node;
        }
    }
    return found;
}

} // namespace

class SessionTopologyTest : public QObject {
    Q_OBJECT
private slots:
    void showsPeersAsTheyComeAndGo();
    void joinsPanels_data();
    void joinsPanels();
    void nobodyThere();
    void countsMessagesAndThenRests();
    void bridgeBetweenPeers();
    void panelsGo();
    void restsWhileNobodyLooks();
};

void SessionTopologyTest::showsPeersAsTheyComeAndGo()
{
    SessionFixture fixture;
    SocketPanel *router = fixture.open(bound(SocketType::Router));
    SessionTopology topology(fixture.session);
    topology.setWatched(true);
    QCOMPARE(topology.graph().nodes.size(), 1);
    QCOMPARE(topology.graph().nodes.first().state, State::Listening);
    {
        RawPeer dealer = fixture.peer(zmq::socket_type::dealer);
        dealer.socket().set(zmq::sockopt::routing_id, "worker-1");
        dealer.connect(addressOf(router->channel()));
        QTRY_VERIFY(only(topology.graph(), Kind::Peer));
        QVERIFY(dealer.send({"hello"}));
        QTRY_COMPARE(only(topology.graph(), Kind::Peer)->label, u"worker-1"_s);
        const TopologyNode *peer = only(topology.graph(), Kind::Peer);
        QCOMPARE(peer->types, QStringList(u"DEALER"_s));
        QCOMPARE(peer->state, State::Established);
        QCOMPARE(peer->panel, router);
        QTRY_VERIFY(!only(topology.graph(), Kind::Peer)->process.isEmpty()); // this one
        peer = only(topology.graph(), Kind::Peer);
        QCOMPARE(router->peers().peer(peer->peer).routingId, QByteArray("worker-1"));
        QCOMPARE(topology.graph().edges.size(), 1);
        QCOMPARE(topology.graph().edges.first().forward.messages, 1);
    }
    QTRY_COMPARE(only(topology.graph(), Kind::Peer)->state, State::Gone);
    topology.setGoneShown(false);
    QVERIFY(!only(topology.graph(), Kind::Peer));
}

void SessionTopologyTest::joinsPanels_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("tcp") << anyPort;
    QTest::newRow("tcp on every interface") << u"tcp://*:*"_s;
    QTest::newRow("ipc") << u"ipc://*"_s;
    QTest::newRow("inproc") << u"inproc://session-topology"_s;
}

void SessionTopologyTest::joinsPanels()
{
    QFETCH(QString, address);
    SessionFixture fixture;
    SocketPanel *push = fixture.open(bound(SocketType::Push, address));
    const QString reachable = connectableAddress(addressOf(push->channel()));
    SocketPanel *pull = fixture.open(connected(SocketType::Pull, reachable.isEmpty() ? address : reachable));
    SessionTopology topology(fixture.session);
    topology.setWatched(true);
    QVERIFY(push->send({{"a"}}).status != SendReport::Status::Refused); // it may wait for the other end
    QTRY_COMPARE(pull->counters().received, 1);
    QTRY_COMPARE(topology.graph().edges.value(0).state, State::Established);
    QTRY_COMPARE(topology.graph().edges.value(0).forward.messages.value_or(0), 1);
    QCOMPARE(topology.graph().nodes.size(), 2);
    QCOMPARE(topology.graph().edges.size(), 1);
    const TopologyEdge edge = topology.graph().edges.first();
    QCOMPARE(topology.graph().node(edge.from)->panel, push);
    QCOMPARE(topology.graph().node(edge.to)->panel, pull);

    // Whichever end closes, no ghost of it stays.
    pull->close();
    QTRY_VERIFY(topology.graph().edges.isEmpty());
    QCOMPARE(topology.graph().nodes.size(), 2);
}

void SessionTopologyTest::nobodyThere()
{
    SessionFixture fixture;
    QTcpServer port; // of which it is known that nobody has it
    QVERIFY(port.listen(QHostAddress::LocalHost));
    const QString address = u"tcp://127.0.0.1:%1"_s.arg(port.serverPort());
    port.close();
    fixture.open(subscribed(connected(SocketType::Sub, address)));
    SessionTopology topology(fixture.session);
    topology.setWatched(true);
    QTRY_VERIFY(only(topology.graph(), Kind::Endpoint));
    QCOMPARE(only(topology.graph(), Kind::Endpoint)->state, State::Connecting);
    const QString ghost = only(topology.graph(), Kind::Endpoint)->id;
    RawPeer pub = fixture.peer(zmq::socket_type::pub);
    pub.bind(address.toUtf8().constData());
    QTRY_VERIFY(only(topology.graph(), Kind::Peer));
    QCOMPARE(only(topology.graph(), Kind::Peer)->id, ghost);
}

void SessionTopologyTest::countsMessagesAndThenRests()
{
    SessionFixture fixture;
    SocketPanel *pull = fixture.open(bound(SocketType::Pull));
    RawPeer push = fixture.peerOf(pull, zmq::socket_type::push);
    SessionTopology topology(fixture.session);
    topology.setWatched(true);
    for (int i = 0; i < 50; ++i)
        QVERIFY(push.send({"x"}));
    QTRY_COMPARE(topology.graph().edges.value(0).forward.messages.value_or(0), 50);
    for (int i = 0; i < 50; ++i)
        QVERIFY(push.send({"x"}));
    QTRY_VERIFY(topology.graph().edges.value(0).forward.rate.value_or(0) > 0);
    QTRY_COMPARE(topology.graph().edges.value(0).forward.rate.value_or(-1), 0.0);
    QTRY_VERIFY(topology.isResting());
}

void SessionTopologyTest::bridgeBetweenPeers()
{
    SessionFixture fixture;
    BridgePanel *bridge = fixture.openBridge(bound(SocketType::Pull), bound(SocketType::Push));
    RawPeer source = fixture.peer(zmq::socket_type::push);
    RawPeer sink = fixture.peer(zmq::socket_type::pull);
    source.connect(addressOf(bridge->first()));
    sink.connect(addressOf(bridge->second()));
    SessionTopology topology(fixture.session);
    topology.setWatched(true);
    QTRY_COMPARE(topology.graph().edges.size(), 2);
    QCOMPARE(topology.graph().count(Kind::Panel), 1);
    const QString id = only(topology.graph(), Kind::Panel)->id;
    for (const TopologyEdge &edge : topology.graph().edges)
        QVERIFY(edge.to == id ? edge.toPort == 0 : edge.fromPort == 1);
}

void SessionTopologyTest::panelsGo()
{
    SessionFixture fixture;
    SocketPanel *first = fixture.open(bound(SocketType::Pull));
    SocketPanel *second = fixture.open(connected(SocketType::Push, addressOf(first->channel())));
    SessionTopology topology(fixture.session);
    topology.setWatched(true);
    QTRY_COMPARE(topology.graph().edges.value(0).state, State::Established);
    QSignalSpy changes(&topology, &SessionTopology::graphChanged);
    fixture.session.close(second);
    QVERIFY(!changes.isEmpty()); // at once: nothing may point to it
    QCOMPARE(topology.graph().nodes.size(), 1);
    QVERIFY(topology.graph().edges.isEmpty());
    fixture.session.undoClose();
    QTRY_COMPARE(topology.graph().edges.value(0).state, State::Established);
    fixture.session.closeAll();
    QVERIFY(topology.graph().nodes.isEmpty());
    QTRY_VERIFY(topology.graph() == TopologyGraph());
}

void SessionTopologyTest::restsWhileNobodyLooks()
{
    SessionFixture fixture;
    SessionTopology topology(fixture.session);
    QSignalSpy changes(&topology, &SessionTopology::graphChanged);
    SocketPanel *pull = fixture.open(bound(SocketType::Pull));
    RawPeer push = fixture.peerOf(pull, zmq::socket_type::push);
    QVERIFY(push.send({"x"}));
    QTRY_COMPARE(pull->counters().received, 1);
    QCOMPARE(changes.size(), 0);
    topology.setWatched(true);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(topology.graph().nodes.size(), 2);
}

QTEST_GUILESS_MAIN(SessionTopologyTest)
#include "tst_session_topology.moc"
