// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/detector.h"
#include "core/codec/wrapped_codec.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

CodecPtr resolved(const QString &id)
{
    const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(id);
    return codec ? *codec : nullptr;
}

QByteArray packed(const QString &id, const QByteArray &bytes)
{
    return *CodecRegistry::builtin().find(id)->wrap(bytes);
}

QStringList ids(const QList<Reading> &readings)
{
    QStringList list;
    for (const Reading &reading : readings)
        list += reading.codec->id();
    return list;
}

} // namespace

class TestWrappedCodec : public QObject
{
    Q_OBJECT
private slots:
    void readsAndWritesThroughAllLayers();
    void tellsWhatIsWrongInside();
    void treeKeepsWhatWasUnpacked();
    void limitsCountForAllLayersTogether();
    void resolvesChains();
    void detectsNesting_data();
    void detectsNesting();
    void textInsideStaysText();
    void damagedPackingIsNoDiscovery();
    void detectorStopsAtTheLastLayer();
    void bombInBombIsHarmless();
    void largeContentsAreDetectedByTheirStart();
    void writesAsTheBytesAreWritten();
};

void TestWrappedCodec::readsAndWritesThroughAllLayers()
{
    const CodecPtr codec = resolved(u"gzip|zstd|base64-text|json"_s);
    QVERIFY(codec);
    QCOMPARE(codec->id(), u"gzip|zstd|base64-text|json"_s);
    const QByteArray json = R"({"event":"突发事件A","n":7})";
    const QByteArray bytes = packed(u"gzip"_s, packed(u"zstd"_s, packed(u"base64-text"_s, json)));
    QVERIFY(codec->recognises(bytes));
    const Result<DecodedText> text = codec->decode(bytes, 10'000);
    QVERIFY(text.ok());
    QVERIFY(!text->cut);
    QCOMPARE(text->text, CodecRegistry::builtin().find(u"json")->decode(json, 10'000)->text);
    const Result<QByteArray> again = codec->encode(QString::fromUtf8(json));
    QVERIFY(again.ok());
    QCOMPARE(*again, bytes);
    QVERIFY(!codec->encode(u"{"_s).ok());
    QVERIFY(!codec->unwraps());
}

void TestWrappedCodec::tellsWhatIsWrongInside()
{
    const CodecPtr codec = resolved(u"gzip|text"_s);
    const Result<DecodedText> none = codec->decode("never packed", 100);
    QVERIFY(!none.ok());
    QVERIFY(none.error().text().contains(u"gzip"));
    const QByteArray bytes = packed(u"gzip"_s, "0123456789, 0123456789, abcdefghijklmnopqrstuvwxyz");
    const Result<DecodedText> half = codec->decode(bytes.chopped(12), 100);
    QVERIFY(half.ok());
    QVERIFY(half->cut);
    QVERIFY(half->text.startsWith(u"0123456789, 01"));
}

void TestWrappedCodec::treeKeepsWhatWasUnpacked()
{
    const CodecPtr codec = resolved(u"zstd|json"_s);
    if (!codec->decodesTree())
        QSKIP("JSON has no tree");
    ValueTree tree;
    {
        const QByteArray bytes = packed(u"zstd"_s, R"({"key": "a text that stands in the source"})");
        tree = codec->decodeTree(bytes, {});
        QVERIFY(tree.isWhole());
        const QByteArray broken = bytes.chopped(3);
        const ValueTree cut = codec->decodeTree(broken, {});
        QVERIFY(cut.problem().has_value());
        QVERIFY(cut.problem()->text.contains(u"zstd"));
        QCOMPARE(cut.problem()->offset, broken.size());
    }
    QCOMPARE(tree.childCount(tree.root()), 1);
    QCOMPARE(tree.node(tree.child(tree.root(), 0)).bytes().toByteArray(), QByteArray("a text that stands in the source"));
    QCOMPARE(tree.source().size(), 43);
}

void TestWrappedCodec::limitsCountForAllLayersTogether()
{
    const CodecPtr codec = resolved(u"gzip|json"_s);
    if (!codec->decodesTree())
        QSKIP("JSON has no tree");
    const QByteArray json = "[" + QByteArray("1,").repeated(1000) + "1]";
    DecodeLimits limits;
    limits.maxOutput = json.size();
    QVERIFY(codec->decodeTree(packed(u"gzip"_s, json), limits).isWhole());
    limits.maxOutput = json.size() - 1;
    const ValueTree cut = codec->decodeTree(packed(u"gzip"_s, json), limits);
    QVERIFY(cut.isCut());
    QVERIFY(!cut.problem());
}

void TestWrappedCodec::resolvesChains()
{
    QVERIFY(!CodecRegistry::builtin().resolve(u"json|gzip"_s).ok());
    QVERIFY(!CodecRegistry::builtin().resolve(u"gzip|nothing"_s).ok());
    const CodecPtr both = resolved(u"gzip|zlib"_s);
    QVERIFY(both->unwraps());
    QCOMPARE(both->unwrap(packed(u"gzip"_s, packed(u"zlib"_s, "abc")), 100).bytes, QByteArray("abc"));
    QCOMPARE(both->unwrap(*both->wrap("abc"), 100).bytes, QByteArray("abc"));
}

void TestWrappedCodec::detectsNesting_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("id");
    const QByteArray json = R"({"a": [1, 2], "b": "c"})";
    const QByteArray binary = QByteArray::fromHex("fffefdfc0001fb");
    QTest::newRow("gzip of JSON") << packed(u"gzip"_s, json) << u"gzip|json"_s;
    QTest::newRow("zlib of JSON") << packed(u"zlib"_s, json) << u"zlib|json"_s;
    QTest::newRow("LZ4 of JSON") << packed(u"lz4"_s, json) << u"lz4|json"_s;
    QTest::newRow("gzip of zstd of JSON") << packed(u"gzip"_s, packed(u"zstd"_s, json)) << u"gzip|zstd|json"_s;
    QTest::newRow("base64 of JSON") << packed(u"base64-text"_s, json) << u"base64-text|json"_s;
    QTest::newRow("base64 of gzip of JSON") << packed(u"base64-text"_s, packed(u"gzip"_s, json)) << u"base64-text|gzip|json"_s;
    QTest::newRow("gzip of text") << packed(u"gzip"_s, "Just a few words, that's all.") << u"gzip|text"_s;
    QTest::newRow("gzip of a key") << packed(u"gzip"_s, "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7") << u"gzip|text"_s;
    QTest::newRow("gzip of nothing") << packed(u"gzip"_s, {}) << u"gzip|text"_s;
    QTest::newRow("zstd of bytes") << packed(u"zstd"_s, binary) << u"zstd|hex"_s;
    QTest::newRow("base64 of bytes") << binary.repeated(5).toBase64() << u"text"_s;
    QTest::newRow("a key") << QByteArray("rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7") << u"text"_s;
}

void TestWrappedCodec::detectsNesting()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, id);
    const Detector detector;
    for (const qsizetype effort : {Codec::fullEffort, Codec::gistEffort}) {
        const QList<Reading> all = detector.candidates(bytes, effort);
        QVERIFY2(all.first().codec->id() == id, qPrintable(ids(all).join(u' ')));
        QCOMPARE(detector.best(bytes, effort).codec->id(), id);
        QVERIFY(!all.first().reason.isEmpty());
        QVERIFY(ids(all).contains(u"hex"_s));
        QVERIFY(ids(all).contains(u"text"_s));
    }
    if (id.contains(u'|'))
        QVERIFY2(detector.best(bytes).reason.contains(u"inside: "), qPrintable(detector.best(bytes).reason));
}

