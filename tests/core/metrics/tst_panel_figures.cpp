// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/panel_figures.h"

#include "tests/support/session_fixture.h"
#include "tests/ui/inspector/stored_panel.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;
using namespace zmqscope::test;
using Part = PanelFigures::Part;

Q_DECLARE_METATYPE(zmqscope::PanelFigures::Part)

namespace {

/// A clock that a test sets.
class TestClock : public Clock {
public:
    Timestamp now() const override { return time; }
    Timestamp time{1'700'000'000'000'000'000};
};

MessageHeader header(Direction direction, qint64 ms = 0)
{
    return {Timestamp{1'700'000'000'000'000'000 + ms * 1'000'000}, direction, {}, {}};
}

} // namespace

class TestPanelFigures : public QObject {
    Q_OBJECT
private slots:
    void eachPanelHasItsOwn();
    void worksOnlyWhileWatched();
    void countsWhatWentBeforeItsTurn();
    void startsOver();
    void followsTopics();
    void topicsOfLongAgoAreNotFast();
    void topicsFollowNumbersOfAProtocolOrField();
    void pairsByTheSocketType_data();
    void pairsByTheSocketType();
    void pairsByAField();
    void requestsTimeOutInSilence();
    void ratesRunAlways();
    void watchMayOutliveTheFigures();
    void requestsAndRepliesOverSockets();
    void routersOverSockets();
    void bridgesOverSockets();

private:
    PanelWorld m_world;
};

void TestPanelFigures::eachPanelHasItsOwn()
{
    StoredPanel one(m_world, SocketType::Sub);
    StoredPanel other(m_world, SocketType::Dealer);
    QCOMPARE(&PanelFigures::of(one), &PanelFigures::of(one));
    QVERIFY(&PanelFigures::of(one) != &PanelFigures::of(other));
    QVERIFY(PanelFigures::of(one).hasTopics() && !PanelFigures::of(one).hasRoundTrips());
    QVERIFY(!PanelFigures::of(other).hasTopics() && PanelFigures::of(other).hasRoundTrips());
}

void TestPanelFigures::worksOnlyWhileWatched()
{
    StoredPanel panel(m_world, SocketType::Pull);
    PanelFigures figures(panel);
    const Histogram &sizes = figures.sizes().sizes(MessageWay::InOrForward);
    panel.add({"123"}, header(Direction::In));
    QCOMPARE(sizes.count(), 0);
    QSignalSpy changed(&figures, &PanelFigures::changed);
    {
        const PanelFigures::Watch watch = figures.watch(Part::Traffic);
        const PanelFigures::Watch another = figures.watch(Part::Traffic);
        QVERIFY(figures.isWatched(Part::Traffic) && !figures.isWatched(Part::Topics));
        QTRY_COMPARE(sizes.count(), 1); // what was there before
        panel.add({"12345"}, header(Direction::In));
        QCOMPARE(sizes.count(), 2);
        QCOMPARE(sizes.sum(), 8);
        QCOMPARE(changed.size(), 2);
    }
    QVERIFY(!figures.isWatched(Part::Traffic));
    panel.add({"1"}, header(Direction::In));
    QCOMPARE(sizes.count(), 2);
    QCOMPARE(figures.waiting(Part::Traffic), 1);
    const PanelFigures::Watch again = figures.watch(Part::Traffic);
    QTRY_COMPARE(sizes.count(), 3);
    QCOMPARE(figures.examined(Part::Traffic), 3);
    QCOMPARE(figures.missed(Part::Traffic), 0);
}

void TestPanelFigures::countsWhatWentBeforeItsTurn()
{
    StoredPanel panel(m_world, SocketType::Rep, {.messages = 80});
    PanelFigures figures(panel);
    panel.add({"lost"}, header(Direction::In));
    {
        const PanelFigures::Watch watch = figures.watch(Part::Traffic);
        QTRY_COMPARE(figures.examined(Part::Traffic), 1);
    }
    for (int i = 0; i < 200; ++i)
        panel.add({"x"}, header(i % 2 == 0 ? Direction::Out : Direction::In, 1000));
    const qint64 gone = qint64(panel.store().first().value) - 2;
    QVERIFY(gone > 0);
    const PanelFigures::Watch watch = figures.watch(Part::Traffic);
    QTRY_COMPARE(figures.waiting(Part::Traffic), 0);
    QCOMPARE(figures.missed(Part::Traffic), gone);
    QCOMPARE(figures.examined(Part::Traffic), 201 - gone);
    // Neither a gap nor an orphan was made up of what nobody saw.
    QCOMPARE(figures.sizes().gaps(MessageWay::InOrForward).max(), 0);
    QVERIFY(figures.roundTrips().orphans().empty());
}

