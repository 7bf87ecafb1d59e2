// SPDX-License-Identifier: GPL-3.0-or-later
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

/// One of each type, as python3-bson writes it.
QByteArray sample()
{
    return hex("22010000026576656e74000e000000e7aa81e58f91e4ba8be4bbb64100106e00050000001262696700050000000000000012"
               "687567650000f2052a01000000016600000000000000f83f087400010a7a00046c0025000000103000010000000231000200"
               "000062000332000d00000004630005000000000000076964000123456789abcdef012345670964007bc5b202a20100000b72"
               "00612e2a006900056200020000000000ff0575001000000004000102030405060708090a0b0c0d0e0f056f6c640006000000"
               "020200000061620d630004000000662829000f6373001800000004000000672829000c000000107800010000000011747300"
               "0700000020bd026bff6d696e007f6d61780013646563000f00000000000000000000000000383000");
}

QByteArray withLength(const QByteArray &elements)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(qint32(elements.size() + 5), bytes.data());
    return bytes + elements + '\0';
}

QByteArray nested(int depth)
{
    QByteArray bytes = withLength({});
    for (int i = 1; i < depth; ++i)
        bytes = withLength(hex("036100") + bytes);
    return bytes;
}

QByteArray bigList(int count)
{
    QByteArray elements;
    for (int i = 0; i < count; ++i)
        elements += '\x04' + QByteArray::number(i) + '\0' + withLength(hex("103000") + char(i % 100) + QByteArray(3, '\0'));
    return withLength(hex("046c00") + withLength(elements));
}

} // namespace

class TestBsonCodec : public QObject
{
    Q_OBJECT
private slots:
    void shows();
    void comesBackExactly_data();
    void comesBackExactly();
    void keepsWhereValuesStand();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void everyPrefixIsHonest();
    void survivesAnyBytes();
    void limitsDepth();
    void limitsNodes();
    void unfolds();
    void encodes_data();
    void encodes();
    void refuses_data();
    void refuses();
    void recognises_data();
    void recognises();

private:
    ValueTree decode(QByteArrayView bytes, const DecodeLimits &limits = {}) const { return m_codec.decodeTree(bytes, limits); }

    const Codec &m_codec = *CodecRegistry::builtin().find(u"bson");
};

void TestBsonCodec::shows()
{
    const Result<DecodedText> text = m_codec.decode(sample(), 10'000);
    QVERIFY2(text.ok(), text.ok() ? "" : qPrintable(text.error().text()));
    QCOMPARE(text->text, QString(u"{\n  \"event\": \"突发事件A\",\n  \"n\": 5,\n  \"big\": int64(5),\n  \"huge\": 5000000000,\n  \"f\": 1.5,\n"
        "  \"t\": true,\n  \"z\": null,\n  \"l\": [\n    1,\n    \"b\",\n    {\n      \"c\": []\n    }\n  ],\n"
        "  \"id\": objectid(h'0123456789abcdef01234567'),\n  \"d\": datetime(\"2026-11-22T10:00:00.123Z\"),\n"
        "  \"r\": regex(\"a.*\", \"i\"),\n  \"b\": h'00ff',\n  \"u\": binary(4, h'000102030405060708090a0b0c0d0e0f'),\n"
        "  \"old\": binary(2, h'6162'),\n  \"c\": code(\"f()\"),\n  \"cs\": code(\"g()\", {\n    \"x\": 1\n  }),\n"
        "  \"ts\": timestamp(1795341600, 7),\n  \"min\": minkey(),\n  \"max\": maxkey(),\n  \"dec\": decimal128(\"0.0015\")\n}"_s));
}

void TestBsonCodec::comesBackExactly_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("sample") << sample();
    QTest::newRow("empty") << withLength({});
    QTest::newRow("undefined") << withLength(hex("066100"));
    QTest::newRow("symbol") << withLength(hex("0e6100020000006200"));
    QTest::newRow("dbpointer") << withLength(hex("0c6100020000006200000102030405060708090a0b"));
    QTest::newRow("date of no calendar") << withLength(hex("096100ffffffffffffff7f"));
    QTest::newRow("old date") << withLength(hex("096100ffffffffffffffff"));
    QTest::newRow("decimal of no text") << withLength(hex("136100ffffffffffffffffffffffffffffffff"));
    QTest::newRow("not UTF-8") << withLength(hex("02ff0002000000ff00"));
    QTest::newRow("bounds") << withLength(hex("106100ffffff7f10620000000080126300000000800000000012640000000000000000801265002a00000000000000"));
    QTest::newRow("zero in a text") << withLength(hex("02610004000000610062") + '\0');
}