void TestWrappedCodec::textInsideStaysText()
{
    const QList<Reading> all = Detector().candidates(packed(u"gzip"_s, R"({"a": 1})"));
    QVERIFY(ids(all).contains(u"gzip|text"_s));
    QVERIFY(ids(all).indexOf(u"gzip|json"_s) < ids(all).indexOf(u"gzip|text"_s));
}

void TestWrappedCodec::damagedPackingIsNoDiscovery()
{
    const QByteArray broken = QByteArray::fromHex("1f8b0800000000000203") + QByteArray(20, '\xff');
    const QList<Reading> all = Detector().candidates(broken);
    QCOMPARE(all.first().codec->id(), u"hex"_s);
    QVERIFY(ids(all).contains(u"gzip"_s));
}

void TestWrappedCodec::detectorStopsAtTheLastLayer()
{
    QByteArray bytes = R"({"a": 1})";
    for (int i = 0; i < Detector::maxLayers; ++i)
        bytes = packed(u"gzip"_s, bytes);
    QCOMPARE(Detector().best(bytes).codec->id(), u"gzip|gzip|gzip|gzip|json"_s);
    QCOMPARE(Detector().best(packed(u"gzip"_s, bytes)).codec->id(), u"gzip|gzip|gzip|gzip|gzip"_s);
}

