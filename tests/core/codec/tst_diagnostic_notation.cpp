// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/notation/big_decimal.h"
#include "core/codec/notation/decimal128.h"
#include "core/codec/notation/diagnostic_notation.h"
#include "core/codec/notation/iso_time.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

/// What is read from @p text, on one line.
QString readAndPrinted(const QString &text)
{
    const Result<ValueTree> tree = diagnosticNotation::parse(text, u"Read"_s);
    if (!tree)
        return tree.error().detail;
    return diagnosticNotation::print(*tree, tree->root(), 10'000).text.simplified();
}

} // namespace

class TestDiagnosticNotation : public QObject
{
    Q_OBJECT
private slots:
    void reads_data();
    void reads();
    void namesThePlace_data();
    void namesThePlace();
    void placesValues();
    void survivesCutTexts();
    void limitsDepth();
    void cuts();
    void tellsTime_data();
    void tellsTime();
    void readsTime_data();
    void readsTime();
    void countsBeyond64Bits();
    void writesDecimals_data();
    void writesDecimals();
};

void TestDiagnosticNotation::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("printed");
    QTest::newRow("JSON") << u"{\"a\":[1,-2.5e3,true,false,null],\"b\":\"\\u00e9\\ud83d\\ude00\\n\\/\"}"_s
                          << u"{ \"a\": [ 1, -2500.0, true, false, null ], \"b\": \"é😀\\n/\" }"_s;
    QTest::newRow("comments") << u"/ a / [ 1, # one\n 2 /two/ , ] # end"_s << u"[ 1, 2 ]"_s;
    QTest::newRow("hexadecimal") << u"[0x10, -0xff, 0xffffffffffffffffff]"_s << u"[ 16, -255, 0xffffffffffffffffff ]"_s;
    QTest::newRow("bounds") << u"[9223372036854775807, 9223372036854775808, -9223372036854775808, -9223372036854775809, 18446744073709551616]"_s
                            << u"[ 9223372036854775807, 9223372036854775808, -9223372036854775808, -9223372036854775809, 18446744073709551616 ]"_s;
    QTest::newRow("floats") << u"[1e2, 1.0, NaN, -Infinity, Infinity, 1.5_1, 1.5_2, 1.5_3, float16(2), float32(0.1), float64(1)]"_s
                            << u"[ 100.0, 1.0, NaN, -Infinity, Infinity, float16(1.5), float32(1.5), 1.5, float16(2.0), float32(0.1), 1.0 ]"_s;
    QTest::newRow("bytes") << u"[h'', h'0A ff', b64'AQI=', 'ab', ''_, \"\"_, (_ h'01', h'02'), (_ \"a\", \"b\")]"_s
                           << u"[ h'', h'0aff', h'0102', h'6162', h''_, \"\"_, (_ h'0102'), (_ \"ab\") ]"_s;
    QTest::newRow("indefinite") << u"[_ {_ 1: [_]}, []]"_s << u"[_ {_ 1: [_] }, [] ]"_s;
    QTest::newRow("tags") << u"32(\"a\")"_s << u"32(\"a\")"_s;
    QTest::newRow("tags in tags") << u"55799( 4([-2,27315]) )"_s << u"55799(4([ -2, 27315 ]))"_s;
    QTest::newRow("calls") << u"[ext(-1,h'01'),binary( 4 , h'01'),regex(\"a\",\"i\"),minkey( ),int32(5),int64(5),int64(5000000000),simple(9)]"_s
                           << u"[ ext(-1, h'01'), binary(4, h'01'), regex(\"a\", \"i\"), minkey(), 5, int64(5), 5000000000, simple(9) ]"_s;
    QTest::newRow("raw texts") << u"[str(h'ff'), text(h'ff'), string(h'ff')]"_s << u"[ str(h'ff'), text(h'ff'), string(h'ff') ]"_s;
    QTest::newRow("any key") << u"{[1]: 2, {3: 4}: 5, 32(1): null, \"a\": 1, \"a\": 2}"_s
                             << u"{ [ 1 ]: 2, { 3: 4 }: 5, 32(1): null, \"a\": 1, \"a\": 2 }"_s;
    QTest::newRow("invisible characters") << u"\"\\u200b\\u0000\u202e\""_s << u"\"\\u200b\\u0000\\u202e\""_s;
}

