// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/timestamp_format.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>
#include <limits>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestTimestampFormat : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void iso_data();
    void iso();
    void isoAgreesWithQt();
    void localAgreesWithQt();
    void cutsInsteadOfRounding();
    void delta();
};

void TestTimestampFormat::initTestCase()
{
    // A zone with summer time and an offset that is no whole hour.
    qputenv("TZ", "Australia/Adelaide");
}

void TestTimestampFormat::iso_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("text");
    QTest::newRow("epoch") << qint64(0) << u"1970-01-01T00:00:00.000000000Z"_s;
    QTest::newRow("one before") << qint64(-1) << u"1969-12-31T23:59:59.999999999Z"_s;
    QTest::newRow("nine digits") << 1769860800123456789LL << u"2026-01-31T12:00:00.123456789Z"_s;
    QTest::newRow("leap day") << 1709164800000000000LL << u"2024-02-29T00:00:00.000000000Z"_s;
    QTest::newRow("2100 is none") << 4107542400000000000LL << u"2100-03-01T00:00:00.000000000Z"_s;
    QTest::newRow("latest") << std::numeric_limits<qint64>::max() << u"2262-04-11T23:47:16.854775807Z"_s;
    QTest::newRow("earliest") << std::numeric_limits<qint64>::min() << u"1677-09-21T00:12:43.145224192Z"_s;
}

void TestTimestampFormat::iso()
{
    QFETCH(qint64, ns);
    QFETCH(QString, text);
    QCOMPARE(isoUtc({ns}), text);
    QByteArray line("x");
    appendIsoUtc(line, {ns});
    QCOMPARE(line, "x" + text.toLatin1());
}

void TestTimestampFormat::isoAgreesWithQt()
{
    QRandomGenerator random(5);
    for (int i = 0; i < 20'000; ++i) {
        const qint64 ms = random.bounded(qint64(-9'000'000'000'000), qint64(9'000'000'000'000));
        const QString expected
            = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss.zzz"_s);
        QCOMPARE(isoUtc({ms * 1'000'000}).left(23), expected);
    }
}

void TestTimestampFormat::localAgreesWithQt()
{
    QRandomGenerator random(6);
    for (int i = 0; i < 5'000; ++i) {
        const qint64 ms = random.bounded(qint64(0), qint64(4'000'000'000'000));
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(ms, Qt::LocalTime);
        const Timestamp time{ms * 1'000'000 + 456'789};
        QCOMPARE(localTime(time, 9), QString(local.toString(u"HH:mm:ss.zzz"_s) + u"456789"_s));
        QCOMPARE(localDateTime(time, 3), local.toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s));
    }
    // The change to summer time, second by second.
    for (qint64 s = 1'759'595'400 - 5; s < 1'759'595'400 + 5; ++s) {
        const QDateTime local = QDateTime::fromSecsSinceEpoch(s, Qt::LocalTime);
        QCOMPARE(localTime({s * 1'000'000'000}, 3), local.toString(u"HH:mm:ss.zzz"_s));
    }
}

void TestTimestampFormat::cutsInsteadOfRounding()
{
    const Timestamp time{999'999'999};
    QVERIFY(localTime(time, 3).endsWith(u":00.999"));
    QVERIFY(localTime(time, 6).endsWith(u":00.999999"));
    QVERIFY(localTime(time, 9).endsWith(u":00.999999999"));
}

void TestTimestampFormat::delta()
{
    QCOMPARE(deltaText(0, 3), u"+0.000"_s);
    QCOMPARE(deltaText(1'234'567, 3), u"+0.001"_s);
    QCOMPARE(deltaText(1'234'567, 6), u"+0.001234"_s);
    QCOMPARE(deltaText(61'000'000'001, 9), u"+61.000000001"_s);
    QCOMPARE(deltaText(-1'500'000'000, 3), u"−1.500"_s);
    QCOMPARE(deltaText(std::numeric_limits<qint64>::min(), 9), u"−9223372036.854775808"_s);
}

QTEST_GUILESS_MAIN(TestTimestampFormat)
#include "tst_timestamp_format.moc"
