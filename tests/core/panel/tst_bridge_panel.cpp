// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_fixture.h"

#include <QTest>
#include <ctime>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

class TestBridgePanel : public QObject {
    Q_OBJECT
private slots:
    void whichTypesMakeABridge_data();
    void whichTypesMakeABridge();
    void passesInOrder();
    void waitsForItsTarget();
    void targetGoesAndComesBack();
    void sourceGoesAndComesBack();
    void fullTargetHoldsTheSource();
    void routerDealerBothWays();
    void repReqBothWays();
    void subToPub();
    void xpubXsubForwardsSubscriptions();
    void pairsFullBothWaysRest();
    void pausedBridgeLeavesMessages();
    void unroutableIsMarked();
    void largeFramePassesExactly();
    void idleBridgeRests_data();
    void idleBridgeRests();
};

void TestBridgePanel::whichTypesMakeABridge_data()
{
    QTest::addColumn<SocketType>("first");
    QTest::addColumn<SocketType>("second");
    QTest::addColumn<bool>("forward");
    QTest::addColumn<bool>("backward");
    using enum SocketType;
    QTest::newRow("PULL PUSH") << Pull << Push << true << false;
    QTest::newRow("PUSH PULL") << Push << Pull << false << true;
    QTest::newRow("SUB PUB") << Sub << Pub << true << false;
    QTest::newRow("XSUB XPUB") << Xsub << Xpub << true << true;
    QTest::newRow("ROUTER DEALER") << Router << Dealer << true << true;
    QTest::newRow("REP REQ") << Rep << Req << true << true;
    QTest::newRow("REP REP") << Rep << Rep << false << false;
    QTest::newRow("REP PUSH") << Rep << Push << false << false;
    QTest::newRow("STREAM DEALER") << Stream << Dealer << true << true;
    QTest::newRow("PUSH PUSH") << Push << Push << false << false;
}

void TestBridgePanel::whichTypesMakeABridge()
{
    QFETCH(const SocketType, first);
    QFETCH(const SocketType, second);
    const BridgePanel::Ways ways = BridgePanel::ways(first, second);
    QTEST(ways.forward, "forward");
    QTEST(ways.backward, "backward");
}

void TestBridgePanel::passesInOrder()
{
    SessionFixture f;
    BridgePanel *bridge = f.openBridge(bound(SocketType::Pull), bound(SocketType::Push));
    RawPeer in = f.peer(zmq::socket_type::push);
    RawPeer out = f.peer(zmq::socket_type::pull);
    in.connect(addressOf(bridge->first()));
    out.connect(addressOf(bridge->second()));
    QVERIFY(in.send({"two", "", "frames"}));
    QCOMPARE(out.receive(), (Frames{"two", "", "frames"}));
    const QList<Frames> messages = numbered(5000);
    QList<Frames> arrived;
    for (const Frames &frames : messages) {
        QVERIFY(in.send(frames));
        while (std::optional<Frames> one = out.tryReceive())
            arrived.append(*one);
    }
    while (arrived.size() < messages.size()) {
        const Frames one = out.receive();
        QVERIFY(!one.isEmpty());
        arrived.append(one);
    }
    QCOMPARE(arrived, messages);
    QCOMPARE(logged(*bridge, Direction::Forward).sliced(1), messages);
    QCOMPARE(bridge->counters().received, 5001);
    QCOMPARE(bridge->counters().passed, 5001);
    QCOMPARE(bridge->counters().sent, 5001);
    QCOMPARE(bridge->counters().sentBytes, bridge->counters().receivedBytes);
    QCOMPARE(bridge->unsentMessages(), 0);
}

