// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/value/gist.h"
#include "core/value/value_tree_assembler.h"
#include "core/value/value_tree_builder.h"

#include <QTest>
#include <atomic>
#include <limits>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

constexpr qsizetype wide = 1'000'000;

DecodeLimits few(qsizetype nodes, int depth = DecodeLimits::defaultDepth)
{
    DecodeLimits limits;
    limits.maxNodes = nodes;
    limits.maxDepth = depth;
    return limits;
}

/// A folded list, or map, of which nothing is decoded.
ValueTree folded(ValueKind kind = ValueKind::List, qint64 resume = 1)
{
    ValueTreeBuilder builder("[…]", {});
    builder.addFolded(kind, 0, 3, resume);
    return builder.finish();
}

} // namespace

class TestValueTree : public QObject
{
    Q_OBJECT
private slots:
    void isNullAtFirst();
    void buildsInOnePass();
    void mapsHavePairs();
    void unsignedBecomesSigned();
    void limitsNodes();
    void limitsDepth();
    void stopsWhenTold();
    void closesWhatIsOpen();
    void dropsAKeyWithoutValue();
    void keepsOneRoot();
    void labelsAreShared();
    void ownTextsStay();
    void givesBackMemory();
    void keepsBytesOfOthers();
    void assemblesFromTheTop();
    void unfoldsPageByPage();
    void unfoldsPairs();
    void unfoldsWithinWhatWasUnfolded();
    void closesWhatIsOpenInAPage();
    void problemsEndOneContainerOnly();
    void fullPagesEnd();
    void cutHidesAMissingEnd();
};

void TestValueTree::isNullAtFirst()
{
    const ValueTree tree;
    QCOMPARE(tree.node(tree.root()).kind, ValueKind::Null);
    QCOMPARE(tree.childCount(tree.root()), 0);
    QVERIFY(!tree.hasMore(tree.root()));
    QVERIFY(tree.isWhole());
    QVERIFY(tree.label(tree.root()).isEmpty());

    ValueTreeBuilder nothing("", {});
    const ValueTree built = nothing.finish();
    QCOMPARE(built.node(built.root()).kind, ValueKind::Null);
}

void TestValueTree::buildsInOnePass()
{
    const QByteArray source("source bytes");
    ValueTreeBuilder builder(source, {});
    QVERIFY(!builder.hasRoot());
    QVERIFY(builder.open(ValueKind::List, 0, builder.labelOf("tuple")));
    QCOMPARE(builder.depth(), 1);
    builder.addInt(-7, 1, 2, builder.labelOf("int8"));
    QVERIFY(builder.open(ValueKind::List, 2));
    builder.addBool(true, 3, 4);
    builder.addNull(4, 5);
    QCOMPARE(builder.countInOpen(), 2U);
    builder.close(6);
    builder.addText(ValueKind::Text, QByteArrayView(source).sliced(7, 5), 7, 12);
    QCOMPARE(builder.countInOpen(), 3U);
    QVERIFY(!builder.hasRoot());
    builder.close(12);
    QVERIFY(builder.hasRoot());
    const ValueTree tree = builder.finish();

    QVERIFY(tree.isWhole());
    QCOMPARE(tree.source(), QByteArrayView(source));
    const NodeId root = tree.root();
    QCOMPARE(tree.label(root), QByteArrayView("tuple"));
    QCOMPARE(tree.childCount(root), 3);
    QCOMPARE(tree.node(root).begin, 0U);
    QCOMPARE(tree.node(root).end, 12U);
    QCOMPARE(tree.node(tree.child(root, 0)).i, -7);
    QCOMPARE(tree.label(tree.child(root, 0)), QByteArrayView("int8"));
    const NodeId inner = tree.child(root, 1);
    QCOMPARE(tree.childCount(inner), 2);
    QCOMPARE(tree.node(tree.child(inner, 0)).kind, ValueKind::Bool);
    QCOMPARE(tree.node(tree.child(inner, 1)).kind, ValueKind::Null);
    const ValueNode &text = tree.node(tree.child(root, 2));
    QCOMPARE(text.text, source.constData() + 7); // borrowed
    QCOMPARE(text.bytes(), QByteArrayView("bytes"));
    QVERIFY(tree.memory() > 0);
}

void TestValueTree::mapsHavePairs()
{
    ValueTreeBuilder builder({}, {});
    builder.open(ValueKind::Map, 0);
    QVERIFY(builder.inPairs());
    builder.addInt(1, 0, 0);
    builder.addInt(10, 0, 0);
    builder.addInt(1, 0, 0); // again
    builder.addInt(11, 0, 0);
    builder.close(0);
    const ValueTree tree = builder.finish();
    QCOMPARE(tree.childCount(tree.root()), 2);
    QCOMPARE(tree.node(tree.root()).count, 4U);
    QCOMPARE(tree.node(tree.key(tree.root(), 1)).i, 1);
    QCOMPARE(tree.node(tree.child(tree.root(), 1)).i, 11);
}

