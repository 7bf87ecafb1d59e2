// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/detector.h"
#include "core/value/decode_limits.h"

#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>
#include <limits>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

/// {"event": "突发事件A", "n": [integers at all bounds], "f": 1.5, "b": b"\0\xff", "t": True,
/// "z": None, 7: {"x": []}} as msgpack-python packs it.
QByteArray sample()
{
    return hex("87a56576656e74ade7aa81e58f91e4ba8be4bbb641a16edc0014007fcc80ccffcd0100cdffffce00010000ceffffffffcf0000"
               "000100000000cfffffffffffffffffffe0d0dfd080d1ff7fd18000d2ffff7fffd280000000d3ffffffff7fffffffd3800000"
               "0000000000a166cb3ff8000000000000a162c40200ffa174c3a17ac00781a17890");
}

/// A list of so many lists, each around the next.
QByteArray nested(int depth)
{
    return QByteArray(depth - 1, '\x91') + '\x90';
}

QByteArray bigList(int count)
{
    QByteArray bytes = hex("dd") + QByteArray(4, '\0');
    qToBigEndian(quint32(count), bytes.data() + 1);
    for (int i = 0; i < count; ++i)
        bytes += hex("92cd0102") + char(i % 100);
    return bytes;
}

} // namespace

class TestMsgpackCodec : public QObject
{
    Q_OBJECT
private slots:
    void shows_data();
    void shows();
    void comesBackExactly_data();
    void comesBackExactly();
    void keepsWhereValuesStand();
    void namesTypes();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void everyPrefixIsHonest();
    void survivesAnyBytes();
    void limitsDepth();
    void limitsNodes();
    void unfolds();
    void unfoldsNested();
    void unfoldsToTheProblem();
    void encodes_data();
    void encodes();
    void refuses_data();
    void refuses();
    void recognises_data();
    void recognises();
    void takesFewOtherBytes();
    void cuts();

private:
    ValueTree decode(QByteArrayView bytes, const DecodeLimits &limits = {}) const { return m_codec.decodeTree(bytes, limits); }

    const Codec &m_codec = *CodecRegistry::builtin().find(u"msgpack");
};

void TestMsgpackCodec::shows_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("sample") << sample() << QString(u"{\n  \"event\": \"突发事件A\",\n  \"n\": [\n    0,\n    127,\n    128,\n    255,\n    256,\n"
        "    65535,\n    65536,\n    4294967295,\n    4294967296,\n    18446744073709551615,\n    -1,\n    -32,\n    -33,\n"
        "    -128,\n    -129,\n    -32768,\n    -32769,\n    -2147483648,\n    -2147483649,\n    -9223372036854775808\n  ],\n"
        "  \"f\": 1.5,\n  \"b\": h'00ff',\n  \"t\": true,\n  \"z\": null,\n  7: {\n    \"x\": []\n  }\n}"_s);
    QTest::newRow("float32") << hex("ca3dcccccd") << u"float32(0.1)"_s;
    QTest::newRow("whole float") << hex("cb4024000000000000") << u"10.0"_s;
    QTest::newRow("infinity") << hex("cbfff0000000000000") << u"-Infinity"_s;
    QTest::newRow("not UTF-8") << hex("a2ff00") << u"str(h'ff00')"_s;
    QTest::newRow("fixext 2") << hex("d5050102") << u"ext(5, h'0102')"_s;
    QTest::newRow("ext 8") << hex("c70380010203") << u"ext(-128, h'010203')"_s;
    QTest::newRow("timestamp 32") << hex("d6ff6b02bd20") << u"timestamp(\"2026-11-22T10:00:00Z\")"_s;
    QTest::newRow("timestamp 64") << hex("d7ff1d6f34546b02bd20") << u"timestamp(\"2026-11-22T10:00:00.123456789Z\")"_s;
    QTest::newRow("timestamp 96") << hex("c70cff3b9ac9ffffffffffffffffff") << u"timestamp(\"1969-12-31T23:59:59.999999999Z\")"_s;
    QTest::newRow("timestamp of no calendar") << hex("c70cff000000050000010000000000")
                                              << u"ext(-1, h'000000050000010000000000')"_s;
    QTest::newRow("timestamp with too many nanoseconds") << hex("d7ffee6b280000000000") << u"ext(-1, h'ee6b280000000000')"_s;
    QTest::newRow("any key") << hex("8291c001c3c2") << u"{\n  [\n    null\n  ]: 1,\n  true: false\n}"_s;
}

