// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/value/gist.h"
#include "core/value/value_tree_assembler.h"
#include "core/value/value_tree_builder.h"

#include <QTest>
#include <functional>
#include <limits>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

constexpr qsizetype wide = 1000;

/// A tree without source bytes.
ValueTree built(const std::function<void(ValueTreeBuilder &)> &build, const DecodeLimits &limits = {})
{
    ValueTreeBuilder builder({}, limits);
    build(builder);
    return builder.finish();
}

void text(ValueTreeBuilder &b, QByteArrayView utf8, ValueKind kind = ValueKind::Text)
{
    b.addText(kind, b.store(utf8), 0, 0);
}

QString gistOf(const std::function<void(ValueTreeBuilder &)> &build, qsizetype maxChars = wide)
{
    return gist(built(build), maxChars);
}

} // namespace

class TestGist : public QObject
{
    Q_OBJECT
private slots:
    void scalars();
    void floats_data();
    void floats();
    void texts();
    void bytes();
    void containers();
    void maps();
    void objects();
    void calls();
    void tagged();
    void references();
    void circles();
    void whatIsLeftOut();
    void fitsTheRoom();
    void deepTreesNeedNoStack();
    void valuesInFull();
    void types();
};

void TestGist::scalars()
{
    using B = ValueTreeBuilder;
    QCOMPARE(gist(ValueTree(), wide), u"null"_s);
    QCOMPARE(gistOf([](B &b) { b.addBool(true, 0, 0); }), u"true"_s);
    QCOMPARE(gistOf([](B &b) { b.addBool(false, 0, 0); }), u"false"_s);
    QCOMPARE(gistOf([](B &b) { b.addInt(std::numeric_limits<qint64>::min(), 0, 0); }), u"-9223372036854775808"_s);
    QCOMPARE(gistOf([](B &b) { b.addUInt(~0ULL, 0, 0); }), u"18446744073709551615"_s);
    QCOMPARE(gistOf([](B &b) { text(b, "-123456789012345678901234567890", ValueKind::BigInt); }),
             u"-123456789012345678901234567890"_s);
    QCOMPARE(gistOf([](B &b) { text(b, "os.system", ValueKind::Symbol); }), u"os.system"_s);
    QCOMPARE(gistOf([](B &b) { text(b, "PNG 640×480", ValueKind::Opaque); }), u"PNG 640×480"_s);

    ValueTreeAssembler none{{}};
    none.at(none.root()).label = none.labelOf("None");
    QCOMPARE(gist(none.finish(), wide), u"None"_s); // as the format calls it
}

void TestGist::floats_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QString>("text");
    QTest::newRow("one") << 1.0 << QByteArray() << u"1.0"_s;
    QTest::newRow("zero") << 0.0 << QByteArray() << u"0.0"_s;
    QTest::newRow("minus zero") << -0.0 << QByteArray() << u"-0.0"_s;
    QTest::newRow("digits") << 0.30000000000000004 << QByteArray() << u"0.30000000000000004"_s;
    QTest::newRow("tenth") << 0.1 << QByteArray() << u"0.1"_s;
    QTest::newRow("hundred thousand") << 1e5 << QByteArray() << u"100000.0"_s;
    QTest::newRow("large") << 1e20 << QByteArray() << u"1e+20"_s;
    QTest::newRow("small") << 1.5e-7 << QByteArray() << u"1.5e-07"_s;
    QTest::newRow("single") << double(0.1F) << QByteArray("float32") << u"0.1"_s;
    QTest::newRow("single in a double") << double(0.1F) << QByteArray("float64") << u"0.10000000149011612"_s;
    QTest::newRow("infinite") << -std::numeric_limits<double>::infinity() << QByteArray() << u"-inf"_s;
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << QByteArray() << u"nan"_s;
}

