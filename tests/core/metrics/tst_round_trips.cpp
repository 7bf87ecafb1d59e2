// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/round_trips.h"

#include "tests/core/metrics/log_of_messages.h"

#include <QTest>

using namespace zmqscope;
using By = PairingRule::By;
using Asker = PairingRule::Asker;
using Why = Orphan::Why;

namespace {

constexpr Direction in = Direction::In;
constexpr Direction out = Direction::Out;

PairingRule rule(By by, Asker asker, bool lockstep = false)
{
    PairingRule rule;
    rule.by = by;
    rule.asker = asker;
    rule.lockstep = lockstep;
    rule.timeoutNs = 1'000'000'000;
    return rule;
}

/// The key is the last frame.
RoundTrips::KeyOf lastFrame()
{
    return [](const MessageView &message) -> std::optional<QByteArray> {
        const QByteArrayView frame = message.frames[message.frames.count() - 1];
        return frame.isEmpty() ? std::nullopt : std::optional(frame.toByteArray());
    };
}

QList<Orphan> orphansOf(const RoundTrips &trips)
{
    QList<Orphan> orphans;
    for (const auto &[index, orphan] : trips.orphans())
        orphans.append(orphan);
    return orphans;
}

} // namespace

class TestRoundTrips : public QObject {
    Q_OBJECT
private slots:
    void pairsByTurn();
    void pairsFirstInFirstOut();
    void whoAsksAgainInLockstepGaveUp();
    void pairsByRoutingId();
    void pairsByField();
    void tellsWhoWasOvertaken();
    void doesNotTellWhereThePeerIsUnknown();
    void timesOut();
    void aLateReplyCounts();
    void aFreshRequestGoesBeforeALateOne();
    void repliesToNothing();
    void whoeverBeginsAsks();
    void whatWasNotSeenIsNoOrphan();
    void bridgesAskForward();
    void messagesWithoutAKeyAreCounted();
    void openRequestsAreBounded();
    void orphansAreBounded();
    void longKeysNameNothing();

private:
    LogOfMessages m_log;
};

void TestRoundTrips::pairsByTurn()
{
    RoundTrips trips(rule(By::Turn, Asker::OutOrBackward, true));
    const MessageIndex request = m_log.add(out, 0, {"a"}).index;
    trips.take(*m_log.store.at(request));
    QCOMPARE(trips.open(), 1);
    trips.take(m_log.add(in, 5, {"b"}));
    trips.take(m_log.add(out, 10, {"c"}));
    trips.take(m_log.add(in, 11, {"d"}));
    QCOMPARE(trips.times().count(), 2);
    QCOMPARE(trips.times().max(), 5'000'000);
    QCOMPARE(trips.times().min(), 1'000'000);
    QCOMPARE(trips.slowest(), (RoundTrip{request, MessageIndex{request.value + 1}, 5'000'000}));
    QCOMPARE(trips.series()->count(), 2);
    QCOMPARE(trips.series()->at(0), (SeriesPoint{Timestamp{5'000'000}, 0.005}));
    QCOMPARE(trips.open(), 0);
    QVERIFY(trips.orphans().empty());
    QVERIFY(!trips.nextDeadline());
}

void TestRoundTrips::pairsFirstInFirstOut()
{
    RoundTrips trips(rule(By::Turn, Asker::OutOrBackward));
    trips.take(m_log.add(out, 0, {"1"}));
    trips.take(m_log.add(out, 1, {"2"}));
    trips.take(m_log.add(out, 2, {"3"}));
    QCOMPARE(trips.open(), 3);
    trips.take(m_log.add(in, 10, {"1"}));
    trips.take(m_log.add(in, 10, {"2"}));
    QCOMPARE(trips.times().max(), 10'000'000);
    QCOMPARE(trips.times().min(), 9'000'000);
    QCOMPARE(trips.open(), 1);
}