void TestMsgpackCodec::shows()
{
    QFETCH(QByteArray, bytes);
    const Result<DecodedText> text = m_codec.decode(bytes, 10'000);
    QVERIFY2(text.ok(), text.ok() ? "" : qPrintable(text.error().text()));
    QTEST(text->text, "text");
    QVERIFY(!text->cut);
}

void TestMsgpackCodec::comesBackExactly_data()
{
    shows_data();
    QTest::newRow("15 in a list") << QByteArray(hex("9f") + QByteArray(15, '\1')) << QString();
    QTest::newRow("16 in a list") << QByteArray(hex("dc0010") + QByteArray(16, '\1')) << QString();
    QTest::newRow("65536 in a list") << QByteArray(hex("dd00010000") + QByteArray(65536, '\1')) << QString();
    QTest::newRow("16 in a map") << QByteArray(hex("de0010") + QByteArray(32, '\1')) << QString();
    QTest::newRow("text of 31") << QByteArray(hex("bf") + QByteArray(31, 'a')) << QString();
    QTest::newRow("text of 32") << QByteArray(hex("d920") + QByteArray(32, 'a')) << QString();
    QTest::newRow("text of 255") << QByteArray(hex("d9ff") + QByteArray(255, 'a')) << QString();
    QTest::newRow("text of 256") << QByteArray(hex("da0100") + QByteArray(256, 'a')) << QString();
    QTest::newRow("text of 65536") << QByteArray(hex("db00010000") + QByteArray(65536, 'a')) << QString();
    QTest::newRow("bytes of 256") << QByteArray(hex("c50100") + QByteArray(256, 'a')) << QString();
    QTest::newRow("bytes of 65536") << QByteArray(hex("c600010000") + QByteArray(65536, 'a')) << QString();
    for (const int size : {1, 2, 4, 8, 16}) {
        const int head = size == 1 ? 0xd4 : size == 2 ? 0xd5 : size == 4 ? 0xd6 : size == 8 ? 0xd7 : 0xd8;
        QTest::addRow("ext of %d", size) << QByteArray(QByteArray(1, char(head)) + '\x07' + QByteArray(size, 'a')) << QString();
    }
    QTest::newRow("ext of 256") << QByteArray(hex("c8010007") + QByteArray(256, 'a')) << QString();
    QTest::newRow("ext of 65536") << QByteArray(hex("c90001000007") + QByteArray(65536, 'a')) << QString();
    QTest::newRow("empties") << hex("9580a090c400c70005") << QString();
    QTest::newRow("escapes") << QByteArray(hex("ab") + "\"\\/\n\r\t\b\f\1\x7f ") << QString();
}

void TestMsgpackCodec::comesBackExactly()
{
    QFETCH(QByteArray, bytes);
    const Result<DecodedText> text = m_codec.decode(bytes, 10'000'000);
    QVERIFY2(text.ok(), text.ok() ? "" : qPrintable(text.error().text()));
    const Result<QByteArray> again = m_codec.encode(text->text);
    QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(again.error().text()));
    QVERIFY2(*again == bytes, again->left(40).toHex());
}

