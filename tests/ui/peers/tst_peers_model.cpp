// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/connection_holders.h"
#include "tests/support/session_fixture.h"
#include "ui/peers/peers_model.h"
#include "ui/peers/peers_order.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;
using Column = PeerColumn;

namespace {

/// A model as a view holds it, with the tester on it.
struct Watched
{
    explicit Watched(Panel &panel)
        : model(panel, holders)
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        order.setSourceModel(&model);
        model.setWatched(true);
    }
    QString text(int row, Column column) const { return model.index(row, int(column)).data().toString(); }
    QString tooltip(int row, Column column) const { return model.index(row, int(column)).data(Qt::ToolTipRole).toString(); }
    bool isInferred(int row, Column column) const { return model.cell(row, column).inferred; }

    ConnectionHolders holders;
    PeersModel model;
    PeersOrder order;
    QAbstractItemModelTester tester;
    QAbstractItemModelTester orderTester{&order, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestPeersModel : public QObject {
    Q_OBJECT
private slots:
    void followsPeers();
    void countsTraffic();
    void infersTheTypeWhereOnlyOneFits();
    void unknownSaysWhy();
    void tellsWhyAPeerWasRefused();
    void routingIdsOfARouter();
    void sentIsExactForOnePeerOnly();
    void subscriptionsOfAPublisher();
    void namesTheProcess();
    void inprocIsNotTold();
    void bothSidesOfABridge();
    void sortsAndHides();
    void goneOnesCanBeForgotten();
    void restsWhileNobodyLooks();
    void tellsTheMechanism();
    void floodOfConnections();
};

void TestPeersModel::followsPeers()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    Watched watched(*panel);
    QCOMPARE(watched.model.rowCount(), 0);
    {
        RawPeer first = fixture.peerOf(panel, zmq::socket_type::push);
        QTRY_COMPARE(watched.model.rowCount(), 1);
        QTRY_COMPARE(watched.text(0, Column::State), u"connected"_s);
        QVERIFY(watched.text(0, Column::Peer).startsWith(u"127.0.0.1:"));
        QCOMPARE(watched.text(0, Column::Endpoint), addressOf(panel->channel()));
        QVERIFY(watched.tooltip(0, Column::Endpoint).startsWith(u"Bound"));
        QCOMPARE(watched.model.goneCount(), 0);
        QPersistentModelIndex kept(watched.model.index(0, 0));
        RawPeer second = fixture.peerOf(panel, zmq::socket_type::push);
        QTRY_COMPARE(watched.model.rowCount(), 2);
        QCOMPARE(kept.row(), 0);
        QVERIFY(watched.text(0, Column::Peer) != watched.text(1, Column::Peer));
    }
    QTRY_COMPARE(watched.model.goneCount(), 2);
    QCOMPARE(watched.model.rowCount(), 2);
    QCOMPARE(watched.text(0, Column::State), u"gone"_s);
    QVERIFY(watched.tooltip(0, Column::State).contains(u"from"));
    QCOMPARE(watched.model.rowOf(0, watched.model.rowAt(1).connection.id), 1);
    QCOMPARE(watched.model.rowOf(0, {4711}), -1);
}

void TestPeersModel::countsTraffic()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    Watched watched(*panel);
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::push);
    QTRY_COMPARE(watched.text(0, Column::LastSeen), u"–"_s);
    for (int i = 0; i < 12; ++i)
        QVERIFY(peer.send({"1234567890"}));
    QTRY_COMPARE(watched.text(0, Column::Received), u"12"_s);
    QCOMPARE(watched.tooltip(0, Column::ReceivedBytes), u"120 bytes"_s);
    QVERIFY(watched.text(0, Column::LastSeen).endsWith(u" s"));
    QCOMPARE(watched.text(0, Column::Type), u"PUSH"_s);
    QVERIFY(!watched.isInferred(0, Column::Type));
    QVERIFY(watched.model.isTicking());
    const auto *history = watched.model.index(0, int(Column::Rate)).data(PeersModel::HistoryRole).value<const RecentRate *>();
    QTRY_VERIFY(history->highest() > 0);
    QCOMPARE(watched.text(0, Column::Sent), u"–"_s);
    QVERIFY(watched.tooltip(0, Column::Sent).contains(u"only receive"));
}