void TestDiagnosticNotation::reads()
{
    QFETCH(QString, text);
    const QString printed = readAndPrinted(text);
    QTEST(printed, "printed");
    QCOMPARE(readAndPrinted(printed), printed);
}

void TestDiagnosticNotation::namesThePlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("detail");
    QTest::newRow("nothing") << u""_s << u"Line 1, column 1: Here a value should be."_s;
    QTest::newRow("too short") << u"[1,\n2"_s << u"Line 2, column 2: The text ends before a “]”."_s;
    QTest::newRow("nothing in a list") << u"[1,"_s << u"Line 1, column 4: The text ends too early."_s;
    QTest::newRow("two") << u"1 2"_s << u"Line 1, column 3: Nothing may follow the value."_s;
    QTest::newRow("no comma") << u"[1 2]"_s << u"Line 1, column 4: Here a “,” or “]” should be."_s;
    QTest::newRow("only a comma") << u"[,]"_s << u"Line 1, column 2: Here a value should be."_s;
    QTest::newRow("wrong end") << u"{\"é\": 1]"_s << u"Line 1, column 8: Here a “,” or “}” should be."_s;
    QTest::newRow("no value") << u"{1}"_s << u"Line 1, column 3: Here a “:” should be."_s;
    QTest::newRow("a word") << u"{a: 1}"_s << u"Line 1, column 2: “a” is no value; text stands in \"quotes\"."_s;
    QTest::newRow("open text") << u"[\"a]"_s << u"Line 1, column 2: This text needs a “\"” at its end."_s;
    QTest::newRow("line break in a text") << u"\"a\n\""_s << u"Line 1, column 3: Within a text a line break or control character is written \\n or \\u000a."_s;
    QTest::newRow("bad escape") << u"\"a\\x\""_s << u"Line 1, column 3: Only \\n \\r \\t \\b \\f \\\" \\\\ \\/ and \\uXXXX are escapes."_s;
    QTest::newRow("short escape") << u"\"\\u12\""_s << u"Line 1, column 5: “\\u” wants four hexadecimal digits."_s;
    QTest::newRow("half a pair") << u"\"\\ud83d\""_s << u"Line 1, column 2: Half of a surrogate pair is no character."_s;
    QTest::newRow("odd digits") << u"h'123'"_s << u"Line 1, column 6: One more hexadecimal digit is needed: a byte has two."_s;
    QTest::newRow("no digit") << u"h'1g'"_s << u"Line 1, column 4: This is no hexadecimal digit."_s;
    QTest::newRow("no base64") << u"b64'*'"_s << u"Line 1, column 5: This is not base64."_s;
    QTest::newRow("open comment") << u"1 / a"_s << u"Line 1, column 3: This comment needs a “/” at its end."_s;
    QTest::newRow("number with letters") << u"12ab"_s << u"Line 1, column 3: This cannot stand within a number."_s;
    QTest::newRow("leading zero") << u"007"_s << u"Line 1, column 1: A number does not begin with 0."_s;
    QTest::newRow("no number") << u"-"_s << u"Line 1, column 1: Here a number should be."_s;
    QTest::newRow("too large") << u"1e999"_s << u"Line 1, column 1: This number is too large or too small for a floating point number."_s;
    QTest::newRow("too large for 32 bits") << u"int32(2147483648)"_s << u"Line 1, column 7: This number does not fit int32."_s;
    QTest::newRow("negative tag") << u"-1(1)"_s << u"Line 1, column 1: A tag is a number from 0 to 18446744073709551615."_s;
    QTest::newRow("ext type") << u"ext(200, h'')"_s << u"Line 1, column 5: Here a number from -128 to 127 should be."_s;
    QTest::newRow("size of a whole number") << u"1_3"_s << u"Line 1, column 2: The size of a whole number cannot be chosen: it gets the shortest form."_s;
    QTest::newRow("mixed chunks") << u"(_ h'01', \"a\")"_s << u"Line 1, column 11: The chunks must be either all text or all bytes."_s;
    QTest::newRow("no float") << u"float32(\"a\")"_s << u"Line 1, column 9: Here a number should be."_s;
    QTest::newRow("half a surrogate pair") << QString(QChar(0xd800)) << u"The text holds half of a surrogate pair, which is no character."_s;
}

void TestDiagnosticNotation::namesThePlace()
{
    QFETCH(QString, text);
    const Result<ValueTree> tree = diagnosticNotation::parse(text, u"Read"_s);
    QVERIFY(!tree);
    QTEST(tree.error().detail, "detail");
    QCOMPARE(tree.error().operation, u"Read"_s);
}

