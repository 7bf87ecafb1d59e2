// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/json_scanner.h"
#include "core/codec/json_skip.h"
#include "core/value/gist.h"

#include <QRandomGenerator>
#include <QTest>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

constexpr qsizetype wide = 1'000'000'000;

const Codec &codec()
{
    return *CodecRegistry::builtin().find(u"json");
}

ValueTree tree(QByteArrayView bytes, const DecodeLimits &limits = {})
{
    return codec().decodeTree(bytes, limits);
}

QString shown(QByteArrayView bytes)
{
    const ValueTree decoded = tree(bytes);
    return decoded.isWhole() ? gist(decoded, wide) : u"(problem)"_s;
}

/// Folds whatever is larger than some bytes.
DecodeLimits lazy(qsizetype eagerBytes)
{
    DecodeLimits limits;
    limits.eagerBytes = eagerBytes;
    return limits;
}

/// Unfolds all there is, page by page.
ValueTree unfolded(ValueTree tree, const DecodeLimits &limits)
{
    for (quint32 i = 0; i < tree.nodeCount(); ++i) {
        for (int pages = 0; tree.hasMore({i}) && pages < 100'000; ++pages)
            tree = codec().expand(std::move(tree), {i}, limits);
    }
    return tree;
}

QByteArray nested(qsizetype depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

QByteArray document(int entries)
{
    QByteArray bytes("{\"rows\":[");
    for (int i = 0; i < entries; ++i) {
        bytes += i > 0 ? ", " : "";
        bytes += "{\"id\":" + QByteArray::number(i) + ",\"name\":\"row \\\"" + QByteArray::number(i)
            + "\\\" 你好\",\"xs\":[1.5,true,null,[]]}";
    }
    return bytes + "],\"count\":" + QByteArray::number(entries) + "}\n";
}

} // namespace

class TestJsonTree : public QObject
{
    Q_OBJECT
private slots:
    void values_data();
    void values();
    void integers_data();
    void integers();
    void floats_data();
    void floats();
    void strings();
    void borrowsPlainStrings();
    void keepsOrderAndDuplicates();
    void tellsWhereValuesStand();
    void limitsDepth();
    void limitsNodes();
    void prefixesKeepWhatWasRead();
    void agreesWithTheScanner();
    void agreesWithOtherParser();
    void foldsLargeTexts();
    void unfoldsInPages();
    void unfoldedEqualsEager();
    void foldsWhatDoesNotFitThePage();
    void findsErrorsWhenReached();
    void limitsDepthOfFolded();
    void readsTheBeginningForAGist();
    void skips_data();
    void skips();
    void skipsLikeAPlainScan();
};

void TestJsonTree::values_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("gist");
    QTest::newRow("null") << QByteArray("null") << u"null"_s;
    QTest::newRow("true") << QByteArray(" true\n") << u"true"_s;
    QTest::newRow("false") << QByteArray("false") << u"false"_s;
    QTest::newRow("string") << QByteArray("\"a\"") << u"\"a\""_s;
    QTest::newRow("empty array") << QByteArray("[ ]") << u"[]"_s;
    QTest::newRow("empty object") << QByteArray("{\t}") << u"{}"_s;
    QTest::newRow("object") << QByteArray("{\"event\":\"突发事件A\" , \"n\" :7}") << u"{event: \"突发事件A\", n: 7}"_s;
    QTest::newRow("nested") << QByteArray("[[],[1,[{}]],{\"a\":{\"b\":[]}}]") << u"[[], [1, [{}]], {a: {b: []}}]"_s;
}

void TestJsonTree::values()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, gist);
    QCOMPARE(shown(bytes), gist);
}

void TestJsonTree::integers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *digits, ValueKind kind, const char *text = nullptr) {
        QTest::newRow(digits) << QByteArray(digits) << int(kind) << QString::fromLatin1(text ? text : digits);
    };
    row("0", ValueKind::Int);
    row("-1", ValueKind::Int);
    row("9223372036854775807", ValueKind::Int);
    row("-9223372036854775808", ValueKind::Int);
    row("9223372036854775808", ValueKind::UInt);
    row("9999999999999999999", ValueKind::UInt);
    row("10000000000000000000", ValueKind::UInt);
    row("18446744073709551615", ValueKind::UInt);
    row("18446744073709551616", ValueKind::BigInt);
    row("-9223372036854775809", ValueKind::BigInt);
    row("-18446744073709551615", ValueKind::BigInt);
    row("123456789012345678901234567890", ValueKind::BigInt);
    row("-0", ValueKind::Float);
}

