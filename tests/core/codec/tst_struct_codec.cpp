// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/struct_format.h"
#include "core/codec/struct_list.h"
#include "tests/core/codec/hostile_bytes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestStructCodec : public QObject
{
    Q_OBJECT
private slots:
    void agreesWithPython_data();
    void agreesWithPython();
    void namesThePlaceInTheFormat_data();
    void namesThePlaceInTheFormat();
    void boundsTheFormat();
    void readsSeveralRecords();
    void tellsWhatIsLeft();
    void showsTypesAndBytes();
    void readsValuesAsTyped_data();
    void readsValuesAsTyped();
    void refusesValues_data();
    void refusesValues();
    void foldsLongLists();
    void cutsWhatIsTooMuch();
    void needsAFormat();
    void survivesHostileBytes();

private:
    CodecPtr codec(const QString &format) const { return *CodecRegistry::builtin().resolve(u"struct:"_s + format); }
};

// Packed by Python's struct, on 64-bit Linux.
void TestStructCodec::agreesWithPython_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *format, const char *hex, const char *text) {
        QTest::newRow(format) << QString::fromLatin1(format) << QByteArray(hex) << QString::fromLatin1(text);
    };
    row("<Id8s", "0700000000000000000004406162630000000000", R"((7, 2.5, b'abc\x00\x00\x00\x00\x00'))");
    row(">hHiIqQ", "fffffffffffffffefffffffffffffffffffffffdffffffffffffffff", R"((-1, 65535, -2, 4294967295, -3, 18446744073709551615))");
    row("!3B2x?", "010203000001", R"((1, 2, 3, True))");
    row("@bhilqdf", "01000200030000000400000000000000050000000000000000000000000018400000e040", R"((1, 2, 3, 4, 5, 6.0, 7.0))");
    row("bi0q", "0100000002000000", R"((1, 2))");
    row("=lL", "ffffffff01000000", R"((-1, 1))");
    row("nNP", "fbffffffffffffff06000000000000000700000000000000", R"((-5, 6, 7))");
    row("<e f", "662ecdcccc3d", R"((0.1, 0.1))");
    row(">d", "7e37e43c8800759c", R"((1e+300,))");
    row("<c c", "61ff", R"((b'a', b'\xff'))");
    row("5p p", "026162000000", R"((b'ab', b''))");
    row("0s2s", "6162", R"((b'', b'ab'))");
    row("< 2H", "01000200", R"((1, 2))");
    row("3x", "000000", R"(())");
    row("", "", R"(())");
    row("<10s", "610a27225c0000000000", R"((b'a\n\'"\\\x00\x00\x00\x00\x00',))");
    row("<d", "000000000000f0ff", R"((-inf,))");
    row("<i", "05000000", R"((5,))");
}

void TestStructCodec::agreesWithPython()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, hex);
    QFETCH(QString, text);
    const QByteArray bytes = QByteArray::fromHex(hex);
    const Result<StructFormat> parsed = StructFormat::parse(format);
    QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(parsed.error().text()));
    QCOMPARE(parsed->size(), bytes.size());
    const CodecPtr reader = codec(format);
    QCOMPARE(reader->id(), QString(u"struct:"_s + format));
    const Result<DecodedText> decoded = reader->decode(bytes, 1000);
    QVERIFY2(decoded.ok(), decoded.ok() ? "" : qPrintable(decoded.error().text()));
    QCOMPARE(decoded->text, text);
    QVERIFY(!decoded->cut);
    const Result<QByteArray> back = reader->encode(text);
    QVERIFY2(back.ok(), back.ok() ? "" : qPrintable(back.error().text()));
    QCOMPARE(back->toHex(), hex);
    const ValueTree tree = reader->decodeTree(bytes, {});
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.label(tree.root()).toByteArray(), "tuple");
    QCOMPARE(tree.childCount(tree.root()), parsed->values());
}

void TestStructCodec::namesThePlaceInTheFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("character");
    const auto row = [](const char *format, int character) { QTest::newRow(format) << QString::fromLatin1(format) << character; };
    row("<Iz", 3);
    row("I<", 2);
    row(" <I", 2);
    row("<3", 2);
    row("<3 I", 2);
    row("<n", 2);
    row("=P", 2);
    row("<I99999999999999999999B", 3);
    row("<-1B", 2);
    row("é", 1);
}

void TestStructCodec::namesThePlaceInTheFormat()
{
    QFETCH(QString, format);
    QFETCH(int, character);
    const Result<CodecPtr> made = CodecRegistry::builtin().resolve(u"struct:"_s + format);
    QVERIFY(!made.ok());
    QVERIFY2(made.error().detail.startsWith(u"Character %1:"_s.arg(character)), qPrintable(made.error().detail));
}

