// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/array/dtype.h"
#include "core/array/half_float.h"
#include "core/array/literal.h"

#include <QTest>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestDType : public QObject
{
    Q_OBJECT
private slots:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void boundsTheSize();
    void boundsTheDepth();
    void findsFields();

    void readsLiterals_data();
    void readsLiterals();
    void refusesLiterals_data();
    void refusesLiterals();
    void boundsTheDepthOfLiterals();

    void convertsEveryHalf();
    void roundsToHalves();
};

void TestDType::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("bytes");
    const auto row = [](const char *text, const char *name, int bytes) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(name) << bytes;
    };
    row("<f8", "float64", 8);
    row("float64", "float64", 8);
    row("=f4", "float32", 4);
    row(">f4", ">f4", 4);
    row("|u1", "uint8", 1);
    row(">u1", "uint8", 1);
    row("?", "bool", 1);
    row("|b1", "bool", 1);
    row("bool", "bool", 1);
    row("i4", "int32", 4);
    row(">i4", ">i4", 4);
    row("<U10", "<U10", 40);
    row("S5", "|S5", 5);
    row("a5", "|S5", 5);
    row("V16", "|V16", 16);
    row("complex128", "complex128", 16);
    row("<M8[ns]", "datetime64[ns]", 8);
    row("datetime64[25s]", "datetime64[25s]", 8);
    row("datetime64", "datetime64", 8);
    row(">m8[us]", ">m8[us]", 8);
    row("timedelta64[W]", "timedelta64[W]", 8);
    row("[('x','<f4'),('y','>i2',(2,3))]", "[('x', '<f4'), ('y', '>i2', (2, 3))]", 16);
    row("[('a', 'i1'), ('', 'V3'), ('b', '<i4')]", "[('a', '|i1'), ('b', '<i4')]", 8);
    row("[(('title', 'n'), [('in', 'u1')])]", "[('n', [('in', '|u1')])]", 1);
    row("{'names': ['a'], 'formats': [('<i2', (3,))], 'offsets': [2], 'itemsize': 10}", "[('a', '<i2', (3,))]", 10);
}

void TestDType::parses()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    QFETCH(int, bytes);
    const Result<DType> type = DType::parse(text);
    QVERIFY2(type.ok(), type.ok() ? "" : qPrintable(type.error().text()));
    QCOMPARE(type->name(), name);
    QCOMPARE(type->itemSize(), bytes);
}

void TestDType::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "<", "f", "f3", "f16", "c32", "i16", "x4", "<f8x", "float7", "O", "|O", "object", "S0", "U0", "S", "V",
                             "M8[parsec]", "M8[0s]", "M8[s", "f8[s]", "S99999999999999999999", "[]", "['<f4']", "[('x',)]",
                             "[('x', 'O')]", "[(1, '<f4')]", "[('x', '<f4', (0,))]", "[('x', '<f4', (-1,))]", "('<i2', (3,))",
                             "[('x', '<f4'", "{'names': ['a'], 'formats': []}",
                             "{'names': ['a'], 'formats': ['<i4'], 'offsets': [2], 'itemsize': 4}", "S-1", "U1073741824"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestDType::refuses()
{
    QFETCH(QString, text);
    const Result<DType> type = DType::parse(text);
    QVERIFY2(!type.ok(), type.ok() ? qPrintable(type->name()) : "");
    QVERIFY(!type.error().detail.isEmpty());
}

void TestDType::boundsTheSize()
{
    QVERIFY(DType::parse(u"S%1"_s.arg(DType::maxItemBytes)).ok());
    QVERIFY(!DType::parse(u"S%1"_s.arg(DType::maxItemBytes + 1)).ok());
    QVERIFY(DType::parse(u"[('a', 'S%1'), ('b', 'u1')]"_s.arg(DType::maxItemBytes - 1)).ok());
    QVERIFY(!DType::parse(u"[('a', 'S%1'), ('b', 'u1')]"_s.arg(DType::maxItemBytes)).ok());
    QVERIFY(DType::parse(u"[('a', 'u1', (65536, 32767))]"_s).ok());
    QVERIFY(!DType::parse(u"[('a', 'u1', (65536, 32768))]"_s).ok());
}

void TestDType::boundsTheDepth()
{
    const auto nested = [](int depth) {
        return QString(u"[('a', "_s.repeated(depth) + u"'u1'"_s + u")]"_s.repeated(depth));
    };
    QVERIFY(DType::parse(nested(DType::maxDepth - 1)).ok());
    QVERIFY(!DType::parse(nested(DType::maxDepth + 1)).ok());
}

void TestDType::findsFields()
{
    const DType type = *DType::parse(u"[('a', 'i1'), ('', 'V3'), ('b', '<i4', (2, 2))]"_s);
    QCOMPARE(type.fields().size(), 2U);
    QCOMPARE(type.fields()[1].name, u"b"_s);
    QCOMPARE(type.fields()[1].offset, 4);
    QCOMPARE(type.fields()[1].type.subCount(), 4);
    QCOMPARE(type.valuesPerElement(), 9); // the record, 2 keys, a, b and its 4
}

