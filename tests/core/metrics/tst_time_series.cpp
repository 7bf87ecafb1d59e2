// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/time_series.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <random>

using namespace zmqscope;

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

Timestamp at(qint64 ns)
{
    return {ns};
}

/// What is drawn in each of @p columns columns: the smallest and the largest value there.
QList<std::pair<double, double>> drawn(const QList<SeriesPoint> &points, qint64 from, qint64 to, int columns)
{
    QList<std::pair<double, double>> bars(columns, {gap, gap});
    for (const SeriesPoint &point : points) {
        if (point.time.ns < from || point.time.ns > to)
            continue;
        auto &bar = bars[std::min<qint64>((point.time.ns - from) * columns / (to - from), columns - 1)];
        bar = {std::fmin(bar.first, point.value), std::fmax(bar.second, point.value)};
    }
    return bars;
}

} // namespace

class TestTimeSeries : public QObject {
    Q_OBJECT
private slots:
    void startsEmpty();
    void keepsPointsInOrder();
    void findsByTime();
    void clockSetBack();
    void dropsTheOldest();
    void fewPointsAreGivenAsTheyAre();
    void outlineHoldsEveryPeak();
    void outlineOfWhatIsLeft();
    void denseTakesNothingFromSparse();
    void gapsStayGaps();
    void allAtOneTime();
    void clearBeginsAgain();
};

void TestTimeSeries::startsEmpty()
{
    const TimeSeries series;
    QCOMPARE(series.count(), 0);
    QCOMPARE(series.dropped(), 0);
    QCOMPARE(series.lowerBound(at(0)), 0);
    QVERIFY(series.outline(at(0), at(100), 10).isEmpty());
}

void TestTimeSeries::keepsPointsInOrder()
{
    TimeSeries series;
    series.append(at(10), 1.5);
    series.append(at(20), -2);
    QCOMPARE(series.count(), 2);
    QCOMPARE(series.at(0), (SeriesPoint{at(10), 1.5}));
    QCOMPARE(series.at(1), (SeriesPoint{at(20), -2}));
}

void TestTimeSeries::findsByTime()
{
    TimeSeries series;
    for (const int ns : {10, 20, 20, 30})
        series.append(at(ns), ns);
    QCOMPARE(series.lowerBound(at(5)), 0);
    QCOMPARE(series.lowerBound(at(10)), 0);
    QCOMPARE(series.lowerBound(at(20)), 1);
    QCOMPARE(series.lowerBound(at(21)), 3);
    QCOMPARE(series.lowerBound(at(31)), 4);
}

void TestTimeSeries::clockSetBack()
{
    TimeSeries series;
    series.append(at(100), 1);
    series.append(at(50), 2);
    QCOMPARE(series.at(1), (SeriesPoint{at(100), 2}));
}

void TestTimeSeries::dropsTheOldest()
{
    TimeSeries series(5);
    for (int i = 0; i < 5; ++i)
        series.append(at(i), i);
    QCOMPARE(series.count(), 5);
    QCOMPARE(series.dropped(), 0);
    series.append(at(5), 5);
    QCOMPARE(series.count(), 5);
    QCOMPARE(series.dropped(), 1);
    QCOMPARE(series.at(0), (SeriesPoint{at(1), 1}));
    for (int i = 6; i < 1000; ++i)
        series.append(at(i), i);
    QCOMPARE(series.count(), 5);
    QCOMPARE(series.dropped(), 995);
    QCOMPARE(series.at(4), (SeriesPoint{at(999), 999}));
}

void TestTimeSeries::fewPointsAreGivenAsTheyAre()
{
    TimeSeries series;
    for (int i = 0; i < 10; ++i)
        series.append(at(i * 10), i);
    // Those from 30 to 50, one before and one behind.
    const QList<SeriesPoint> five{{at(20), 2}, {at(30), 3}, {at(40), 4}, {at(50), 5}, {at(60), 6}};
    QCOMPARE(series.outline(at(30), at(50), 5), five);
    QCOMPARE(series.outline(at(25), at(55), 5), five);
    QCOMPARE(series.outline(at(-50), at(1000), 10).size(), 10);
    // Between two points: the line that crosses.
    QCOMPARE(series.outline(at(31), at(39), 5), (QList<SeriesPoint>{{at(30), 3}, {at(40), 4}}));
    QCOMPARE(series.outline(at(200), at(300), 5), (QList<SeriesPoint>{{at(90), 9}}));
    QVERIFY(series.outline(at(50), at(30), 5).isEmpty());
}

