// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/python_literal.h"
#include "core/codec/pickle/python_parser.h"
#include "core/codec/pickle/python_text.h"
#include "core/value/decode_limits.h"

#include <QTest>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

ValueTree parsed(const QString &text)
{
    Result<ValueTree> tree = parsePython(text);
    if (!tree)
        qWarning("%s", qPrintable(tree.error().text()));
    return tree ? std::move(tree).value() : ValueTree();
}

/// The tree in the test's own words: kinds, labels and values.
QByteArray outline(const ValueTree &tree, NodeId id)
{
    static const char *const kinds[] = {"null", "bool", "int", "uint", "big", "float", "text", "bytes", "list",
                                        "map", "object", "call", "tagged", "symbol", "reference", "opaque"};
    const ValueNode &node = tree.node(id);
    QByteArray text = kinds[int(node.kind)];
    if (node.label)
        text += ":" + tree.label(id).toByteArray();
    if (node.kind == ValueKind::Int || node.kind == ValueKind::Bool)
        text += " " + QByteArray::number(node.i);
    else if (node.kind == ValueKind::UInt)
        text += " " + QByteArray::number(node.u);
    else if (node.hasText())
        text += " " + node.bytes().toByteArray();
    if (!node.isContainer())
        return text;
    text += "(";
    for (qsizetype i = 0; i < tree.childCount(id); ++i) {
        text += i ? ", " : "";
        if (node.hasPairs())
            text += outline(tree, tree.key(id, i)) + "=";
        text += outline(tree, tree.child(id, i));
    }
    return text + ")";
}

} // namespace

/// What texts in Python's notation mean, and what is said of those that mean nothing.
class TestPythonLiteral : public QObject
{
    Q_OBJECT
private slots:
    void reads_data();
    void reads();
    void floats_data();
    void floats();
    void texts_data();
    void texts();
    void refuses_data();
    void refuses();
    void limitsDepth();
    void limitsDecimalDigits();
    void saysWhereValuesStand();
    void everyPrefixIsReadOrRefused();
};

