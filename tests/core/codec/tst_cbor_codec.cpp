// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/cbor_tree.h"
#include "core/codec/codec_registry.h"
#include "core/codec/detector.h"
#include "core/value/decode_limits.h"

#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

/// {"event": "突发事件A", "n": [1, -1, 2**64, -2**64-1, 1.5], "d": a datetime, 1: {"x": b"\1"}} as
/// python3-cbor2 writes it.
QByteArray sample()
{
    return hex("a4656576656e746de7aa81e58f91e4ba8be4bbb641616e850120c249010000000000000000c349010000000000000000fb3ff8"
               "0000000000006164c074323031332d30332d32315432303a30343a30305a01a161784101");
}

QByteArray nested(int depth)
{
    return QByteArray(depth - 1, '\x81') + '\x80';
}

/// A list of lists, with its length or without.
QByteArray bigList(int count, bool isIndefinite)
{
    QByteArray bytes = isIndefinite ? hex("9f") : hex("9a") + QByteArray(4, '\0');
    if (!isIndefinite)
        qToBigEndian(quint32(count), bytes.data() + 1);
    for (int i = 0; i < count; ++i)
        bytes += hex("82190102") + char(i % 24);
    return isIndefinite ? QByteArray(bytes + '\xff') : bytes;
}

} // namespace

class TestCborCodec : public QObject
{
    Q_OBJECT
private slots:
    void agreesWithRfc8949_data();
    void agreesWithRfc8949();
    void shows_data();
    void shows();
    void comesBackExactly_data();
    void comesBackExactly();
    void namesTypes();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void everyPrefixIsHonest();
    void survivesAnyBytes();
    void limitsDepth();
    void limitsNodes();
    void limitsJoinedChunks();
    void limitsDigits();
    void unfolds_data();
    void unfolds();
    void unfoldsBelowTags();
    void unfoldsToTheProblem();
    void refuses_data();
    void refuses();
    void recognises_data();
    void recognises();
    void takesFewOtherBytes();

private:
    ValueTree decode(QByteArrayView bytes, const DecodeLimits &limits = {}) const { return m_codec.decodeTree(bytes, limits); }

    const Codec &m_codec = *CodecRegistry::builtin().find(u"cbor");
};