void TestMsgpackCodec::keepsWhereValuesStand()
{
    const QByteArray bytes = hex("82a161930102c40107a162d5050102");
    const ValueTree tree = decode(bytes);
    QVERIFY(tree.isWhole());
    const auto span = [&tree](NodeId id) { return std::pair(tree.node(id).begin, tree.node(id).end); };
    QCOMPARE(span(tree.root()), std::pair(0U, 15U));
    QCOMPARE(span(tree.key(tree.root(), 0)), std::pair(1U, 3U));
    const NodeId list = tree.child(tree.root(), 0);
    QCOMPARE(span(list), std::pair(3U, 9U));
    QCOMPARE(span(tree.child(list, 1)), std::pair(5U, 6U));
    QCOMPARE(span(tree.child(list, 2)), std::pair(6U, 9U));
    QCOMPARE(span(tree.child(tree.root(), 1)), std::pair(11U, 15U));
}

void TestMsgpackCodec::namesTypes()
{
    const QByteArray bytes = hex("95ca3f800000a1ffd40501d6ff0000000001");
    const ValueTree tree = decode(bytes);
    QVERIFY(tree.isWhole());
    const QByteArrayView names[] = {"float32", "str", "ext 5", "timestamp", ""};
    for (int i = 0; i < 5; ++i)
        QCOMPARE(tree.label(tree.child(tree.root(), i)), names[i]);
    QCOMPARE(tree.node(tree.child(tree.root(), 1)).kind, ValueKind::Bytes);
    QCOMPARE(tree.node(tree.child(tree.root(), 2)).kind, ValueKind::Tagged);
    QCOMPARE(tree.node(tree.child(tree.child(tree.root(), 2), 0)).bytes(), QByteArrayView("\1"));
}

void TestMsgpackCodec::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("children");
    QTest::newRow("nothing") << QByteArray() << qint64(0) << u"There are no bytes."_s << 0;
    QTest::newRow("list too short") << hex("970102") << qint64(3) << u"The list promises 7 values, and the bytes end after 2."_s << 2;
    QTest::newRow("map too short") << hex("83010203") << qint64(4) << u"The map promises 3 pairs, and the bytes end after 1."_s << 1;
    QTest::newRow("text too long") << hex("9201a561") << qint64(2) << u"The value promises 5 bytes, and 1 are left."_s << 1;
    QTest::newRow("huge bytes") << hex("92c0c6ffffffff00") << qint64(2) << u"The value promises 4294967295 bytes, and 1 are left."_s << 1;
    QTest::newRow("huge list") << hex("ddffffffff") << qint64(5) << u"The list promises 4294967295 values, and the bytes end after 0."_s << 0;
    QTest::newRow("number cut") << hex("9201cd01") << qint64(2) << u"The bytes end where a value should be."_s << 1;
    QTest::newRow("unused") << hex("9201c1") << qint64(2) << u"No value begins with the byte 0xc1."_s << 1;
    QTest::newRow("three follow") << hex("9101a0a0a0") << qint64(2) << u"3 bytes follow the value."_s << 1;
    QTest::newRow("one follows") << hex("9101a0") << qint64(2) << u"One byte follows the value."_s << 1;
}

void TestMsgpackCodec::saysWhatIsWrong()
{
    QFETCH(QByteArray, bytes);
    QFETCH(qint64, offset);
    const ValueTree tree = decode(bytes);
    QVERIFY(tree.problem());
    QCOMPARE(tree.problem()->offset, offset);
    QTEST(tree.problem()->text, "text");
    QFETCH(int, children);
    QCOMPARE(int(tree.childCount(tree.root())), children);
    const Result<DecodedText> text = m_codec.decode(bytes, 100);
    QVERIFY(!text);
    QCOMPARE(text.error().detail, QString(u"Byte %1: "_s.arg(offset) + tree.problem()->text));
}

void TestMsgpackCodec::everyPrefixIsHonest()
{
    const QByteArray bytes = sample();
    const ValueTree whole = decode(bytes);
    QVERIFY(whole.isWhole());
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const QByteArray prefix = bytes.first(size);
        const ValueTree tree = decode(prefix);
        QVERIFY2(tree.problem(), qPrintable(QString::number(size)));
        QVERIFY(tree.problem()->offset <= size);
        QVERIFY(tree.childCount(tree.root()) <= 7);
        for (qsizetype i = 0; i < tree.childCount(tree.root()); ++i)
            QCOMPARE(tree.node(tree.key(tree.root(), i)).end, whole.node(whole.key(whole.root(), i)).end);
        QCOMPARE(m_codec.recognise(prefix, Codec::fullEffort).certainty, Certainty::No);
    }
}