void TestDiagnosticNotation::placesValues()
{
    const Result<ValueTree> tree = diagnosticNotation::parse(u"[1,\n \"é\", h'01']"_s, u"Read"_s);
    QVERIFY(tree.ok());
    const ValueNode &text = tree->node(tree->child(tree->root(), 1));
    QCOMPARE(tree->source().sliced(text.begin, text.end - text.begin), QByteArrayView("\"é\""));
    QCOMPARE(diagnosticNotation::errorAt(*tree, tree->child(tree->root(), 2), u"Write"_s, u"no."_s, {}).detail,
             u"Line 2, column 7: no."_s);
}

void TestDiagnosticNotation::survivesCutTexts()
{
    const QString text = u"{_ \"a\\u00e9\": [1, -2.5, 32(\"x\"), ext(5, h'01'), (_ 'a', h'02')], 1: {}, regex(\"a\", \"b\"): float16(1.5)}"_s;
    QVERIFY(diagnosticNotation::parse(text, u"Read"_s).ok());
    for (qsizetype size = 0; size < text.size(); ++size)
        QVERIFY2(!diagnosticNotation::parse(text.first(size), u"Read"_s).ok(), qPrintable(text.first(size)));
}

void TestDiagnosticNotation::limitsDepth()
{
    const int most = diagnosticNotation::maxDepth;
    QVERIFY(diagnosticNotation::parse(QString(most, u'[') + QString(most, u']'), u"Read"_s).ok());
    const Result<ValueTree> tooDeep = diagnosticNotation::parse(QString(most + 1, u'[') + QString(most + 1, u']'), u"Read"_s);
    QVERIFY(!tooDeep);
    QCOMPARE(tooDeep.error().detail, u"Line 1, column 1001: The values nest deeper than 1000 levels."_s);
    QVERIFY(!diagnosticNotation::parse(QString(1'000'000, u'['), u"Read"_s));
}