void TestPeersModel::infersTheTypeWhereOnlyOneFits()
{
    SessionFixture fixture;
    SocketPanel *push = fixture.open(bound(SocketType::Push));
    Watched watched(*push);
    RawPeer pull = fixture.peerOf(push, zmq::socket_type::pull);
    QTRY_COMPARE(watched.text(0, Column::Type), u"PULL"_s);
    QVERIFY(watched.isInferred(0, Column::Type));
    QVERIFY(watched.tooltip(0, Column::Type).startsWith(u"Inferred"));
    QVERIFY(watched.model.index(0, int(Column::Type)).data(Qt::FontRole).value<QFont>().italic());

    RawPeer publisher = fixture.peer(zmq::socket_type::pub);
    SocketPanel *sub = fixture.open(subscribed(connected(SocketType::Sub, publisher.bind())));
    Watched subscriber(*sub);
    QTRY_COMPARE(subscriber.text(0, Column::Type), u"PUB or XPUB"_s);
    QVERIFY(subscriber.isInferred(0, Column::Type));
}

void TestPeersModel::unknownSaysWhy()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Dealer));
    Watched watched(*panel);
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::router);
    QTRY_COMPARE(watched.model.rowCount(), 1);
    for (const Column column : {Column::Type, Column::RoutingId, Column::UserId}) {
        QTRY_COMPARE(watched.text(0, column), u"–"_s);
        QVERIFY(watched.tooltip(0, column).contains(u"first message"));
    }
    QVERIFY(watched.tooltip(0, Column::Type).contains(u"ROUTER"));
}

void TestPeersModel::tellsWhyAPeerWasRefused()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    Watched watched(*panel);
    RawPeer wrong = fixture.peer(zmq::socket_type::pub);
    wrong.connect(addressOf(panel->channel()));
    QTRY_VERIFY(watched.model.rowCount() > 0);
    QTRY_VERIFY(watched.text(0, Column::State).startsWith(u"refused"));
    QVERIFY(watched.model.index(0, 0).data(PeersModel::GoneRole).toBool());
    QVERIFY(!watched.tooltip(0, Column::State).isEmpty());
    QCOMPARE(watched.text(0, Column::Mechanism), u"–"_s);
}

void TestPeersModel::routingIdsOfARouter()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Router));
    Watched watched(*panel);
    RawPeer named = fixture.peer(zmq::socket_type::dealer);
    named.socket().set(zmq::sockopt::routing_id, "worker-7");
    named.connect(addressOf(panel->channel()));
    QVERIFY(named.send({"hello"}));
    QTRY_COMPARE(watched.text(0, Column::RoutingId), u"worker-7"_s);
    QVERIFY(watched.tooltip(0, Column::RoutingId).contains(u"Chosen by the peer"));
    RawPeer nameless = fixture.peerOf(panel, zmq::socket_type::dealer);
    QVERIFY(nameless.send({"hello"}));
    QTRY_VERIFY(watched.text(1, Column::RoutingId).startsWith(u"0x00"));
    QVERIFY(watched.tooltip(1, Column::RoutingId).contains(u"Given by this socket"));
    QCOMPARE(panel->send(Message{{"worker-7", "answer"}}).status, SendReport::Status::Sent);
    QTRY_COMPARE(watched.text(0, Column::Sent), u"1"_s);
    QCOMPARE(watched.text(1, Column::Sent), u"0"_s);
}

void TestPeersModel::sentIsExactForOnePeerOnly()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Push));
    Watched watched(*panel);
    RawPeer first = fixture.peerOf(panel, zmq::socket_type::pull);
    QCOMPARE(panel->send(Message{{"a"}}).status, SendReport::Status::Sent);
    QTRY_COMPARE(watched.text(0, Column::Sent), u"1"_s);
    RawPeer second = fixture.peerOf(panel, zmq::socket_type::pull);
    QCOMPARE(panel->send(Message{{"b"}}).status, SendReport::Status::Sent);
    QTRY_COMPARE(watched.text(0, Column::Sent), u"≥ 1"_s);
    QTRY_COMPARE(watched.text(1, Column::Sent), u"–"_s);
    QVERIFY(watched.tooltip(1, Column::Sent).contains(u"Several peers"));
}