void TestBridgePanel::waitsForItsTarget()
{
    SessionFixture f;
    BridgePanel *bridge = f.openBridge(bound(SocketType::Pull), bound(SocketType::Push));
    RawPeer in = f.peer(zmq::socket_type::push);
    in.connect(addressOf(bridge->first()));
    for (const Frames &frames : numbered(300))
        QVERIFY(in.send(frames));
    QTRY_COMPARE(bridge->first().connectedPeers(), 1);
    QTest::qWait(50);
    QCOMPARE(bridge->counters().received, 0); // left where the sender sees them wait
    RawPeer out = f.peer(zmq::socket_type::pull);
    out.connect(addressOf(bridge->second()));
    for (const Frames &frames : numbered(300))
        QCOMPARE(out.receive(), frames);
}

void TestBridgePanel::targetGoesAndComesBack()
{
    SessionFixture f;
    BridgePanel *bridge = f.openBridge(bound(SocketType::Pull), bound(SocketType::Push));
    RawPeer in = f.peer(zmq::socket_type::push);
    in.connect(addressOf(bridge->first()));
    int next = 0;
    for (int round = 0; round < 4; ++round) {
        RawPeer out = f.peer(zmq::socket_type::pull);
        out.connect(addressOf(bridge->second()));
        // What was sent while nobody was there, then what is sent now.
        for (const Frames &frames : numbered(round == 0 ? 0 : 100, next - (round == 0 ? 0 : 100)))
            QCOMPARE(out.receive(), frames);
        for (const Frames &frames : numbered(100, next)) {
            QVERIFY(in.send(frames));
            QCOMPARE(out.receive(), frames);
        }
        next += 100;
        out.socket().close();
        QTRY_COMPARE(bridge->second().connectedPeers(), 0);
        for (const Frames &frames : numbered(100, next))
            QVERIFY(in.send(frames));
        next += 100;
    }
    RawPeer last = f.peer(zmq::socket_type::pull);
    last.connect(addressOf(bridge->second()));
    for (const Frames &frames : numbered(100, next - 100))
        QCOMPARE(last.receive(), frames);
    QCOMPARE(logged(*bridge, Direction::Forward), numbered(next));
    QVERIFY(f.errors.isEmpty());
}

void TestBridgePanel::sourceGoesAndComesBack()
{
    SessionFixture f;
    BridgePanel *bridge = f.openBridge(bound(SocketType::Pull), bound(SocketType::Push));
    RawPeer out = f.peer(zmq::socket_type::pull);
    out.connect(addressOf(bridge->second()));
    for (int round = 0; round < 3; ++round) {
        RawPeer in = f.peer(zmq::socket_type::push);
        in.connect(addressOf(bridge->first()));
        for (const Frames &frames : numbered(50, round * 50))
            QVERIFY(in.send(frames));
        for (const Frames &frames : numbered(50, round * 50))
            QCOMPARE(out.receive(), frames);
    }
}