void TestJsonTree::integers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, kind);
    QFETCH(QString, text);
    const ValueTree decoded = tree(bytes);
    QVERIFY(decoded.isWhole());
    QCOMPARE(int(decoded.node(decoded.root()).kind), kind);
    QCOMPARE(valueText(decoded, decoded.root(), 100), text);
}

void TestJsonTree::floats_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("verbatim");
    const auto row = [](const char *text, bool verbatim) { QTest::newRow(text) << QByteArray(text) << verbatim; };
    row("0.0", false);
    row("-0.0", false);
    row("0e17", false);
    row("1.5", false);
    row("1.50", false);
    row("-2.5e+10", false);
    row("1E5", false);
    row("0.1", false);
    row("0.30000000000000004", false);
    row("0.300000000000000040", false);
    row("0.30000000000000001", true);
    row("3.141592653589793", false);
    row("3.14159265358979323846", true);
    row("1e22", false);
    row("1e23", false);
    row("123456789012345678", false); // an integer: not our subject, but exact
    row("123456789012345678.0", true);
    row("12345678901234567e0", true);
    row("9007199254740993.0", true);
    row("1.7976931348623157e308", false);
    row("5e-324", false);
    row("4.9e-324", true);
    row("2.2250738585072014e-308", false);
    row("1e400", true);
    row("-1e400", true);
    row("1e-400", true);
    row("1e99999999999999999999", true);
    row("1e-99999999999999999999", true);
}

void TestJsonTree::floats()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, verbatim);
    const ValueTree decoded = tree(bytes);
    QVERIFY(decoded.isWhole());
    const ValueNode &node = decoded.node(decoded.root());
    if (node.kind == ValueKind::Int)
        return;
    QCOMPARE(node.kind, ValueKind::Float);
    const double expected = std::strtod(bytes.constData(), nullptr);
    QCOMPARE(std::memcmp(&node.d, &expected, sizeof(double)), 0);
    QCOMPARE(node.has(ValueFlag::Verbatim), verbatim);
    if (verbatim)
        QCOMPARE(valueText(decoded, decoded.root(), 100), QString::fromLatin1(bytes));

    const QByteArray zeros = "1" + QByteArray(1000, '0') + "." + QByteArray(500, '0');
    const ValueTree large = tree(zeros);
    QVERIFY(std::isinf(large.node(large.root()).d));
}

void TestJsonTree::strings()
{
    const auto text = [](const QByteArray &json) {
        const ValueTree decoded = tree(json);
        return decoded.isWhole() ? decoded.node(decoded.root()).bytes().toByteArray() : QByteArray("(problem)");
    };
    QCOMPARE(text("\"\""), QByteArray(""));
    QCOMPARE(text("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), QByteArray("\"\\/\b\f\n\r\t"));
    QCOMPARE(text("\"\\u0041\\u00e4\\u20AC\\ud83d\\ude00!\""), QByteArray("Aä€😀!"));
    QCOMPARE(text("\"x\\u0000y\""), QByteArray("x\0y", 3));
    QCOMPARE(text("\"\\ud83d\""), QByteArray("\xed\xa0\xbd")); // half a pair is allowed
    QCOMPARE(text("\"\\ud83d\\u0041\""), QByteArray("\xed\xa0\xbd" "A"));
    QCOMPARE(text("\"\\ude00\\ud83d\""), QByteArray("\xed\xb8\x80\xed\xa0\xbd"));
    for (int length = 0; length < 40; ++length) {
        const QByteArray run(length, 'x');
        QCOMPARE(text("\"" + run + "\\n" + run + "\""), QByteArray(run + "\n" + run));
        QCOMPARE(text("\"" + run + "\""), run);
        for (const char *wrong : {"\xff", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xe4\xbd", "\xf0\x80\x80\x80",
                                  "\xf4\x90\x80\x80", "\xe4\x41\x41", "\x80", "\x1f", "\n"}) {
            const QByteArray bytes = "\"" + run + "ä" + wrong + run + "\"";
            const ValueTree decoded = tree(bytes);
            QVERIFY2(decoded.problem(), bytes.toHex());
            QCOMPARE(decoded.problem()->offset, length + 3);
        }
    }
}

