// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/topology_builder.h"
#include "tests/core/topology/sample_facts.h"

#include <QCoreApplication>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

using Kind = TopologyNodeKind;
using State = TopologyState;

namespace {

const QString feed = u"tcp://127.0.0.1:5556"_s;

SideFacts side(SocketType type, const EndpointFacts &one)
{
    return {type, {one}};
}

/// A panel of @p type that listens at feed, with these connections.
PanelFacts listener(quint64 serial, SocketType type, const QList<ConnectionFacts> &connections)
{
    const State state = connections.isEmpty() ? State::Listening : State::Established;
    return panel(serial, u"listener"_s, {side(type, endpoint(EndpointRole::Bind, feed, state, connections))});
}

PanelFacts caller(quint64 serial, SocketType type, const QString &address, State state,
    const QList<ConnectionFacts> &connections = {})
{
    return panel(
        serial, u"caller"_s, {side(type, endpoint(EndpointRole::Connect, address, state, connections))});
}

TopologyGraph graphOf(const QList<PanelFacts> &panels)
{
    return TopologyBuilder().build({{1}, panels});
}

QList<TopologyNode> nodesOf(const TopologyGraph &graph, Kind kind)
{
    QList<TopologyNode> all;
    for (const TopologyNode &node : graph.nodes) {
        if (node.kind == kind)
            all.append(node);
    }
    return all;
}

} // namespace

class TopologyBuilderTest : public QObject {
    Q_OBJECT
private slots:
    void aVisitorIsAPeer();
    void flowDecidesTheDirection_data();
    void flowDecidesTheDirection();
    void panelsThatTalkAreJoined();
    void joinsFindEachOther_data();
    void joinsFindEachOther();
    void aJoinedConnectionLeavesNoGhost();
    void inprocIsJoinedByName();
    void ipcPeersOfThisProcessAreJoined();
    void nobodyAnswers();
    void aBridgeIsOneNode();
    void manyPeersAreGathered();
    void aGroupDoesNotFlicker();
    void aFullPictureIsGathered();
    void goneStaysForAMinute();
    void whoCameBackIsNotGone();
    void unknownRatesStayUnknown();
    void idsOutliveNames();
};

void TopologyBuilderTest::aVisitorIsAPeer()
{
    ConnectionFacts client = connection(7, u"10.0.0.3:41234"_s, u"127.0.0.1:5556"_s);
    client.socketType = u"PUSH"_s;
    client.in = flow(3, 30);
    client.peer = {4};
    const TopologyGraph graph = graphOf({listener(1, SocketType::Pull, {client})});
    QCOMPARE(graph.nodes.size(), 2);
    QCOMPARE(graph.edges.size(), 1);
    const TopologyNode panel = nodesOf(graph, Kind::Panel).value(0);
    const TopologyNode peer = nodesOf(graph, Kind::Peer).value(0);
    QCOMPARE(panel.ports.size(), 1);
    QCOMPARE(panel.ports.first().address, feed);
    QCOMPARE(peer.label, u"10.0.0.3:41234"_s);
    QCOMPARE(peer.types, QStringList(u"PUSH"_s));
    QCOMPARE(peer.peer, PeerId{4});
    QCOMPARE(peer.state, State::Established);
    QVERIFY(peer.lastingKey.isEmpty()); // its port is another one next time
    const TopologyEdge &edge = graph.edges.first();
    QCOMPARE(edge.from, peer.id);
    QCOMPARE(edge.to, panel.id);
    QCOMPARE(edge.toPort, 0);
    QCOMPARE(edge.forward, flow(3, 30));
    QVERIFY(!edge.flowsBackward);
    QCOMPARE(graph.peerCount(), 1);
}

void TopologyBuilderTest::flowDecidesTheDirection_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("binds");
    QTest::addColumn<bool>("fromPanel");
    QTest::addColumn<bool>("both");
    const auto row = [](const char *name, SocketType type, bool binds, bool fromPanel, bool both) {
        QTest::newRow(name) << int(type) << binds << fromPanel << both;
    };
    row("PUB", SocketType::Pub, true, true, false);
    row("XPUB", SocketType::Xpub, false, true, false);
    row("SUB", SocketType::Sub, false, false, false);
    row("XSUB", SocketType::Xsub, true, false, false);
    row("PUSH", SocketType::Push, true, true, false);
    row("PULL", SocketType::Pull, false, false, false);
    row("REQ", SocketType::Req, false, true, true);
    row("REP", SocketType::Rep, true, false, true);
    row("ROUTER that connects", SocketType::Router, false, true, true);
    row("PAIR that binds", SocketType::Pair, true, false, true);
}