/// Appendix A of RFC 8949, in its order.
void TestCborCodec::agreesWithRfc8949_data()
{
    QTest::addColumn<QString>("notation");
    struct Example
    {
        const char16_t *notation;
        const char *bytes;
    };
    static constexpr Example examples[] = {
        {u"0", "00"}, {u"1", "01"}, {u"10", "0a"}, {u"23", "17"}, {u"24", "1818"}, {u"25", "1819"}, {u"100", "1864"},
        {u"1000", "1903e8"}, {u"1000000", "1a000f4240"}, {u"1000000000000", "1b000000e8d4a51000"},
        {u"18446744073709551615", "1bffffffffffffffff"}, {u"18446744073709551616", "c249010000000000000000"},
        {u"-18446744073709551616", "3bffffffffffffffff"}, {u"-18446744073709551617", "c349010000000000000000"},
        {u"-1", "20"}, {u"-10", "29"}, {u"-100", "3863"}, {u"-1000", "3903e7"},
        {u"0.0", "f90000"}, {u"-0.0", "f98000"}, {u"1.0", "f93c00"}, {u"1.1", "fb3ff199999999999a"}, {u"1.5", "f93e00"},
        {u"65504.0", "f97bff"}, {u"100000.0", "fa47c35000"}, {u"3.4028234663852886e+38", "fa7f7fffff"},
        {u"1.0e+300", "fb7e37e43c8800759c"}, {u"5.960464477539063e-8", "f90001"}, {u"0.00006103515625", "f90400"},
        {u"-4.0", "f9c400"}, {u"-4.1", "fbc010666666666666"},
        {u"Infinity", "f97c00"}, {u"NaN", "f97e00"}, {u"-Infinity", "f9fc00"},
        {u"Infinity", "fa7f800000"}, {u"NaN", "fa7fc00000"}, {u"-Infinity", "faff800000"},
        {u"Infinity", "fb7ff0000000000000"}, {u"NaN", "fb7ff8000000000000"}, {u"-Infinity", "fbfff0000000000000"},
        {u"false", "f4"}, {u"true", "f5"}, {u"null", "f6"}, {u"undefined", "f7"},
        {u"simple(16)", "f0"}, {u"simple(255)", "f8ff"},
        {u"0(\"2013-03-21T20:04:00Z\")", "c074323031332d30332d32315432303a30343a30305a"},
        {u"1(1363896240)", "c11a514b67b0"}, {u"1(1363896240.5)", "c1fb41d452d9ec200000"},
        {u"23(h'01020304')", "d74401020304"}, {u"24(h'6449455446')", "d818456449455446"},
        {u"32(\"http://www.example.com\")", "d82076687474703a2f2f7777772e6578616d706c652e636f6d"},
        {u"h''", "40"}, {u"h'01020304'", "4401020304"}, {u"\"\"", "60"}, {u"\"a\"", "6161"}, {u"\"IETF\"", "6449455446"},
        {u"\"\\\"\\\\\"", "62225c"}, {u"\"\\u00fc\"", "62c3bc"}, {u"\"\\u6c34\"", "63e6b0b4"}, {u"\"\\ud800\\udd51\"", "64f0908591"},
        {u"[]", "80"}, {u"[1, 2, 3]", "83010203"}, {u"[1, [2, 3], [4, 5]]", "8301820203820405"},
        {u"[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]",
         "98190102030405060708090a0b0c0d0e0f101112131415161718181819"},
        {u"{}", "a0"}, {u"{1: 2, 3: 4}", "a201020304"}, {u"{\"a\": 1, \"b\": [2, 3]}", "a26161016162820203"},
        {u"[\"a\", {\"b\": \"c\"}]", "826161a161626163"},
        {u"{\"a\": \"A\", \"b\": \"B\", \"c\": \"C\", \"d\": \"D\", \"e\": \"E\"}", "a56161614161626142616361436164614461656145"},
        {u"(_ h'0102', h'030405')", "5f42010243030405ff"}, {u"(_ \"strea\", \"ming\")", "7f657374726561646d696e67ff"},
        {u"[_ ]", "9fff"}, {u"[_ 1, [2, 3], [_ 4, 5]]", "9f018202039f0405ffff"},
        {u"[_ 1, [2, 3], [4, 5]]", "9f01820203820405ff"}, {u"[1, [2, 3], [_ 4, 5]]", "83018202039f0405ff"},
        {u"[1, [_ 2, 3], [4, 5]]", "83019f0203ff820405"},
        {u"[_ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]",
         "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff"},
        {u"{_ \"a\": 1, \"b\": [_ 2, 3]}", "bf61610161629f0203ffff"}, {u"[\"a\", {_ \"b\": \"c\"}]", "826161bf61626163ff"},
        {u"{_ \"Fun\": true, \"Amt\": -2}", "bf6346756ef563416d7421ff"},
    };
    for (const Example &example : examples)
        QTest::newRow(example.bytes) << QString::fromUtf16(example.notation);
}