void TestJsonTree::borrowsPlainStrings()
{
    const QByteArray bytes("[\"plain 你好\",\"esc\\u0061ped\"]");
    const ValueTree decoded = tree(bytes);
    const ValueNode &plain = decoded.node(decoded.child(decoded.root(), 0));
    QCOMPARE(plain.text, bytes.constData() + 2);
    QCOMPARE(decoded.node(decoded.child(decoded.root(), 1)).bytes(), QByteArrayView("escaped"));
}

void TestJsonTree::keepsOrderAndDuplicates()
{
    QCOMPARE(shown("{\"z\":1,\"a\":2,\"z\":3,\"\\u0061\":4}"), u"{z: 1, a: 2, z: 3, a: 4}"_s);
}

void TestJsonTree::tellsWhereValuesStand()
{
    const QByteArray bytes(" {\"k\" : [ 1.5 , \"ab\"]} ");
    const ValueTree decoded = tree(bytes);
    const auto source = [&](NodeId id) {
        const ValueNode &node = decoded.node(id);
        return bytes.sliced(node.begin, node.end - node.begin);
    };
    const NodeId list = decoded.child(decoded.root(), 0);
    QCOMPARE(source(decoded.root()), QByteArray("{\"k\" : [ 1.5 , \"ab\"]}"));
    QCOMPARE(source(decoded.key(decoded.root(), 0)), QByteArray("\"k\""));
    QCOMPARE(source(list), QByteArray("[ 1.5 , \"ab\"]"));
    QCOMPARE(source(decoded.child(list, 0)), QByteArray("1.5"));
    QCOMPARE(source(decoded.child(list, 1)), QByteArray("\"ab\""));
}