void TestPythonLiteral::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const QString &text, const QByteArray &expected) {
        QTest::newRow(text.simplified().toUtf8().left(60).constData()) << text << expected;
    };
    row(u" None # nothing"_s, "null");
    row(u"True"_s, "bool 1");
    row(u"False"_s, "bool 0");
    row(u"-1_000"_s, "int -1000");
    row(u"+7"_s, "int 7");
    row(u"00"_s, "int 0");
    row(u"0x_Ff"_s, "int 255");
    row(u"0o17"_s, "int 15");
    row(u"0b101"_s, "int 5");
    row(u"9223372036854775807"_s, "int 9223372036854775807");
    row(u"-9223372036854775808"_s, "int -9223372036854775808");
    row(u"9223372036854775808"_s, "uint 9223372036854775808");
    row(u"-9223372036854775809"_s, "big -9223372036854775809");
    row(u"1_8446744073709551616"_s, "big 18446744073709551616");
    row(u"-0x0FFFF_FFFF_FFFF_FFFF_F"_s, "big -0xfffffffffffffffff");
    row(u"0o7777777777777777777777777"_s, "big 0x7ffffffffffffffffff");
    row(u"[]"_s, "list()");
    row(u"[1, [2],]"_s, "list(int 1, list(int 2))");
    row(u"()"_s, "list:tuple()");
    row(u"(1)"_s, "int 1");
    row(u"((1,))"_s, "list:tuple(int 1)");
    row(u"(1, 2)"_s, "list:tuple(int 1, int 2)");
    row(u"{}"_s, "map()");
    row(u"{'a': 1, (1, 2): {}, 'a': None,}"_s, "map(text a=int 1, list:tuple(int 1, int 2)=map(), text a=null)");
    row(u"{1, 'x'}"_s, "list:set(int 1, text x)");
    row(u"set()"_s, "list:set()");
    row(u"set([1])"_s, "list:set(int 1)");
    row(u"frozenset()"_s, "list:frozenset()");
    row(u"frozenset({(1,)})"_s, "list:frozenset(list:tuple(int 1))");
    row(u"{frozenset([1]): 1}"_s, "map(list:frozenset(int 1)=int 1)");
    row(u"list()"_s, "list()");
    row(u"tuple()"_s, "list:tuple()");
    row(u"dict(a=1)"_s, "map(text a=int 1)");
    row(u"b'a'"_s, "bytes:bytes a");
    row(u"bytearray(b'a' b'b')"_s, "bytes:bytearray ab");
    row(u"bytearray()"_s, "bytes:bytearray ");
    row(u"data.zmqStruct"_s, "symbol data.zmqStruct");
    row(u"[int, ValueError]"_s, "list(symbol builtins.int, symbol builtins.ValueError)");
    row(u"complex(1, 2)"_s, "call:builtins.complex(null=int 1, null=int 2)");
    row(u"data.zmqStruct(cmd=1, data=None, desc='你好')"_s,
        "object:data.zmqStruct(text cmd=int 1, text data=null, text desc=text 你好)"_ba);
    row(u"data.C(a=1, **{'b c': 2}, d=3)"_s, "object:data.C(text a=int 1, text b c=int 2, text d=int 3)");
    row(u"data.C(**{})"_s, "object:data.C()");
    row(u"data.C()"_s, "call:data.C()");
    row(u"data.C('x', [1])"_s, "call:data.C(null=text x, null=list(int 1))");
    row(u"data.C('x', code=7)"_s, "call:data.C(null=text x, symbol state=map(text code=int 7))");
    row(u"data.C('x').__setstate__((1, 2))"_s, "call:data.C(null=text x, symbol state=list:tuple(int 1, int 2))");
    row(u"data.L().extend([1])"_s, "call:data.L(symbol items=list(int 1))");
    row(u"data.D(a=1).update({'k': 2})"_s,
        "call:data.D(symbol state=map(text a=int 1), symbol pairs=map(text k=int 2))");
    row(u"data.C.__new__(data.C, 1, n=2)"_s, "call:data.C(null=int 1, text n=int 2)");
    row(u"getattr(data.Outer, 'In')(1)"_s,
        "call(symbol callable=call:builtins.getattr(null=symbol data.Outer, null=text In), null=int 1)");
    row(u"módulo.Größe(1)"_s, "call:módulo.Größe(null=int 1)"_ba);
}

void TestPythonLiteral::reads()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, expected);
    const ValueTree tree = parsed(text);
    QCOMPARE(outline(tree, tree.root()), expected);
}

void TestPythonLiteral::floats_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("shown");
    constexpr double infinity = std::numeric_limits<double>::infinity();
    QTest::newRow("point") << u"1."_s << 1.0 << u"1.0"_s;
    QTest::newRow("no digit in front") << u".5"_s << 0.5 << u"0.5"_s;
    QTest::newRow("exponent") << u"-1_0.25E-3"_s << -0.01025 << u"-0.01025"_s;
    QTest::newRow("negative zero") << u"-0.0"_s << -0.0 << u"-0.0"_s;
    QTest::newRow("largest without exponent") << u"1e15"_s << 1e15 << u"1000000000000000.0"_s;
    QTest::newRow("smallest with exponent") << u"1e16"_s << 1e16 << u"1e+16"_s;
    QTest::newRow("small") << u"0.0001"_s << 0.0001 << u"0.0001"_s;
    QTest::newRow("smaller") << u"0.00001"_s << 0.00001 << u"1e-05"_s;
    QTest::newRow("smallest") << u"5e-324"_s << 5e-324 << u"5e-324"_s;
    QTest::newRow("too small") << u"1e-999"_s << 0.0 << u"0.0"_s;
    QTest::newRow("too small by digits") << QString(u"0."_s + QString(400, u'0') + u"1e20"_s) << 0.0 << u"0.0"_s;
    QTest::newRow("too large by digits") << QString(QString(400, u'1') + u"e-20"_s) << infinity << u"float('inf')"_s;
    QTest::newRow("huge exponent") << u"1e-99999999999999999999"_s << 0.0 << u"0.0"_s;
    QTest::newRow("too large") << u"1e999"_s << infinity << u"float('inf')"_s;
    QTest::newRow("inf") << u"-inf"_s << -infinity << u"float('-inf')"_s;
    QTest::newRow("float()") << u"float(' -Infinity ')"_s << -infinity << u"float('-inf')"_s;
    QTest::newRow("nan") << u"float('nan')"_s << std::nan("") << u"float('nan')"_s;
}