void TestPanelFigures::startsOver()
{
    StoredPanel panel(m_world, SocketType::Pull);
    PanelFigures figures(panel);
    const PanelFigures::Watch watch = figures.watch(Part::Traffic);
    panel.add({"123"}, header(Direction::In));
    QCOMPARE(figures.examined(Part::Traffic), 1);
    figures.restart(Part::Traffic, PanelFigures::Begin::WithNext);
    QCOMPARE(figures.examined(Part::Traffic), 0);
    panel.add({"12345"}, header(Direction::In));
    QCOMPARE(figures.sizes().sizes(MessageWay::InOrForward).min(), 5);
    figures.restart(Part::Traffic, PanelFigures::Begin::WithLog);
    QTRY_COMPARE(figures.sizes().sizes(MessageWay::InOrForward).count(), 2);
    QCOMPARE(figures.missed(Part::Traffic), 0);
}

void TestPanelFigures::followsTopics()
{
    StoredPanel panel(m_world, SocketType::Xpub);
    PanelFigures figures(panel);
    const PanelFigures::Watch watch = figures.watch(Part::Topics);
    panel.add({"a/b", "x"}, header(Direction::Out));
    panel.add({"a/c", "x"}, header(Direction::Out));
    MessageHeader subscription = header(Direction::In);
    subscription.flags = MessageFlag::Subscription;
    panel.add({"\1a"}, subscription);
    QCOMPARE(figures.topics().topicCount(), 2);
    figures.setSeparator({});
    QCOMPARE(figures.topics().node(0).children.size(), 2u);
    figures.restart(Part::Topics, PanelFigures::Begin::WithNext);
    QCOMPARE(figures.topics().topicCount(), 0);
}

void TestPanelFigures::topicsOfLongAgoAreNotFast()
{
    StoredPanel panel(m_world, SocketType::Sub);
    TestClock clock;
    PanelFigures figures(panel, clock);
    for (int i = 0; i < 1000; ++i)
        panel.add({"t", "x"}, header(Direction::In, i * 100 - 1'000'000));
    const PanelFigures::Watch watch = figures.watch(Part::Topics);
    figures.updateTopics();
    QTRY_COMPARE(figures.waiting(Part::Topics), 0);
    const auto rate = [&] {
        clock.time.ns += 200'000'000;
        figures.updateTopics();
        return figures.topics().node(0).all.rate;
    };
    QCOMPARE(rate(), 0.0);
    QCOMPARE(rate(), 0.0);
    panel.add({"t", "x"}, header(Direction::In, 400));
    QVERIFY(rate() > 0);
}

void TestPanelFigures::topicsFollowNumbersOfAProtocolOrField()
{
    StoredPanel panel(m_world, SocketType::Sub);
    PanelFigures figures(panel);
    const PanelFigures::Watch watch = figures.watch(Part::Topics);
    for (const char number : {'\1', '\2', '\5'})
        panel.add({"hashtx", QByteArray(32, 'h'), QByteArray(1, number) + QByteArray(3, '\0')},
            header(Direction::In));
    const auto missing = [&](QByteArrayView topic) {
        figures.updateTopics();
        return figures.topics().node(figures.topics().find(topic)).all.missing;
    };
    QCOMPARE(missing("hashtx"), 2u);
    QVERIFY(!figures.setNumberField(u"$..n"_s));
    QCOMPARE(figures.numberField(), QString());
    QVERIFY(figures.setNumberField(u"$.n"_s));
    for (const char *body : {"{\"n\": 1}", "{\"n\": 3}", "{}", "{\"n\": 9}"})
        panel.add({"t", body}, header(Direction::In));
    QCOMPARE(missing("t"), 6u);
    QCOMPARE(missing("hashtx"), 0u);
    QVERIFY(figures.setNumberField({}));
    QCOMPARE(missing("t"), 0u);
}