void TestBridgePanel::fullTargetHoldsTheSource()
{
    SessionFixture f;
    SideConfig target = bound(SocketType::Push);
    target.options = {{u"ZMQ_SNDHWM"_s, qint64(2)}, {u"ZMQ_SNDBUF"_s, qint64(4096)}};
    BridgePanel *bridge = f.openBridge(bound(SocketType::Pull), target);
    RawPeer out = f.peer(zmq::socket_type::pull);
    out.socket().set(zmq::sockopt::rcvhwm, 2);
    out.socket().set(zmq::sockopt::rcvbuf, 4096);
    out.connect(addressOf(bridge->second()));
    QTRY_COMPARE(bridge->second().connectedPeers(), 1);
    RawPeer in = f.peer(zmq::socket_type::push);
    in.socket().set(zmq::sockopt::sndhwm, 0);
    in.connect(addressOf(bridge->first()));
    const QByteArray filler(20'000, 'x');
    constexpr int count = 1000;
    for (int i = 0; i < count; ++i)
        QVERIFY(in.send({QByteArray::number(i), filler}));
    QTest::qWait(100);
    QVERIFY(bridge->counters().received < count);
    for (int i = 0; i < count; ++i)
        QCOMPARE(out.receive(), (Frames{QByteArray::number(i), filler}));
    QCOMPARE(bridge->counters().passed, count);
}

void TestBridgePanel::routerDealerBothWays()
{
    SessionFixture f;
    BridgePanel *bridge = f.openBridge(bound(SocketType::Router), bound(SocketType::Dealer));
    RawPeer worker = f.peer(zmq::socket_type::rep);
    worker.connect(addressOf(bridge->second()));
    RawPeer a = f.peer(zmq::socket_type::req);
    RawPeer b = f.peer(zmq::socket_type::req);
    a.connect(addressOf(bridge->first()));
    b.connect(addressOf(bridge->first()));
    for (int i = 0; i < 200; ++i) {
        const QByteArray n = QByteArray::number(i);
        QVERIFY(a.send({QByteArray("a" + n)}));
        QVERIFY(b.send({QByteArray("b" + n)}));
        for (int k = 0; k < 2; ++k) {
            Frames request = worker.receive();
            QVERIFY(!request.isEmpty());
            request.first().prepend("re:");
            QVERIFY(worker.send(request));
        }
        QCOMPARE(a.receive(), Frames{QByteArray("re:a" + n)});
        QCOMPARE(b.receive(), Frames{QByteArray("re:b" + n)});
    }
    QCOMPARE(logged(*bridge, Direction::Forward).size(), 400);
    QCOMPARE(logged(*bridge, Direction::Backward).size(), 400);
}

void TestBridgePanel::repReqBothWays()
{
    SessionFixture f;
    RawPeer server = f.peer(zmq::socket_type::rep);
    BridgePanel *bridge = f.openBridge(bound(SocketType::Rep), connected(SocketType::Req, server.bind()));
    RawPeer a = f.peer(zmq::socket_type::req);
    RawPeer b = f.peer(zmq::socket_type::req);
    a.connect(addressOf(bridge->first()));
    b.connect(addressOf(bridge->first()));
    for (int i = 0; i < 50; ++i) {
        QVERIFY(a.send({"from a"}));
        QVERIFY(b.send({"from b"}));
        for (int k = 0; k < 2; ++k) {
            const Frames request = server.receive();
            QVERIFY(!request.isEmpty());
            QVERIFY(server.send({QByteArray("re " + request.first())}));
        }
        QCOMPARE(a.receive(), Frames{"re from a"});
        QCOMPARE(b.receive(), Frames{"re from b"});
    }
    QCOMPARE(bridge->counters().passed, 200);
}

void TestBridgePanel::subToPub()
{
    SessionFixture f;
    RawPeer feed = f.peer(zmq::socket_type::xpub);
    BridgePanel *bridge =
        f.openBridge(subscribed(connected(SocketType::Sub, feed.bind()), {"a"}), bound(SocketType::Pub));
    QCOMPARE(feed.receive(), Frames{"\1a"});
    QVERIFY(feed.send({"a early"})); // nobody hears it, but it passes
    QTRY_COMPARE(bridge->counters().passed, 1);
    QVERIFY(bridge->store().at(MessageIndex{1})->header.flags.testFlag(MessageFlag::NoSubscriber));
    RawPeer sub = f.peer(zmq::socket_type::sub);
    sub.socket().set(zmq::sockopt::subscribe, "a");
    sub.connect(addressOf(bridge->second()));
    QTRY_COMPARE(bridge->second().subscribers().total(), 1);
    QVERIFY(feed.send({"a1"}) && feed.send({"b1"}) && feed.send({"a2"}));
    QCOMPARE(sub.receive(), Frames{"a1"});
    QCOMPARE(sub.receive(), Frames{"a2"});
    QCOMPARE(bridge->counters().received, 3);
    QCOMPARE(bridge->counters().passed, 3);
}

void TestBridgePanel::xpubXsubForwardsSubscriptions()
{
    SessionFixture f;
    BridgePanel *bridge = f.openBridge(bound(SocketType::Xsub), bound(SocketType::Xpub));
    RawPeer sub = f.peer(zmq::socket_type::sub);
    sub.socket().set(zmq::sockopt::subscribe, "news");
    sub.connect(addressOf(bridge->second()));
    RawPeer pub = f.peer(zmq::socket_type::xpub);
    pub.connect(addressOf(bridge->first()));
    QCOMPARE(pub.receive(), Frames{"\1news"});
    QVERIFY(pub.send({"news!"}));
    QCOMPARE(sub.receive(), Frames{"news!"});
    sub.socket().set(zmq::sockopt::unsubscribe, "news");
    QCOMPARE(pub.receive(), Frames{QByteArray("\0news", 5)});
}

void TestBridgePanel::pairsFullBothWaysRest()
{
    SessionFixture f;
    SideConfig side = bound(SocketType::Pair);
    side.options = {{u"ZMQ_SNDHWM"_s, qint64(1)}, {u"ZMQ_RCVHWM"_s, qint64(1)},
        {u"ZMQ_SNDBUF"_s, qint64(4096)}, {u"ZMQ_RCVBUF"_s, qint64(4096)}};
    BridgePanel *bridge = f.openBridge(side, side);
    RawPeer left = f.peer(zmq::socket_type::pair);
    RawPeer right = f.peer(zmq::socket_type::pair);
    for (RawPeer *raw : {&left, &right}) {
        raw->socket().set(zmq::sockopt::rcvhwm, 1);
        raw->socket().set(zmq::sockopt::rcvbuf, 4096);
        raw->socket().set(zmq::sockopt::sndhwm, 0);
    }
    left.connect(addressOf(bridge->first()));
    right.connect(addressOf(bridge->second()));
    const QByteArray filler(50'000, 'x');
    constexpr int count = 200;
    for (int i = 0; i < count; ++i)
        QVERIFY(left.send({QByteArray::number(i), filler}) && right.send({QByteArray::number(i), filler}));
    QTest::qWait(200);
    QVERIFY(bridge->counters().passed < 2 * count);
    const std::clock_t before = std::clock();
    QTest::qWait(300);
    const double cost = double(std::clock() - before) * 1000.0 / CLOCKS_PER_SEC;
    QVERIFY2(cost < 50, qPrintable(u"%1 ms of CPU"_s.arg(cost)));
    for (int i = 0; i < count; ++i) {
        QCOMPARE(left.receive(), (Frames{QByteArray::number(i), filler}));
        QCOMPARE(right.receive(), (Frames{QByteArray::number(i), filler}));
    }
}

void TestBridgePanel::pausedBridgeLeavesMessages()
{
    SessionFixture f;
    BridgePanel *bridge = f.openBridge(bound(SocketType::Pull), bound(SocketType::Push));
    RawPeer in = f.peer(zmq::socket_type::push);
    RawPeer out = f.peer(zmq::socket_type::pull);
    in.connect(addressOf(bridge->first()));
    out.connect(addressOf(bridge->second()));
    QTRY_COMPARE(bridge->second().connectedPeers(), 1);
    bridge->setReceiving(false);
    for (const Frames &frames : numbered(100))
        QVERIFY(in.send(frames));
    QTest::qWait(50);
    QCOMPARE(bridge->counters().received, 0);
    bridge->setReceiving(true);
    for (const Frames &frames : numbered(100))
        QCOMPARE(out.receive(), frames);
}

void TestBridgePanel::unroutableIsMarked()
{
    SessionFixture f;
    BridgePanel *bridge = f.openBridge(bound(SocketType::Dealer), bound(SocketType::Router));
    RawPeer dealer = f.peer(zmq::socket_type::dealer);
    dealer.connect(addressOf(bridge->first()));
    RawPeer other = f.peer(zmq::socket_type::dealer); // ROUTER can send to somebody
    other.connect(addressOf(bridge->second()));
    QTRY_COMPARE(bridge->second().connectedPeers(), 1);
    QVERIFY(dealer.send({"nobody", "hello"}));
    QTRY_COMPARE(bridge->counters().received, 1);
    QCOMPARE(bridge->counters().passed, 0);
    QVERIFY(bridge->store().at(MessageIndex{1})->header.flags.testFlag(MessageFlag::NotPassed));
    QCOMPARE(f.errors.size(), 1);
    QCOMPARE(f.errors.first().code, ErrorCode::NoSuchRoute);
}

void TestBridgePanel::largeFramePassesExactly()
{
    SessionFixture f;
    BridgePanel *bridge = f.openBridge(bound(SocketType::Pull), bound(SocketType::Push));
    RawPeer in = f.peer(zmq::socket_type::push);
    RawPeer out = f.peer(zmq::socket_type::pull);
    in.connect(addressOf(bridge->first()));
    out.connect(addressOf(bridge->second()));
    QByteArray large(20'000'000, '\0');
    for (qsizetype i = 0; i < large.size(); i += 4093)
        large[i] = char(i % 251);
    QVERIFY(in.send({"", large}));
    QVERIFY(out.receive(20'000) == (Frames{"", large}));
    QVERIFY(logged(*bridge, Direction::Forward).first() == (Frames{"", large}));
}

void TestBridgePanel::idleBridgeRests_data()
{
    QTest::addColumn<SocketType>("first");
    QTest::addColumn<SocketType>("second");
    QTest::addColumn<bool>("inIsThere");
    QTest::addColumn<bool>("outIsThere");
    using enum SocketType;
    for (const bool in : {false, true}) {
        for (const bool out : {false, true}) {
            const auto row = [&](const char *name) -> QTestData & {
                return QTest::addRow("%s in %d out %d", name, in, out);
            };
            row("PULL PUSH") << Pull << Push << in << out;
            row("ROUTER DEALER") << Router << Dealer << in << out;
            row("DEALER ROUTER") << Dealer << Router << in << out;
            row("REP REQ") << Rep << Req << in << out;
            row("SUB PUB") << Sub << Pub << in << out;
            row("PAIR PAIR") << Pair << Pair << in << out;
        }
    }
}

void TestBridgePanel::idleBridgeRests()
{
    QFETCH(const SocketType, first);
    QFETCH(const SocketType, second);
    QFETCH(const bool, inIsThere);
    QFETCH(const bool, outIsThere);
    SessionFixture f;
    BridgePanel *bridge = f.openBridge(subscribed(bound(first)), bound(second));
    const auto opposite = [](SocketType type) {
        const SocketType peer = type == SocketType::Dealer || type == SocketType::Router
            ? SocketType::Dealer
            : traits(type).peers.front();
        return zmq::socket_type(traits(peer).nativeType);
    };
    RawPeer in = f.peer(opposite(first));
    RawPeer out = f.peer(opposite(second));
    if (inIsThere) {
        in.connect(addressOf(bridge->first()));
        QTRY_COMPARE(bridge->first().connectedPeers(), 1);
        for (int i = 0; i < (first == SocketType::Rep ? 1 : 10); ++i)
            in.trySend({"to", "pass"});
    }
    if (outIsThere) {
        out.connect(addressOf(bridge->second()));
        QTRY_COMPARE(bridge->second().connectedPeers(), 1);
    }
    QTest::qWait(60);
    const std::clock_t before = std::clock();
    QTest::qWait(120);
    const double cost = double(std::clock() - before) * 1000.0 / CLOCKS_PER_SEC;
    QVERIFY2(cost < 30, qPrintable(u"%1 ms of CPU"_s.arg(cost)));
}

QTEST_GUILESS_MAIN(TestBridgePanel)
#include "tst_bridge_panel.moc"