void TestPythonLiteral::floats()
{
    QFETCH(QString, text);
    QFETCH(double, value);
    const ValueTree tree = parsed(text);
    const ValueNode &node = tree.node(tree.root());
    QCOMPARE(node.kind, ValueKind::Float);
    QCOMPARE(std::isnan(node.d), std::isnan(value));
    QVERIFY(std::isnan(value) || node.d == value);
    QCOMPARE(std::signbit(node.d), std::signbit(value));
    QTEST(pythonText(tree, 100).text, "shown");
}

void TestPythonLiteral::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    const auto row = [](const QString &text, const QByteArray &bytes, const QString &shown) {
        QTest::newRow(text.simplified().toUtf8().constData()) << text << bytes << shown;
    };
    row(u"''"_s, "", u"''"_s);
    row(u"'it''s'"_s, "its", u"'its'"_s);
    row(u"\"it's\""_s, "it's", u"\"it's\""_s);
    row(u"'\"\\''"_s, "\"'", u"'\"\\''"_s);
    row(u"'\\n\\r\\t\\\\'"_s, "\n\r\t\\", u"'\\n\\r\\t\\\\'"_s);
    row(u"'\\a\\b\\f\\v\\0\\x7f'"_s, "\a\b\f\v\0\x7f"_ba, u"'\\x07\\x08\\x0c\\x0b\\x00\\x7f'"_s);
    row(u"'\\101\\7\\1018'"_s, "A\aA8", u"'A\\x07A8'"_s);
    row(u"'\\xe9\\u4f60\\U0001F600'"_s, "é你😀"_ba, u"'é你😀'"_s);
    row(u"'a\\\nb'"_s, "ab", u"'ab'"_s);
    row(u"'\\d'"_s, "\\d", u"'\\\\d'"_s);
    row(u"r'\\n\\''"_s, "\\n\\'", u"\"\\\\n\\\\'\""_s);
    row(u"'''a\n'b'''"_s, "a\n'b", u"\"a\\n'b\""_s);
    row(u"u'x' # one\n\"\"\"y\"\"\""_s, "xy", u"'xy'"_s);
    row(u"'\\u202e\\xa0'"_s, "\u202e\u00a0"_ba, u"'\\u202e\\xa0'"_s);
    row(u"'\\ud83d'"_s, "\xed\xa0\xbd", u"'\\ud83d'"_s);
    row(u"b'\\x00\\xff\\u0041'"_s, "\0\xff\\u0041"_ba, u"b'\\x00\\xff\\\\u0041'"_s);
    row(u"Rb'\\x'"_s, "\\x", u"b'\\\\x'"_s);
    row(u"b'\\777'"_s, "\xff", u"b'\\xff'"_s);
}

void TestPythonLiteral::texts()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    const ValueTree tree = parsed(text);
    QVERIFY(tree.node(tree.root()).hasText());
    QCOMPARE(tree.node(tree.root()).bytes().toByteArray(), bytes);
    QTEST(pythonText(tree, 100).text, "shown");
}