void TestWrappedCodec::bombInBombIsHarmless()
{
    const QByteArray bomb = packed(u"gzip"_s, packed(u"gzip"_s, QByteArray(50'000'000, ' ')));
    QVERIFY(bomb.size() < 10'000);
    QCOMPARE(Detector().best(bomb).codec->id(), u"gzip|gzip|text"_s);
    const CodecPtr codec = resolved(u"gzip|gzip|text"_s);
    QVERIFY(codec->decode(bomb, 1000)->cut);
    const Unwrapped inside = resolved(u"gzip|gzip"_s)->unwrap(bomb, 100'000);
    QVERIFY(inside.cut);
    QCOMPARE(inside.bytes.size(), 100'000);
}

void TestWrappedCodec::largeContentsAreDetectedByTheirStart()
{
    const QByteArray json = "[" + QByteArray("\"item\", ").repeated(100'000) + "1]";
    QCOMPARE(Detector().best(packed(u"gzip"_s, json)).codec->id(), u"gzip|json"_s);
    QCOMPARE(Detector().best(packed(u"gzip"_s, json), Codec::gistEffort).codec->id(), u"gzip|json"_s);
    const QByteArray text = QByteArray("[2024-01-01] a line of a log\n").repeated(20'000);
    QCOMPARE(Detector().best(packed(u"gzip"_s, text), Codec::gistEffort).codec->id(), u"gzip|text"_s);
}

void TestWrappedCodec::writesAsTheBytesAreWritten()
{
    const QByteArray pickle2 = "\x80\x02K\x07.";
    const CodecPtr codec = resolved(u"gzip|pickle"_s);
    QCOMPARE(codec->idFor(packed(u"gzip"_s, pickle2)), u"gzip|pickle:2"_s);
    QCOMPARE(codec->idFor(packed(u"gzip"_s, "\x80\x05K\x07.")), u"gzip|pickle:5"_s);
    QCOMPARE(resolved(u"gzip|zstd|pickle"_s)->idFor(packed(u"gzip"_s, packed(u"zstd"_s, pickle2))), u"gzip|zstd|pickle:2"_s);
    QCOMPARE(resolved(u"gzip|json"_s)->idFor(packed(u"gzip"_s, "[1]")), u"gzip|json"_s);
    // Whatever the bytes are, the id is one that can be resolved.
    for (const QByteArray &bytes : {QByteArray(), QByteArray("no gzip"), packed(u"gzip"_s, {}), packed(u"gzip"_s, pickle2).chopped(9)})
        QVERIFY2(resolved(codec->idFor(bytes)), qPrintable(codec->idFor(bytes)));
}

QTEST_GUILESS_MAIN(TestWrappedCodec)
#include "tst_wrapped_codec.moc"