void TopologyBuilderTest::flowDecidesTheDirection()
{
    QFETCH(int, type);
    QFETCH(bool, binds);
    QFETCH(bool, fromPanel);
    QFETCH(bool, both);
    const auto socket = SocketType(type);
    const QList<ConnectionFacts> one{connection(1, u"10.0.0.3:5556"_s, u"127.0.0.1:5556"_s)};
    const TopologyGraph graph =
        graphOf({binds ? listener(1, socket, one)
                       : caller(1, socket, u"tcp://10.0.0.3:5556"_s, State::Established, one)});
    QCOMPARE(graph.edges.size(), 1);
    const QString panel = nodesOf(graph, Kind::Panel).value(0).id;
    QCOMPARE(graph.edges.first().from == panel, fromPanel);
    QCOMPARE(graph.edges.first().flowsBackward, both);
}

void TopologyBuilderTest::panelsThatTalkAreJoined()
{
    ConnectionFacts there = connection(1, u"127.0.0.1:40001"_s, u"127.0.0.1:5556"_s);
    ConnectionFacts here = connection(1, u"127.0.0.1:5556"_s, u"127.0.0.1:40001"_s);
    here.in = flow(12, 120);
    ConnectionFacts stranger = connection(2, u"127.0.0.1:40002"_s, u"127.0.0.1:5556"_s);
    const TopologyGraph graph = graphOf({listener(1, SocketType::Pub, {there, stranger}),
        caller(2, SocketType::Sub, u"tcp://localhost:5556"_s, State::Established, {here})});
    QCOMPARE(nodesOf(graph, Kind::Panel).size(), 2);
    QCOMPARE(nodesOf(graph, Kind::Peer).size(), 1); // the stranger
    QCOMPARE(nodesOf(graph, Kind::Peer).first().label, u"127.0.0.1:40002"_s);
    QCOMPARE(graph.edges.size(), 2);
    const TopologyEdge &join = graph.edges.first();
    QCOMPARE(join.from, nodesOf(graph, Kind::Panel)[0].id);
    QCOMPARE(join.to, nodesOf(graph, Kind::Panel)[1].id);
    QCOMPARE(join.fromPort, 0);
    QCOMPARE(join.toPort, 0);
    QCOMPARE(join.forward, flow(12, 120));
    QCOMPARE(join.state, State::Established);
}

void TopologyBuilderTest::joinsFindEachOther_data()
{
    QTest::addColumn<QString>("bound");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<bool>("joined");
    QTest::newRow("same") << feed << feed << true;
    QTest::newRow("localhost") << feed << u"tcp://localhost:5556"_s << true;
    QTest::newRow("any interface") << u"tcp://0.0.0.0:5556"_s << u"tcp://localhost:5556"_s << true;
    QTest::newRow("with a source") << feed << u"tcp://127.0.0.1:0;127.0.0.1:5556"_s << true;
    QTest::newRow("another port") << feed << u"tcp://localhost:5557"_s << false;
    QTest::newRow("another host") << u"tcp://0.0.0.0:5556"_s << u"tcp://example.org:5556"_s << false;
    QTest::newRow("another scheme") << feed << u"ws://127.0.0.1:5556"_s << false;
    QTest::newRow("ipc") << u"ipc:///tmp/a"_s << u"ipc:///tmp/a"_s << true;
    QTest::newRow("another ipc") << u"ipc:///tmp/a"_s << u"ipc:///tmp/b"_s << false;
    QTest::newRow("no address") << feed << u"rubbish"_s << false;
}