void TestMsgpackCodec::survivesAnyBytes()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes(random.bounded(1, 60), '\0');
        for (char &c : bytes)
            c = char(random.bounded(256));
        bytes[0] = char(0x80 + random.bounded(0x60)); // no positive number: those are whole at once
        const ValueTree tree = decode(bytes);
        QCOMPARE(tree.isWhole(), m_codec.recognise(bytes, Codec::fullEffort).certainty != Certainty::No);
        if (!tree.isWhole())
            continue;
        const Result<DecodedText> text = m_codec.decode(bytes, 100'000);
        QVERIFY(text.ok());
        const Result<QByteArray> again = m_codec.encode(text->text);
        QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(text->text + again.error().text()));
        QVERIFY(again->size() <= bytes.size());
        QCOMPARE(m_codec.decode(*again, 100'000)->text, text->text);
    }
}

void TestMsgpackCodec::limitsDepth()
{
    QVERIFY(decode(nested(DecodeLimits::defaultDepth)).isWhole());
    const QByteArray tooDeep = nested(DecodeLimits::defaultDepth + 1);
    const ValueTree tree = decode(tooDeep);
    QVERIFY(tree.problem());
    QCOMPARE(tree.problem()->text, u"The values nest deeper than 1000 levels."_s);
    QCOMPARE(tree.problem()->offset, qint64(DecodeLimits::defaultDepth));
    const QByteArray farTooDeep = nested(5'000'000);
    const ValueTree folded = decode(farTooDeep);
    QVERIFY(folded.hasMore(folded.root()));
    QVERIFY(m_codec.decode(farTooDeep, 10'000'000).error().detail.endsWith(tree.problem()->text));
    QVERIFY(m_codec.recognise(farTooDeep, Codec::fullEffort).certainty <= Certainty::Likely);
}

void TestMsgpackCodec::limitsNodes()
{
    const QByteArray bytes = hex("9401020304");
    DecodeLimits limits;
    limits.maxNodes = 5;
    QVERIFY(decode(bytes, limits).isWhole());
    limits.maxNodes = 4;
    const ValueTree cut = decode(bytes, limits);
    QVERIFY(cut.isCut());
    QVERIFY(!cut.problem());
    QCOMPARE(cut.childCount(cut.root()), 3);
    QVERIFY(cut.node(cut.root()).has(ValueFlag::Cut));
}

