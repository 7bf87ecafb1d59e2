// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/rate_history.h"

#include "core/panel/panel.h"

#include <QTest>

using namespace zmqscope;

namespace {

constexpr qint64 second = 1'000'000'000;

Timestamp at(double seconds)
{
    return {1'700'000'000 * second + qint64(seconds * 1e9)};
}

PanelCounters counters(qint64 received, qint64 sent)
{
    PanelCounters counters;
    counters.received = received;
    counters.receivedBytes = received * 100;
    counters.sent = sent;
    counters.sentBytes = sent * 10;
    return counters;
}

QList<SeriesPoint> pointsOf(const TimeSeries &series)
{
    QList<SeriesPoint> points;
    for (qsizetype i = 0; i < series.count(); ++i)
        points.append(series.at(i));
    return points;
}

} // namespace

class TestRateHistory : public QObject {
    Q_OBJECT
private slots:
    void tellsWhatPassesASecond();
    void silenceIsZeroAndCostsNothing();
    void beginsWithWhatItSees();
    void survivesAClockThatIsSetBack();
    void isBounded();
};

void TestRateHistory::tellsWhatPassesASecond()
{
    RateHistory rates;
    rates.resume(at(0));
    QVERIFY(rates.sample(counters(50, 5), at(0.5)));
    QVERIFY(rates.sample(counters(350, 5), at(1)));
    QVERIFY(!rates.sample(counters(350, 5), at(1.5)));
    QCOMPARE(pointsOf(*rates.messages(MessageWay::InOrForward)),
        (QList<SeriesPoint>{{at(0.5), 100}, {at(1), 600}, {at(1.5), 0}}));
    QCOMPARE(pointsOf(*rates.bytes(MessageWay::InOrForward)),
        (QList<SeriesPoint>{{at(0.5), 10'000}, {at(1), 60'000}, {at(1.5), 0}}));
    QCOMPARE(pointsOf(*rates.messages(MessageWay::OutOrBackward)),
        (QList<SeriesPoint>{{at(0.5), 10}, {at(1), 0}, {at(1.5), 0}}));
    QCOMPARE(rates.bytes(MessageWay::OutOrBackward)->at(0).value, 100.0);
    QCOMPARE(rates.messagesNow(MessageWay::InOrForward), 0.0);
}

void TestRateHistory::silenceIsZeroAndCostsNothing()
{
    RateHistory rates;
    rates.resume(at(0));
    rates.sample(counters(10, 0), at(1));
    rates.sample(counters(10, 0), at(2)); // nobody asks from here on
    rates.resume(at(100));
    rates.sample(counters(30, 0), at(101));
    QCOMPARE(pointsOf(*rates.messages(MessageWay::InOrForward)),
        (QList<SeriesPoint>{{at(1), 10}, {at(2), 0}, {at(100), 0}, {at(101), 20}}));
}

void TestRateHistory::beginsWithWhatItSees()
{
    RateHistory rates;
    rates.sample(counters(1'000'000, 0), at(0)); // of long ago: nobody knows how fast they came
    QCOMPARE(rates.messages(MessageWay::InOrForward)->count(), 0);
    rates.sample(counters(1'000'010, 0), at(1));
    QCOMPARE(rates.messagesNow(MessageWay::InOrForward), 10.0);
}

void TestRateHistory::survivesAClockThatIsSetBack()
{
    RateHistory rates;
    rates.resume(at(100));
    rates.sample(counters(10, 0), at(101));
    QVERIFY(rates.sample(counters(20, 0), at(50)));
    rates.sample(counters(40, 0), at(51));
    QCOMPARE(pointsOf(*rates.messages(MessageWay::InOrForward)),
        (QList<SeriesPoint>{{at(101), 10}, {at(101), 20}}));
}

void TestRateHistory::isBounded()
{
    RateHistory rates(100);
    rates.resume(at(0));
    for (int i = 1; i <= 1000; ++i)
        rates.sample(counters(i, 0), at(i));
    const TimeSeries &series = *rates.messages(MessageWay::InOrForward);
    QVERIFY(series.count() <= 100);
    QCOMPARE(series.count() + series.dropped(), 1000);
    QCOMPARE(series.at(series.count() - 1).time, at(1000));
}

QTEST_GUILESS_MAIN(TestRateHistory)
#include "tst_rate_history.moc"
