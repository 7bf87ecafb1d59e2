// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/doctor.h"
#include "core/diagnosis/pattern_rules.h"
#include "tests/support/session_fixture.h"

#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

namespace {

/// The system's clock, put forward by a test that cannot wait.
class ShiftedClock final : public Clock {
public:
    Timestamp now() const override { return {Clock::system().now().ns + m_shift}; }
    void forward(int seconds) { m_shift += seconds * 1'000'000'000LL; }

private:
    qint64 m_shift = 0;
};

struct Fixture {
    ShiftedClock clock;
    zmq::context_t context;
    Session session{clock};
    Doctor doctor;

    explicit Fixture(std::unique_ptr<Rule> (*make)())
        : doctor(session, rules(make), nullptr, clock)
    {
        context.set(zmq::ctxopt::blocky, 0);
    }
    static Doctor::Rules rules(std::unique_ptr<Rule> (*make)())
    {
        Doctor::Rules one;
        one.push_back(make());
        return one;
    }
    Panel *opened(const SideConfig &side, const std::optional<SideConfig> &second = {})
    {
        PanelConfig config;
        config.side = side;
        config.second = second;
        Panel *panel = session.create(config);
        (void)panel->open();
        return panel;
    }
    SocketPanel *open(const SideConfig &side) { return static_cast<SocketPanel *>(opened(side)); }
    RawPeer peer(const Channel &channel, zmq::socket_type type)
    {
        RawPeer raw(context, type);
        raw.connect(addressOf(channel));
        return raw;
    }
    int found()
    {
        doctor.examineNow();
        return int(doctor.findings().size());
    }
};

} // namespace

/// What only time brings to light, and the two sides of each limit.
class TestPatternRules : public QObject {
    Q_OBJECT
private slots:
    void overdueReply();
    void overdueReplyWithoutExperience();
    void owedReply();
    void nobodyTakesWhatWaits();
    void nobodyBehindTheBridge();
    void silentWhereNothingIsAsked();
};

void TestPatternRules::overdueReply()
{
    Fixture f(makeLostReplyRule);
    SocketPanel *panel = f.open(bound(SocketType::Req));
    RawPeer server = f.peer(panel->channel(), zmq::socket_type::rep);
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    for (int i = 1; i <= 3; ++i) {
        panel->send({{"ask"}});
        QCOMPARE(server.receive(), Frames{"ask"});
        QVERIFY(server.send({"answer"}));
        QTRY_COMPARE(panel->counters().received, i);
    }
    panel->send({{"ask"}});
    QCOMPARE(server.receive(), Frames{"ask"});
    f.clock.forward(4); // even ten times the slowest answer is no reason before five seconds
    QCOMPARE(f.found(), 0);
    f.clock.forward(600);
    QCOMPARE(f.found(), 1);
    QCOMPARE(f.doctor.findings().first().severity, Severity::Hint);
    QVERIFY(server.send({"late answer"}));
    QTRY_COMPARE(panel->counters().received, 4);
    QCOMPARE(f.found(), 0);
}

void TestPatternRules::overdueReplyWithoutExperience()
{
    Fixture f(makeLostReplyRule);
    SocketPanel *panel = f.open(bound(SocketType::Req));
    panel->send({{"ask"}});
    f.clock.forward(3600); // nobody is there: it waits for a server to start
    QCOMPARE(f.found(), 0);
    panel->discardOutbox();
    RawPeer server = f.peer(panel->channel(), zmq::socket_type::rep);
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    panel->send({{"ask"}});
    QCOMPARE(panel->channel().turn(), Turn::Receive);
    f.clock.forward(30);
    QCOMPARE(f.found(), 0);
    f.clock.forward(31);
    QCOMPARE(f.found(), 1);
}

void TestPatternRules::owedReply()
{
    Fixture f(makeOwedReplyRule);
    SocketPanel *panel = f.open(bound(SocketType::Rep));
    RawPeer client = f.peer(panel->channel(), zmq::socket_type::req);
    QVERIFY(client.send({"ask"}));
    QTRY_COMPARE(panel->counters().received, 1);
    f.clock.forward(30);
    QCOMPARE(f.found(), 0);
    f.clock.forward(31);
    QCOMPARE(f.found(), 1);
    panel->send({{"answer"}});
    QCOMPARE(f.found(), 0);
}

void TestPatternRules::nobodyTakesWhatWaits()
{
    Fixture f(makeStuckOutboxRule);
    SocketPanel *panel = f.open(bound(SocketType::Push));
    f.clock.forward(3600);
    QCOMPARE(f.found(), 0); // nothing waits
    QCOMPARE(panel->send({{"x"}}).status, SendReport::Status::Waiting);
    f.clock.forward(30);
    QCOMPARE(f.found(), 0);
    f.clock.forward(31);
    QCOMPARE(f.found(), 1);
    QVERIFY(f.doctor.findings().first().remedy.contains(addressOf(panel->channel())));
    QVERIFY(f.doctor.apply(f.doctor.findings().first().number, 0).ok());
    QVERIFY(panel->outbox().isEmpty());
    QCOMPARE(f.found(), 0);
}

void TestPatternRules::nobodyBehindTheBridge()
{
    Fixture f(makeStuckBridgeRule);
    Panel *bridge = f.opened(bound(SocketType::Pull), bound(SocketType::Push));
    RawPeer source = f.peer(*bridge->channels().first(), zmq::socket_type::push);
    QVERIFY(source.send({"x"}));
    QTRY_VERIFY(bridge->channels().first()->unreadSince().ns != 0);
    QCOMPARE(f.found(), 0);
    f.clock.forward(10);
    QCOMPARE(f.found(), 0);
    f.clock.forward(11);
    QCOMPARE(f.found(), 1);
    RawPeer target = f.peer(*bridge->channels().last(), zmq::socket_type::pull);
    QCOMPARE(target.receive(), Frames{"x"});
    QTRY_COMPARE(f.found(), 0);
}

void TestPatternRules::silentWhereNothingIsAsked()
{
    Fixture f(makeNothingMatchesRule);
    RawPeer publisher(f.context, zmq::socket_type::pub);
    const QString address = publisher.bind();
    SocketPanel *all = f.open(subscribed(connected(SocketType::Sub, address)));
    SocketPanel *some = f.open(subscribed(connected(SocketType::Sub, address), {"t"}));
    QTRY_COMPARE(all->channel().connectedPeers() + some->channel().connectedPeers(), 2);
    QCOMPARE(f.found(), 0);
    f.clock.forward(6);
    QCOMPARE(f.found(), 1); // who wants everything is not told that nothing comes
    QCOMPARE(f.doctor.findings().first().panel, some);
    QTRY_VERIFY((publisher.trySend({"t"}), some->counters().received > 0));
    QCOMPARE(f.found(), 0);
}

QTEST_GUILESS_MAIN(TestPatternRules)
#include "tst_pattern_rules.moc"