void TestValueTree::unsignedBecomesSigned()
{
    constexpr auto largest = quint64(std::numeric_limits<qint64>::max());
    ValueTreeBuilder builder({}, {});
    builder.open(ValueKind::List, 0);
    builder.addUInt(largest, 0, 0);
    builder.addUInt(largest + 1, 0, 0);
    builder.close(0);
    const ValueTree tree = builder.finish();
    QCOMPARE(tree.node(tree.child(tree.root(), 0)).kind, ValueKind::Int);
    QCOMPARE(tree.node(tree.child(tree.root(), 1)).kind, ValueKind::UInt);
    QCOMPARE(tree.node(tree.child(tree.root(), 1)).u, largest + 1);
}

void TestValueTree::limitsNodes()
{
    for (const int children : {4, 5}) {
        ValueTreeBuilder builder({}, few(5));
        builder.open(ValueKind::List, 0);
        for (int i = 0; i < children; ++i)
            builder.addInt(i, 0, 0);
        QCOMPARE(builder.isFull(), children == 5);
        QCOMPARE(builder.nodesLeft(), 0);
        QVERIFY(children == 4 || !builder.open(ValueKind::List, 0));
        if (children == 4)
            builder.close(0);
        const ValueTree tree = builder.finish();
        QCOMPARE(tree.isCut(), children == 5);
        QVERIFY(!tree.problem());
        QCOMPARE(tree.childCount(tree.root()), 4);
        QCOMPARE(tree.node(tree.root()).has(ValueFlag::Cut), children == 5);
    }
    ValueTreeBuilder none({}, few(0));
    none.addInt(1, 0, 0);
    QVERIFY(none.finish().isCut());
}

void TestValueTree::limitsDepth()
{
    ValueTreeBuilder builder({}, few(100, 3));
    for (int i = 0; i < 3; ++i)
        QVERIFY(builder.open(ValueKind::List, 0));
    QVERIFY(!builder.open(ValueKind::List, 0));
    QVERIFY(!builder.isFull()); // which tells it from the node limit
    builder.close(0);
    QVERIFY(builder.open(ValueKind::List, 0));
}

void TestValueTree::stopsWhenTold()
{
    std::atomic<bool> stop = false;
    DecodeLimits limits;
    limits.stop = &stop;
    ValueTreeBuilder builder({}, limits);
    QVERIFY(builder.open(ValueKind::List, 0));
    stop = true;
    QVERIFY(!builder.open(ValueKind::List, 0));
    QVERIFY(builder.isFull());
    QVERIFY(builder.finish().isCut());
}

void TestValueTree::closesWhatIsOpen()
{
    ValueTreeBuilder builder("12345", {});
    builder.open(ValueKind::List, 0);
    builder.addInt(1, 1, 2);
    builder.open(ValueKind::List, 2);
    builder.addInt(2, 3, 4);
    builder.setProblem(4, u"wrong"_s);
    const ValueTree tree = builder.finish();
    QCOMPARE(tree.problem()->offset, 4);
    QVERIFY(!tree.isCut() && !tree.isWhole());
    QVERIFY(tree.node(tree.root()).has(ValueFlag::Cut));
    QCOMPARE(tree.node(tree.root()).end, 5U);
    const NodeId inner = tree.child(tree.root(), 1);
    QVERIFY(tree.node(inner).has(ValueFlag::Cut));
    QCOMPARE(tree.childCount(inner), 1);
    QVERIFY(!tree.hasMore(inner));
}

void TestValueTree::dropsAKeyWithoutValue()
{
    for (const bool foldedKey : {false, true}) {
        ValueTreeBuilder builder({}, {});
        builder.open(ValueKind::Map, 0);
        builder.addInt(1, 0, 0);
        builder.addInt(2, 0, 0);
        if (foldedKey)
            builder.addFolded(ValueKind::List, 0, 0, 0);
        else
            builder.addInt(3, 0, 0);
        const ValueTree tree = builder.finish();
        QCOMPARE(tree.childCount(tree.root()), 1);
        QCOMPARE(gist(tree, wide), u"{1: 2, …}"_s);
    }
}

void TestValueTree::keepsOneRoot()
{
    ValueTreeBuilder builder({}, {});
    builder.addInt(1, 0, 0);
    builder.addFolded(ValueKind::List, 0, 0, 0);
    const ValueTree tree = builder.finish();
    QCOMPARE(tree.node(tree.root()).i, 1);
}