void TopologyBuilderTest::joinsFindEachOther()
{
    QFETCH(QString, bound);
    QFETCH(QString, wanted);
    QFETCH(bool, joined);
    const TopologyGraph graph = graphOf(
        {panel(1, u"a"_s, {side(SocketType::Rep, endpoint(EndpointRole::Bind, bound, State::Listening))}),
            caller(2, SocketType::Req, wanted, State::Connecting)});
    QCOMPARE(graph.count(Kind::Endpoint), joined ? 0 : 1);
    QCOMPARE(graph.edges.size(), 1);
    QCOMPARE(graph.edges.first().state, State::Connecting);
}

void TopologyBuilderTest::aJoinedConnectionLeavesNoGhost()
{
    TopologyBuilder builder;
    ConnectionFacts there = connection(1, u"127.0.0.1:40001"_s, u"127.0.0.1:5556"_s);
    const ConnectionFacts here = connection(1, u"127.0.0.1:5556"_s, u"127.0.0.1:40001"_s);
    (void)builder.build({{1},
        {listener(1, SocketType::Pub, {there}),
            caller(2, SocketType::Sub, feed, State::Established, {here})}});
    there.ended = {2};
    there.state = State::Gone;
    const TopologyGraph graph = builder.build({{3}, {listener(1, SocketType::Pub, {there})}});
    QCOMPARE(graph.nodes.size(), 1);
}

void TopologyBuilderTest::inprocIsJoinedByName()
{
    const QString name = u"inproc://a"_s;
    ConnectionFacts untold;
    untold.id = 1;
    untold.state = State::Established;
    const PanelFacts bound = panel(
        1, u"a"_s, {side(SocketType::Pull, endpoint(EndpointRole::Bind, name, State::Listening, {untold}))});
    const TopologyGraph joined = graphOf({bound, caller(2, SocketType::Push, name, State::Established)});
    QCOMPARE(joined.nodes.size(), 2);
    QCOMPARE(joined.edges.size(), 1);
    QCOMPARE(joined.edges.first().state, State::Established);
    const TopologyGraph alone = graphOf({caller(2, SocketType::Push, name, State::Established)});
    QCOMPARE(nodesOf(alone, Kind::Endpoint).size(), 1);
    QCOMPARE(nodesOf(alone, Kind::Endpoint).first().label, name);
}

void TopologyBuilderTest::ipcPeersOfThisProcessAreJoined()
{
    const QString path = u"ipc:///tmp/zmqscope-test"_s;
    const ConnectionFacts own = connection(1, u"pid %1"_s.arg(QCoreApplication::applicationPid()), {});
    const ConnectionFacts other = connection(2, u"pid 1"_s, {});
    const TopologyGraph graph = graphOf(
        {panel(1, u"a"_s,
             {side(SocketType::Pull, endpoint(EndpointRole::Bind, path, State::Established, {own, other}))}),
            caller(2, SocketType::Push, path, State::Established, {connection(1, own.peerAddress, {})})});
    QCOMPARE(nodesOf(graph, Kind::Peer).size(), 1);
    QCOMPARE(nodesOf(graph, Kind::Peer).first().label, u"pid 1"_s);
}

void TopologyBuilderTest::nobodyAnswers()
{
    TopologyBuilder builder;
    const TopologyGraph before =
        builder.build({{1}, {caller(1, SocketType::Sub, u"tcp://10.0.0.9:1"_s, State::Connecting)}});
    const TopologyNode ghost = nodesOf(before, Kind::Endpoint).value(0);
    QCOMPARE(ghost.label, u"10.0.0.9:1"_s);
    QCOMPARE(ghost.secondLine, u"nobody answers"_s);
    QCOMPARE(ghost.state, State::Connecting);
    QCOMPARE(before.edges.first().state, State::Connecting);
    // When somebody answers it is the same node.
    const TopologyGraph after = builder.build({{2},
        {caller(1, SocketType::Sub, u"tcp://10.0.0.9:1"_s, State::Established,
            {connection(1, u"10.0.0.9:1"_s, u"10.0.0.1:4000"_s)})}});
    QCOMPARE(nodesOf(after, Kind::Peer).value(0).id, ghost.id);
    QCOMPARE(after.count(Kind::Endpoint), 0);
    // A closed panel wants nothing.
    QCOMPARE(builder.build({{3}, {caller(1, SocketType::Sub, feed, State::Closed)}}).nodes.size(), 1);
}