void TestMsgpackCodec::unfolds()
{
    DecodeLimits limits;
    limits.eagerBytes = 20'000;
    const QByteArray bytes = bigList(10'000);
    ValueTree tree = decode(bytes, limits);
    const NodeId root = tree.root();
    QCOMPARE(tree.childCount(root), 0);
    int pages = 0;
    for (; tree.hasMore(root); ++pages)
        tree = m_codec.expand(std::move(tree), root, limits);
    QVERIFY(tree.isWhole());
    QCOMPARE(pages, 3);
    QCOMPARE(tree.childCount(root), 10'000);
    QCOMPARE(tree.childCount(tree.child(root, 0)), 2);
    // As many as the eager bytes last are decoded at once, the others when they are wanted.
    const NodeId late = tree.child(root, 9'999);
    if (tree.hasMore(late))
        tree = m_codec.expand(std::move(tree), late, limits);
    QCOMPARE(tree.node(tree.child(late, 1)).i, 99);
}

void TestMsgpackCodec::unfoldsNested()
{
    DecodeLimits limits;
    limits.eagerBytes = 1000;
    const QByteArray inner = bigList(1000);
    const QByteArray bytes = hex("83a161") + inner + hex("a16201a163") + inner;
    ValueTree tree = decode(bytes, limits);
    tree = m_codec.expand(std::move(tree), tree.root(), limits);
    QVERIFY(!tree.hasMore(tree.root()));
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.childCount(tree.root()), 3);
    const NodeId last = tree.child(tree.root(), 2);
    QVERIFY(tree.hasMore(last));
    QCOMPARE(qsizetype(tree.node(last).end), bytes.size());
    tree = m_codec.expand(std::move(tree), last, limits);
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.childCount(last), 1000);
    QCOMPARE(tree.node(tree.child(tree.root(), 1)).i, 1);
    // Whoever wants few values gets the first ones at once.
    limits.maxNodes = 10;
    limits.folds = false;
    const ValueTree few = decode(bytes, limits);
    QVERIFY(few.isCut());
    QVERIFY(!few.hasMore(few.root()));
    QCOMPARE(few.childCount(few.root()), 1);
}

void TestMsgpackCodec::unfoldsToTheProblem()
{
    DecodeLimits limits;
    limits.eagerBytes = 1000;
    const QByteArray list = bigList(1000);
    const auto unfolded = [this, &limits](const QByteArray &bytes) {
        ValueTree tree = decode(bytes, limits);
        while (tree.hasMore(tree.root()))
            tree = m_codec.expand(std::move(tree), tree.root(), limits);
        return tree;
    };
    const QByteArray longer = list + "abc";
    const ValueTree more = unfolded(longer);
    QVERIFY(more.problem());
    QCOMPARE(more.problem()->offset, list.size());
    QCOMPARE(more.childCount(more.root()), 1000);
    const QByteArray shorter = list.chopped(6);
    const ValueTree less = unfolded(shorter);
    QVERIFY(less.problem());
    QVERIFY(less.childCount(less.root()) >= 998);
    const QByteArray inside = hex("92") + list.chopped(6);
    const ValueTree nestedLess = unfolded(inside);
    QVERIFY(nestedLess.problem());
    QCOMPARE(nestedLess.childCount(nestedLess.root()), 1);
}

void TestMsgpackCodec::encodes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("JSON") << u"{\"a\": [1, -1, 1.5, true, null, \"é\\n\"]}"_s << hex("81a1619601ffcb3ff8000000000000c3c0a3c3a90a");
    QTest::newRow("uint64") << u"18446744073709551615"_s << hex("cfffffffffffffffff");
    QTest::newRow("timestamp with offset") << u"timestamp(\"2026-11-22T12:00:00+02:00\")"_s << hex("d6ff6b02bd20");
    QTest::newRow("indefinite means the same") << u"[_ 1]"_s << hex("9101");
}

void TestMsgpackCodec::encodes()
{
    QFETCH(QString, text);
    const Result<QByteArray> bytes = m_codec.encode(text);
    QVERIFY2(bytes.ok(), bytes.ok() ? "" : qPrintable(bytes.error().text()));
    QTEST(*bytes, "bytes");
}

void TestMsgpackCodec::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("detail");
    QTest::newRow("tag") << u"{\"a\":\n  32(\"b\")}"_s << u"Line 2, column 3: MessagePack has no tags."_s;
    QTest::newRow("too large") << u"[18446744073709551616]"_s
        << u"Line 1, column 2: MessagePack has whole numbers from -9223372036854775808 to 18446744073709551615 only."_s;
    QTest::newRow("undefined") << u"undefined"_s << u"Line 1, column 1: MessagePack has no undefined."_s;
    QTest::newRow("other format") << u"minkey()"_s << u"Line 1, column 1: MessagePack has no minkey."_s;
    QTest::newRow("ext of text") << u"ext(5, \"a\")"_s << u"Line 1, column 1: An ext holds bytes."_s;
    QTest::newRow("no date") << u"timestamp(\"2026-13-22T10:00:00Z\")"_s
        << u"Line 1, column 1: A timestamp of MessagePack is a text with a date and time."_s;
}