void TestPythonLiteral::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("words"); ///< part of what is said
    const auto row = [](const QString &text, int line, int column, const QString &words) {
        QTest::newRow(text.simplified().toUtf8().left(60).constData()) << text << line << column << words;
    };
    row(u""_s, 1, 1, u"no value"_s);
    row(u"# nothing"_s, 1, 10, u"no value"_s);
    row(u"[1,\n 2"_s, 1, 1, u"not closed by ]"_s);
    row(u"{'你': true}"_s, 1, 7, u"In Python it is True"_s);
    row(u"[false]"_s, 1, 2, u"False"_s);
    row(u"[\nnull]"_s, 2, 1, u"None"_s);
    row(u"{[1]: 2}"_s, 1, 2, u"list cannot be a key"_s);
    row(u"{(1, {2}): 2}"_s, 1, 2, u"set cannot be a key"_s);
    row(u"{bytearray(b''): 2}"_s, 1, 2, u"bytearray cannot be a key"_s);
    row(u"{1, {}}"_s, 1, 5, u"dict cannot be in a set"_s);
    row(u"frozenset([[]])"_s, 1, 12, u"as a list"_s);
    row(u"{1: 2, 3}"_s, 1, 9, u"colon"_s);
    row(u"{1, 2: 3}"_s, 1, 6, u"a set"_s);
    row(u"{'a' 1}"_s, 1, 6, u"colon, a comma"_s);
    row(u"[1 2]"_s, 1, 4, u"comma or ]"_s);
    row(u"[1,,2]"_s, 1, 4, u"value is missing"_s);
    row(u"1, 2"_s, 1, 2, u"(1, 2)"_s);
    row(u"1 + 2"_s, 1, 3, u"calculated"_s);
    row(u"[2 ** 3]"_s, 1, 4, u"calculated"_s);
    row(u"[]]"_s, 1, 3, u"ends before"_s);
    row(u"f'{x}'"_s, 1, 1, u"without the f"_s);
    row(u"ur'x'"_s, 1, 1, u"prefix"_s);
    row(u"'abc\n'"_s, 1, 1, u"no closing '"_s);
    row(u"'''abc'"_s, 1, 1, u"no closing '''"_s);
    row(u"'\\N{DASH}'"_s, 1, 2, u"by their names"_s);
    row(u"'\\x4'"_s, 1, 2, u"2 hexadecimal digits"_s);
    row(u"'\\U00110000'"_s, 1, 2, u"0010ffff"_s);
    row(u"b'é'"_s, 1, 3, u"ASCII"_s);
    row(u"'a' b'b'"_s, 1, 5, u"do not join"_s);
    row(u"007"_s, 1, 1, u"zeros in front"_s);
    row(u"1__0"_s, 1, 2, u"underscore"_s);
    row(u"1_"_s, 1, 2, u"underscore"_s);
    row(u"1_e3"_s, 1, 2, u"underscore"_s);
    row(u"1e_3"_s, 1, 3, u"underscore"_s);
    row(u"0x"_s, 1, 1, u"no number"_s);
    row(u"0o8"_s, 1, 1, u"no number"_s);
    row(u"1.5.2"_s, 1, 1, u"no number"_s);
    row(u"2j"_s, 1, 1, u"complex(1, 2)"_s);
    row(u"-'a'"_s, 1, 2, u"behind the sign"_s);
    row(u"float('abc')"_s, 1, 7, u"no number"_s);
    row(u"hello"_s, 1, 1, u"'hello'"_s);
    row(u"zmqStruct(cmd=1)"_s, 1, 1, u"module.zmqStruct"_s);
    row(u"lambda"_s, 1, 1, u"word of Python's"_s);
    row(u"data.C(a=1, a=2)"_s, 1, 13, u"twice"_s);
    row(u"data.C(a=1, 2)"_s, 1, 13, u"in front"_s);
    row(u"data.C(class=1)"_s, 1, 8, u"**{'class'"_s);
    row(u"data.C(**{1: 2})"_s, 1, 11, u"texts"_s);
    row(u"data.C(**[])"_s, 1, 10, u"Behind **"_s);
    row(u"data.C(1).pop(2)"_s, 1, 11, u".extend("_s);
    row(u"data.C().extend((1,))"_s, 1, 17, u"a list"_s);
    row(u"data.C().update([])"_s, 1, 17, u"a dict"_s);
    row(u"data.C().extend([1], 2)"_s, 1, 20, u") is missing"_s);
    row(u"data.C.__new__(data.D, n=1)"_s, 1, 16, u"data.C itself"_s);
    row(u"int(x=3)"_s, 1, 1, u"without keywords"_s);
    row(u"<same as value>"_s, 1, 1, u"itself"_s);
    row(u"[1; 2]"_s, 1, 3, u"; is no part"_s);
    row(u"[\u200b1]"_s, 1, 2, u"U+200b"_s);
    row(QString(QChar(0xd83d)), 0, 0, u"surrogate"_s);
}

