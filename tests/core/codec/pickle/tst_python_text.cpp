// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/python_layout.h"
#include "core/codec/pickle/python_parser.h"
#include "core/codec/pickle/python_text.h"
#include "core/value/value_tree_assembler.h"
#include "core/value/value_tree_builder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

QString shown(const QString &text, qsizetype maxChars = 1'000'000)
{
    const Result<ValueTree> tree = parsePython(text);
    return tree ? pythonText(*tree, maxChars).text : tree.error().text();
}

} // namespace

/// Trees in Python's notation.
class TestPythonText : public QObject
{
    Q_OBJECT
private slots:
    void readsBack_data();
    void readsBack();
    void breaksLongLines();
    void keepsWhatFitsOnOneLine();
    void cuts();
    void showsWhatCannotBeSent();
    void saysWhatIsMissing();
    void boundedForDeepTrees();
};

void TestPythonText::readsBack_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text :
         {u"{'event': '突发事件A', 1: [None, True, 1.5, b'\\x00']}"_s, u"()"_s, u"(1,)"_s, u"(1, (2, 3))"_s, u"set()"_s,
          u"{1, (2,)}"_s, u"frozenset()"_s, u"frozenset({1, 2})"_s, u"bytearray(b'a')"_s, u"{}"_s, u"[[], {}]"_s,
          u"18446744073709551615"_s, u"-170141183460469231731687303715884105728"_s, u"data.zmqStruct"_s,
          u"data.zmqStruct(cmd=1, data=None, desc='你好')"_s, u"data.C(**{})"_s, u"data.C(a=1, **{'b c': 2, 'd': 3})"_s,
          u"data.C()"_s, u"complex(1.0, -0.0)"_s, u"ValueError('late', code=7, **{'if': 8})"_s,
          u"data.C(1).__setstate__({})"_s, u"data.C(1).__setstate__({1: 2})"_s, u"data.C().__setstate__({'a': 1})"_s,
          u"data.L().extend([1, 2]).__setstate__({'a': 1})"_s, u"collections.OrderedDict().update({'a': 1})"_s,
          u"data.C.__new__(data.C, 1, n=2)"_s, u"data.C.__new__(data.C, n=2, **{'a b': 3})"_s,
          u"getattr(data.Outer, 'Inner')(1, x=2)"_s, u"data.f()()"_s})
        QTest::newRow(text.toUtf8().constData()) << text;
}

void TestPythonText::readsBack()
{
    QFETCH(QString, text);
    QCOMPARE(shown(text), text);
}

void TestPythonText::breaksLongLines()
{
    const QString text = uR"({
    'short': [1, 2, 3],
    'long': [
        'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
        'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',
        (
            'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc',
        ),
        {'ddddddddddddddddddddddddddddddddddddddddddddddddddddddddd'},
    ],
    'object': data.zmqStruct(
        cmd=1,
        **{
            'not a name': 'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee',
        },
    ),
    'filled': collections.deque().extend([
        'ffffffffffffffffffffffffffffffffffffffffffffffff',
        'gggggggggggggggggggggggggggggggggggggggggggggggg',
    ]).__setstate__({'a': 1}),
})"_s;
    QCOMPARE(shown(text), text);
}

void TestPythonText::keepsWhatFitsOnOneLine()
{
    const auto list = [](qsizetype chars) { return QString(u"['"_s + QString(chars - 7, u'x') + u"', 1]"_s); };
    const QString most = list(PythonLayout::lineWidth);
    QCOMPARE(most.size(), PythonLayout::lineWidth);
    QCOMPARE(shown(most), most);
    QVERIFY(shown(list(PythonLayout::lineWidth + 1)).contains(u'\n'));
}

