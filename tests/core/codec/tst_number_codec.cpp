// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/detector.h"
#include "core/codec/number_codec.h"
#include "core/codec/struct_list.h"
#include "tests/core/codec/hostile_bytes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestNumberCodec : public QObject
{
    Q_OBJECT
private slots:
    void readsAndWrites_data();
    void readsAndWrites();
    void everyTypeRoundTrips();
    void refuses_data();
    void refuses();
    void offersNumbersForSmallFrames_data();
    void offersNumbersForSmallFrames();
    void neverChosenByItself();
    void showsEveryWay();
    void tellsWhatIsLeft();
    void foldsLongArrays();
    void survivesHostileBytes();

private:
    CodecPtr codec(const QString &type) const { return *CodecRegistry::builtin().resolve(u"number:"_s + type); }
    const Codec &m_plain = *CodecRegistry::builtin().find(u"number");
};

void TestNumberCodec::readsAndWrites_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QString>("text");
    QTest::newRow("u8") << u"u8"_s << QByteArray("00ff") << u"0, 255"_s;
    QTest::newRow("i8") << u"i8"_s << QByteArray("80ff") << u"-128, -1"_s;
    QTest::newRow("u16be") << u"u16be"_s << QByteArray("0102") << u"258"_s;
    QTest::newRow("i32le") << u"i32le"_s << QByteArray("feffffff05000000") << u"-2, 5"_s;
    QTest::newRow("u64be") << u"u64be"_s << QByteArray("ffffffffffffffff") << u"18446744073709551615"_s;
    QTest::newRow("f16le") << u"f16le"_s << QByteArray("662e007c") << u"0.1, inf"_s;
    QTest::newRow("f32le") << u"f32le"_s << QByteArray("cdcccc3d0000c0ff") << u"0.1, nan"_s;
    QTest::newRow("f64be") << u"f64be"_s << QByteArray("3fb999999999999a") << u"0.1"_s;
}

void TestNumberCodec::readsAndWrites()
{
    QFETCH(QString, type);
    QFETCH(QByteArray, hex);
    QFETCH(QString, text);
    const QByteArray bytes = QByteArray::fromHex(hex);
    QCOMPARE(codec(type)->id(), QString(u"number:"_s + type));
    QCOMPARE(codec(type)->decode(bytes, 1000)->text, text);
    if (!text.contains(u"nan"_s))
        QCOMPARE(codec(type)->encode(text)->toHex(), hex);
    const ValueTree tree = codec(type)->decodeTree(bytes, {});
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.childCount(tree.root()), text.contains(u',') ? 2 : 0);
}

void TestNumberCodec::everyTypeRoundTrips()
{
    QCOMPARE(NumberCodec::types().size(), 20);
    for (const QString &type : NumberCodec::types()) {
        const Result<QByteArray> bytes = codec(type)->encode(u"[0x1, 2;\n 100]"_s);
        QVERIFY2(bytes.ok(), qPrintable(type));
        const QString expected = type.startsWith(u'f') ? u"1.0, 2.0, 100.0"_s : u"1, 2, 100"_s;
        QCOMPARE(codec(type)->decode(*bytes, 100)->text, expected);
        QVERIFY(codec(type)->decode(*bytes, 4)->cut);
    }
    QVERIFY(!CodecRegistry::builtin().resolve(u"number:u24"_s).ok());
}

void TestNumberCodec::refuses_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("letters") << u"u8"_s << u"1, x"_s << u"Character 4: “x” is not a number."_s;
    QTest::newRow("too large") << u"u8"_s << u"256"_s << u"does not fit uint8 (0 to 255)"_s;
    QTest::newRow("fraction") << u"i32le"_s << u"1.5"_s << u"is not a whole number"_s;
    QTest::newRow("text") << u"f32le"_s << u"'1'"_s << u"is not a number"_s;
}

void TestNumberCodec::refuses()
{
    QFETCH(QString, type);
    QFETCH(QString, text);
    QFETCH(QString, words);
    const Result<QByteArray> bytes = codec(type)->encode(text);
    QVERIFY(!bytes.ok());
    QVERIFY2(bytes.error().detail.contains(words), qPrintable(bytes.error().detail));
}