void TestTimeSeries::outlineHoldsEveryPeak()
{
    std::mt19937 random(1);
    std::uniform_real_distribution<double> noise(-1, 1);
    TimeSeries series;
    QList<SeriesPoint> all;
    constexpr int n = 100'000;
    for (int i = 0; i < n; ++i) {
        all.append({at(qint64(i) * 100), i % 7919 == 0 ? 50 * noise(random) : noise(random)});
        series.append(all.last().time, all.last().value);
    }
    const qint64 last = all.last().time.ns;
    const QList<SeriesPoint> outline = series.outline(at(0), at(last), 1000);
    QVERIFY(outline.size() <= 1010);
    QVERIFY(std::is_sorted(outline.begin(), outline.end(), [](auto &a, auto &b) { return a.time < b.time; }));
    QCOMPARE(outline.first(), all.first());
    for (const SeriesPoint &point : outline)
        QCOMPARE(point, all.at(point.time.ns / 100));
    const auto expected = drawn(all, 0, last, 500);
    const auto actual = drawn(outline, 0, last, 500);
    // A point at the edge of two columns may be counted to either.
    int differing = 0;
    for (int i = 0; i < 500; ++i)
        differing += actual[i] == expected[i] ? 0 : 1;
    QVERIFY2(differing <= 5, qPrintable(QString::number(differing)));

    // A stretch of it, at odd ends.
    const auto part = series.outline(at(1'234'567), at(7'654'321), 200);
    QVERIFY(part.size() > 150 && part.size() <= 210);
    double most = 0;
    double mostOfAll = 0;
    for (const SeriesPoint &point : part)
        most = std::max(most, point.value);
    for (qsizetype i = 12'345; i <= 76'544; ++i)
        mostOfAll = std::max(mostOfAll, all.at(i).value);
    QCOMPARE(most, mostOfAll);
}

void TestTimeSeries::outlineOfWhatIsLeft()
{
    TimeSeries series(1000);
    // The largest go, so that an outline that still knew them would be wrong.
    for (int i = 0; i < 10'000; ++i) {
        series.append(at(i), 10'000 - i);
        if (i % 37 != 0 || i < 100)
            continue;
        const QList<SeriesPoint> outline = series.outline(at(0), at(i), 20);
        const qsizetype first = std::max(0, i - 999);
        QCOMPARE(outline.first(), (SeriesPoint{at(first), double(10'000 - first)}));
        QCOMPARE(outline.last(), (SeriesPoint{at(i), double(10'000 - i)}));
    }
    QCOMPARE(series.dropped(), 9000);
}

void TestTimeSeries::denseTakesNothingFromSparse()
{
    TimeSeries series;
    for (int i = 0; i < 100'000; ++i)
        series.append(at(i), i % 2);
    for (int i = 1; i <= 10; ++i)
        series.append(at(i * 1'000'000), i % 2 ? 5 : 3);
    const QList<SeriesPoint> outline = series.outline(at(0), at(10'000'000), 100);
    for (int i = 1; i <= 10; ++i)
        QVERIFY(outline.contains(SeriesPoint{at(i * 1'000'000), i % 2 ? 5. : 3.}));
    // The line over the empty stretch begins at the last of the dense points.
    QVERIFY(outline.contains(SeriesPoint{at(99'999), 1}));
}

void TestTimeSeries::gapsStayGaps()
{
    TimeSeries series;
    for (int i = 0; i < 10'000; ++i)
        series.append(at(i), 1);
    series.append(at(10'000), gap);
    for (int i = 50'000; i < 60'000; ++i)
        series.append(at(i), 2);
    const QList<SeriesPoint> outline = series.outline(at(0), at(60'000), 60);
    QVERIFY(outline.size() < 100);
    const auto isGap = [](const SeriesPoint &point) { return std::isnan(point.value); };
    const auto found = std::find_if(outline.begin(), outline.end(), isGap);
    QVERIFY(found != outline.end());
    QCOMPARE(found->time, at(10'000));
    QCOMPARE((found + 1)->value, isGap(*(found + 1)) ? gap : 2.);
    QCOMPARE((found - 1)->value, 1.);

    TimeSeries empty;
    for (int i = 0; i < 1000; ++i)
        empty.append(at(i), gap);
    for (const SeriesPoint &point : empty.outline(at(0), at(1000), 10))
        QVERIFY(isGap(point));
}

void TestTimeSeries::allAtOneTime()
{
    TimeSeries series;
    for (int i = 0; i < 1000; ++i)
        series.append(at(7), i);
    const QList<SeriesPoint> outline = series.outline(at(0), at(10), 10);
    QCOMPARE(outline, (QList<SeriesPoint>{{at(7), 0}, {at(7), 999}}));
    QCOMPARE(series.outline(at(7), at(7), 1), outline);
}

void TestTimeSeries::clearBeginsAgain()
{
    TimeSeries series(100);
    for (int i = 0; i < 1000; ++i)
        series.append(at(i), 1000 + i);
    series.clear();
    QCOMPARE(series.count(), 0);
    QCOMPARE(series.dropped(), 0);
    for (int i = 0; i < 50; ++i)
        series.append(at(i), i);
    const QList<SeriesPoint> outline = series.outline(at(0), at(100), 10);
    QCOMPARE(outline.first(), (SeriesPoint{at(0), 0}));
    QCOMPARE(outline.last(), (SeriesPoint{at(49), 49}));
}

QTEST_GUILESS_MAIN(TestTimeSeries)
#include "tst_time_series.moc"
