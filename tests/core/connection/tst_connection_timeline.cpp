// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/connection_timeline.h"
#include "core/connection/event_text.h"

#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;
using Kind = ConnectionEventKind;

namespace {

const QString there = u"tcp://127.0.0.1:5556"_s;

Timestamp atMs(qint64 ms)
{
    return {ms * 1'000'000};
}

void tryOnce(ConnectionTimeline &timeline, qint64 ms)
{
    timeline.append({Kind::ConnectDelayed, 115, there}, atMs(ms), {}, {});
    timeline.append({Kind::Closed, 9, there}, atMs(ms), {}, {});
    timeline.append({Kind::ConnectRetried, 100, there}, atMs(ms), {}, {});
}

} // namespace

class TestConnectionTimeline : public QObject {
    Q_OBJECT
private slots:
    void keepsEachEvent();
    void repeatedTriesShareTheirRows();
    void triesAfterAConnectionAreNew();
    void stormSharesRows();
    void calmAfterAStormIsShownAgain();
    void isBounded();
    void everyKindHasWords();
};

void TestConnectionTimeline::keepsEachEvent()
{
    ConnectionTimeline timeline;
    timeline.append({Kind::Accepted, 9, there}, atMs(1), {1}, u"127.0.0.1:4711"_s);
    timeline.append({Kind::Accepted, 10, there}, atMs(2), {2}, u"127.0.0.1:4712"_s);
    QCOMPARE(timeline.rows().size(), size_t(2));
    QCOMPARE(timeline.rows()[1].number, 2U);
    QCOMPARE(timeline.rows()[1].connection, ConnectionId{2});
    QCOMPARE(timelineText(timeline.rows()[0]), u"accepted a connection from 127.0.0.1:4711"_s);
    QCOMPARE(timeline.find(1)->peerAddress, u"127.0.0.1:4711"_s);
    QVERIFY(!timeline.find(0));
    QVERIFY(!timeline.find(3));
}

void TestConnectionTimeline::repeatedTriesShareTheirRows()
{
    ConnectionTimeline timeline;
    for (int i = 0; i < 50; ++i)
        tryOnce(timeline, i * 100);
    QCOMPARE(timeline.rows().size(), size_t(3));
    QCOMPARE(timeline.rows()[2].count, 50);
    QCOMPARE(timeline.rows()[2].time, atMs(0));
    QCOMPARE(timeline.rows()[2].last, atMs(4900));
    QCOMPARE(timelineText(timeline.rows()[2]), u"nobody answers, tries again after 100 ms (50 times)"_s);
}

void TestConnectionTimeline::triesAfterAConnectionAreNew()
{
    ConnectionTimeline timeline;
    tryOnce(timeline, 0);
    timeline.append({Kind::Connected, 9, there}, atMs(100), {1}, {});
    tryOnce(timeline, 200);
    QCOMPARE(timeline.rows().size(), size_t(7));
}

void TestConnectionTimeline::stormSharesRows()
{
    ConnectionTimeline timeline;
    constexpr int storm = 5000;
    for (int i = 0; i < storm; ++i) {
        timeline.append({Kind::Accepted, quint32(i), there}, atMs(i / 10), {quint32(i + 1)}, u"somewhere"_s);
        timeline.append({Kind::Disconnected, quint32(i), there}, atMs(i / 10), {quint32(i + 1)}, u"somewhere"_s);
    }
    QVERIFY(timeline.rows().size() <= size_t(ConnectionTimeline::calmPerSecond + 2));
    const TimelineRow &last = timeline.rows().back();
    QVERIFY(last.count > 1);
    QCOMPARE(last.connection, ConnectionId{});
    QVERIFY(last.peerAddress.isEmpty());
    int events = 0;
    for (const TimelineRow &row : timeline.rows())
        events += row.count;
    QCOMPARE(events, 2 * storm);
}

void TestConnectionTimeline::calmAfterAStormIsShownAgain()
{
    ConnectionTimeline timeline;
    for (int i = 0; i < 2 * ConnectionTimeline::calmPerSecond; ++i)
        timeline.append({Kind::Accepted, quint32(i), there}, atMs(0), {quint32(i + 1)}, {});
    const size_t rows = timeline.rows().size();
    timeline.append({Kind::Accepted, 7, there}, atMs(5000), {999}, {});
    QCOMPARE(timeline.rows().size(), rows + 1);
    QCOMPARE(timeline.rows().back().connection, ConnectionId{999});
}

void TestConnectionTimeline::isBounded()
{
    ConnectionTimeline timeline;
    for (size_t i = 0; i < ConnectionTimeline::maxRows; ++i)
        timeline.append({Kind::Accepted, 9, there}, atMs(qint64(i) * 1000), {quint32(i + 1)}, {});
    QCOMPARE(timeline.pushedOut(), 0);
    timeline.append({Kind::Accepted, 9, there}, atMs(qint64(ConnectionTimeline::maxRows) * 1000), {77}, {});
    QCOMPARE(timeline.rows().size(), ConnectionTimeline::maxRows);
    QCOMPARE(timeline.pushedOut(), 1);
    QVERIFY(!timeline.find(1));
    QCOMPARE(timeline.find(2)->number, 2U);
}

void TestConnectionTimeline::everyKindHasWords()
{
    for (int kind = 0; kind <= int(Kind::HandshakeFailedAuth); ++kind) {
        QVERIFY(!eventName(Kind(kind)).isEmpty());
        QVERIFY(!timelineText({1, {}, {}, {Kind(kind), 400, there}, {}, {}, 1}).isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestConnectionTimeline)
#include "tst_connection_timeline.moc"