void TestPythonLiteral::refuses()
{
    QFETCH(QString, text);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, words);
    const Result<ValueTree> tree = parsePython(text);
    QVERIFY(!tree);
    const QString said = tree.error().detail;
    QVERIFY2(said.contains(words), qPrintable(said));
    if (line > 0)
        QVERIFY2(said.startsWith(u"Line %1, column %2: "_s.arg(line).arg(column)), qPrintable(said));
}

void TestPythonLiteral::limitsDepth()
{
    constexpr int most = DecodeLimits::defaultDepth;
    const auto nested = [](const QString &open, int levels, const QString &close) {
        return QString(open.repeated(levels) + u'0' + close.repeated(levels));
    };
    QVERIFY(parsePython(nested(u"["_s, most - 1, u"]"_s)).ok());
    QVERIFY(!parsePython(nested(u"["_s, most, u"]"_s)));
    QVERIFY(!parsePython(nested(u"["_s, 1'000'000, u"]"_s)));
    QVERIFY(!parsePython(u"["_s.repeated(1'000'000)));
    // What follows a call nests it without a bracket round it.
    const QString calls = u"a.b"_s + u"()"_s.repeated(most);
    QVERIFY(parsePython(calls).ok());
    QVERIFY(!parsePython(calls + u"()"_s));
}

void TestPythonLiteral::limitsDecimalDigits()
{
    QVERIFY(parsePython(QString(pythonDecimalDigits, u'9')).ok());
    const Result<ValueTree> refused = parsePython(QString(pythonDecimalDigits + 1, u'9'));
    QVERIFY(!refused);
    QVERIFY(refused.error().detail.contains(u"0x"));
    QVERIFY(parsePython(u"0x"_s + QString(100'000, u'f')).ok());
}

void TestPythonLiteral::saysWhereValuesStand()
{
    const ValueTree tree = parsed(u"{'你': data.C(1)}"_s);
    const auto source = [&tree](NodeId id) {
        return tree.source().sliced(tree.node(id).begin, tree.node(id).end - tree.node(id).begin).toByteArray();
    };
    QCOMPARE(source(tree.root()), "{'你': data.C(1)}"_ba);
    QCOMPARE(source(tree.key(tree.root(), 0)), "'你'"_ba);
    QCOMPARE(source(tree.child(tree.root(), 0)), "data.C(1)"_ba);
}

void TestPythonLiteral::everyPrefixIsReadOrRefused()
{
    const QString whole = u"{'a': [1.5e3, -0x1f, r'\\x', b'''y''', (1,), {2}], 'b': data.C(1, x=None, **{'é': inf})"
                          ".extend([1]).update({2: 3}).__setstate__(4), 'c': getattr(a.b, 'c')(5)}"_s;
    QVERIFY(parsePython(whole).ok());
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY2(!parsePython(whole.left(length)), qPrintable(whole.left(length)));
}

QTEST_GUILESS_MAIN(TestPythonLiteral)
#include "tst_python_literal.moc"
