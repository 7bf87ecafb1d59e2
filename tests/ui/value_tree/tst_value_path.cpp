// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_trees.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestValuePath : public QObject
{
    Q_OBJECT
private slots:
    void writesSteps();
    void knowsTheWayUp();
    void knowsTheWayInPages();
    void saysWhetherItIsNeeded();

private:
    static NodeId at(const ValueTree &tree, const QList<qsizetype> &position)
    {
        NodeId id = tree.root();
        for (const qsizetype child : position)
            id = tree.child(id, child);
        return id;
    }
};

void TestValuePath::writesSteps()
{
    const auto decoded = mixedTree();
    const ValueTree &tree = decoded->tree;
    const auto path = [&](const QList<qsizetype> &position) { return valuePath(tree, decoded->parents, at(tree, position)); };
    QCOMPARE(path({}), u"$"_s);
    QCOMPARE(path({0}), u"$.event"_s);
    QCOMPARE(path({1}), u"$[\"a b\"]"_s);
    QCOMPARE(path({1, 1, 0}), u"$[\"a b\"][1][0]"_s);
    QCOMPARE(path({2}), u"$[7]"_s);
    QCOMPARE(path({3, 0}), u"$.obj(0)"_s);
    QCOMPARE(path({3, 1}), u"$.obj.name"_s);
    QCOMPARE(path({3, 2, 0}), u"$.obj.state.k"_s);
}

void TestValuePath::knowsTheWayUp()
{
    const auto decoded = mixedTree();
    const ValueTree &tree = decoded->tree;
    QCOMPARE(decoded->parents.parentOf(tree.root()), std::nullopt);
    QCOMPARE(valuePosition(tree, decoded->parents, at(tree, {3, 2, 0})), QList<qsizetype>({3, 2, 0}));
    // A key has a parent, but no position of its own.
    QCOMPARE(decoded->parents.parentOf(tree.key(tree.root(), 1)), tree.root());
    QCOMPARE(valuePosition(tree, decoded->parents, tree.key(tree.root(), 1)), std::nullopt);
    QCOMPARE(valuePosition(tree, {}, at(tree, {3, 2})), std::nullopt);
}

void TestValuePath::knowsTheWayInPages()
{
    const auto decoded = foldedList(3 * DecodeLimits::pageChildren);
    for (int page = 0; page < 2; ++page)
        decoded->tree = decoded->codec->expand(std::move(decoded->tree), decoded->tree.root(), {});
    const ValueParents parents(decoded->tree);
    for (const qsizetype child : {qsizetype(0), DecodeLimits::pageChildren - 1, DecodeLimits::pageChildren,
                                  3 * DecodeLimits::pageChildren - 1})
        QCOMPARE(valuePosition(decoded->tree, parents, at(decoded->tree, {child})), QList<qsizetype>({child}));
}

void TestValuePath::saysWhetherItIsNeeded()
{
    QVERIFY(!ValueParents::areNeeded(mixedTree()->tree));
    QVERIFY(ValueParents::areNeeded(treeWithReferences()->tree));
}

QTEST_GUILESS_MAIN(TestValuePath)
#include "tst_value_path.moc"
