// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/detector.h"
#include "tests/core/codec/hostile_bytes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestTextEncodingCodec : public QObject
{
    Q_OBJECT
private slots:
    void roundTrips_data();
    void roundTrips();
    void detects_data();
    void detects();
    void leavesOthersAlone_data();
    void leavesOthersAlone();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void dropsTheMark();
    void escapes();
    void refusesToWrite_data();
    void refusesToWrite();
    void cutsLongText();
    void looksAtTheStartOnly();
    void needsAnEncoding();
    void survivesHostileBytes();

private:
    CodecPtr codec(const QString &encoding) const { return *CodecRegistry::builtin().resolve(u"encoding:"_s + encoding); }
};

void TestTextEncodingCodec::roundTrips_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("utf-16le") << u"utf-16le"_s << u"aé突😀"_s << QByteArray("6100e900817a3dd800de");
    QTest::newRow("utf-16be") << u"utf-16be"_s << u"a突"_s << QByteArray("00617a81");
    QTest::newRow("utf-32le") << u"utf-32le"_s << u"a😀"_s << QByteArray("6100000000f60100");
    QTest::newRow("latin-1") << u"latin-1"_s << u"aéÿ"_s << QByteArray("61e9ff");
    QTest::newRow("gb18030") << u"gb18030"_s << u"突发é😀"_s << QByteArray("cdbbb7a2a8a69439fc36");
    QTest::newRow("shift_jis") << u"shift_jis"_s << u"日本"_s << QByteArray("93fa967b");
    QTest::newRow("windows-1252") << u"windows-1252"_s << u"€"_s << QByteArray("80");
}

void TestTextEncodingCodec::roundTrips()
{
    QFETCH(QString, encoding);
    QFETCH(QString, text);
    QFETCH(QByteArray, hex);
    const CodecPtr one = codec(encoding);
    QCOMPARE(one->id(), QString(u"encoding:"_s + encoding));
    const QByteArray bytes = QByteArray::fromHex(hex);
    const Result<DecodedText> decoded = one->decode(bytes, 100);
    QVERIFY2(decoded.ok(), decoded.ok() ? "" : qPrintable(decoded.error().text()));
    QCOMPARE(decoded->text, text);
    QVERIFY(!decoded->cut);
    QCOMPARE(one->encode(text)->toHex(), hex);
    const ValueTree tree = one->decodeTree(bytes, {});
    QVERIFY(tree.isWhole());
    QCOMPARE(QString::fromUtf8(tree.node(tree.root()).bytes()), text);
}

void TestTextEncodingCodec::detects_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("certainty");
    const auto row = [](const char *name, const QByteArray &bytes, const QString &id, Certainty certainty) {
        QTest::newRow(name) << bytes << id << int(certainty);
    };
    row("UTF-16 LE with a mark", QByteArray::fromHex("fffe817ad153"), u"encoding:utf-16le"_s, Certainty::Certain);
    row("UTF-16 BE with a mark", QByteArray::fromHex("feff7a8153d1"), u"encoding:utf-16be"_s, Certainty::Certain);
    row("UTF-16 LE of ASCII", QByteArray::fromHex("680065006c006c006f00"), u"encoding:utf-16le"_s, Certainty::Likely);
    row("UTF-16 BE of ASCII", QByteArray::fromHex("00680065006c006c006f"), u"encoding:utf-16be"_s, Certainty::Likely);
    row("GB18030", QByteArray::fromHex("cdbbb7a2cac2bcfe41a3acc7ebd7a2d2e2"), u"encoding:gb18030"_s, Certainty::Likely);
}

void TestTextEncodingCodec::detects()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, id);
    QFETCH(int, certainty);
    const Reading best = Detector().best(bytes);
    QCOMPARE(best.codec->id(), id);
    QCOMPARE(int(best.certainty), certainty);
    QVERIFY(!best.reason.isEmpty());
    QVERIFY(best.codec->encodes());
}

void TestTextEncodingCodec::leavesOthersAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("ASCII") << QByteArray("Bush hid the facts");
    QTest::newRow("UTF-8") << QByteArray("突发事件A");
    QTest::newRow("Latin-1") << QByteArray("un caf\xe9, un th\xe9 et une bi\xe8re");
    QTest::newRow("two characters of GB18030") << QByteArray::fromHex("cdbbb7a2");
    QTest::newRow("small numbers") << QByteArray::fromHex("01000200030004000500");
    QTest::newRow("bytes") << QByteArray::fromHex("8001ff7e00c3b0b0b0b0");
    QTest::newRow("a mark and half a unit") << QByteArray::fromHex("fffe68");
    QTest::newRow("UTF-32 with a mark") << QByteArray::fromHex("fffe000068000000");
}

void TestTextEncodingCodec::leavesOthersAlone()
{
    QFETCH(QByteArray, bytes);
    for (const CodecPtr &one : CodecRegistry::builtin().all()) {
        if (one->id().startsWith(u"encoding"_s))
            QVERIFY2(!one->recognises(bytes), qPrintable(one->id()));
    }
}

