// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/detector.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

QByteArray packed(const QString &wrapper, const QByteArray &bytes)
{
    return *(*CodecRegistry::builtin().resolve(wrapper))->wrap(bytes);
}

QStringList ids(const QList<Reading> &readings)
{
    QStringList ids;
    for (const Reading &reading : readings)
        ids.append(reading.codec->id());
    return ids;
}

} // namespace

class TestDetector : public QObject
{
    Q_OBJECT
private slots:
    void choosesTheFormat_data();
    void choosesTheFormat();
    void opensWhatIsPacked();
    void endsSomewhere();
    void offersTextAndHexAlways();
    void listsTheBestFirst();
    void bestIsTheFirstCandidate();
    void saysWhy();
    void anOwnRegistryWillDo();
};

void TestDetector::choosesTheFormat_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("id");
    QTest::newRow("nothing") << QByteArray() << u"text"_s;
    QTest::newRow("text") << QByteArray("hello") << u"text"_s;
    QTest::newRow("text, not ASCII") << QByteArray("突发事件A") << u"text"_s;
    QTest::newRow("number as text") << QByteArray("21.5") << u"text"_s;
    QTest::newRow("word") << QByteArray("true") << u"text"_s;
    QTest::newRow("letter") << QByteArray("A") << u"text"_s;
    QTest::newRow("eight letters") << QByteArray("abcdefgh") << u"text"_s;
    QTest::newRow("sixteen letters") << QByteArray("abcdefghijklmnop") << u"text"_s;
    QTest::newRow("name") << QByteArray("sensor.temperature") << u"text"_s;
    QTest::newRow("braces") << QByteArray("{not json}") << u"text"_s;
    QTest::newRow("JSON object") << QByteArray("{\"a\": 1}") << u"json"_s;
    QTest::newRow("JSON array") << QByteArray("[1, 2]") << u"json"_s;
    QTest::newRow("MessagePack") << QByteArray::fromHex("83a16101a16293010203a163a3e4bda0") << u"msgpack"_s;
    QTest::newRow("pickle") << QByteArray::fromHex("80047d942e") << u"pickle"_s;
    QTest::newRow("no format") << QByteArray::fromHex("c1ff00c1fe9bc1c1") << u"hex"_s;
}

void TestDetector::choosesTheFormat()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, id);
    for (const qsizetype effort : {Codec::gistEffort, Codec::fullEffort})
        QCOMPARE(Detector().best(bytes, effort).codec->id(), id);
}

void TestDetector::opensWhatIsPacked()
{
    const QByteArray json("{\"a\": [1, 2, 3], \"b\": \"text\"}");
    QCOMPARE(Detector().best(packed(u"gzip"_s, json)).codec->id(), u"gzip|json"_s);
    QCOMPARE(Detector().best(packed(u"zstd"_s, packed(u"gzip"_s, json))).codec->id(), u"zstd|gzip|json"_s);
    QCOMPARE(Detector().best(packed(u"gzip"_s, "plain text")).codec->id(), u"gzip|text"_s);
    const QByteArray bytes = QByteArray::fromHex("c1ff00c1fe9bc1c1");
    QCOMPARE(Detector().best(packed(u"gzip"_s, bytes)).codec->id(), u"gzip|hex"_s);
}

void TestDetector::endsSomewhere()
{
    QByteArray bytes("{\"a\": 1}");
    for (int i = 0; i < 2 * Detector::maxLayers; ++i)
        bytes = packed(u"gzip"_s, bytes);
    const QString id = Detector().best(bytes).codec->id();
    QVERIFY2(id.startsWith(u"gzip|gzip"), qPrintable(id));
    QVERIFY2(id.count(u"gzip"_s) <= Detector::maxLayers + 1, qPrintable(id));
}

void TestDetector::offersTextAndHexAlways()
{
    QRandomGenerator random(5);
    for (int round = 0; round < 2000; ++round) {
        QByteArray bytes(random.bounded(40), Qt::Uninitialized);
        for (char &c : bytes)
            c = char(random.bounded(256));
        const QStringList found = ids(Detector().candidates(bytes, Codec::gistEffort));
        QVERIFY2(found.contains(u"text"_s) && found.contains(u"hex"_s), bytes.toHex());
        QCOMPARE(QSet<QString>(found.begin(), found.end()).size(), found.size());
    }
}

void TestDetector::listsTheBestFirst()
{
    const QList<Reading> found = Detector().candidates("[1, 2]");
    QCOMPARE(found.first().codec->id(), u"json"_s);
    QCOMPARE(found.first().certainty, Certainty::Certain);
    // Formats that are known, text or hex, and then what could be.
    const auto isPlain = [](const Reading &reading) {
        return reading.codec->id() == u"text" || reading.codec->id() == u"hex";
    };
    const auto plain = std::find_if(found.begin(), found.end(), isPlain);
    QVERIFY(std::all_of(found.begin(), plain, [](const Reading &r) { return r.certainty >= Certainty::Likely; }));
    QVERIFY(std::none_of(plain + 1, found.end(), [](const Reading &r) { return r.certainty >= Certainty::Likely; }));
}

void TestDetector::bestIsTheFirstCandidate()
{
    QList<QByteArray> samples{"", "hello", "{\"a\":1}", "17", QByteArray::fromHex("80047d942e"), QByteArray(16, '\x80'),
                              packed(u"gzip"_s, "[1]"), packed(u"zlib"_s, "hello"), packed(u"lz4"_s, QByteArray(100, '\0'))};
    QRandomGenerator random(6);
    for (int i = 0; i < 500; ++i) {
        QByteArray bytes(1 + random.bounded(20), Qt::Uninitialized);
        for (char &c : bytes)
            c = char(random.bounded(256));
        samples.append(bytes);
    }
    for (const QByteArray &bytes : std::as_const(samples)) {
        const Reading best = Detector().best(bytes);
        const Reading first = Detector().candidates(bytes).first();
        QCOMPARE(best.codec->id(), first.codec->id());
        QCOMPARE(best.certainty, first.certainty);
    }
}

void TestDetector::saysWhy()
{
    for (const QByteArray &bytes : {QByteArray("hello"), QByteArray("{\"a\":1}"), QByteArray::fromHex("c1ff00"),
                                    packed(u"gzip"_s, "[1]")}) {
        for (const Reading &reading : Detector().candidates(bytes))
            QVERIFY2(!reading.reason.isEmpty(), qPrintable(reading.codec->id()));
    }
    QVERIFY(Detector().best(packed(u"gzip"_s, "[1]")).reason.contains(u"JSON"_s));
}

void TestDetector::anOwnRegistryWillDo()
{
    CodecRegistry few;
    few.add(*CodecRegistry::builtin().resolve(u"text"_s));
    few.add(*CodecRegistry::builtin().resolve(u"hex"_s));
    QCOMPARE(ids(Detector(few).candidates("[1]")), QStringList({u"text"_s, u"hex"_s}));
}

QTEST_GUILESS_MAIN(TestDetector)
#include "tst_detector.moc"