void TestPeersModel::subscriptionsOfAPublisher()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pub));
    Watched watched(*panel);
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::sub);
    QTRY_COMPARE(watched.text(0, Column::Subscriptions), u"none"_s);
    for (const char *prefix : {"news/", "temp", "x", "y", "z"})
        peer.socket().set(zmq::sockopt::subscribe, prefix);
    QTRY_COMPARE(watched.text(0, Column::Subscriptions), u"news/, temp and 3 more"_s);
    QCOMPARE(watched.tooltip(0, Column::Subscriptions), u"news/\ntemp\nx\ny\nz"_s);
    peer.socket().set(zmq::sockopt::unsubscribe, "temp");
    QTRY_COMPARE(watched.text(0, Column::Subscriptions), u"news/, x and 2 more"_s);
    QCOMPARE(watched.text(0, Column::Type), u"SUB"_s);
}

void TestPeersModel::namesTheProcess()
{
#ifndef Q_OS_LINUX
    QSKIP("needs /proc");
#endif
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    Watched watched(*panel);
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::push);
    QTRY_COMPARE(watched.model.rowCount(), 1);
    QTRY_COMPARE(watched.text(0, Column::Process), u"ZmqScope itself (pid %1)"_s.arg(QCoreApplication::applicationPid()));
}

void TestPeersModel::inprocIsNotTold()
{
    SessionFixture fixture;
    SocketPanel *pull = fixture.open(bound(SocketType::Pull, u"inproc://peers"_s));
    SocketPanel *push = fixture.open(connected(SocketType::Push, u"inproc://peers"_s));
    Watched watched(*pull);
    QCOMPARE(push->send(Message{{"a"}}).status, SendReport::Status::Sent);
    QTRY_COMPARE(watched.model.rowCount(), 1);
    QCOMPARE(watched.text(0, Column::State), u"inproc"_s);
    QCOMPARE(watched.text(0, Column::Peer), u"–"_s);
    QVERIFY(watched.tooltip(0, Column::Peer).contains(u"inproc"));
    QTRY_COMPARE(watched.text(0, Column::Received), u"1"_s);
}

void TestPeersModel::bothSidesOfABridge()
{
    SessionFixture fixture;
    BridgePanel *bridge = fixture.openBridge(bound(SocketType::Xsub), bound(SocketType::Xpub));
    Watched watched(*bridge);
    RawPeer subscriber = fixture.peer(zmq::socket_type::sub);
    subscriber.connect(addressOf(bridge->second()));
    QTRY_COMPARE(watched.model.rowCount(), 1);
    QCOMPARE(watched.model.rowAt(0).side, 1);
    RawPeer publisher = fixture.peer(zmq::socket_type::pub);
    publisher.connect(addressOf(bridge->first()));
    QTRY_COMPARE(watched.model.rowCount(), 2);
    QCOMPARE(watched.model.rowAt(0).side, 0);
    QCOMPARE(watched.model.rowOf(1, watched.model.rowAt(1).connection.id), 1);
    QTRY_COMPARE(watched.text(0, Column::Type), u"PUB or XPUB"_s);
}

