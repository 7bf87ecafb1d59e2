// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/histogram.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace zmqscope;

class TestHistogram : public QObject {
    Q_OBJECT
private slots:
    void isEmptyAtFirst();
    void smallValuesAreExact();
    void quantilesKeepTheirBound_data();
    void quantilesKeepTheirBound();
    void takesTheLargestValues();
    void barsHoldAllValues_data();
    void barsHoldAllValues();
    void barsBeyondAreLeftOut();
    void clearStartsOver();
};

void TestHistogram::isEmptyAtFirst()
{
    const Histogram histogram;
    QVERIFY(histogram.isEmpty());
    QCOMPARE(histogram.min(), 0);
    QCOMPARE(histogram.max(), 0);
    QCOMPARE(histogram.quantile(0.5), 0);
    QCOMPARE(histogram.mean(), 0.0);
    QCOMPARE(histogram.bars(4, 5, 6), (QList<Histogram::Bar>{{5, 6, 0}, {6, 7, 0}}));
}

void TestHistogram::smallValuesAreExact()
{
    Histogram histogram;
    for (qint64 value = 1; value <= 50; ++value)
        histogram.add(value);
    histogram.add(-3); // counts as 0
    QCOMPARE(histogram.count(), 51);
    QCOMPARE(histogram.sum(), 50 * 51 / 2);
    QCOMPARE(histogram.min(), 0);
    QCOMPARE(histogram.max(), 50);
    QCOMPARE(histogram.quantile(0), 0);
    QCOMPARE(histogram.quantile(0.5), 25);
    QCOMPARE(histogram.quantile(1), 50);
}

void TestHistogram::quantilesKeepTheirBound_data()
{
    QTest::addColumn<double>("largestExponent");
    QTest::newRow("bytes") << 5.0;
    QTest::newRow("nanoseconds") << 11.0;
    QTest::newRow("all") << 18.9;
}

void TestHistogram::quantilesKeepTheirBound()
{
    QFETCH(double, largestExponent);
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> exponent(0, largestExponent);
    Histogram histogram;
    std::vector<qint64> values;
    for (int i = 0; i < 20'000; ++i) {
        values.push_back(qint64(std::pow(10, exponent(random))));
        histogram.add(values.back());
    }
    std::sort(values.begin(), values.end());
    QCOMPARE(histogram.min(), values.front());
    QCOMPARE(histogram.max(), values.back());
    for (const double p : {0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1.0}) {
        const qint64 exact = values[std::size_t(std::ceil(p * double(values.size()))) - 1];
        const double off = std::abs(double(histogram.quantile(p)) - double(exact)) / double(exact);
        QVERIFY2(off <= Histogram::maxRelativeError, qPrintable(QString::number(off)));
    }
    static_assert(Histogram::maxRelativeError < 0.03);
}

void TestHistogram::takesTheLargestValues()
{
    constexpr qint64 largest = std::numeric_limits<qint64>::max();
    Histogram histogram;
    histogram.add(largest);
    QCOMPARE(histogram.sum(), largest);
    histogram.add(largest);
    histogram.add(largest - 1);
    QCOMPARE(histogram.sum(), largest); // no further
    QCOMPARE(histogram.max(), largest);
    QCOMPARE(histogram.quantile(0.5), largest - 1);
    const QList<Histogram::Bar> bars = histogram.bars(4, largest, largest);
    QCOMPARE(bars.size(), 1);
    QCOMPARE(bars.first().count, 3);
    QCOMPARE(bars.first().to, largest);
}

void TestHistogram::barsHoldAllValues_data()
{
    QTest::addColumn<int>("perOctave");
    for (const int perOctave : {1, 2, 4, 8, 32})
        QTest::addRow("%d", perOctave) << perOctave;
}

void TestHistogram::barsHoldAllValues()
{
    QFETCH(int, perOctave);
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> exponent(0, 7);
    Histogram histogram;
    std::vector<qint64> values{0, 5'000'000'000};
    for (int i = 0; i < 1000; ++i)
        values.push_back(qint64(std::pow(10, exponent(random))));
    for (const qint64 value : values)
        histogram.add(value);
    const QList<Histogram::Bar> bars = histogram.bars(perOctave, histogram.min(), histogram.max());
    QVERIFY(bars.first().from <= histogram.min() && bars.first().count > 0);
    QVERIFY(bars.last().to > histogram.max() && bars.last().count > 0);
    for (qsizetype i = 0; i < bars.size(); ++i) {
        const Histogram::Bar &bar = bars.at(i);
        QVERIFY(i == 0 || bar.from == bars.at(i - 1).to);
        const auto inside = std::count_if(
            values.begin(), values.end(), [&](qint64 value) { return value >= bar.from && value < bar.to; });
        QCOMPARE(bar.count, qint64(inside));
    }
    const auto whole =
        std::find_if(bars.begin(), bars.end(), [](const auto &bar) { return bar.from == 1024; });
    QVERIFY(whole != bars.end());
    QCOMPARE(whole->to, 1024 + 1024 / perOctave);
}

void TestHistogram::barsBeyondAreLeftOut()
{
    Histogram histogram;
    for (const qint64 value : {1, 2, 3, 4})
        histogram.add(value);
    QCOMPARE(histogram.bars(8, 2, 3), (QList<Histogram::Bar>{{2, 3, 1}, {3, 4, 1}}));
    QCOMPARE(histogram.bars(8, -1, 0), (QList<Histogram::Bar>{{0, 1, 0}}));
}

void TestHistogram::clearStartsOver()
{
    Histogram histogram;
    histogram.add(1000);
    histogram.clear();
    QVERIFY(histogram.isEmpty());
    histogram.add(7);
    QCOMPARE(histogram.min(), 7);
    QCOMPARE(histogram.max(), 7);
    QCOMPARE(histogram.bars(32, 7, 7), (QList<Histogram::Bar>{{7, 8, 1}}));
}

QTEST_GUILESS_MAIN(TestHistogram)
#include "tst_histogram.moc"