void TestCborCodec::agreesWithRfc8949()
{
    QFETCH(QString, notation);
    const QByteArray bytes = hex(QTest::currentDataTag());
    const Result<DecodedText> shown = m_codec.decode(bytes, 10'000);
    QVERIFY2(shown.ok(), shown.ok() ? "" : qPrintable(shown.error().text()));
    // The examples do not tell the widths of floating point numbers apart.
    if (shown->text.startsWith(u"float"))
        notation = shown->text.first(8) + notation + u')';
    // Chunks become one.
    const bool isInChunks = notation.startsWith(u"(_");
    for (const QString &text : {notation, shown->text}) {
        const Result<QByteArray> typed = m_codec.encode(text);
        QVERIFY2(typed.ok(), typed.ok() ? "" : qPrintable(typed.error().text()));
        if (!isInChunks)
            QCOMPARE(typed->toHex(), bytes.toHex());
        else
            QCOMPARE(m_codec.decode(*typed, 10'000)->text, shown->text);
    }
}

void TestCborCodec::shows_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("sample") << sample() << u"{\n  \"event\": \"突发事件A\",\n  \"n\": [\n    1,\n    -1,\n    18446744073709551616,\n"
        "    -18446744073709551617,\n    1.5\n  ],\n  \"d\": 0(\"2013-03-21T20:04:00Z\"),\n  1: {\n    \"x\": h'01'\n  }\n}"_s;
    QTest::newRow("date") << hex("c11a514b67b0") << u"1(1363896240) / 2013-03-21T20:04:00Z /"_s;
    QTest::newRow("date with fraction") << hex("c1fb41d452d9ec200000") << u"1(1363896240.5) / 2013-03-21T20:04:00.500Z /"_s;
    QTest::newRow("half") << hex("f93e00") << u"float16(1.5)"_s;
    QTest::newRow("float") << hex("fa3dcccccd") << u"float32(0.1)"_s;
    QTest::newRow("not UTF-8") << hex("62ff00") << u"text(h'ff00')"_s;
    QTest::newRow("needless bignum") << hex("c2420100") << u"2(h'0100')"_s;
    QTest::newRow("list in a tag") << hex("c48221196ab3") << u"4([\n  -2,\n  27315\n])"_s;
    QTest::newRow("no chunks") << hex("825fff7fff") << u"[\n  h''_,\n  \"\"_\n]"_s;
    QTest::newRow("indefinite map") << hex("bf6161bfffff") << u"{_\n  \"a\": {_}\n}"_s;
}

void TestCborCodec::shows()
{
    QFETCH(QByteArray, bytes);
    const Result<DecodedText> text = m_codec.decode(bytes, 10'000);
    QVERIFY2(text.ok(), text.ok() ? "" : qPrintable(text.error().text()));
    QTEST(text->text, "text");
    const Result<QByteArray> again = m_codec.encode(text->text);
    QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(again.error().text()));
    QCOMPARE(again->toHex(), bytes.toHex());
}

void TestCborCodec::comesBackExactly_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("23 in a list") << QByteArray(hex("97") + QByteArray(23, '\1'));
    QTest::newRow("24 in a list") << QByteArray(hex("9818") + QByteArray(24, '\1'));
    QTest::newRow("256 in a list") << QByteArray(hex("990100") + QByteArray(256, '\1'));
    QTest::newRow("65536 in a list") << QByteArray(hex("9a00010000") + QByteArray(65536, '\1'));
    QTest::newRow("text of 256") << QByteArray(hex("790100") + QByteArray(256, 'a'));
    QTest::newRow("bytes of 65536") << QByteArray(hex("5a00010000") + QByteArray(65536, 'a'));
    QTest::newRow("tag of 64 bits") << hex("dbffffffffffffffff01");
    QTest::newRow("simple values") << hex("84e0f3f820f8ff");
    QTest::newRow("smallest half") << hex("83f90001f903fff97bff");
    QTest::newRow("bignum of 256 bytes") << QByteArray(hex("c2590100") + QByteArray(256, '\xff'));
    QTest::newRow("negative bignum") << hex("c349ffffffffffffffffff");
    QTest::newRow("bounds of 64 bits") << hex("841b7fffffffffffffff1b80000000000000003b7fffffffffffffff3b8000000000000000");
}

void TestCborCodec::comesBackExactly()
{
    QFETCH(QByteArray, bytes);
    const Result<DecodedText> text = m_codec.decode(bytes, 10'000'000);
    QVERIFY2(text.ok(), text.ok() ? "" : qPrintable(text.error().text()));
    const Result<QByteArray> again = m_codec.encode(text->text);
    QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(again.error().text()));
    QVERIFY2(*again == bytes, again->left(40).toHex());
}

void TestCborCodec::namesTypes()
{
    const QByteArray bytes = hex("89f93c00fa3f800000f75f4101ff9f00ffc24901000000000000000061ffd8206161f0");
    const ValueTree tree = decode(bytes);
    QVERIFY2(tree.isWhole(), tree.problem() ? qPrintable(tree.problem()->text) : "");
    const QByteArrayView names[] = {"float16", "float32", "undefined", "indefinite", "indefinite", "tag 2", "text", "tag 32", "simple"};
    const ValueKind kinds[] = {ValueKind::Float, ValueKind::Float, ValueKind::Null, ValueKind::Bytes, ValueKind::List,
                               ValueKind::BigInt, ValueKind::Bytes, ValueKind::Tagged, ValueKind::Tagged};
    for (int i = 0; i < 9; ++i) {
        QCOMPARE(tree.label(tree.child(tree.root(), i)), names[i]);
        QCOMPARE(tree.node(tree.child(tree.root(), i)).kind, kinds[i]);
    }
    const ValueNode &chunk = tree.node(tree.child(tree.root(), 3));
    QCOMPARE(std::pair(chunk.begin, chunk.end), std::pair(10U, 14U));
}