void TestRoundTrips::whoAsksAgainInLockstepGaveUp()
{
    RoundTrips trips(rule(By::Turn, Asker::InOrForward, true));
    const MessageView lost = m_log.add(in, 0, {"1"});
    trips.take(lost);
    trips.take(m_log.add(in, 3, {"2"}));
    QCOMPARE(orphansOf(trips), (QList<Orphan>{{lost.index, Timestamp{0}, Why::Overtaken}}));
    trips.take(m_log.add(out, 4, {"r"}));
    QCOMPARE(trips.times().max(), 1'000'000);
    QCOMPARE(trips.unansweredRequests(), 1);

    trips.setRule(rule(By::RoutingId, Asker::InOrForward, true));
    for (const char *id : {"alice", "bob", "alice"})
        trips.take(m_log.add(in, 5, {id, "", "q"}));
    QCOMPARE(trips.unansweredRequests(), 1); // of alice alone
    QCOMPARE(trips.open(), 2);
}

void TestRoundTrips::pairsByRoutingId()
{
    RoundTrips trips(rule(By::RoutingId, Asker::InOrForward));
    trips.take(m_log.add(in, 0, {"alice", "", "1"}));
    trips.take(m_log.add(in, 1, {"bob", "", "1"}));
    trips.take(m_log.add(in, 2, {"alice", "", "2"}));
    trips.take(m_log.add(out, 3, {"bob", "", "r"}));
    QCOMPARE(trips.times().max(), 2'000'000);
    trips.take(m_log.add(out, 10, {"alice", "", "r"}));
    QCOMPARE(trips.times().max(), 10'000'000);
    trips.take(m_log.add(out, 11, {"alice", "", "r"}));
    QCOMPARE(trips.times().count(), 3);
    const MessageView stray = m_log.add(out, 12, {"carol", "", "r"});
    trips.take(stray);
    QCOMPARE(orphansOf(trips), (QList<Orphan>{{stray.index, Timestamp{12'000'000}, Why::NoRequest}}));
}

void TestRoundTrips::pairsByField()
{
    RoundTrips trips;
    trips.setRule(rule(By::Field, Asker::OutOrBackward), lastFrame(), lastFrame());
    trips.take(m_log.add(out, 0, {"id1"}));
    trips.take(m_log.add(out, 1, {"id2"}));
    trips.take(m_log.add(in, 3, {"id2"}));
    QCOMPARE(trips.times().max(), 2'000'000);
    trips.take(m_log.add(in, 8, {"id1"}));
    QCOMPARE(trips.times().max(), 8'000'000);
    QCOMPARE(trips.open(), 0);
    QVERIFY(trips.orphans().empty());
}

void TestRoundTrips::tellsWhoWasOvertaken()
{
    RoundTrips trips;
    trips.setRule(rule(By::Field, Asker::InOrForward), lastFrame(), lastFrame());
    constexpr PeerId alice{1};
    constexpr PeerId bob{2};
    const MessageView first = m_log.add(in, 0, {"id1"}, alice);
    trips.take(first);
    trips.take(m_log.add(in, 1, {"id2"}, bob));
    trips.take(m_log.add(in, 2, {"id3"}, alice));
    trips.take(m_log.add(out, 3, {"id2"}));
    QVERIFY(trips.orphans().empty());
    trips.take(m_log.add(out, 4, {"id3"}));
    QCOMPARE(orphansOf(trips), (QList<Orphan>{{first.index, Timestamp{0}, Why::Overtaken}}));
    const quint64 revision = trips.orphanRevision();
    trips.take(m_log.add(out, 9, {"id1"})); // only slow
    QVERIFY(trips.orphans().empty());
    QVERIFY(trips.orphanRevision() != revision);
    QCOMPARE(trips.unansweredRequests(), 0);
    QCOMPARE(trips.times().max(), 9'000'000);
}

void TestRoundTrips::doesNotTellWhereThePeerIsUnknown()
{
    RoundTrips trips;
    trips.setRule(rule(By::Field, Asker::OutOrBackward), lastFrame(), lastFrame());
    trips.take(m_log.add(out, 0, {"id1"})); // a DEALER's may go to any of its peers
    trips.take(m_log.add(out, 1, {"id2"}));
    trips.take(m_log.add(in, 3, {"id2"}));
    QVERIFY(trips.orphans().empty());
}