void TestPeersModel::sortsAndHides()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Router));
    Watched watched(*panel);
    const auto ids = [&watched] {
        QStringList texts;
        for (int row = 0; row < watched.order.rowCount(); ++row)
            texts.append(watched.order.index(row, int(Column::RoutingId)).data().toString());
        return texts;
    };
    std::vector<RawPeer> peers;
    for (const char *name : {"b", "c", "a"}) {
        peers.push_back(fixture.peer(zmq::socket_type::dealer));
        peers.back().socket().set(zmq::sockopt::routing_id, name);
        peers.back().connect(addressOf(panel->channel()));
        for (int i = *name; i < 'd'; ++i)
            QVERIFY(peers.back().send({"hello"}));
        QTRY_COMPARE(watched.model.rowCount(), int(peers.size()));
    }
    watched.order.sort(int(Column::RoutingId));
    QTRY_COMPARE(ids(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    watched.order.sort(int(Column::Received), Qt::DescendingOrder);
    QTRY_COMPARE(ids(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    for (int i = 0; i < 9; ++i)
        QVERIFY(peers[1].send({"more"}));
    QTRY_COMPARE(ids(), QStringList({u"c"_s, u"a"_s, u"b"_s})); // it goes on sorting
    watched.order.setSought(u"DEALER"_s);
    QCOMPARE(watched.order.rowCount(), 3);
    watched.order.setSought(u"nobody"_s);
    QCOMPARE(watched.order.rowCount(), 0);
    watched.order.setSought({});
    watched.order.setGoneShown(false);
    QCOMPARE(watched.order.rowCount(), 3);
    peers.pop_back();
    QTRY_COMPARE(ids(), QStringList({u"c"_s, u"b"_s}));
    watched.order.setGoneShown(true);
    QCOMPARE(watched.order.rowCount(), 3);
}

void TestPeersModel::goneOnesCanBeForgotten()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    Watched watched(*panel);
    RawPeer stays = fixture.peerOf(panel, zmq::socket_type::push);
    { RawPeer goes = fixture.peerOf(panel, zmq::socket_type::push); }
    QTRY_COMPARE(watched.model.goneCount(), 1);
    const ConnectionId gone = watched.model.rowAt(1).connection.id;
    watched.model.forgetGone();
    QCOMPARE(watched.model.rowCount(), 1);
    QCOMPARE(watched.model.goneCount(), 0);
    watched.model.refresh();
    QCOMPARE(watched.model.rowCount(), 1);
    watched.model.bringBack(0, gone);
    QCOMPARE(watched.model.rowOf(0, gone), 1);
}

void TestPeersModel::restsWhileNobodyLooks()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    Watched watched(*panel);
    QVERIFY(!watched.model.isTicking());
    watched.model.setWatched(false);
    QSignalSpy refreshed(&watched.model, &PeersModel::refreshed);
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::push);
    QVERIFY(peer.send({"a"}));
    QTRY_COMPARE(panel->counters().received, 1);
    QSignalSpy told(panel, &Panel::published);
    QVERIFY(peer.send({"b"}));
    QTRY_VERIFY(!told.isEmpty());
    QCOMPARE(refreshed.count(), 0);
    QCOMPARE(watched.model.rowCount(), 0);
    QVERIFY(!watched.model.isTicking());
    watched.model.setWatched(true);
    QCOMPARE(watched.model.rowCount(), 1);
    QVERIFY(watched.model.isTicking());
    panel->close();
    QTRY_COMPARE(watched.model.goneCount(), 1);
    QTRY_VERIFY(!watched.model.isTicking());
}

void TestPeersModel::tellsTheMechanism()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    Watched watched(*panel);
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::push);
    QTRY_COMPARE(watched.text(0, Column::Mechanism), u"NULL"_s);
}

void TestPeersModel::floodOfConnections()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    Watched watched(*panel);
    watched.order.sort(int(Column::Since), Qt::DescendingOrder);
    RawPeer stays = fixture.peerOf(panel, zmq::socket_type::push);
    constexpr qint64 most = qint64(ConnectionBook::maxEnded);
    // More than are kept come and go, with looks in between.
    QTRY_VERIFY(([&] {
        std::vector<RawPeer> some;
        for (int i = 0; i < 100; ++i) {
            some.push_back(fixture.peer(zmq::socket_type::push));
            some.back().connect(addressOf(panel->channel()));
        }
        QTest::qWait(20);
        some.clear();
        watched.model.refresh();
        return panel->channel().connections().forgotten() > most / 2;
    })());
    QTRY_COMPARE(watched.model.rowCount(), int(panel->channel().connections().all().size()));
    QVERIFY(watched.model.rowCount() > int(most));
    QCOMPARE(watched.order.rowCount(), watched.model.rowCount());
    int row = 0;
    for (const auto &[id, connection] : panel->channel().connections().all())
        QCOMPARE(watched.model.rowAt(row++).connection.id.value, id);
}

QTEST_MAIN(TestPeersModel)
#include "tst_peers_model.moc"