void TestCborCodec::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QByteArray() << qint64(0) << u"There are no bytes."_s;
    QTest::newRow("list too short") << hex("870102") << qint64(3) << u"The list promises 7 values, and the bytes end after 2."_s;
    QTest::newRow("map too short") << hex("a3010203") << qint64(4) << u"The map promises 3 pairs, and the bytes end after 1."_s;
    QTest::newRow("tag alone") << hex("c0") << qint64(1) << u"The bytes end where a value should be."_s;
    QTest::newRow("no break") << hex("9f01") << qint64(2) << u"The bytes end before the break that ends a list or map."_s;
    QTest::newRow("no break of a text") << hex("7f6161") << qint64(3) << u"The bytes end before the break that ends a text or bytes."_s;
    QTest::newRow("break alone") << hex("ff") << qint64(0) << u"Here a value should be, not a break."_s;
    QTest::newRow("break in a list") << hex("8201ff") << qint64(2) << u"Here a value should be, not a break."_s;
    QTest::newRow("break behind a tag") << hex("9fc1ff") << qint64(2) << u"Here a value should be, not a break."_s;
    QTest::newRow("half a pair") << hex("bf01ff") << qint64(2) << u"The map ends between a key and its value."_s;
    QTest::newRow("reserved length") << hex("811c") << qint64(1) << u"No value begins with the byte 0x1c."_s;
    QTest::newRow("endless number") << hex("811f") << qint64(1) << u"No value begins with the byte 0x1f."_s;
    QTest::newRow("long false") << hex("f814") << qint64(0) << u"No value begins with the byte 0xf8."_s;
    QTest::newRow("chunk of another kind") << hex("5f6161ff") << qint64(1)
        << u"Only chunks of the same kind may stand in a text or bytes of indefinite length."_s;
    QTest::newRow("chunk in chunks") << hex("5f5f4101ffff") << qint64(1)
        << u"Only chunks of the same kind may stand in a text or bytes of indefinite length."_s;
    QTest::newRow("huge text") << hex("7bffffffffffffffff61") << qint64(0) << u"The value promises 18446744073709551615 bytes, and 1 are left."_s;
    QTest::newRow("huge map") << hex("bb800000000000000000") << qint64(0) << u"The value promises 9223372036854775808 bytes, and 1 are left."_s;
    QTest::newRow("more") << hex("8101a0a0a0") << qint64(2) << u"3 bytes follow the value."_s;
}

void TestCborCodec::saysWhatIsWrong()
{
    QFETCH(QByteArray, bytes);
    QFETCH(qint64, offset);
    const ValueTree tree = decode(bytes);
    QVERIFY(tree.problem());
    QTEST(tree.problem()->text, "text");
    QCOMPARE(tree.problem()->offset, offset);
    QVERIFY(!m_codec.decode(bytes, 100));
    QCOMPARE(m_codec.recognise(bytes, Codec::fullEffort).certainty, Certainty::No);
}

void TestCborCodec::everyPrefixIsHonest()
{
    for (const QByteArray &bytes : {sample(), hex("bf61610161629f0203ff63616263f5ff")}) {
        QVERIFY(decode(bytes).isWhole());
        for (qsizetype size = 0; size < bytes.size(); ++size) {
            const QByteArray prefix = bytes.first(size);
            const ValueTree tree = decode(prefix);
            QVERIFY2(tree.problem(), qPrintable(QString::number(size)));
            QVERIFY(tree.problem()->offset <= size);
            QVERIFY(tree.childCount(tree.root()) <= 4);
            QCOMPARE(m_codec.recognise(prefix, Codec::fullEffort).certainty, Certainty::No);
        }
    }
}

void TestCborCodec::survivesAnyBytes()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes(random.bounded(1, 60), '\0');
        for (char &c : bytes)
            c = char(random.bounded(256));
        bytes[0] = char(0x80 + random.bounded(0x80));
        const ValueTree tree = decode(bytes);
        QCOMPARE(tree.isWhole(), m_codec.recognise(bytes, Codec::fullEffort).certainty != Certainty::No);
        const char *end = bytes.constData();
        const bool skips = CborSkipper(DecodeLimits::defaultDepth).skip(end, bytes.constData() + bytes.size());
        QCOMPARE(skips && end == bytes.constData() + bytes.size(), tree.isWhole());
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