void TestStructCodec::boundsTheFormat()
{
    QVERIFY(StructFormat::parse(u"<%1x"_s.arg(StructFormat::maxSize)).ok());
    QVERIFY(!StructFormat::parse(u"<%1x"_s.arg(StructFormat::maxSize + 1)).ok());
    QVERIFY(!StructFormat::parse(u"<%1xx"_s.arg(StructFormat::maxSize)).ok());
    QVERIFY(StructFormat::parse(QString(StructFormat::maxChars, u'B')).ok());
    QVERIFY(!StructFormat::parse(QString(StructFormat::maxChars + 1, u'B')).ok());
}

void TestStructCodec::readsSeveralRecords()
{
    const CodecPtr pairs = codec(u"<Bb"_s);
    const QByteArray bytes("\1\xff\2\xfe", 4);
    QCOMPARE(pairs->decode(bytes, 100)->text, u"[(1, -1),\n (2, -2)]"_s);
    QCOMPARE(*pairs->encode(u"[(1, -1),\n (2, -2)]"_s), bytes);
    QCOMPARE(*pairs->encode(u"[[1, -1], [2, -2]]"_s), bytes);
    QCOMPARE(gist(pairs->decodeTree(bytes, {}), 100), u"[(1, -1), (2, -2)]"_s);
    QCOMPARE(pairs->recognise(bytes, Codec::gistEffort).certainty, Certainty::Possible);
}

void TestStructCodec::tellsWhatIsLeft()
{
    const CodecPtr pairs = codec(u"<Bb"_s);
    QVERIFY(!pairs->decode("abc", 100).ok());
    QVERIFY(!pairs->decode("", 100).ok());
    const ValueTree tree = pairs->decodeTree("abc", {});
    QVERIFY(tree.problem());
    QCOMPARE(tree.problem()->offset, 2);
    QCOMPARE(tree.childCount(tree.root()), 2); // the record before it
    QVERIFY(codec(u"<Q"_s)->decodeTree("abc", {}).problem());
    QVERIFY(codec(u""_s)->decodeTree("abc", {}).problem());
    QCOMPARE(pairs->recognise("abc", Codec::gistEffort).certainty, Certainty::No);
}

void TestStructCodec::showsTypesAndBytes()
{
    const ValueTree tree = codec(u"<2H x 3s e ? c P"_s.replace(u'P', u'd'))
                               ->decodeTree(QByteArray::fromHex("0100020000616263003c0161000000000000f03f"), {});
    const NodeId root = tree.root();
    QByteArrayList labels;
    for (qsizetype i = 0; i < tree.childCount(root); ++i)
        labels.append(tree.label(tree.child(root, i)).toByteArray());
    QCOMPARE(labels, QByteArrayList({"uint16", "uint16", "char[3]", "float16", "", "char", "float64"}));
    QCOMPARE(tree.node(tree.child(root, 2)).begin, 5U);
    QCOMPARE(tree.node(tree.child(root, 2)).end, 8U);
    QCOMPARE(tree.node(tree.child(root, 3)).d, 1.0);
}

void TestStructCodec::readsValuesAsTyped_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("JSON") << u"<H?3s"_s << u"[1, true, \"abc\"]"_s << QByteArray("010001616263");
    QTest::newRow("no brackets") << u"<2H"_s << u"1, 0x10"_s << QByteArray("01001000");
    QTest::newRow("one") << u"<H"_s << u" 5 "_s << QByteArray("0500");
    QTest::newRow("one in a tuple") << u"<H"_s << u"(5,)"_s << QByteArray("0500");
    QTest::newRow("one in a list of tuples") << u"<H"_s << u"[(5,)]"_s << QByteArray("0500");
    QTest::newRow("int as float") << u"<f"_s << u"-1"_s << QByteArray("000080bf");
    QTest::newRow("bool as int") << u"<B"_s << u"True"_s << QByteArray("01");
    QTest::newRow("UTF-8") << u"3s"_s << u"'突'"_s << QByteArray("e7aa81");
    QTest::newRow("least") << u"<bq"_s << u"-128, -9223372036854775808"_s << QByteArray("800000000000000080");
    QTest::newRow("nothing") << u"2x"_s << u""_s << QByteArray("0000");
    QTest::newRow("infinity") << u"<e"_s << u"-inf"_s << QByteArray("00fc");
}

void TestStructCodec::readsValuesAsTyped()
{
    QFETCH(QString, format);
    QFETCH(QString, text);
    QFETCH(QByteArray, hex);
    const Result<QByteArray> bytes = codec(format)->encode(text);
    QVERIFY2(bytes.ok(), bytes.ok() ? "" : qPrintable(bytes.error().text()));
    QCOMPARE(bytes->toHex(), hex);
}