void TestTextEncodingCodec::tellsWhatIsWrong_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<int>("offset");
    QTest::newRow("half a unit") << u"utf-16le"_s << QByteArray("610062") << 2;
    QTest::newRow("half a pair") << u"utf-16le"_s << QByteArray("61003dd86200") << 2;
    QTest::newRow("half a pair at the end") << u"utf-16be"_s << QByteArray("0061d83d") << 2;
    QTest::newRow("the other half") << u"utf-16be"_s << QByteArray("0061de00") << 2;
    QTest::newRow("GB18030") << u"gb18030"_s << QByteArray("cdbbff61") << 2;
    QTest::newRow("GB18030, end") << u"gb18030"_s << QByteArray("cdbbb7") << 3;
    QTest::newRow("utf-32, end") << u"utf-32le"_s << QByteArray("6100000062") << 5;
}

void TestTextEncodingCodec::tellsWhatIsWrong()
{
    QFETCH(QString, encoding);
    QFETCH(QByteArray, hex);
    QFETCH(int, offset);
    const QByteArray bytes = QByteArray::fromHex(hex);
    const Result<DecodedText> decoded = codec(encoding)->decode(bytes, 100);
    QVERIFY(!decoded.ok());
    QVERIFY2(decoded.error().detail.startsWith(u"Byte %1:"_s.arg(offset)), qPrintable(decoded.error().detail));
    const ValueTree tree = codec(encoding)->decodeTree(bytes, {});
    QCOMPARE(tree.problem()->offset, offset);
    QVERIFY(tree.node(tree.root()).kind == ValueKind::Text && tree.node(tree.root()).count > 0); // what came before
}

void TestTextEncodingCodec::dropsTheMark()
{
    QCOMPARE(codec(u"utf-16le"_s)->decode(QByteArray::fromHex("fffe6100"), 100)->text, u"a"_s);
}

void TestTextEncodingCodec::escapes()
{
    const CodecPtr wide = codec(u"utf-16le"_s);
    const QByteArray bytes = QByteArray::fromHex("00005c000a002e20");
    QCOMPARE(wide->decode(bytes, 100)->text, u"\\x00\\\\\n\\u202e"_s);
    QCOMPARE(*wide->encode(u"\\x00\\\\\n\\u202e"_s), bytes);
}

void TestTextEncodingCodec::refusesToWrite_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::newRow("no place") << u"latin-1"_s << u"aé突"_s << u"“突”"_s;
    QTest::newRow("a bare byte") << u"utf-16le"_s << u"\\xff"_s << u"bare byte"_s;
    QTest::newRow("a bad escape") << u"utf-16le"_s << u"\\q"_s << u"1"_s;
}

void TestTextEncodingCodec::refusesToWrite()
{
    QFETCH(QString, encoding);
    QFETCH(QString, text);
    QFETCH(QString, word);
    const Result<QByteArray> bytes = codec(encoding)->encode(text);
    QVERIFY(!bytes.ok());
    QVERIFY2(bytes.error().detail.contains(word), qPrintable(bytes.error().detail));
}

void TestTextEncodingCodec::cutsLongText()
{
    const QByteArray bytes = *codec(u"gb18030"_s)->encode(QString(1000, u'突'));
    const Result<DecodedText> decoded = codec(u"gb18030"_s)->decode(bytes, 10);
    QVERIFY(decoded->cut);
    QCOMPARE(decoded->text, QString(10, u'突'));
    DecodeLimits limits;
    limits.maxOutput = 2000;
    QVERIFY(codec(u"gb18030"_s)->decodeTree(bytes, limits).isWhole());
    limits.maxOutput = 1996;
    QVERIFY(codec(u"gb18030"_s)->decodeTree(bytes, limits).isCut());
}

void TestTextEncodingCodec::looksAtTheStartOnly()
{
    for (const QString &encoding : {u"utf-16le"_s, u"gb18030"_s}) {
        QByteArray bytes = *codec(encoding)->encode(QString(u"ab发"_s.repeated(9) + u"hello world, "_s.repeated(1000)));
        bytes.append("\xff\xff\xff\xff");
        QCOMPARE(codec(encoding)->recognise(bytes, 101).certainty, Certainty::Likely);
        QCOMPARE(codec(encoding)->recognise(bytes, Codec::fullEffort).certainty, Certainty::No);
    }
}

void TestTextEncodingCodec::needsAnEncoding()
{
    const Codec &plain = *CodecRegistry::builtin().find(u"encoding");
    QVERIFY(!plain.encodes());
    QVERIFY(!plain.decode("a", 10).ok());
    QVERIFY(!plain.encode(u"a"_s).ok());
    QVERIFY(plain.decodeTree("a", {}).problem());
    QVERIFY(!CodecRegistry::builtin().resolve(u"encoding:nonsense"_s).ok());
    QVERIFY(!CodecRegistry::builtin().resolve(u"encoding:"_s).ok());
    QVERIFY(!CodecRegistry::builtin().resolve(u"encoding:utf 16"_s).ok());
    QCOMPARE((*CodecRegistry::builtin().resolve(u"encoding:Big5"_s))->name(), u"BIG5"_s);
}

void TestTextEncodingCodec::survivesHostileBytes()
{
    readDamaged(*codec(u"utf-16le"_s), QByteArray::fromHex("fffe61003dd800de0a00"));
    readDamaged(*codec(u"utf-32be"_s), QByteArray::fromHex("00000061000000e9"));
    readDamaged(*codec(u"gb18030"_s), QByteArray::fromHex("cdbbb7a2a8a69439fc36"));
    readDamaged(*codec(u"latin-1"_s), "caf\xe9");
}

QTEST_GUILESS_MAIN(TestTextEncodingCodec)
#include "tst_text_encoding_codec.moc"
