// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/detector.h"
#include "core/codec/time_codec.h"
#include "tests/core/codec/hostile_bytes.h"

#include <QTest>
#include <QtEndian>
#include <bit>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

template <typename T>
QByteArray little(T value)
{
    const T turned = qToLittleEndian(value);
    return QByteArray(reinterpret_cast<const char *>(&turned), sizeof turned);
}

template <typename T>
QByteArray big(T value)
{
    const T turned = qToBigEndian(value);
    return QByteArray(reinterpret_cast<const char *>(&turned), sizeof turned);
}

} // namespace

class TestTimeCodec : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("TZ", "Asia/Shanghai"); }
    void readsTimes_data();
    void readsTimes();
    void leavesOthersAlone_data();
    void leavesOthersAlone();
    void boundsTheYears();
    void showsEveryWay();
    void textStaysText();
    void survivesHostileBytes();

private:
    const Codec &m_codec = *CodecRegistry::builtin().find(u"time");
};

void TestTimeCodec::readsTimes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const quint64 second = 1'700'000'000; // 2023-11-14T22:13:20Z
    QTest::newRow("s, 4 bytes") << little(quint32(second)) << u"2023-11-14T22:13:20.000000000Z as seconds since 1970, little-endian"_s;
    QTest::newRow("s") << little(second) << u"2023-11-14T22:13:20.000000000Z as seconds since 1970, little-endian"_s;
    QTest::newRow("ms") << big(second * 1000 + 7) << u"2023-11-14T22:13:20.007000000Z as milliseconds since 1970, big-endian"_s;
    QTest::newRow("µs") << little(second * 1'000'000 + 7) << u"2023-11-14T22:13:20.000007000Z as microseconds since 1970, little-endian"_s;
    QTest::newRow("ns") << little(second * 1'000'000'000 + 7) << u"2023-11-14T22:13:20.000000007Z as nanoseconds since 1970, little-endian"_s;
    QTest::newRow("float") << little(std::bit_cast<quint64>(double(second) + 0.25))
                           << u"2023-11-14T22:13:20.250000000Z as seconds since 1970, little-endian float64"_s;
    QTest::newRow("digits") << QByteArray("1700000000") << u"2023-11-14T22:13:20.000000000Z as seconds since 1970, decimal digits"_s;
    QTest::newRow("digits of ns") << QByteArray("1700000000000000007") << u"2023-11-14T22:13:20.000000007Z as nanoseconds since 1970, decimal digits"_s;
    QTest::newRow("digits with a point") << QByteArray("1700000000.25") << u"2023-11-14T22:13:20.250000000Z as seconds since 1970, decimal digits"_s;
}

void TestTimeCodec::readsTimes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    const Recognition recognition = m_codec.recognise(bytes, Codec::gistEffort);
    QCOMPARE(recognition.certainty, Certainty::Possible);
    QCOMPARE(recognition.reason, reason);
    QVERIFY(m_codec.decode(bytes, 1000)->text.contains(u"(local 2023-11-15 06:13:20."_s));
    QVERIFY(m_codec.decodeTree(bytes, {}).isWhole());
}

void TestTimeCodec::leavesOthersAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("5 bytes") << QByteArray("12345");
    QTest::newRow("a small number") << little(quint64(5));
    QTest::newRow("not finite") << little(std::bit_cast<quint64>(double(INFINITY)));
    QTest::newRow("few digits") << QByteArray("170000000");
    QTest::newRow("two points") << QByteArray("1700000000.2.5");
    QTest::newRow("a word") << QByteArray("1700000000s");
    QTest::newRow("long digits") << QByteArray("17000000000000000000000");
}

void TestTimeCodec::leavesOthersAlone()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(m_codec.recognise(bytes, Codec::gistEffort).certainty, Certainty::No);
    QVERIFY(!m_codec.decode(bytes, 100).ok());
    QVERIFY(m_codec.decodeTree(bytes, {}).problem());
    QVERIFY(!m_codec.encode(u"1"_s).ok());
}

void TestTimeCodec::boundsTheYears()
{
    const auto isTime = [this](quint64 value) { return m_codec.recognise(QByteArray::number(value), 100).certainty != Certainty::No; };
    quint64 perSecond = 1;
    for (int unit = 0; unit < 4; ++unit, perSecond *= 1000) {
        const quint64 first = quint64(TimeCodec::firstSecond) * perSecond;
        const quint64 end = quint64(TimeCodec::endSecond) * perSecond;
        QCOMPARE(isTime(first), true);
        QCOMPARE(isTime(first - 1), false);
        QCOMPARE(isTime(end - 1), true);
        QCOMPARE(isTime(end), false);
    }
}

void TestTimeCodec::showsEveryWay()
{
    // Either way round it is a year of ours.
    const QByteArray bytes = QByteArray::fromHex("65000065");
    const ValueTree tree = m_codec.decodeTree(bytes, {});
    QCOMPARE(tree.childCount(tree.root()), 2);
    QCOMPARE(m_codec.decode(bytes, 1000)->text.count(u'\n'), 1);
    const ValueTree one = m_codec.decodeTree("1700000000", {});
    QCOMPARE(gist(one, 300), u"time(utc=\"2023-11-14T22:13:20.000000000Z\", local=\"2023-11-15 06:13:20.000000000\", "
                             "meaning=\"seconds since 1970, decimal digits\")"_s);
}

void TestTimeCodec::textStaysText()
{
    QVERIFY(Detector().best("1700000000").codec->id() != u"time"_s);
}

void TestTimeCodec::survivesHostileBytes()
{
    readDamaged(m_codec, "1700000000.25");
    readDamaged(m_codec, little(quint64(1'700'000'000)));
}

QTEST_GUILESS_MAIN(TestTimeCodec)
#include "tst_time_codec.moc"