void TestGist::floats()
{
    QFETCH(double, value);
    QFETCH(QByteArray, label);
    QFETCH(QString, text);
    QCOMPARE(gistOf([&](ValueTreeBuilder &b) { b.addFloat(value, 0, 0, b.labelOf(label)); }), text);

    ValueTreeBuilder verbatim("[0.100000000000000000000001]", {});
    verbatim.addFloat(0.1, 1, 27, 0, ValueFlag::Verbatim);
    QCOMPARE(gist(verbatim.finish(), wide), u"0.100000000000000000000001"_s);
}

void TestGist::texts()
{
    using B = ValueTreeBuilder;
    QCOMPARE(gistOf([](B &b) { text(b, "你好"); }), u"\"你好\""_s);
    QCOMPARE(gistOf([](B &b) { text(b, ""); }), u"\"\""_s);
    QCOMPARE(gistOf([](B &b) { text(b, "say \"hi\"\n"); }), u"\"say \\\"hi\\\"\\n\""_s);
    QCOMPARE(gistOf([](B &b) { text(b, "a\xe2\x80\xae" "b"); }), u"\"a\\u202eb\""_s);
    QCOMPARE(gistOf([](B &b) { text(b, "abcdefghijklmnop"); }, 10), u"\"abcdefgh…\""_s);
}

void TestGist::bytes()
{
    const auto ofBytes = [](QByteArrayView bytes) {
        return gistOf([bytes](ValueTreeBuilder &b) { text(b, bytes, ValueKind::Bytes); });
    };
    QCOMPARE(ofBytes("plain"), u"b\"plain\""_s);
    QCOMPARE(ofBytes(""), u"b\"\""_s);
    QCOMPARE(ofBytes(QByteArray::fromHex("00ff10")), u"0x00ff10"_s);
    QCOMPARE(ofBytes(QByteArray(1024, '\x80')), u"0x8080808080808080… (1024 bytes)"_s);
}

void TestGist::containers()
{
    const auto list = [](const char *label, int count) {
        return gistOf([label, count](ValueTreeBuilder &b) {
            b.open(ValueKind::List, 0, b.labelOf(label));
            for (int i = 1; i <= count; ++i)
                b.addInt(i, 0, 0);
            b.close(0);
        });
    };
    QCOMPARE(list("", 0), u"[]"_s);
    QCOMPARE(list("", 2), u"[1, 2]"_s);
    QCOMPARE(list("array 16", 2), u"[1, 2]"_s);
    QCOMPARE(list("tuple", 0), u"()"_s);
    QCOMPARE(list("tuple", 1), u"(1,)"_s);
    QCOMPARE(list("tuple", 2), u"(1, 2)"_s);
    QCOMPARE(list("set", 0), u"set()"_s);
    QCOMPARE(list("frozenset", 2), u"{1, 2}"_s);
}

void TestGist::maps()
{
    const QString shown = gistOf([](ValueTreeBuilder &b) {
        b.open(ValueKind::Map, 0);
        text(b, "event");
        text(b, "突发事件A");
        text(b, "事件2");
        b.addInt(7, 0, 0);
        text(b, "two words");
        b.addNull(0, 0);
        text(b, "2nd");
        b.addNull(0, 0);
        b.addInt(1, 0, 0);
        b.open(ValueKind::Map, 0);
        b.close(0);
        b.open(ValueKind::List, 0, b.labelOf("tuple")); // a key
        b.addInt(1, 0, 0);
        b.addInt(2, 0, 0);
        b.close(0);
        b.addBool(true, 0, 0);
        b.addNull(0, 0);
        b.addInt(9, 0, 0);
        b.close(0);
    });
    QCOMPARE(shown, u"{event: \"突发事件A\", 事件2: 7, \"two words\": null, \"2nd\": null, 1: {}, (1, 2): true, null: 9}"_s);
}