void TestJsonTree::limitsDepth()
{
    QVERIFY(tree(nested(DecodeLimits::defaultDepth)).isWhole());
    const ValueTree deep = tree(nested(DecodeLimits::defaultDepth + 1));
    QVERIFY(deep.problem());
    QCOMPARE(deep.problem()->offset, DecodeLimits::defaultDepth);
    QVERIFY(tree(nested(500'000)).problem());
}

void TestJsonTree::limitsNodes()
{
    DecodeLimits limits;
    limits.maxNodes = 5;
    QVERIFY(tree("[1,2,3,4]", limits).isWhole());
    const ValueTree cut = tree("[1,2,3,4,5]", limits);
    QVERIFY(cut.isCut() && !cut.problem());
    QCOMPARE(gist(cut, wide), u"[1, 2, 3, 4, …]"_s);
    QCOMPARE(gist(tree("{\"a\":1,\"b\":2,\"c\":3}", limits), wide), u"{a: 1, b: 2, …}"_s);
    QCOMPARE(gist(tree("{\"a\":[1,2],\"c\":[3]}", limits), wide), u"{a: [1, 2], …}"_s);
}

void TestJsonTree::prefixesKeepWhatWasRead()
{
    const QByteArray bytes("{\"a\":[1,-2.5e1,\"x\\u00e4ä\"],\"b\":{\"c\":true,\"d\":null}}");
    const ValueTree whole = tree(bytes);
    QVERIFY(whole.isWhole());
    for (qsizetype length = 0; length < bytes.size(); ++length) {
        const QByteArray start = bytes.first(length);
        const ValueTree cut = tree(start);
        QVERIFY2(cut.problem(), start);
        QVERIFY(cut.problem()->offset <= length);
        QVERIFY(!cut.problem()->text.isEmpty());
        QVERIFY(cut.nodeCount() <= whole.nodeCount());
    }
    QCOMPARE(gist(tree(bytes.first(bytes.size() - 2)), wide), u"{a: [1, -25.0, \"xää\"], b: {c: true, d: null, …}, …}"_s);
}

void TestJsonTree::agreesWithTheScanner()
{
    const QList<QByteArray> seeds{
        "{\"a\":[1,-2.5e+10,true,false,null,\"x\\n\\\"y\\u00e4\"],\"b\":{\"c\":{}}}", "[[],[[]],{}]",
        "[0,-0,1.25,1e5,1E-5,123456789012345678901234567890]", "\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\"",
        " [ 1 , \"\\t\\/\\b\" ] ", "\xef\xbb\xbf{}"};
    const QByteArray alphabet("{}[],:\"\\ntrue0123.-+eE \n\x01\xc3\xa4\xff");
    QRandomGenerator random(7);
    int wrong = 0;
    for (int round = 0; round < 100'000; ++round) {
        QByteArray bytes = seeds[random.bounded(int(seeds.size()))];
        for (int i = random.bounded(4); i > 0 && !bytes.isEmpty(); --i) {
            const int at = random.bounded(int(bytes.size()));
            const char c = alphabet[random.bounded(int(alphabet.size()))];
            switch (random.bounded(4)) {
            case 0: bytes[at] = c; break;
            case 1: bytes.insert(at, c); break;
            case 2: bytes.remove(at, 1); break;
            default: bytes.truncate(at); break;
            }
        }
        JsonScanner scanner(bytes);
        JsonToken last = scanner.next();
        while (last.kind != JsonToken::Kind::End && last.kind != JsonToken::Kind::Problem)
            last = scanner.next();
        const ValueTree decoded = tree(bytes);
        QVERIFY2(decoded.isWhole() == (last.kind == JsonToken::Kind::End), bytes);
        if (decoded.isWhole())
            continue;
        ++wrong;
        QVERIFY2(decoded.problem()->offset == last.begin, bytes);
        QCOMPARE(decoded.problem()->text.toLower(), scanner.problem().toLower());
    }
    QVERIFY(wrong > 10'000);
}

void TestJsonTree::agreesWithOtherParser()
{
    const QByteArray bytes = document(300);
    const ValueTree decoded = tree(bytes);
    QVERIFY(decoded.isWhole());
    const auto other = nlohmann::ordered_json::parse(bytes.begin(), bytes.end());
    const std::function<bool(NodeId, const nlohmann::ordered_json &)> same = [&](NodeId id, const nlohmann::ordered_json &json) {
        const ValueNode &node = decoded.node(id);
        switch (node.kind) {
        case ValueKind::Null: return json.is_null();
        case ValueKind::Bool: return json == (node.i != 0);
        case ValueKind::Int: return json == node.i;
        case ValueKind::Float: return json == node.d;
        case ValueKind::Text: return json == std::string(node.text, node.count);
        default: break;
        }
        if (decoded.childCount(id) != qsizetype(json.size()))
            return false;
        qsizetype i = 0;
        for (auto it = json.begin(); it != json.end(); ++it, ++i) {
            if (json.is_object() && decoded.node(decoded.key(id, i)).bytes() != QByteArrayView(it.key()))
                return false;
            if (!same(decoded.child(id, i), *it))
                return false;
        }
        return true;
    };
    QVERIFY(same(decoded.root(), other));
}

void TestJsonTree::foldsLargeTexts()
{
    const QByteArray bytes("  [1,2,3,4]\n");
    const ValueTree eager = tree(bytes, lazy(bytes.size()));
    QVERIFY(!eager.hasMore(eager.root()));
    ValueTree folded = tree(bytes, lazy(bytes.size() - 1));
    QVERIFY(folded.hasMore(folded.root()));
    QVERIFY(folded.isWhole());
    QCOMPARE(folded.childCount(folded.root()), 0);
    QCOMPARE(gist(folded, wide), u"[…]"_s);
    folded = codec().expand(std::move(folded), folded.root(), lazy(bytes.size() - 1));
    QVERIFY(!folded.hasMore(folded.root()));
    QCOMPARE(gist(folded, wide), u"[1, 2, 3, 4]"_s);
    QVERIFY(folded.isWhole());

    const ValueTree scalar = tree("\"a long string\"", lazy(3));
    QCOMPARE(gist(scalar, wide), u"\"a long string\""_s);
    for (const QByteArray empty : {"[    ]", "{    }"}) {
        const ValueTree none = unfolded(tree(empty, lazy(3)), lazy(3));
        QVERIFY(none.isWhole());
        QCOMPARE(none.childCount(none.root()), 0);
    }
}

void TestJsonTree::unfoldsInPages()
{
    QByteArray bytes("[0");
    constexpr int count = DecodeLimits::pageChildren * 2 + 10;
    for (int i = 1; i < count; ++i)
        bytes += ", " + QByteArray::number(i);
    bytes += "]";
    ValueTree list = tree(bytes, lazy(1000));
    const NodeId root = list.root();
    qsizetype known = 0;
    int pages = 0;
    while (list.hasMore(root)) {
        list = codec().expand(std::move(list), root, {});
        QVERIFY(list.childCount(root) > known);
        QVERIFY(list.childCount(root) <= known + DecodeLimits::pageChildren);
        known = list.childCount(root);
        ++pages;
    }
    QCOMPARE(pages, 3);
    QCOMPARE(known, count);
    for (int i = 0; i < count; ++i)
        QCOMPARE(list.node(list.child(root, i)).i, i);
    QVERIFY(list.isWhole());
    QCOMPARE(codec().expand(list.isWhole() ? std::move(list) : ValueTree(), root, {}).childCount(root), count);
}

void TestJsonTree::unfoldedEqualsEager()
{
    const QByteArray bytes = document(200);
    const QString eager = shown(bytes);
    for (const qsizetype eagerBytes : {0, 1, 2, 10, 60, 100, 1000, 5000, 20'000}) {
        const ValueTree all = unfolded(tree(bytes, lazy(eagerBytes)), lazy(eagerBytes));
        QVERIFY(all.isWhole());
        QCOMPARE(gist(all, wide), eager);
    }
}

void TestJsonTree::foldsWhatDoesNotFitThePage()
{
    const QByteArray bytes("[[1,2,3,4,5,6,7,8],[1],{\"a\":[1,2]}]");
    DecodeLimits limits = lazy(30);
    const NodeId root = tree(bytes, limits).root();
    ValueTree list = codec().expand(tree(bytes, limits), root, limits);
    QVERIFY(!list.hasMore(list.child(root, 0)));
    limits.eagerBytes = 16; // the first has 17 bytes
    list = codec().expand(tree(bytes, limits), root, limits);
    QVERIFY(list.hasMore(list.child(root, 0)));
    QVERIFY(!list.hasMore(list.child(root, 1)));
    QCOMPARE(list.node(list.child(root, 0)).end, 18U);

    limits = lazy(30);
    limits.maxNodes = 4; // for each page
    list = unfolded(tree(bytes, limits), limits);
    QVERIFY(!list.problem());
    QCOMPARE(gist(list, wide), u"[[1, 2, 3, 4, 5, 6, 7, 8], [1], {a: [1, 2]}]"_s);
}

void TestJsonTree::findsErrorsWhenReached()
{
    const QByteArray good = document(50);
    const QList<QByteArray> tails{"x", "}", ",", "{}"};
    for (const QByteArray &tail : tails) {
        const QByteArray bytes = good + tail;
        ValueTree large = tree(bytes, lazy(1000));
        QVERIFY(!large.problem());
        large = unfolded(std::move(large), lazy(1000));
        QVERIFY(large.problem());
        QCOMPARE(large.problem()->offset, good.size());
    }
    // Wherever it is wrong, it shows where reading at once finds it, unless another comes first.
    for (qsizetype at = 1; at < good.size() - 2; at += 7) {
        QByteArray bytes = good;
        bytes[at] = '\x01';
        const ValueTree atOnce = tree(bytes);
        const ValueTree bitByBit = unfolded(tree(bytes, lazy(500)), lazy(500));
        QCOMPARE(bitByBit.problem().has_value(), atOnce.problem().has_value());
    }
    // What is wrong in one container leaves the others readable.
    const QByteArray two("[[1,2,x,4,5,6,7,8,9],[1,2,3,4,5,6,7,8,9]]");
    const ValueTree half = unfolded(tree(two, lazy(10)), lazy(10));
    QCOMPARE(half.problem()->offset, 6);
    QCOMPARE(gist(half, wide), u"[[1, 2, …], [1, 2, 3, 4, 5, 6, 7, 8, 9]]"_s);
    for (qsizetype length = 1; length < good.size() - 1; ++length)
        QVERIFY(unfolded(tree(good.first(length), lazy(100)), lazy(100)).problem() || length <= 100);
}

void TestJsonTree::limitsDepthOfFolded()
{
    for (const qsizetype eagerBytes : {1, 100, 1500}) {
        const DecodeLimits limits = lazy(eagerBytes);
        QVERIFY(unfolded(tree(nested(DecodeLimits::defaultDepth), limits), limits).isWhole());
        const ValueTree deep = unfolded(tree(nested(DecodeLimits::defaultDepth + 1), limits), limits);
        QVERIFY(deep.problem());
        QCOMPARE(deep.problem()->offset, DecodeLimits::defaultDepth);
        QVERIFY(deep.problem()->text.contains(QString::number(DecodeLimits::defaultDepth)));
    }
}

void TestJsonTree::readsTheBeginningForAGist()
{
    const DecodeLimits limits = DecodeLimits::forGist();
    const QByteArray large = document(20'000);
    const ValueTree beginning = tree(large, limits);
    QVERIFY(beginning.isCut() && !beginning.problem());
    QVERIFY(beginning.nodeCount() <= limits.maxNodes);
    QVERIFY(gist(beginning, wide).startsWith(u"{rows: [{id: 0, name: \"row \\\"0\\\" 你好\", xs: [1.5, true, null, []]}, {id: 1,"_s));
    QVERIFY(gist(beginning, wide).endsWith(u", …], …}"_s));

    const QByteArray string = "{\"a\":\"" + QByteArray(50'000'000, 'x') + "\\n\"}";
    const ValueTree start = tree(string, limits);
    QVERIFY(start.isCut() && !start.problem());
    QVERIFY(gist(start, 40).startsWith(u"{a: \"xxxxxxxx"_s));
    QVERIFY(start.node(start.child(start.root(), 0)).count < limits.eagerBytes);

    // Cut anywhere, nothing is called wrong.
    DecodeLimits few = limits;
    const QByteArray bytes("{\"a\":[1,-2.5e1,\"x\\u00e4ä\"],\"b\":{\"c\":true,\"d\":null}}");
    for (few.eagerBytes = 0; few.eagerBytes < bytes.size(); ++few.eagerBytes) {
        const ValueTree cut = tree(bytes, few);
        QVERIFY2(cut.isCut() && !cut.problem(), bytes.first(few.eagerBytes));
    }
}

void TestJsonTree::skips_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("end");
    QTest::newRow("empty") << QByteArray("[]x") << 2;
    QTest::newRow("nested") << QByteArray("{\"a\":[1,{}]}, 1]") << 12;
    QTest::newRow("brackets in strings") << QByteArray("[\"]}\\\"]\",1]]") << 11;
    QTest::newRow("backslashes") << QByteArray("[\"\\\\\",\"\\\\\\\"]\"]]") << 14;
    QTest::newRow("open") << QByteArray("[[1,2]") << 6;
    QTest::newRow("open string") << QByteArray("[\"]]]") << 5;
}

void TestJsonTree::skips()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, end);
    const JsonExtent extent = skipJsonContainer(bytes, 10);
    QVERIFY(!extent.tooDeep);
    QCOMPARE(extent.end, end);
}

void TestJsonTree::skipsLikeAPlainScan()
{
    const auto plain = [](const QByteArray &bytes, int maxDepth) {
        int depth = 0;
        bool inString = false;
        bool escaped = false;
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            const char c = bytes[i];
            const bool isEscaped = std::exchange(escaped, false);
            if (c == '\\')
                escaped = !isEscaped;
            else if (c == '"')
                inString = isEscaped ? inString : !inString;
            else if (!inString && (c == '[' || c == '{')) {
                if (++depth > maxDepth)
                    return JsonExtent{i, true};
            } else if (!inString && (c == ']' || c == '}') && --depth == 0)
                return JsonExtent{i + 1, false};
        }
        return JsonExtent{bytes.size(), false};
    };
    const QByteArray alphabet("[[{{]}\"\"\\\\ab 1,:\xc3\xa4");
    QRandomGenerator random(3);
    int closed = 0;
    int deep = 0;
    for (int round = 0; round < 50'000; ++round) {
        QByteArray bytes("[");
        for (int i = random.bounded(300); i > 0; --i)
            bytes += random.bounded(3) ? alphabet[random.bounded(int(alphabet.size()))] : 'x';
        const int maxDepth = 1 + random.bounded(12);
        const JsonExtent expected = plain(bytes, maxDepth);
        const JsonExtent extent = skipJsonContainer(bytes, maxDepth);
        QVERIFY2(extent.end == expected.end && extent.tooDeep == expected.tooDeep, bytes);
        closed += !expected.tooDeep && expected.end < bytes.size();
        deep += expected.tooDeep;
    }
    QVERIFY(closed > 1000);
    QVERIFY(deep > 1000);
}

QTEST_GUILESS_MAIN(TestJsonTree)
#include "tst_json_tree.moc"