void TestRoundTrips::timesOut()
{
    RoundTrips trips(rule(By::RoutingId, Asker::InOrForward));
    const MessageView lost = m_log.add(in, 0, {"a"});
    trips.take(lost);
    trips.take(m_log.add(in, 500, {"b"}));
    QCOMPARE(trips.nextDeadline(), std::optional(Timestamp{1'000'000'000}));
    trips.expire(Timestamp{999'999'999});
    QVERIFY(trips.orphans().empty());
    trips.expire(Timestamp{1'000'000'000});
    QCOMPARE(orphansOf(trips), (QList<Orphan>{{lost.index, Timestamp{0}, Why::TimedOut}}));
    QCOMPARE(trips.nextDeadline(), std::optional(Timestamp{1'500'000'000}));
    QCOMPARE(trips.open(), 2);
    trips.take(m_log.add(in, 1600, {"c"})); // a message tells the time too
    QCOMPARE(trips.unansweredRequests(), 2);
}

void TestRoundTrips::aLateReplyCounts()
{
    RoundTrips trips(rule(By::Turn, Asker::OutOrBackward));
    trips.take(m_log.add(out, 0, {"a"}));
    trips.take(m_log.add(in, 4000, {"b"}));
    QVERIFY(trips.orphans().empty());
    QCOMPARE(trips.unansweredRequests(), 0);
    QCOMPARE(trips.times().max(), 4'000'000'000);
}

void TestRoundTrips::aFreshRequestGoesBeforeALateOne()
{
    RoundTrips trips(rule(By::Turn, Asker::OutOrBackward));
    const MessageView lost = m_log.add(out, 0, {"a"});
    trips.take(lost);
    trips.take(m_log.add(out, 4000, {"b"}));
    trips.take(m_log.add(in, 4001, {"c"}));
    QCOMPARE(trips.times().max(), 1'000'000);
    QCOMPARE(orphansOf(trips), (QList<Orphan>{{lost.index, Timestamp{0}, Why::TimedOut}}));
    QCOMPARE(trips.open(), 0);
}

void TestRoundTrips::repliesToNothing()
{
    RoundTrips trips(rule(By::Turn, Asker::OutOrBackward));
    const MessageView stray = m_log.add(in, 1, {"a"});
    trips.take(stray);
    QCOMPARE(trips.repliesToNothing(), 1);
    QCOMPARE(orphansOf(trips), (QList<Orphan>{{stray.index, Timestamp{1'000'000}, Why::NoRequest}}));
    trips.clear();
    QCOMPARE(trips.repliesToNothing(), 0);
    QVERIFY(trips.orphans().empty());
}

void TestRoundTrips::whoeverBeginsAsks()
{
    RoundTrips trips(rule(By::RoutingId, Asker::WhoeverBegins));
    trips.take(m_log.add(in, 0, {"a"}));
    trips.take(m_log.add(out, 0, {"b"}));
    trips.take(m_log.add(out, 2, {"a"}));
    trips.take(m_log.add(in, 3, {"b"}));
    QCOMPARE(trips.times().count(), 2);
    QCOMPARE(trips.times().max(), 3'000'000);
    trips.take(m_log.add(out, 4, {"a"}));
    QCOMPARE(trips.open(), 1);
    QVERIFY(trips.orphans().empty());

    trips.setRule(rule(By::Field, Asker::WhoeverBegins), lastFrame(), lastFrame());
    trips.take(m_log.add(in, 10, {"x"}));
    trips.take(m_log.add(out, 11, {"y"}));
    trips.take(m_log.add(out, 14, {"x"}));
    QCOMPARE(trips.times().max(), 4'000'000);
    QCOMPARE(trips.open(), 1);
}

void TestRoundTrips::whatWasNotSeenIsNoOrphan()
{
    RoundTrips trips(rule(By::Turn, Asker::OutOrBackward));
    trips.take(m_log.add(out, 0, {"a"}));
    trips.skip();
    QCOMPARE(trips.open(), 0);
    trips.take(m_log.add(in, 10, {"b"})); // to a request that nobody saw
    QVERIFY(trips.orphans().empty());
    QVERIFY(trips.times().isEmpty());
    trips.take(m_log.add(out, 20, {"c"}));
    trips.take(m_log.add(in, 21, {"d"}));
    QCOMPARE(trips.times().max(), 1'000'000);
    trips.take(m_log.add(in, 1009, {"e"}));
    QCOMPARE(trips.repliesToNothing(), 0);
    trips.take(m_log.add(in, 1011, {"f"})); // what was asked before would have timed out
    QCOMPARE(trips.repliesToNothing(), 1);
}

void TestRoundTrips::bridgesAskForward()
{
    RoundTrips trips(rule(By::RoutingId, Asker::InOrForward));
    trips.take(m_log.add(Direction::Forward, 0, {"a", "", "q"}));
    trips.take(m_log.add(Direction::Forward, 0, {"b", "", "q"}, {}, MessageFlag::NotPassed));
    trips.take(m_log.add(Direction::Backward, 7, {"a", "", "r"}));
    QCOMPARE(trips.times().max(), 7'000'000);
    QCOMPARE(trips.open(), 0);
}

void TestRoundTrips::messagesWithoutAKeyAreCounted()
{
    RoundTrips trips;
    trips.setRule(rule(By::Field, Asker::OutOrBackward), lastFrame(), lastFrame());
    trips.take(m_log.add(out, 0, {""}));
    trips.take(m_log.add(in, 0, {""}));
    QCOMPARE(trips.withoutKey(), 2);
    QCOMPARE(trips.open(), 0);
}

void TestRoundTrips::openRequestsAreBounded()
{
    RoundTrips trips;
    trips.setRule(rule(By::Field, Asker::OutOrBackward), lastFrame(), lastFrame());
    for (int i = 0; i < RoundTrips::maxOpen; ++i)
        trips.take(m_log.add(out, 0, {QByteArray::number(i)}));
    QCOMPARE(trips.open(), RoundTrips::maxOpen);
    QCOMPARE(trips.unansweredRequests(), 0);
    trips.take(m_log.add(out, 0, {"one more"}));
    QCOMPARE(trips.open(), RoundTrips::maxOpen);
    QCOMPARE(trips.unansweredRequests(), 1);
    trips.take(m_log.add(in, 1, {"0"})); // given up
    QCOMPARE(trips.repliesToNothing(), 1);
    trips.take(m_log.add(in, 1, {"1"}));
    QCOMPARE(trips.times().count(), 1);
}

void TestRoundTrips::orphansAreBounded()
{
    RoundTrips trips(rule(By::Turn, Asker::OutOrBackward));
    MessageIndex first;
    for (int i = 0; i <= RoundTrips::maxOrphans; ++i) {
        QCOMPARE(qsizetype(trips.orphans().size()), i);
        const MessageView stray = m_log.add(in, i, {"r"});
        trips.take(stray);
        if (i == 0)
            first = stray.index;
    }
    QCOMPARE(qsizetype(trips.orphans().size()), RoundTrips::maxOrphans);
    QCOMPARE(trips.orphans().begin()->first.value, first.value + 1); // the oldest made room
    QCOMPARE(trips.repliesToNothing(), RoundTrips::maxOrphans + 1);
}

void TestRoundTrips::longKeysNameNothing()
{
    RoundTrips trips;
    trips.setRule(rule(By::Field, Asker::OutOrBackward), lastFrame(), lastFrame());
    trips.take(m_log.add(out, 0, {QByteArray(RoundTrips::maxKeyBytes, 'k')}));
    QCOMPARE(trips.open(), 1);
    trips.take(m_log.add(out, 0, {QByteArray(RoundTrips::maxKeyBytes + 1, 'k')}));
    QCOMPARE(trips.open(), 1);
    QCOMPARE(trips.withoutKey(), 1);
}

QTEST_GUILESS_MAIN(TestRoundTrips)
#include "tst_round_trips.moc"