void TestBsonCodec::comesBackExactly()
{
    QFETCH(QByteArray, bytes);
    const Result<DecodedText> text = m_codec.decode(bytes, 10'000);
    QVERIFY2(text.ok(), text.ok() ? "" : qPrintable(text.error().text()));
    const Result<QByteArray> again = m_codec.encode(text->text);
    QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(again.error().text()));
    QCOMPARE(again->toHex(), bytes.toHex());
}

void TestBsonCodec::keepsWhereValuesStand()
{
    const QByteArray bytes = withLength(hex("106100010000000262000200000063") + '\0');
    const ValueTree tree = decode(bytes);
    QVERIFY(tree.isWhole());
    const auto span = [&tree](NodeId id) { return std::pair(tree.node(id).begin, tree.node(id).end); };
    QCOMPARE(span(tree.root()), std::pair(0U, 21U));
    QCOMPARE(span(tree.key(tree.root(), 0)), std::pair(4U, 7U));
    QCOMPARE(span(tree.child(tree.root(), 0)), std::pair(7U, 11U));
    QCOMPARE(span(tree.child(tree.root(), 1)), std::pair(14U, 20U));
    QCOMPARE(tree.label(tree.child(tree.root(), 0)), QByteArrayView("int32"));
}

void TestBsonCodec::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QByteArray() << qint64(0) << u"There are no bytes."_s;
    QTest::newRow("no length") << hex("0500") << qint64(0) << u"The bytes end where a value should be."_s;
    QTest::newRow("short length") << hex("0400000000") << qint64(0) << u"This length must be 5 or more, and is 4."_s;
    QTest::newRow("negative length") << hex("ffffffff00") << qint64(0) << u"This length must be 5 or more, and is -1."_s;
    QTest::newRow("too long") << hex("0600000000") << qint64(0) << u"The value promises 6 bytes, and 5 are left."_s;
    QTest::newRow("no end") << hex("0500000001") << qint64(4) << u"A document ends with a zero byte."_s;
    QTest::newRow("more") << QByteArray(withLength({}) + "ab") << qint64(5) << u"2 bytes follow the value."_s;
    QTest::newRow("early end") << withLength(hex("0000")) << qint64(4) << u"The document ends before its length says so."_s;
    QTest::newRow("unknown type") << withLength(hex("146100")) << qint64(7) << u"There is no element type 0x14."_s;
    QTest::newRow("no name") << withLength(hex("1061")) << qint64(5) << u"This name needs a zero byte at its end."_s;
    QTest::newRow("bad bool") << withLength(hex("08610002")) << qint64(7) << u"A bool is 0 or 1."_s;
    QTest::newRow("number beyond its document") << withLength(hex("106100010000")) << qint64(7) << u"The value promises 4 bytes, and 3 are left."_s;
    QTest::newRow("text beyond its document") << withLength(hex("0261000300000061")) << qint64(7) << u"The value promises 3 bytes, and 1 are left."_s;
    QTest::newRow("text without end") << withLength(hex("026100010000006200")) << qint64(11) << u"A text ends with a zero byte."_s;
    QTest::newRow("negative binary") << withLength(hex("056100ffffffff00")) << qint64(7) << u"This length must be 0 or more, and is -1."_s;
    QTest::newRow("binary beyond") << withLength(hex("0561000200000000ff")) << qint64(7) << u"The value promises 2 bytes, and 1 are left."_s;
    QTest::newRow("old binary") << withLength(hex("05610006000000020300000061620a6200")) << qint64(12) << u"Binary data of subtype 2 begin with their length, less the 4 bytes of it."_s;
    QTest::newRow("code of another length") << withLength(hex("0f61001000000002000000620005000000000000")) << qint64(7)
        << u"The length of the code and its document is not the sum of both."_s;
}