void TopologyBuilderTest::aBridgeIsOneNode()
{
    const PanelFacts bridge = panel(1, u"forwarder"_s,
        {side(SocketType::Pull, endpoint(EndpointRole::Bind, feed, State::Established, visitors(2, 5556))),
            side(SocketType::Push,
                endpoint(
                    EndpointRole::Bind, u"tcp://127.0.0.1:5557"_s, State::Established, visitors(1, 5557)))});
    const TopologyGraph graph = graphOf({bridge});
    QCOMPARE(nodesOf(graph, Kind::Panel).size(), 1);
    const TopologyNode node = nodesOf(graph, Kind::Panel).first();
    QCOMPARE(node.types, QStringList({u"PULL"_s, u"PUSH"_s}));
    QCOMPARE(node.pattern, Pattern::Bridge);
    QCOMPARE(node.ports.size(), 2);
    QCOMPARE(node.ports[1].side, 1);
    int comes = 0;
    int goes = 0;
    for (const TopologyEdge &edge : graph.edges) {
        comes += edge.to == node.id && edge.toPort == 0;
        goes += edge.from == node.id && edge.fromPort == 1;
    }
    QCOMPARE(comes, 2);
    QCOMPARE(goes, 1);
}

void TopologyBuilderTest::manyPeersAreGathered()
{
    const int most = TopologyBuilder::maxPeersAtEndpoint;
    QCOMPARE(graphOf({listener(1, SocketType::Pull, visitors(most, 5556))}).count(Kind::Peer), most);
    TopologyBuilder builder;
    QList<ConnectionFacts> many = visitors(most + 1, 5556);
    for (ConnectionFacts &one : many)
        one.in = flow(2, 20);
    many[0].socketType = u"PUSH"_s;
    many[0].peer = {9};
    many[1].state = State::Gone;
    many[1].ended = {1};
    const TopologyFacts facts{{2}, {listener(1, SocketType::Pull, many)}};
    const TopologyGraph graph = builder.build(facts);
    QCOMPARE(graph.count(Kind::Peer), 0);
    const TopologyNode group = nodesOf(graph, Kind::Group).value(0);
    QCOMPARE(group.count, most);
    QCOMPARE(group.label, u"12 peers"_s);
    QVERIFY(group.secondLine.contains(u'1'));
    QCOMPARE(group.types, QStringList(u"PUSH"_s));
    QCOMPARE(group.members, QList<PeerId>({PeerId{9}}));
    QCOMPARE(graph.edges.size(), 1);
    QCOMPARE(graph.edges.first().from, group.id);
    QCOMPARE(*graph.edges.first().forward.messages, 20 * most);
    QCOMPARE(*graph.edges.first().forward.rate, 2.0 * most);
    QCOMPARE(graph.peerCount(), most);

    builder.setGroupOpen(group.group, true);
    const TopologyGraph open = builder.build(facts);
    QCOMPARE(open.count(Kind::Group), 0);
    QCOMPARE(open.count(Kind::Peer), most + 1);
    QCOMPARE(nodesOf(open, Kind::Peer).first().group, group.group);
    builder.setGroupOpen(group.group, false);
    QCOMPARE(builder.build(facts), graph);
}

void TopologyBuilderTest::aGroupDoesNotFlicker()
{
    TopologyBuilder builder;
    const auto groups = [&](int peers) {
        return builder.build({{1}, {listener(1, SocketType::Pull, visitors(peers, 5556))}})
            .count(Kind::Group);
    };
    QCOMPARE(groups(TopologyBuilder::maxPeersAtEndpoint), 0);
    QCOMPARE(groups(TopologyBuilder::maxPeersAtEndpoint + 1), 1);
    QCOMPARE(groups(TopologyBuilder::maxPeersAtEndpoint), 1);
    QCOMPARE(groups(TopologyBuilder::minPeersInGroup), 1);
    QCOMPARE(groups(TopologyBuilder::minPeersInGroup - 1), 0);
}