void TestPythonText::cuts()
{
    const QString text = u"['%1', 2]"_s.arg(QString(10'000, u'x'));
    const ValueTree tree = *parsePython(text);
    const DecodedText cut = pythonText(tree, 50);
    QVERIFY(cut.cut);
    QCOMPARE(cut.text.size(), 50);
    const DecodedText whole = pythonText(tree, 20'000);
    QVERIFY(!whole.cut);
    QVERIFY(parsePython(whole.text).ok());
}

void TestPythonText::showsWhatCannotBeSent()
{
    ValueTreeAssembler made("");
    // {'a': [1], (2,): <the list>, 'n': data.C(x=<the list>), 'p': <persistent id>, 'o': <opaque>, 'bad': <name>}
    made.at(made.root()).kind = ValueKind::Map;
    const quint32 first = made.reserveChildren(made.root(), 14).value;
    const auto text = [&made](quint32 id, ValueKind kind, QByteArrayView words) {
        made.at({id}).kind = kind;
        made.at({id}).text = words.data();
        made.at({id}).count = quint32(words.size());
    };
    const auto container = [&made](quint32 id, ValueKind kind, QByteArrayView label, quint32 count) {
        made.at({id}).kind = kind;
        made.at({id}).label = made.labelOf(label);
        return made.reserveChildren({id}, count).value;
    };
    const auto reference = [&made](quint32 id, quint32 target) {
        made.at({id}).kind = ValueKind::Reference;
        made.at({id}).first = target;
    };
    text(first, ValueKind::Text, "a");
    made.at({container(first + 1, ValueKind::List, "", 1)}).kind = ValueKind::Int;
    made.at({container(first + 2, ValueKind::List, "tuple", 1)}).kind = ValueKind::Int;
    reference(first + 3, first + 1);
    text(first + 4, ValueKind::Text, "n");
    const quint32 members = container(first + 5, ValueKind::Object, "data.C", 4);
    text(members, ValueKind::Text, "x");
    const quint32 inner = container(members + 1, ValueKind::List, "", 1);
    reference(inner, made.root().value);
    text(members + 2, ValueKind::Text, "y");
    reference(members + 3, members + 1);
    text(first + 6, ValueKind::Text, "p");
    text(container(first + 7, ValueKind::Tagged, "persistent id", 1), ValueKind::Text, "7");
    text(first + 8, ValueKind::Text, "o");
    text(first + 9, ValueKind::Opaque, "buffer 0");
    text(first + 10, ValueKind::Text, "bad");
    text(first + 11, ValueKind::Symbol, "os; rm\n");
    text(first + 12, ValueKind::Text, "call");
    const quint32 call = container(first + 13, ValueKind::Call, "os.system", 2);
    text(call, ValueKind::Symbol, "args");
    reference(call + 1, first + 1);
    const DecodedText shownText = pythonText(made.finish(), 10'000);
    const QString expected = uR"({
    'a': [0],
    (0,): <same as value['a']>,
    'n': data.C(x=[<same as value>], y=<same as value['n'].x>),
    'p': <persistent id '7'>,
    'o': <buffer 0>,
    'bad': <name 'os; rm\n'>,
    'call': os.system(*<same as value['a']>),
})"_s;
    QCOMPARE(shownText.text, expected);
    QVERIFY(!parsePython(shownText.text));
}

void TestPythonText::saysWhatIsMissing()
{
    DecodeLimits limits;
    limits.maxNodes = 3;
    ValueTreeBuilder builder("", limits);
    QVERIFY(builder.open(ValueKind::List, 0));
    for (int i = 0; i < 3; ++i)
        builder.addInt(i, 0, 0);
    const DecodedText text = pythonText(builder.finish(), 100);
    QCOMPARE(text.text, u"[0, 1, …]"_s);
    QVERIFY(text.cut);
}

void TestPythonText::boundedForDeepTrees()
{
    const int depth = DecodeLimits::defaultDepth - 1;
    const ValueTree tree = *parsePython(QString(u"["_s.repeated(depth) + u"1"_s + u"]"_s.repeated(depth)));
    const DecodedText text = pythonText(tree, 50'000);
    QVERIFY(text.cut); // each level is indented
    QVERIFY(text.text.size() <= 50'000);
    const DecodedText whole = pythonText(tree, 100'000'000);
    QVERIFY(!whole.cut);
    QVERIFY(parsePython(whole.text).ok());
}

QTEST_GUILESS_MAIN(TestPythonText)
#include "tst_python_text.moc"