void TestDiagnosticNotation::cuts()
{
    const QString text = u"[\"abcdefgh\", h'0102030405', 1]"_s;
    const Result<ValueTree> tree = diagnosticNotation::parse(text, u"Read"_s);
    const QString whole = diagnosticNotation::print(*tree, tree->root(), 10'000).text;
    for (qsizetype most = 0; most < whole.size(); ++most) {
        const DecodedText cut = diagnosticNotation::print(*tree, tree->root(), most);
        QVERIFY(cut.cut);
        QVERIFY(whole.startsWith(cut.text) || cut.text.endsWith(u'"') || cut.text.endsWith(u'\''));
        QVERIFY(cut.text.size() <= most);
    }
    QVERIFY(!diagnosticNotation::print(*tree, tree->root(), whole.size()).cut);
}

void TestDiagnosticNotation::tellsTime_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<quint32>("nanoseconds");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("epoch") << qint64(0) << 0U << QByteArray("1970-01-01T00:00:00Z");
    QTest::newRow("before") << qint64(-1) << 999'999'999U << QByteArray("1969-12-31T23:59:59.999999999Z");
    QTest::newRow("milliseconds") << qint64(1'795'341'600) << 120'000'000U << QByteArray("2026-11-22T10:00:00.120Z");
    QTest::newRow("microseconds") << qint64(951'782'400) << 1000U << QByteArray("2000-02-29T00:00:00.000001Z");
    QTest::newRow("first") << qint64(-62'135'596'800) << 0U << QByteArray("0001-01-01T00:00:00Z");
    QTest::newRow("last") << qint64(253'402'300'799) << 999'999'999U << QByteArray("9999-12-31T23:59:59.999999999Z");
    QTest::newRow("too early") << qint64(-62'135'596'801) << 0U << QByteArray();
    QTest::newRow("too late") << qint64(253'402'300'800) << 0U << QByteArray();
    QTest::newRow("no fraction") << qint64(0) << 1'000'000'000U << QByteArray();
}

void TestDiagnosticNotation::tellsTime()
{
    QFETCH(qint64, seconds);
    QFETCH(quint32, nanoseconds);
    QFETCH(QByteArray, text);
    QCOMPARE(isoText({seconds, nanoseconds}), text);
    if (!text.isEmpty())
        QCOMPARE(parseIsoText(text), (IsoTime{seconds, nanoseconds}));
}

void TestDiagnosticNotation::readsTime_data()
{
    QTest::addColumn<bool>("good");
    QTest::newRow("2026-11-22T12:00:00+02:00") << true;
    QTest::newRow("2026-11-22 10:00:00.0Z") << true;
    QTest::newRow("2026-11-22T10:00:00.0000000000Z") << true;
    QTest::newRow("2026-11-22T07:30:00-02:30") << true;
    QTest::newRow("2026-11-22T10:00:00") << false;
    QTest::newRow("2026-02-29T10:00:00Z") << false;
    QTest::newRow("2026-11-22T24:00:00Z") << false;
    QTest::newRow("2026-11-22T10:00:00.Z") << false;
    QTest::newRow("2026-11-22T10:00:00.0000000001Z") << false;
    QTest::newRow("2026-11-22T10:00:00Z ") << false;
    QTest::newRow("2026-11-22") << false;
}

void TestDiagnosticNotation::readsTime()
{
    QFETCH(bool, good);
    const auto time = parseIsoText(QTest::currentDataTag());
    QCOMPARE(time.has_value(), good);
    if (good)
        QCOMPARE(time->seconds, qint64(1'795'341'600));
}

void TestDiagnosticNotation::countsBeyond64Bits()
{
    QCOMPARE(bigDecimal::fromBytes(QByteArray::fromHex("010000000000000000"), 0), QByteArray("18446744073709551616"));
    QCOMPARE(bigDecimal::fromBytes(QByteArray::fromHex("ffffffffffffffff"), 1), QByteArray("18446744073709551616"));
    QCOMPARE(bigDecimal::fromBytes(QByteArray(3, '\0'), 0), QByteArray("0"));
    QCOMPARE(bigDecimal::toBytes("18446744073709551616", 0)->toHex(), QByteArray("010000000000000000"));
    QCOMPARE(bigDecimal::toBytes("18446744073709551616", 1)->toHex(), QByteArray("ffffffffffffffff"));
    QCOMPARE(bigDecimal::toBytes("0x0fF000000000000000001", 0)->toHex(), QByteArray("ff000000000000000001"));
    QVERIFY(!bigDecimal::toBytes("12a", 0));
    for (int size = 9; size < 200; ++size) {
        const QByteArray bytes = QByteArray(size, '\xa7');
        QCOMPARE(*bigDecimal::toBytes(bigDecimal::fromBytes(bytes, 1), 1), bytes);
    }
}

void TestDiagnosticNotation::writesDecimals_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("0") << QByteArray("00000000000000000000000000004030");
    QTest::newRow("1") << QByteArray("01000000000000000000000000004030");
    QTest::newRow("-1.5") << QByteArray("0f000000000000000000000000003eb0");
    QTest::newRow("0.001234") << QByteArray("d2040000000000000000000000003430");
    QTest::newRow("1E+3") << QByteArray("01000000000000000000000000004630");
    QTest::newRow("1.000000000000000000000000000000000E+6144") << QByteArray("000000000a5bc138938d44c64d31fe5f");
    QTest::newRow("9.999999999999999999999999999999999E+6144") << QByteArray("ffffffff638e8d37c087adbe09edff5f");
    QTest::newRow("1E-6176") << QByteArray("01000000000000000000000000000000");
    QTest::newRow("Infinity") << QByteArray("00000000000000000000000000000078");
    QTest::newRow("-Infinity") << QByteArray("000000000000000000000000000000f8");
    QTest::newRow("NaN") << QByteArray("0000000000000000000000000000007c");
}

void TestDiagnosticNotation::writesDecimals()
{
    QFETCH(QByteArray, bytes);
    const QByteArray text = QTest::currentDataTag();
    QCOMPARE(decimal128::toText(QByteArray::fromHex(bytes)), text);
    QCOMPARE(decimal128::fromText(text)->toHex(), bytes);
    QVERIFY(!decimal128::fromText("12345678901234567890123456789012345"));
    QVERIFY(!decimal128::fromText("1E+6145"));
    QVERIFY(!decimal128::fromText("1E-6177"));
    QVERIFY(!decimal128::fromText("1.5x"));
    QVERIFY(!decimal128::toText(QByteArray(16, '\xff')));
}

QTEST_GUILESS_MAIN(TestDiagnosticNotation)
#include "tst_diagnostic_notation.moc"