void TestNumberCodec::offersNumbersForSmallFrames_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    QTest::newRow("1") << QByteArray("\5") << u"1 byte: 5 as uint8"_s;
    QTest::newRow("2") << QByteArray("\5\0", 2) << u"2 bytes: 5 as little-endian uint16"_s;
    QTest::newRow("4") << QByteArray("\5\0\0\0", 4) << u"4 bytes: 5 as little-endian uint32"_s;
    QTest::newRow("8") << QByteArray("\5\0\0\0\0\0\0\0", 8) << u"8 bytes: 5 as little-endian uint64"_s;
    QTest::newRow("0") << QByteArray() << QString();
    QTest::newRow("3") << QByteArray("abc") << QString();
    QTest::newRow("16") << QByteArray(16, 'a') << QString();
}

void TestNumberCodec::offersNumbersForSmallFrames()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    const Recognition recognition = m_plain.recognise(bytes, Codec::gistEffort);
    QCOMPARE(recognition.certainty, reason.isEmpty() ? Certainty::No : Certainty::Possible);
    QCOMPARE(recognition.reason, reason);
}

void TestNumberCodec::neverChosenByItself()
{
    for (const QByteArray &bytes : {QByteArray("abcd"), QByteArray("\5\0\0\0", 4), QByteArray("\xff\xff", 2)}) {
        const QList<Reading> candidates = Detector().candidates(bytes);
        QVERIFY(candidates.front().codec->id() != u"number"_s);
        QVERIFY(std::any_of(candidates.begin(), candidates.end(), [](const Reading &one) { return one.codec->id() == u"number"_s; }));
    }
}

void TestNumberCodec::showsEveryWay()
{
    QCOMPARE(m_plain.decode("\1\2", 1000)->text,
             u"little-endian uint16: 513\nlittle-endian int16: 513\nbig-endian uint16: 258\nbig-endian int16: 258\n"
             "little-endian float16: 3.06e-05\nbig-endian float16: 1.54e-05"_s);
    const ValueTree tree = m_plain.decodeTree("\1\2\3\4", {});
    QCOMPARE(tree.childCount(tree.root()), 6);
    QVERIFY(!m_plain.encodes());
    QVERIFY(!m_plain.encode(u"1"_s).ok());
    QVERIFY(!m_plain.decode("abc", 100).ok());
    QVERIFY(m_plain.decodeTree("abc", {}).problem());
}

void TestNumberCodec::tellsWhatIsLeft()
{
    const CodecPtr words = codec(u"u16le"_s);
    QVERIFY(!words->decode("abc", 100).ok());
    const ValueTree tree = words->decodeTree("abcde", {});
    QCOMPARE(tree.problem()->offset, 4);
    QCOMPARE(tree.childCount(tree.root()), 2);
    QCOMPARE(words->decode("", 100)->text, QString());
    QCOMPARE(words->recognise("abc", 100).certainty, Certainty::No);
    QCOMPARE(words->recognise("abcd", 100).certainty, Certainty::Possible);
}

void TestNumberCodec::foldsLongArrays()
{
    const QByteArray bytes(StructList::foldFrom + 1, 'a');
    const CodecPtr numbers = codec(u"u8"_s);
    const QByteArrayView most(bytes.constData(), StructList::foldFrom);
    ValueTree tree = numbers->decodeTree(most, {});
    QCOMPARE(tree.childCount(tree.root()), StructList::foldFrom);
    QVERIFY(!tree.hasMore(tree.root()));
    tree = numbers->decodeTree(bytes, {});
    QVERIFY(tree.hasMore(tree.root()));
    while (tree.hasMore(tree.root()))
        tree = numbers->expand(std::move(tree), tree.root(), {});
    QCOMPARE(tree.childCount(tree.root()), bytes.size());
    QVERIFY(tree.isWhole());
}

void TestNumberCodec::survivesHostileBytes()
{
    readDamaged(m_plain, "12345678");
    readDamaged(*codec(u"f16be"_s), "1234567890");
    readDamaged(*codec(u"u64le"_s), QByteArray(33, '\xff'));
}

QTEST_GUILESS_MAIN(TestNumberCodec)
#include "tst_number_codec.moc"