void TestPanelFigures::pairsByTheSocketType_data()
{
    QTest::addColumn<SocketType>("type");
    QTest::addColumn<Direction>("request");
    QTest::addColumn<Direction>("reply");
    QTest::newRow("REQ") << SocketType::Req << Direction::Out << Direction::In;
    QTest::newRow("REP") << SocketType::Rep << Direction::In << Direction::Out;
    QTest::newRow("DEALER") << SocketType::Dealer << Direction::Out << Direction::In;
    QTest::newRow("ROUTER") << SocketType::Router << Direction::In << Direction::Out;
}

void TestPanelFigures::pairsByTheSocketType()
{
    QFETCH(SocketType, type);
    QFETCH(Direction, request);
    QFETCH(Direction, reply);
    StoredPanel panel(m_world, type);
    PanelFigures figures(panel);
    const PanelFigures::Watch watch = figures.watch(Part::Traffic);
    panel.add({"a", "", "q"}, header(request, 0));
    panel.add({"a", "", "r"}, header(reply, 5));
    QCOMPARE(figures.roundTrips().times().max(), 5'000'000);
    QVERIFY(figures.roundTrips().orphans().empty());
}

void TestPanelFigures::pairsByAField()
{
    StoredPanel panel(m_world, SocketType::Dealer);
    PanelFigures figures(panel);
    const PanelFigures::Watch watch = figures.watch(Part::Traffic);
    panel.add({"{\"id\": 1}"}, header(Direction::Out, 0));
    panel.add({"{\"id\": 2}"}, header(Direction::Out, 1));
    panel.add({"{\"re\": {\"id\": 2}}"}, header(Direction::In, 4));
    QCOMPARE(figures.roundTrips().times().max(), 4'000'000); // by turn, which is wrong here
    PairingRule rule = figures.pairing();
    rule.by = PairingRule::By::Field;
    rule.requestField = u"$.id"_s;
    rule.replyField = u"$.re..id"_s;
    QVERIFY(!figures.setPairing(rule));
    QCOMPARE(figures.pairing().by, PairingRule::By::Turn);
    rule.replyField = u"$.re.id"_s;
    QVERIFY(figures.setPairing(rule));
    QTRY_COMPARE(figures.roundTrips().times().count(), 1);
    QCOMPARE(figures.roundTrips().times().max(), 3'000'000);
}

void TestPanelFigures::requestsTimeOutInSilence()
{
    StoredPanel panel(m_world, SocketType::Req);
    TestClock clock;
    PanelFigures figures(panel, clock);
    PairingRule rule = figures.pairing();
    rule.timeoutNs = 1'000'000;
    QVERIFY(figures.setPairing(rule));
    const PanelFigures::Watch watch = figures.watch(Part::Traffic);
    const MessageIndex lost = panel.add({"q"}, header(Direction::Out));
    QVERIFY(figures.roundTrips().orphans().empty());
    clock.time.ns += 2'000'000;
    QTRY_COMPARE(figures.roundTrips().orphans().size(), 1u);
    QVERIFY(figures.roundTrips().orphans().contains(lost));
}

void TestPanelFigures::ratesRunAlways()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    const PanelFigures &figures = PanelFigures::of(*panel);
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::push);
    const TimeSeries &rates = *figures.rates().messages(MessageWay::InOrForward);
    QCOMPARE(rates.count(), 0);
    QVERIFY(peer.send({"x"}));
    // One sample while something came, and one when it has become silent.
    QTRY_VERIFY(rates.count() > 0 && rates.at(rates.count() - 1).value > 0);
    QTRY_COMPARE(figures.rates().messagesNow(MessageWay::InOrForward), 0.0);
    QVERIFY(!figures.isWatched(Part::Traffic));
    QCOMPARE(figures.examined(Part::Traffic), 0);
}