void TestGist::objects()
{
    const QString shown = gistOf([](ValueTreeBuilder &b) {
        b.open(ValueKind::Object, 0, b.labelOf("data.inner.zmqStruct"));
        text(b, "cmd");
        b.addInt(1, 0, 0);
        text(b, "data");
        b.addNull(0, 0, b.labelOf("None"));
        text(b, "desc");
        text(b, "你好");
        b.close(0);
    });
    QCOMPARE(shown, u"zmqStruct(cmd=1, data=None, desc=\"你好\")"_s);
}

void TestGist::calls()
{
    const QString shown = gistOf([](ValueTreeBuilder &b) {
        b.open(ValueKind::Call, 0, b.labelOf("datetime.datetime"));
        b.addNull(0, 0);
        b.addInt(2026, 0, 0);
        b.addNull(0, 0);
        b.addInt(11, 0, 0);
        text(b, "fold");
        b.addInt(1, 0, 0);
        text(b, "state", ValueKind::Symbol);
        b.open(ValueKind::List, 0);
        b.close(0);
        b.close(0);
    });
    QCOMPARE(shown, u"datetime(2026, 11, fold=1, state=[])"_s);
}

void TestGist::tagged()
{
    QCOMPARE(gistOf([](ValueTreeBuilder &b) {
                 b.open(ValueKind::Tagged, 0, b.labelOf("tag 32"));
                 text(b, "http://a.b/");
                 b.close(0);
             }),
             u"tag 32(\"http://a.b/\")"_s);
}

void TestGist::references()
{
    ValueTreeAssembler tree{{}};
    const NodeId first = tree.reserveChildren(tree.root(), 4);
    tree.at(tree.root()).kind = ValueKind::List;
    tree.at(first).kind = ValueKind::List;
    const NodeId inner = tree.reserveChildren(first, 1);
    tree.at(inner).kind = ValueKind::Int;
    tree.at(inner).i = 5;
    const auto refer = [&tree](NodeId from, NodeId to) {
        tree.at(from).kind = ValueKind::Reference;
        tree.at(from).first = to.value;
    };
    refer({first.value + 1}, first);
    refer({first.value + 2}, inner);
    refer({first.value + 3}, {first.value + 2});
    const ValueTree made = tree.finish();
    QCOMPARE(gist(made, wide), u"[[5], […], 5, 5]"_s);
    QCOMPARE(valueText(made, {first.value + 3}, wide), u"5"_s);
}

void TestGist::circles()
{
    ValueTreeAssembler tree{{}};
    const NodeId first = tree.reserveChildren(tree.root(), 2);
    tree.at(tree.root()).kind = ValueKind::List;
    tree.at(first).kind = ValueKind::Reference; // the list it is in
    tree.at(first).first = tree.root().value;
    const NodeId self{first.value + 1};
    tree.at(self).kind = ValueKind::Reference;
    tree.at(self).first = self.value;
    const ValueTree made = tree.finish();
    QCOMPARE(gist(made, wide), u"[[…], …]"_s);
    QCOMPARE(gist(made, self, wide), u"…"_s);
    QCOMPARE(valueText(made, self, wide), u"…"_s);
}

void TestGist::whatIsLeftOut()
{
    DecodeLimits limits;
    limits.maxNodes = 3;
    const ValueTree full = built(
        [](ValueTreeBuilder &b) {
            b.open(ValueKind::List, 0);
            for (int i = 1; i < 5; ++i)
                b.addInt(i, 0, 0);
        },
        limits);
    QCOMPARE(gist(full, wide), u"[1, 2, …]"_s);

    const ValueTree none = built([](ValueTreeBuilder &b) { b.open(ValueKind::Map, 0); });
    QCOMPARE(gist(none, wide), u"{…}"_s);

    ValueTreeBuilder folded("[1,2]", {});
    folded.addFolded(ValueKind::List, 0, 5, 1);
    QCOMPARE(gist(folded.finish(), wide), u"[…]"_s);

    ValueTree wrong = built([](ValueTreeBuilder &b) {
        b.open(ValueKind::List, 0);
        b.addInt(1, 0, 0);
        b.close(0);
        b.setProblem(7, u"wrong"_s);
    });
    QCOMPARE(gist(wrong, wide), u"[1]…"_s);
    QCOMPARE(gist(wrong, wrong.child(wrong.root(), 0), wide), u"1"_s);
}