void TestCborCodec::limitsDepth()
{
    QVERIFY(decode(nested(DecodeLimits::defaultDepth)).isWhole());
    for (const char first : {'\x81', '\x9f', '\xc4'}) {
        const QByteArray tooDeep = QByteArray(DecodeLimits::defaultDepth, first) + '\x80';
        const ValueTree tree = decode(tooDeep);
        QVERIFY(tree.problem());
        QCOMPARE(tree.problem()->text, u"The values nest deeper than 1000 levels."_s);
    }
    const QByteArray farTooDeep(5'000'000, '\x9f');
    ValueTree tree = decode(farTooDeep);
    QVERIFY(tree.hasMore(tree.root()));
    tree = m_codec.expand(std::move(tree), tree.root(), {});
    QVERIFY(tree.problem());
}

void TestCborCodec::limitsNodes()
{
    const QByteArray bytes = hex("8401020304");
    DecodeLimits limits;
    limits.maxNodes = 5;
    QVERIFY(decode(bytes, limits).isWhole());
    limits.maxNodes = 4;
    QVERIFY(decode(bytes, limits).isCut());
}

void TestCborCodec::limitsJoinedChunks()
{
    const QByteArray bytes = hex("5f42010242030442050642070841") + '\x09' + '\xff';
    DecodeLimits limits;
    limits.maxOutput = 9;
    const ValueTree whole = decode(bytes, limits);
    QVERIFY(whole.isWhole());
    QCOMPARE(whole.node(whole.root()).bytes().toByteArray(), hex("010203040506070809"));
    limits.maxOutput = 7;
    const ValueTree cut = decode(bytes, limits);
    QVERIFY(cut.isCut());
    QCOMPARE(cut.node(cut.root()).bytes().toByteArray(), hex("01020304050607"));
}

