// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/series_csv.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <limits>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

constexpr qint64 begin = 1'700'000'000'000'000'000; // 2023-11-14T22:13:20Z

std::shared_ptr<TimeSeries> seriesOf(const QList<std::pair<qint64, double>> &points)
{
    auto series = std::make_shared<TimeSeries>();
    for (const auto &[ns, value] : points)
        series->append({begin + ns}, value);
    return series;
}

SeriesColumn whole(const QString &name, const TimeSeries &series)
{
    return copyColumn(name, series, {0}, {std::numeric_limits<qint64>::max()});
}

QByteArray csvOf(const QList<SeriesColumn> &columns)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return writeSeriesCsv(columns, buffer) ? buffer.data() : "failed";
}

} // namespace

class TestSeriesCsv : public QObject {
    Q_OBJECT
private slots:
    void oneRowForEachMoment();
    void namesAreQuoted();
    void onlyTheStretch();
    void severalValuesAtOneMoment();
    void savesAFileAsAWhole();
    void namesTheFileThatFailed();
};

void TestSeriesCsv::oneRowForEachMoment()
{
    const auto a = seriesOf({{0, 0.1}, {2, 3}});
    const auto b = seriesOf({{1, 1e300}, {2, std::numeric_limits<double>::quiet_NaN()}, {3, -1. / 3}});
    QCOMPARE(csvOf({whole(u"a"_s, *a), whole(u"b"_s, *b)}),
        "time,\"a\",\"b\"\r\n"
        "2023-11-14T22:13:20.000000000Z,0.1,\r\n"
        "2023-11-14T22:13:20.000000001Z,,1e+300\r\n"
        "2023-11-14T22:13:20.000000002Z,3,\r\n"
        "2023-11-14T22:13:20.000000003Z,,-0.3333333333333333\r\n");
    QCOMPARE(csvOf({}), "time\r\n");
}

void TestSeriesCsv::namesAreQuoted()
{
    QCOMPARE(csvOf({whole(u"say \"a, b\"\n"_s, TimeSeries())}), "time,\"say \"\"a, b\"\"\n\"\r\n");
}

void TestSeriesCsv::onlyTheStretch()
{
    const auto series = seriesOf({{0, 1}, {10, 2}, {20, 3}, {30, 4}});
    const SeriesColumn column = copyColumn(u"a"_s, *series, {begin + 10}, {begin + 20});
    QCOMPARE(column.points->size(), std::size_t(2));
    QCOMPARE(column.points->front().value, 2.);
    QCOMPARE(column.points->back().value, 3.);
}

void TestSeriesCsv::severalValuesAtOneMoment()
{
    const auto series = seriesOf({{0, 1}, {0, 2}});
    QCOMPARE(csvOf({whole(u"a"_s, *series)}),
        "time,\"a\"\r\n2023-11-14T22:13:20.000000000Z,1\r\n2023-11-14T22:13:20.000000000Z,2\r\n");
}

void TestSeriesCsv::savesAFileAsAWhole()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"values.csv"_s);
    auto series = std::make_shared<TimeSeries>();
    constexpr int rows = 20'000; // more than one block
    for (int i = 0; i < rows; ++i)
        series->append({begin + i}, i);
    const Result<void> saved = saveSeriesCsv({whole(u"a"_s, *series)}, path);
    QVERIFY2(saved.ok(), qPrintable(saved.error().text()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), rows + 2);
    QVERIFY(lines[rows].endsWith(",19999\r"));
}

void TestSeriesCsv::namesTheFileThatFailed()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"no/such/folder.csv"_s);
    const Result<void> saved = saveSeriesCsv({}, path);
    QVERIFY(!saved.ok());
    QVERIFY(saved.error().operation.contains(QDir::toNativeSeparators(path)));
    QVERIFY(!saved.error().detail.isEmpty());
}

QTEST_GUILESS_MAIN(TestSeriesCsv)
#include "tst_series_csv.moc"