void TestGist::fitsTheRoom()
{
    const ValueTree tree = built([](ValueTreeBuilder &b) {
        b.open(ValueKind::Map, 0);
        for (int i = 0; i < 50; ++i) {
            text(b, QByteArray("key" + QByteArray::number(i)));
            b.open(ValueKind::List, 0);
            text(b, "a text of some length");
            b.addFloat(0.25, 0, 0);
            b.close(0);
        }
        b.close(0);
    });
    for (qsizetype room = 0; room < 400; ++room) {
        const QString shown = gist(tree, room);
        QVERIFY2(shown.size() <= room + 20, qPrintable(shown));
        QVERIFY2(shown.size() >= room / 2, qPrintable(shown));
        QVERIFY2(shown.contains(u'…') && shown.startsWith(u'{') && shown.endsWith(u'}'), qPrintable(shown));
    }
    QCOMPARE(gist(tree, 30), u"{key0: [\"a text of some len…\", …]}"_s);
    QVERIFY(!gist(tree, 10'000).contains(u'…'));
}

void TestGist::deepTreesNeedNoStack()
{
    constexpr int depth = 200'000;
    DecodeLimits limits;
    limits.maxDepth = depth;
    const ValueTree tree = built(
        [](ValueTreeBuilder &b) {
            for (int i = 0; i < depth; ++i)
                b.open(ValueKind::List, 0);
            for (int i = 0; i < depth; ++i)
                b.close(0);
        },
        limits);
    QVERIFY(gist(tree, 100).size() < 120);
    QCOMPARE(gist(tree, 10 * depth).size(), 2 * depth);
}

void TestGist::valuesInFull()
{
    using B = ValueTreeBuilder;
    const auto value = [](const std::function<void(B &)> &build) {
        const ValueTree tree = built(build);
        return valueText(tree, tree.root(), wide);
    };
    QCOMPARE(value([](B &b) { text(b, "say \"hi\""); }), u"say \"hi\""_s);
    QCOMPARE(value([](B &b) { b.addUInt(~0ULL, 0, 0); }), u"18446744073709551615"_s);
    QCOMPARE(value([](B &b) { text(b, QByteArray(20, '\x81'), ValueKind::Bytes); }), QString("0x"_L1 + u"81"_s.repeated(20)));
    QCOMPARE(value([](B &b) { text(b, "plain", ValueKind::Bytes); }), u"plain"_s);
    QCOMPARE(value([](B &b) {
                 b.open(ValueKind::List, 0);
                 b.addInt(1, 0, 0);
                 b.close(0);
             }),
             u"[1]"_s);
    const ValueTree large = built([](B &b) { text(b, QByteArray(5000, '\x81'), ValueKind::Bytes); });
    QVERIFY(valueText(large, large.root(), 100).endsWith(u"… (5000 bytes)"_s));
    QVERIFY(valueText(large, large.root(), 100).size() < 130);
}

void TestGist::types()
{
    const ValueTree tree = built([](ValueTreeBuilder &b) {
        b.open(ValueKind::List, 0, b.labelOf("tuple"));
        b.addInt(1, 0, 0, b.labelOf("uint8"));
        b.addInt(1, 0, 0);
        text(b, "x");
        b.close(0);
    });
    QCOMPARE(typeText(tree, tree.root()), u"tuple"_s);
    QCOMPARE(typeText(tree, tree.child(tree.root(), 0)), u"uint8"_s);
    QCOMPARE(typeText(tree, tree.child(tree.root(), 1)), u"int"_s);
    QCOMPARE(typeText(tree, tree.child(tree.root(), 2)), u"text"_s);
}

QTEST_GUILESS_MAIN(TestGist)
#include "tst_gist.moc"