void TestCborCodec::limitsDigits()
{
    QByteArray most = hex("c2590100") + QByteArray(CborTree::bigIntBytes, '\1');
    const ValueTree tree = decode(most);
    QCOMPARE(tree.node(tree.root()).kind, ValueKind::BigInt);
    const QByteArray more = hex("c2590101") + QByteArray(CborTree::bigIntBytes + 1, '\1');
    const ValueTree asBytes = decode(more);
    QCOMPARE(asBytes.node(asBytes.root()).kind, ValueKind::Tagged);
    QCOMPARE(*m_codec.encode(m_codec.decode(more, 10'000)->text), more);
}

void TestCborCodec::unfolds_data()
{
    QTest::addColumn<bool>("isIndefinite");
    QTest::newRow("with its length") << false;
    QTest::newRow("without") << true;
}

void TestCborCodec::unfolds()
{
    QFETCH(bool, isIndefinite);
    DecodeLimits limits;
    limits.eagerBytes = 20'000;
    const QByteArray bytes = bigList(10'000, isIndefinite);
    ValueTree tree = decode(bytes, limits);
    const NodeId root = tree.root();
    QCOMPARE(tree.childCount(root), 0);
    while (tree.hasMore(root))
        tree = m_codec.expand(std::move(tree), root, limits);
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.childCount(root), 10'000);
    const NodeId late = tree.child(root, 9'999);
    if (tree.hasMore(late))
        tree = m_codec.expand(std::move(tree), late, limits);
    QCOMPARE(tree.node(tree.child(late, 1)).i, 9'999 % 24);
}

void TestCborCodec::unfoldsBelowTags()
{
    DecodeLimits limits;
    limits.eagerBytes = 1000;
    const QByteArray bytes = hex("d9d9f7bf6161c4") + bigList(1000, true) + hex("616201ff");
    ValueTree tree = decode(bytes, limits);
    QCOMPARE(tree.label(tree.root()), QByteArrayView("tag 55799"));
    const NodeId map = tree.child(tree.root(), 0);
    QVERIFY(tree.hasMore(map));
    tree = m_codec.expand(std::move(tree), map, limits);
    QVERIFY(tree.isWhole());
    QVERIFY(!tree.hasMore(map));
    QCOMPARE(tree.childCount(map), 2);
    const NodeId list = tree.child(tree.child(map, 0), 0);
    QVERIFY(tree.hasMore(list));
    tree = m_codec.expand(std::move(tree), list, limits);
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.childCount(list), 1000);
}

void TestCborCodec::unfoldsToTheProblem()
{
    DecodeLimits limits;
    limits.eagerBytes = 1000;
    const auto unfolded = [this, &limits](const QByteArray &bytes) {
        ValueTree tree = decode(bytes, limits);
        while (tree.hasMore(tree.root()))
            tree = m_codec.expand(std::move(tree), tree.root(), limits);
        return tree;
    };
    for (const bool isIndefinite : {false, true}) {
        const QByteArray list = bigList(1000, isIndefinite);
        const QByteArray longer = list + "abc";
        QCOMPARE(unfolded(longer).problem()->offset, list.size());
        const QByteArray shorter = list.chopped(7);
        const ValueTree less = unfolded(shorter);
        QVERIFY(less.problem());
        QVERIFY(less.childCount(less.root()) >= 998);
    }
    const QByteArray half = QByteArray(hex("bf") + QByteArray(2001, '\1') + '\xff');
    QCOMPARE(unfolded(half).problem()->text, u"The map ends between a key and its value."_s);
}

void TestCborCodec::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("detail");
    QTest::newRow("ext") << u"[\n1, ext(5, h'01')]"_s << u"Line 2, column 4: CBOR has no ext 5."_s;
    QTest::newRow("two in a tag") << u"4(-2, 27315)"_s << u"Line 1, column 1: A tag has one value."_s;
    QTest::newRow("simple 24") << u"simple(24)"_s << u"Line 1, column 1: Simple values are the numbers 0 to 23 and 32 to 255."_s;
    QTest::newRow("too many digits") << QString(10'001, u'1') << u"Line 1, column 1: Whole numbers of more than 10000 digits are not written."_s;
}

void TestCborCodec::refuses()
{
    QFETCH(QString, text);
    const Result<QByteArray> bytes = m_codec.encode(text);
    QVERIFY(!bytes);
    QTEST(bytes.error().detail, "detail");
    QVERIFY(!bytes.error().remedy.isEmpty());
}

void TestCborCodec::recognises_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Certainty>("certainty");
    QTest::newRow("sample") << sample() << Certainty::Likely;
    QTest::newRow("small map") << hex("a1616101") << Certainty::Likely;
    QTest::newRow("indefinite map") << hex("bf61610161629f0203ffff") << Certainty::Likely;
    QTest::newRow("with its mark") << hex("d9d9f780") << Certainty::Certain;
    QTest::newRow("empty map") << hex("a0") << Certainty::Possible;
    QTest::newRow("empty list") << hex("80") << Certainty::Possible;
    QTest::newRow("a letter") << QByteArray("A") << Certainty::No;
    QTest::newRow("text") << QByteArray("Hello") << Certainty::No;
    QTest::newRow("text that is a text") << QByteArray("eHello") << Certainty::Possible;
    QTest::newRow("letters that are tags") << QByteArray("Áab") << Certainty::Possible;
    QTest::newRow("nothing") << QByteArray() << Certainty::No;
    QTest::newRow("zeros") << QByteArray(8, '\0') << Certainty::No;
    QTest::newRow("MessagePack map") << hex("81a16101") << Certainty::No;
    QTest::newRow("MessagePack list") << hex("93010203") << Certainty::No;
}

void TestCborCodec::recognises()
{
    QFETCH(QByteArray, bytes);
    const Recognition found = m_codec.recognise(bytes, Codec::fullEffort);
    QTEST(found.certainty, "certainty");
    QCOMPARE(found.reason.isEmpty(), found.certainty == Certainty::No);
    if (found.certainty >= Certainty::Likely) {
        QCOMPARE(found.reason, u"valid CBOR, %1 of %1 bytes used"_s.arg(bytes.size()));
        QCOMPARE(Detector().best(bytes).codec->id(), u"cbor"_s);
    }
    const QByteArray large = bigList(10'000, true);
    QCOMPARE(m_codec.recognise(large, Codec::gistEffort).certainty, Certainty::Likely);
    QVERIFY(m_codec.recognise(large, Codec::gistEffort).reason.startsWith(u"CBOR, as far as looked: 4"_s));
}

void TestCborCodec::takesFewOtherBytes()
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
    for (qint32 number = -100'000; number < 100'000; ++number) {
        const qint32 little = qToLittleEndian(number);
        const qint64 wide = qToLittleEndian(qint64(number));
        QVERIFY2(!m_codec.recognises({reinterpret_cast<const char *>(&little), 4}), qPrintable(QString::number(number)));
        QVERIFY2(!m_codec.recognises({reinterpret_cast<const char *>(&wide), 8}), qPrintable(QString::number(number)));
    }
}

QTEST_GUILESS_MAIN(TestCborCodec)
#include "tst_cbor_codec.moc"