void TestMsgpackCodec::refuses()
{
    QFETCH(QString, text);
    const Result<QByteArray> bytes = m_codec.encode(text);
    QVERIFY(!bytes);
    QTEST(bytes.error().detail, "detail");
    QVERIFY(!bytes.error().remedy.isEmpty());
}

void TestMsgpackCodec::recognises_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Certainty>("certainty");
    QTest::newRow("sample") << sample() << Certainty::Likely;
    QTest::newRow("small map") << hex("81a16101") << Certainty::Likely;
    QTest::newRow("small list") << hex("93010203") << Certainty::Likely;
    QTest::newRow("floats") << hex("92cb3ff8000000000000cb3ff8000000000000") << Certainty::Likely;
    QTest::newRow("empty map") << hex("80") << Certainty::Possible;
    QTest::newRow("empty list") << hex("90") << Certainty::Possible;
    QTest::newRow("nil") << hex("c0") << Certainty::Possible;
    QTest::newRow("a letter") << QByteArray("A") << Certainty::Possible;
    QTest::newRow("text") << QByteArray("Hello") << Certainty::No;
    QTest::newRow("Chinese text") << QByteArray("突发事件") << Certainty::No;
    QTest::newRow("nothing") << QByteArray() << Certainty::No;
    QTest::newRow("zeros") << QByteArray(8, '\0') << Certainty::No;
    QTest::newRow("int32 147, little-endian") << hex("93000000") << Certainty::Possible;
    QTest::newRow("int64 151, little-endian") << hex("9700000000000000") << Certainty::Possible;
    QTest::newRow("int32 403, little-endian") << hex("93010000") << Certainty::Possible;
    QTest::newRow("one more byte") << hex("81a1610100") << Certainty::No;
}

void TestMsgpackCodec::recognises()
{
    QFETCH(QByteArray, bytes);
    const Recognition found = m_codec.recognise(bytes, Codec::fullEffort);
    QTEST(found.certainty, "certainty");
    QCOMPARE(found.reason.isEmpty(), found.certainty == Certainty::No);
    if (found.certainty == Certainty::Likely) {
        QCOMPARE(found.reason, u"valid MessagePack, %1 of %1 bytes used"_s.arg(bytes.size()));
        QCOMPARE(Detector().best(bytes).codec->id(), u"msgpack"_s);
    }
    const QByteArray large = bigList(10'000);
    QCOMPARE(m_codec.recognise(large, Codec::gistEffort).certainty, Certainty::Likely);
    QVERIFY(m_codec.recognise(large, Codec::gistEffort).reason.startsWith(u"MessagePack, as far as looked: 4"_s));
}

void TestMsgpackCodec::takesFewOtherBytes()
{
    QRandomGenerator random(11);
    int taken = 0;
    constexpr int rounds = 200'000;
    for (int round = 0; round < rounds; ++round) {
        QByteArray bytes(random.bounded(2, 64), '\0');
        for (char &c : bytes)
            c = char(random.bounded(256));
        taken += m_codec.recognises(bytes) ? 1 : 0;
    }
    QVERIFY2(taken < rounds / 2000, qPrintable(QString::number(taken)));
    // Numbers as programs send them.
    for (qint32 number = -100'000; number < 100'000; ++number) {
        const qint32 little = qToLittleEndian(number);
        const qint64 wide = qToLittleEndian(qint64(number));
        QVERIFY(!m_codec.recognises({reinterpret_cast<const char *>(&little), 4}));
        QVERIFY(!m_codec.recognises({reinterpret_cast<const char *>(&wide), 8}));
    }
}

void TestMsgpackCodec::cuts()
{
    const Result<DecodedText> text = m_codec.decode(sample(), 20);
    QVERIFY(text.ok());
    QVERIFY(text->cut);
    QCOMPARE(text->text, u"{\n  \"event\": \"突发事件A\""_s);
}

QTEST_GUILESS_MAIN(TestMsgpackCodec)
#include "tst_msgpack_codec.moc"