void TestPanelFigures::watchMayOutliveTheFigures()
{
    StoredPanel panel(m_world, SocketType::Pull);
    auto figures = std::make_unique<PanelFigures>(panel);
    PanelFigures::Watch watch = figures->watch(Part::Traffic);
    PanelFigures::Watch moved = std::move(watch);
    QVERIFY(figures->isWatched(Part::Traffic));
    watch = std::move(moved);
    QVERIFY(figures->isWatched(Part::Traffic));
    figures.reset();
    watch = {};
}

void TestPanelFigures::requestsAndRepliesOverSockets()
{
    SessionFixture fixture;
    SocketPanel *rep = fixture.open(bound(SocketType::Rep));
    SocketPanel *req = fixture.open(connected(SocketType::Req, addressOf(rep->channel())));
    PanelFigures &asked = PanelFigures::of(*rep);
    PanelFigures &asking = PanelFigures::of(*req);
    const PanelFigures::Watch watches[] = {asked.watch(Part::Traffic), asking.watch(Part::Traffic)};
    QTRY_COMPARE(req->channel().connectedPeers(), 1);
    for (int i = 1; i <= 3; ++i) {
        req->send(Message{{"q"}});
        QTRY_COMPARE(rep->counters().received, i);
        QCOMPARE(rep->send(Message{{"r"}}).status, SendReport::Status::Sent);
        QTRY_COMPARE(req->counters().received, i);
    }
    for (const PanelFigures *figures : {&asked, &asking}) {
        QTRY_COMPARE(figures->roundTrips().times().count(), 3);
        QVERIFY(figures->roundTrips().orphans().empty());
        QCOMPARE(figures->roundTrips().open(), 0);
    }
    QVERIFY(asking.roundTrips().times().max() > 0);
}

void TestPanelFigures::routersOverSockets()
{
    SessionFixture fixture;
    SocketPanel *router = fixture.open(bound(SocketType::Router));
    PanelFigures &figures = PanelFigures::of(*router);
    const PanelFigures::Watch watch = figures.watch(Part::Traffic);
    RawPeer alice = fixture.peer(zmq::socket_type::dealer);
    alice.socket().set(zmq::sockopt::routing_id, "alice");
    alice.connect(addressOf(router->channel()));
    RawPeer bob = fixture.peer(zmq::socket_type::dealer);
    bob.socket().set(zmq::sockopt::routing_id, "bob");
    bob.connect(addressOf(router->channel()));
    QVERIFY(alice.send({"q"}));
    QVERIFY(bob.send({"q"}));
    QTRY_COMPARE(router->counters().received, 2);
    router->send(Message{{"bob", "r"}});
    router->send(Message{{"bob", "r"}}); // one too many
    QTRY_COMPARE(figures.roundTrips().times().count(), 1);
    QTRY_COMPARE(figures.roundTrips().repliesToNothing(), 1);
    QCOMPARE(figures.roundTrips().open(), 1);
    const Orphan orphan = figures.roundTrips().orphans().begin()->second;
    QCOMPARE(orphan.message, MessageIndex{4});
}

void TestPanelFigures::bridgesOverSockets()
{
    SessionFixture fixture;
    BridgePanel *bridge = fixture.openBridge(bound(SocketType::Router), bound(SocketType::Dealer));
    PanelFigures &figures = PanelFigures::of(*bridge);
    QVERIFY(figures.hasRoundTrips());
    const PanelFigures::Watch watch = figures.watch(Part::Traffic);
    SocketPanel *worker = fixture.open(connected(SocketType::Rep, addressOf(bridge->second())));
    SocketPanel *client = fixture.open(connected(SocketType::Req, addressOf(bridge->first())));
    QTRY_COMPARE(client->channel().connectedPeers(), 1);
    client->send(Message{{"q"}});
    QTRY_COMPARE(worker->counters().received, 1);
    worker->send(Message{{"r"}});
    QTRY_COMPARE(client->counters().received, 1);
    QTRY_COMPARE(figures.roundTrips().times().count(), 1);
    QVERIFY(figures.roundTrips().orphans().empty());
}

QTEST_GUILESS_MAIN(TestPanelFigures)
#include "tst_panel_figures.moc"