void TestStructCodec::refusesValues_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::newRow("too few") << u"<2H"_s << u"1"_s << u"2 values; there are 1"_s;
    QTest::newRow("too many") << u"<H"_s << u"1, 2"_s << u"1 values; there are 2"_s;
    QTest::newRow("above") << u"<2B"_s << u"1, 256"_s << u"Character 4: value 2 does not fit uint8 (0 to 255)."_s;
    QTest::newRow("below") << u"<B"_s << u"-1"_s << u"0 to 255"_s;
    QTest::newRow("below signed") << u"<b"_s << u"-129"_s << u"-128 to 127"_s;
    QTest::newRow("fraction") << u"<b"_s << u"1.0"_s << u"whole"_s;
    QTest::newRow("text for a number") << u"<b"_s << u"'1'"_s << u"whole"_s;
    QTest::newRow("number for bytes") << u"2s"_s << u"12"_s << u"b'abc'"_s;
    QTest::newRow("too long") << u"2s"_s << u"b'abc'"_s << u"3 bytes; 2"_s;
    QTest::newRow("too long with its length") << u"3p"_s << u"b'abc'"_s << u"3 bytes; 2"_s;
    QTest::newRow("not one byte") << u"c"_s << u"b'ab'"_s << u"one byte"_s;
    QTest::newRow("too large") << u"<f"_s << u"1e39"_s << u"float32"_s;
    QTest::newRow("too large for half") << u"<e"_s << u"65520"_s << u"float16"_s;
    QTest::newRow("none") << u"<f"_s << u"None"_s << u"not a number"_s;
    QTest::newRow("a list") << u"<f"_s << u"(1, [2])"_s << u"1 values"_s;
    QTest::newRow("second record") << u"<B"_s << u"[(1,), (300,)]"_s << u"Character 9"_s;
    QTest::newRow("notation") << u"<B"_s << u"(1"_s << u"not closed"_s;
}

void TestStructCodec::refusesValues()
{
    QFETCH(QString, format);
    QFETCH(QString, text);
    QFETCH(QString, word);
    const Result<QByteArray> bytes = codec(format)->encode(text);
    QVERIFY(!bytes.ok());
    QVERIFY2(bytes.error().detail.contains(word), qPrintable(bytes.error().detail));
}

void TestStructCodec::foldsLongLists()
{
    const CodecPtr pairs = codec(u"<HH"_s);
    const auto records = qsizetype(StructList::foldFrom / 3); // a tuple and its two values
    QByteArray bytes(records * 4, 'a');
    ValueTree tree = pairs->decodeTree(bytes, {});
    QVERIFY(!tree.hasMore(tree.root()));
    QCOMPARE(tree.childCount(tree.root()), records);
    bytes.append(4, 'b');
    tree = pairs->decodeTree(bytes, {});
    QCOMPARE(tree.childCount(tree.root()), 0);
    qsizetype pages = 0;
    for (; tree.hasMore(tree.root()); ++pages)
        tree = pairs->expand(std::move(tree), tree.root(), {});
    QCOMPARE(tree.childCount(tree.root()), records + 1);
    QCOMPARE(pages, (records + DecodeLimits::pageChildren) / DecodeLimits::pageChildren);
    const NodeId last = tree.child(tree.root(), records);
    QCOMPARE(tree.node(tree.child(last, 1)).i, 0x6262);
    QCOMPARE(tree.node(last).begin, quint32(records * 4));
    QVERIFY(tree.isWhole());
}

void TestStructCodec::cutsWhatIsTooMuch()
{
    const CodecPtr bytes = codec(u"<100000B"_s);
    DecodeLimits limits;
    limits.maxNodes = 100'001;
    const QByteArray frame(100'000, 'a');
    QVERIFY(bytes->decodeTree(frame, limits).isWhole());
    limits.maxNodes = 100'000;
    QVERIFY(bytes->decodeTree(frame, limits).isCut());
    const QString line = gist(codec(u"<BB"_s)->decodeTree(frame, DecodeLimits::forGist()), 30);
    QVERIFY2(line.startsWith(u"[(97, 97), (97, 97)"_s), qPrintable(line));
    QVERIFY(bytes->decode(frame, 50)->cut);
    QCOMPARE(bytes->decode(frame, 50)->text.size(), 50);
}

void TestStructCodec::needsAFormat()
{
    const Codec &plain = *CodecRegistry::builtin().find(u"struct");
    QVERIFY(!plain.encodes());
    QVERIFY(!plain.parameterHint().isEmpty());
    QCOMPARE(plain.recognise("abcd", Codec::fullEffort).certainty, Certainty::No);
    QVERIFY(!plain.decode("abcd", 100).ok());
    QVERIFY(!plain.encode(u"1"_s).ok());
    QVERIFY(plain.decodeTree("abcd", {}).problem());
}

void TestStructCodec::survivesHostileBytes()
{
    readDamaged(*codec(u"<Id8s"_s), QByteArray(60, 'x'));
    readDamaged(*codec(u"@bhilq 5p e ?"_s), QByteArray(39, '\x80'));
    readDamaged(*codec(u"0s"_s), "abc");
}

QTEST_GUILESS_MAIN(TestStructCodec)
#include "tst_struct_codec.moc"