void TopologyBuilderTest::aFullPictureIsGathered()
{
    const auto session = [](int panels, int peersOfTheLast) {
        QList<PanelFacts> all;
        for (int i = 0; i < panels; ++i) {
            const QString address = u"tcp://127.0.0.1:%1"_s.arg(6000 + i);
            const int peers = i + 1 < panels ? 9 : peersOfTheLast;
            all.append(panel(quint64(i + 1), u"p%1"_s.arg(i),
                {side(SocketType::Pull,
                    endpoint(EndpointRole::Bind, address, State::Established, visitors(peers, 6000 + i)))}));
        }
        return TopologyFacts{{1}, all};
    };
    TopologyBuilder calm;
    QCOMPARE(calm.build(session(6, 9)).nodes.size(), TopologyBuilder::maxNodes);
    TopologyBuilder full;
    const TopologyGraph graph = full.build(session(6, 10));
    QCOMPARE(graph.count(Kind::Group), 1);
    QCOMPARE(nodesOf(graph, Kind::Group).first().count, 10); // the fullest
    QVERIFY(graph.nodes.size() <= TopologyBuilder::maxNodes);
}

void TopologyBuilderTest::goneStaysForAMinute()
{
    TopologyBuilder builder;
    ConnectionFacts client = connection(1, u"10.0.0.3:41234"_s, u"127.0.0.1:5556"_s, State::Gone);
    client.ended = {1000};
    const auto peersAt = [&](qint64 ns) {
        return builder.build({{ns}, {listener(1, SocketType::Pull, {client})}}).count(Kind::Peer);
    };
    QCOMPARE(peersAt(1001), 1);
    QCOMPARE(builder.nextChange(), Timestamp{1000 + TopologyBuilder::goneForNs});
    QCOMPARE(peersAt(1000 + TopologyBuilder::goneForNs - 1), 1);
    QCOMPARE(peersAt(1000 + TopologyBuilder::goneForNs), 0);
    QVERIFY(!builder.nextChange());
    builder.setGoneShown(false);
    QCOMPARE(peersAt(1001), 0);
}

void TopologyBuilderTest::whoCameBackIsNotGone()
{
    ConnectionFacts before = connection(1, u"10.0.0.3:41234"_s, u"127.0.0.1:5556"_s, State::Gone);
    before.ended = {1};
    before.routingId = "worker-1";
    ConnectionFacts now = connection(2, u"10.0.0.3:41235"_s, u"127.0.0.1:5556"_s);
    now.routingId = "worker-1";
    const TopologyGraph graph = graphOf({listener(1, SocketType::Router, {before, now})});
    QCOMPARE(graph.count(Kind::Peer), 1);
    const TopologyNode peer = nodesOf(graph, Kind::Peer).first();
    QCOMPARE(peer.label, u"worker-1"_s);
    QCOMPARE(peer.secondLine, u"10.0.0.3:41235"_s);
    QVERIFY(!peer.lastingKey.isEmpty()); // known again by its name
}

void TopologyBuilderTest::unknownRatesStayUnknown()
{
    QList<ConnectionFacts> two = visitors(2, 5556);
    for (ConnectionFacts &one : two)
        one.out = {};
    const TopologyGraph graph = graphOf({listener(1, SocketType::Pub, two)});
    for (const TopologyEdge &edge : graph.edges)
        QVERIFY(!edge.forward.rate && !edge.forward.messages);
}

void TopologyBuilderTest::idsOutliveNames()
{
    TopologyBuilder builder;
    PanelFacts facts = listener(5, SocketType::Pull, visitors(1, 5556));
    const TopologyGraph before = builder.build({{1}, {facts}});
    facts.name = u"renamed"_s;
    const TopologyGraph after = builder.build({{2}, {facts}});
    for (qsizetype i = 0; i < before.nodes.size(); ++i)
        QCOMPARE(after.nodes[i].id, before.nodes[i].id);
    QVERIFY(after.nodes.first().lastingKey != before.nodes.first().lastingKey);
    // Two of one name are told apart.
    const TopologyGraph twins =
        graphOf({listener(1, SocketType::Pull, {}), listener(2, SocketType::Pull, {})});
    QVERIFY(twins.nodes[0].lastingKey != twins.nodes[1].lastingKey);
}

QTEST_GUILESS_MAIN(TopologyBuilderTest)
#include "tst_topology_builder.moc"