void TestValueTree::labelsAreShared()
{
    ValueTreeBuilder builder({}, {});
    const quint32 tuple = builder.labelOf("tuple");
    QVERIFY(tuple != 0);
    QCOMPARE(builder.labelOf(QByteArray("tuple")), tuple);
    QCOMPARE(builder.labelOf(""), 0U);
    QVERIFY(builder.labelOf("set") != tuple);
    builder.addFolded(ValueKind::List, 0, 0, 0, tuple);
    ValueTree tree = builder.finish();
    ValueTreeBuilder page(std::move(tree), tree.root(), {}); // knows them still
    QCOMPARE(page.labelOf("tuple"), tuple);
}

void TestValueTree::ownTextsStay()
{
    ValueTreeBuilder builder({}, {});
    builder.open(ValueKind::List, 0);
    for (int i = 0; i < 10'000; ++i)
        builder.addText(ValueKind::Text, builder.store(QByteArray::number(i)), 0, 0);
    const QByteArray large(100'000, 'x');
    builder.addText(ValueKind::Text, builder.store(large), 0, 0);
    builder.addText(ValueKind::Text, builder.store(""), 0, 0);
    builder.close(0);
    const ValueTree tree = builder.finish();
    for (int i = 0; i < 10'000; ++i)
        QCOMPARE(tree.node(tree.child(tree.root(), i)).bytes().toByteArray(), QByteArray::number(i));
    QCOMPARE(tree.node(tree.child(tree.root(), 10'000)).bytes().toByteArray(), large);
    QVERIFY(tree.node(tree.child(tree.root(), 10'001)).bytes().isEmpty());
    QVERIFY(tree.memory() > 100'000);
}

void TestValueTree::givesBackMemory()
{
    ValueTreeBuilder builder({}, {});
    char *const first = builder.allocate(100);
    builder.giveBack(60);
    QCOMPARE(builder.allocate(10), first + 40);
}

void TestValueTree::keepsBytesOfOthers()
{
    QByteArray unpacked("unpacked");
    ValueTreeBuilder builder(unpacked, {});
    builder.addText(ValueKind::Text, unpacked, 0, 8);
    ValueTree tree = builder.finish();
    tree.keep(unpacked);
    unpacked = QByteArray();
    QCOMPARE(tree.node(tree.root()).bytes(), QByteArrayView("unpacked"));
}

void TestValueTree::assemblesFromTheTop()
{
    ValueTreeAssembler tree("bytes");
    tree.at(tree.root()).kind = ValueKind::Map;
    const NodeId first = tree.reserveChildren(tree.root(), 4);
    const NodeId list{first.value + 1};
    tree.at(list).kind = ValueKind::List;
    const NodeId inner = tree.reserveChildren(list, 2);
    tree.at(inner).kind = ValueKind::Int;
    tree.at(inner).i = 5;
    tree.at({first.value + 3}).kind = ValueKind::Reference;
    tree.at({first.value + 3}).first = list.value;
    QCOMPARE(tree.nodeCount(), 7);
    const ValueTree made = tree.finish();
    QCOMPARE(made.childCount(made.root()), 2);
    QCOMPARE(made.key(made.root(), 1), NodeId{first.value + 2});
    QCOMPARE(made.child(made.root(), 0), list);
    QCOMPARE(made.node(made.child(list, 0)).i, 5);
    QCOMPARE(made.node(made.child(list, 1)).kind, ValueKind::Null);
}

void TestValueTree::unfoldsPageByPage()
{
    ValueTree tree = folded();
    const NodeId root = tree.root();
    QVERIFY(tree.hasMore(root));
    QCOMPARE(tree.childCount(root), 0);
    const QList<int> sizes{3, int(DecodeLimits::pageChildren), 0, 1, 17};
    int made = 0;
    for (int page = 0; page < sizes.size(); ++page) {
        ValueTreeBuilder builder(std::move(tree), root, {});
        QCOMPARE(builder.resume(), page == 0 ? 1 : page * 100);
        for (int i = 0; i < sizes[page]; ++i)
            builder.addInt(made++, 0, 0);
        QCOMPARE(builder.pageSize(), sizes[page]);
        tree = builder.finishPage((page + 1) * 100, page + 1 == sizes.size());
        QCOMPARE(tree.childCount(root), made);
        QCOMPARE(tree.hasMore(root), page + 1 < sizes.size());
    }
    for (int i = 0; i < made; ++i)
        QCOMPARE(tree.node(tree.child(root, i)).i, i);
    QVERIFY(tree.isWhole());
    QVERIFY(!tree.node(root).has(ValueFlag::Cut));
}

void TestValueTree::unfoldsPairs()
{
    ValueTree tree = folded(ValueKind::Map);
    const NodeId root = tree.root();
    for (int page = 0; page < 3; ++page) {
        ValueTreeBuilder builder(std::move(tree), root, {});
        for (int i = 0; i < 5; ++i) {
            builder.addInt(page * 10 + i, 0, 0);
            builder.addInt(-(page * 10 + i), 0, 0);
        }
        QCOMPARE(builder.pageSize(), 5);
        if (page == 2)
            builder.addInt(99, 0, 0); // a key whose value is missing
        tree = builder.finishPage(0, page == 2);
    }
    QCOMPARE(tree.childCount(root), 15);
    for (int i = 0; i < 15; ++i) {
        QCOMPARE(tree.node(tree.key(root, i)).i, i / 5 * 10 + i % 5);
        QCOMPARE(tree.node(tree.child(root, i)).i, -(i / 5 * 10 + i % 5));
    }
}

void TestValueTree::unfoldsWithinWhatWasUnfolded()
{
    ValueTree tree = folded();
    const NodeId root = tree.root();
    {
        ValueTreeBuilder builder(std::move(tree), root, {});
        builder.addFolded(ValueKind::List, 1, 2, 11);
        builder.open(ValueKind::List, 2);
        builder.addFolded(ValueKind::Map, 2, 3, 12);
        builder.close(3);
        tree = builder.finishPage(0, true);
    }
    const NodeId list = tree.child(root, 0);
    const NodeId map = tree.child(tree.child(root, 1), 0);
    QVERIFY(tree.hasMore(list) && tree.hasMore(map));
    {
        ValueTreeBuilder builder(std::move(tree), map, {});
        QCOMPARE(builder.resume(), 12);
        builder.addInt(1, 0, 0);
        builder.addInt(2, 0, 0);
        tree = builder.finishPage(0, true);
    }
    {
        ValueTreeBuilder builder(std::move(tree), list, {});
        QCOMPARE(builder.resume(), 11);
        builder.addInt(3, 0, 0);
        tree = builder.finishPage(0, true);
    }
    QCOMPARE(gist(tree, wide), u"[[3], [{1: 2}]]"_s);
}

void TestValueTree::closesWhatIsOpenInAPage()
{
    ValueTree tree = folded();
    const NodeId root = tree.root();
    ValueTreeBuilder builder(std::move(tree), root, {});
    builder.addInt(1, 0, 0);
    builder.open(ValueKind::Map, 0);
    builder.addInt(2, 0, 0);
    builder.setProblem(2, u"wrong"_s);
    tree = builder.finishPage(2, false);
    QVERIFY(!tree.hasMore(root)); // there is nothing to be had behind what is wrong
    QCOMPARE(gist(tree, wide), u"[1, {…}, …]"_s);
}

void TestValueTree::problemsEndOneContainerOnly()
{
    ValueTree tree = folded();
    const NodeId root = tree.root();
    ValueTreeBuilder first(std::move(tree), root, {});
    first.addFolded(ValueKind::List, 0, 0, 0);
    first.addFolded(ValueKind::List, 0, 0, 0);
    tree = first.finishPage(0, false);
    ValueTreeBuilder wrong(std::move(tree), tree.child(root, 0), {});
    wrong.setProblem(1, u"wrong"_s);
    tree = wrong.finishPage(0, false);
    QVERIFY(!tree.hasMore(tree.child(root, 0)));
    const NodeId other = tree.child(root, 1);
    ValueTreeBuilder right(std::move(tree), other, {});
    right.addInt(1, 0, 0);
    tree = right.finishPage(7, false);
    QVERIFY(tree.hasMore(other) && tree.hasMore(root));
    QVERIFY(!tree.node(other).has(ValueFlag::Cut));
    QCOMPARE(tree.problem()->offset, 1); // still known
}

void TestValueTree::fullPagesEnd()
{
    ValueTree tree = folded();
    const NodeId root = tree.root();
    for (const int count : {3, 4}) {
        ValueTreeBuilder builder(std::move(tree), root, few(3));
        for (int i = 0; i < count; ++i)
            builder.addInt(i, 0, 0);
        tree = builder.finishPage(10, false);
        QCOMPARE(tree.hasMore(root), count == 3);
        QCOMPARE(tree.isCut(), count == 4);
    }
    QCOMPARE(tree.childCount(root), 6);
}

void TestValueTree::cutHidesAMissingEnd()
{
    ValueTreeBuilder builder({}, {});
    builder.addInt(1, 0, 0);
    builder.setProblem(3, u"the end is missing"_s);
    ValueTree tree = builder.finish();
    tree.setCut();
    QVERIFY(tree.isCut() && !tree.problem());
    tree.setProblem({5, u"outside"_s});
    QCOMPARE(tree.problem()->offset, 5);
}

QTEST_GUILESS_MAIN(TestValueTree)
#include "tst_value_tree.moc"