void TestBsonCodec::saysWhatIsWrong()
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

void TestBsonCodec::everyPrefixIsHonest()
{
    const QByteArray bytes = sample();
    QVERIFY(decode(bytes).isWhole());
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const QByteArray prefix = bytes.first(size);
        QVERIFY2(decode(prefix).problem(), qPrintable(QString::number(size)));
        QCOMPARE(m_codec.recognise(prefix, Codec::fullEffort).certainty, Certainty::No);
        // The same with lengths that hide that it is cut.
        QByteArray hidden = prefix + '\0';
        if (hidden.size() < 5)
            continue;
        qToLittleEndian(qint32(hidden.size()), hidden.data());
        const ValueTree tree = decode(hidden);
        QVERIFY(tree.childCount(tree.root()) <= 20);
    }
}

void TestBsonCodec::survivesAnyBytes()
{
    QRandomGenerator random(7);
    const QByteArray bytes = sample();
    for (int round = 0; round < 20'000; ++round) {
        QByteArray changed = bytes;
        for (int i = random.bounded(1, 4); i > 0; --i)
            changed[random.bounded(4, int(bytes.size()) - 1)] = char(random.bounded(256));
        const ValueTree tree = decode(changed);
        if (tree.problem()) {
            QVERIFY(tree.problem()->offset <= changed.size());
            continue;
        }
        const Result<DecodedText> text = m_codec.decode(changed, 100'000);
        QVERIFY(text.ok());
        const Result<QByteArray> again = m_codec.encode(text->text);
        QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(text->text + again.error().text()));
        QCOMPARE(m_codec.decode(*again, 100'000)->text, text->text);
    }
}

void TestBsonCodec::limitsDepth()
{
    const QByteArray most = nested(DecodeLimits::defaultDepth);
    QVERIFY(decode(most).isWhole());
    const QByteArray tooDeep = nested(DecodeLimits::defaultDepth + 1);
    const ValueTree tree = decode(tooDeep);
    QVERIFY(tree.problem());
    QCOMPARE(tree.problem()->text, u"The values nest deeper than 1000 levels."_s);
}

void TestBsonCodec::limitsNodes()
{
    const QByteArray bytes = withLength(hex("0a61000a62000a6300"));
    DecodeLimits limits;
    limits.maxNodes = 7;
    QVERIFY(decode(bytes, limits).isWhole());
    limits.maxNodes = 6;
    const ValueTree cut = decode(bytes, limits);
    QVERIFY(cut.isCut());
    QCOMPARE(cut.childCount(cut.root()), 2);
}

void TestBsonCodec::unfolds()
{
    DecodeLimits limits;
    limits.eagerBytes = 20'000;
    const QByteArray bytes = bigList(10'000);
    ValueTree tree = decode(bytes, limits);
    QVERIFY(tree.hasMore(tree.root()));
    tree = m_codec.expand(std::move(tree), tree.root(), limits);
    QVERIFY(!tree.hasMore(tree.root()));
    QCOMPARE(tree.childCount(tree.root()), 1);
    const NodeId list = tree.child(tree.root(), 0);
    QCOMPARE(tree.node(list).kind, ValueKind::List);
    while (tree.hasMore(list))
        tree = m_codec.expand(std::move(tree), list, limits);
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.childCount(list), 10'000);
    const NodeId late = tree.child(list, 9'999);
    if (tree.hasMore(late))
        tree = m_codec.expand(std::move(tree), late, limits);
    QCOMPARE(tree.node(tree.child(late, 0)).i, 99);

    const QByteArray longer = bytes + "ab";
    QCOMPARE(decode(longer, limits).problem()->offset, bytes.size());
}

void TestBsonCodec::encodes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("JSON") << u"{\"hello\": \"world\"}"_s << hex("160000000268656c6c6f0006000000776f726c640000");
    QTest::newRow("list") << u"{\"BSON\": [\"awesome\", 5.05, 1986]}"_s
        << hex("310000000442534f4e002600000002300008000000617765736f6d65000131003333333333331440103200c20700000000");
    QTest::newRow("large number") << u"{\"a\": 2147483648}"_s << withLength(hex("1261000000008000000000"));
    QTest::newRow("decimal") << u"{\"a\": decimal128(\"1.5e-3\")}"_s << withLength(hex("1361000f000000000000000000000000003830"));
}

void TestBsonCodec::encodes()
{
    QFETCH(QString, text);
    const Result<QByteArray> bytes = m_codec.encode(text);
    QVERIFY2(bytes.ok(), bytes.ok() ? "" : qPrintable(bytes.error().text()));
    QTEST(*bytes, "bytes");
}

void TestBsonCodec::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("detail");
    QTest::newRow("list at the top") << u"[1]"_s << u"Line 1, column 1: A BSON frame is a map."_s;
    QTest::newRow("number as key") << u"{\"a\": {1: 2}}"_s << u"Line 1, column 8: A key of BSON is a text."_s;
    QTest::newRow("list as key") << u"{[1]: 2}"_s << u"Line 1, column 2: A key of BSON is a text."_s;
    QTest::newRow("zero in a key") << u"{\"a\\u0000\": 2}"_s << u"Line 1, column 2: A key of BSON cannot hold \\u0000."_s;
    QTest::newRow("too large") << u"{\"a\": 9223372036854775808}"_s
        << u"Line 1, column 7: BSON has whole numbers from -9223372036854775808 to 9223372036854775807 only."_s;
    QTest::newRow("float32") << u"{\"a\": float32(1.5)}"_s << u"Line 1, column 7: BSON has no float32."_s;
    QTest::newRow("tag") << u"{\"a\": 32(1)}"_s << u"Line 1, column 7: BSON has no tag 32."_s;
    QTest::newRow("short id") << u"{\"a\": objectid(h'01')}"_s << u"Line 1, column 7: This is not how BSON's objectid is written."_s;
    QTest::newRow("too exact") << u"{\"a\": datetime(\"2026-11-22T10:00:00.0001Z\")}"_s << u"Line 1, column 7: This is not how BSON's datetime is written."_s;
    QTest::newRow("no argument") << u"{\"a\": regex()}"_s << u"Line 1, column 7: This is not how BSON's regex is written."_s;
    QTest::newRow("no decimal") << u"{\"a\": decimal128(\"x\")}"_s << u"Line 1, column 7: This is not how BSON's decimal128 is written."_s;
}

void TestBsonCodec::refuses()
{
    QFETCH(QString, text);
    const Result<QByteArray> bytes = m_codec.encode(text);
    QVERIFY(!bytes);
    QTEST(bytes.error().detail, "detail");
    QVERIFY(!bytes.error().remedy.isEmpty());
}

void TestBsonCodec::recognises_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Certainty>("certainty");
    QTest::newRow("sample") << sample() << Certainty::Certain;
    QTest::newRow("large") << bigList(10'000) << Certainty::Certain;
    QTest::newRow("empty") << withLength({}) << Certainty::Possible;
    QTest::newRow("text") << QByteArray("Hello") << Certainty::No;
    QTest::newRow("zeros") << QByteArray(8, '\0') << Certainty::No;
    QTest::newRow("an integer of its own size") << hex("0800000000000000") << Certainty::No;
}

void TestBsonCodec::recognises()
{
    QFETCH(QByteArray, bytes);
    const Recognition found = m_codec.recognise(bytes, Codec::gistEffort);
    QTEST(found.certainty, "certainty");
    QCOMPARE(found.reason.isEmpty(), found.certainty == Certainty::No);
    if (found.certainty == Certainty::Certain)
        QCOMPARE(Detector().best(bytes).codec->id(), u"bson"_s);
}

QTEST_GUILESS_MAIN(TestBsonCodec)
#include "tst_bson_codec.moc"