void TestDType::readsLiterals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QString &text, Literal::Kind kind, const QByteArray &bytes = {}) {
        QTest::newRow(name) << text << int(kind) << bytes;
    };
    row("none", u" None "_s, Literal::Kind::None);
    row("null", u"null"_s, Literal::Kind::None);
    row("true", u"True"_s, Literal::Kind::Bool);
    row("int", u"-0x1F"_s, Literal::Kind::Int);
    row("int of Python 2", u"3L"_s, Literal::Kind::Int);
    row("float", u"-1.5e-3"_s, Literal::Kind::Float);
    row("float without a zero", u".5"_s, Literal::Kind::Float);
    row("infinity", u"-Infinity"_s, Literal::Kind::Float);
    row("text", u"'a\"\\u00e9\\x41\\101\\\n'"_s.remove(u"\\\n"_s), Literal::Kind::Text, "a\"éAA");
    row("pair", u"\"\\ud83d\\ude00\""_s, Literal::Kind::Text, "😀");
    row("bytes", u"b'a\\xff\\0'"_s, Literal::Kind::Bytes, QByteArray("a\xff\0", 3));
    row("brackets", u"('a')"_s, Literal::Kind::Text, "a");
    row("tuple", u"('a',)"_s, Literal::Kind::Tuple);
    row("no tuple", u"()"_s, Literal::Kind::Tuple);
    row("bare", u"1, 2"_s, Literal::Kind::Tuple);
    row("list", u"[1, 2,]"_s, Literal::Kind::List);
    row("dict", u"{'a': 1, \"b\": [2]}"_s, Literal::Kind::Dict);
}

void TestDType::readsLiterals()
{
    QFETCH(QString, text);
    QFETCH(int, kind);
    QFETCH(QByteArray, bytes);
    const Result<Literal> literal = parseLiteral(text, LiteralNotation::Lax);
    QVERIFY2(literal.ok(), literal.ok() ? "" : qPrintable(literal.error().text()));
    QCOMPARE(int(literal->kind), kind);
    QCOMPARE(literal->bytes, bytes);
}

void TestDType::refusesLiterals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("character");
    const auto row = [](const QString &text, int character) { QTest::newRow(qPrintable(text)) << text << character; };
    row(u""_s, 1);
    row(u"f(1)"_s, 1);
    row(u"(1 2)"_s, 4);
    row(u"(1, 2"_s, 1);
    row(u"[1, (2, 3]"_s, 10);
    row(u"{1}"_s, 3);
    row(u"'abc"_s, 1);
    row(u"'a\\q'"_s, 3);
    row(u"'\\ud800'"_s, 1);
    row(u"b'é'"_s, 3);
    row(u"1 x"_s, 3);
    row(u"18446744073709551616"_s, 1);
    row(u"1.2.3"_s, 1);
    row(u"-"_s, 1);
    row(u"#"_s, 1);
    row(u"1,,2"_s, 3);
}

void TestDType::refusesLiterals()
{
    QFETCH(QString, text);
    QFETCH(int, character);
    const Result<Literal> literal = parseLiteral(text, LiteralNotation::Lax);
    QVERIFY(!literal.ok());
    QVERIFY2(literal.error().detail.startsWith(u"Character %1:"_s.arg(character)), qPrintable(literal.error().detail));
    for (qsizetype length = 0; length < text.size(); ++length)
        (void)parseLiteral(QStringView(text).first(length), LiteralNotation::Python);
}

void TestDType::boundsTheDepthOfLiterals()
{
    const auto nested = [](int depth) { return QString(QString(depth, u'[') + QString(depth, u']')); };
    QVERIFY(parseLiteral(nested(maxLiteralDepth), LiteralNotation::Python).ok());
    QVERIFY(!parseLiteral(nested(maxLiteralDepth + 1), LiteralNotation::Python).ok());
    QVERIFY(!parseLiteral(QString(1'000'000, u'['), LiteralNotation::Python).ok());
}

void TestDType::convertsEveryHalf()
{
    QCOMPARE(halfToFloat(0x3c00), 1.0F);
    QCOMPARE(halfToFloat(0xc000), -2.0F);
    QCOMPARE(halfToFloat(0x7bff), 65504.0F);
    QCOMPARE(halfToFloat(0x0001), 5.9604645e-08F);
    QVERIFY(std::isinf(halfToFloat(0x7c00)));
    QVERIFY(std::isnan(halfToFloat(0x7c01)));
    for (int bits = 0; bits < 0x10000; ++bits) {
        const float value = halfToFloat(quint16(bits));
        if (std::isnan(value))
            continue;
        QCOMPARE(halfFromDouble(double(value)), quint16(bits));
        QCOMPARE(halfFromDouble(halfText(quint16(bits)).toDouble()), quint16(bits));
    }
}

void TestDType::roundsToHalves()
{
    QCOMPARE(halfFromDouble(65519.99), 0x7bff);
    QCOMPARE(halfFromDouble(65520), 0x7c00); // half way to the number that there is not
    QCOMPARE(halfFromDouble(1e300), 0x7c00);
    QCOMPARE(halfFromDouble(1 + 1.0 / 2048), 0x3c00); // ties go to the even one
    QCOMPARE(halfFromDouble(1 + 3.0 / 2048), 0x3c02);
    QCOMPARE(halfFromDouble(std::ldexp(1, -25)), 0x0000);
    QCOMPARE(halfFromDouble(std::ldexp(1.0001, -25)), 0x0001);
    QCOMPARE(halfFromDouble(1e-300), 0x0000);
    QCOMPARE(halfFromDouble(-0.0), 0x8000);
    QVERIFY(std::isnan(halfToFloat(halfFromDouble(std::nan("")))));
}

QTEST_GUILESS_MAIN(TestDType)
#include "tst_dtype.moc"
