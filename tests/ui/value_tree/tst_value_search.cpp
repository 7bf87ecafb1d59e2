// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_trees.h"
#include "ui/value_tree/value_search.h"
#include "ui/value_tree/value_tree_model.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestValueSearch : public QObject
{
    Q_OBJECT
private slots:
    void findsInKeysValuesAndNames_data();
    void findsInKeysValuesAndNames();
    void startsAnewForEachFrame();
    void readsWhatIsFolded();
    void keepsNoMoreThanTheLimit();
    void endsWithCircles();
};

void TestValueSearch::findsInKeysValuesAndNames_data()
{
    using Positions = QList<QList<qsizetype>>;
    QTest::addColumn<QString>("needle");
    QTest::addColumn<Positions>("positions");
    QTest::newRow("value") << u"STAR"_s << Positions{{0}};
    QTest::newRow("key") << u"event"_s << Positions{{0}};
    QTest::newRow("key with space") << u"a b"_s << Positions{{1}};
    QTest::newRow("number") << u"7"_s << Positions{{2}};
    QTest::newRow("true") << u"tru"_s << Positions{{1, 1, 0}};
    QTest::newRow("class") << u"pkg.cls"_s << Positions{{3}};
    QTest::newRow("type name") << u"tuple"_s << Positions{{1, 1}};
    QTest::newRow("in several") << u"st"_s << Positions{{0}, {3, 2}};
    QTest::newRow("nowhere") << u"nowhere"_s << Positions{};
}

void TestValueSearch::findsInKeysValuesAndNames()
{
    QFETCH(QString, needle);
    QFETCH(QList<QList<qsizetype>>, positions);
    ValueTreeModel model;
    model.setFrame(mixedTree());
    ValueSearch search(model);
    search.setNeedle(needle);
    QTRY_VERIFY(!search.isRunning());
    QCOMPARE(search.count(), positions.size());
    for (qsizetype i = 0; i < positions.size(); ++i)
        QCOMPARE(search.match(i), positions[i]);
    QVERIFY(!search.isCut());
    search.setNeedle({});
    QVERIFY(!search.isActive());
    QCOMPARE(search.count(), 0);
}

void TestValueSearch::startsAnewForEachFrame()
{
    ValueTreeModel model;
    ValueSearch search(model);
    search.setNeedle(u"event"_s);
    QVERIFY(!search.isRunning());
    model.setFrame(mixedTree());
    QTRY_COMPARE(search.count(), 1);
    model.setFrame(eagerList(3));
    QTRY_VERIFY(!search.isRunning());
    QCOMPARE(search.count(), 0);
}

void TestValueSearch::readsWhatIsFolded()
{
    const qsizetype count = 3 * DecodeLimits::pageChildren;
    ValueTreeModel model;
    model.setFrame(foldedList(count));
    ValueSearch search(model);
    search.setNeedle(QString::number(count - 1));
    QTRY_VERIFY(!search.isRunning());
    QCOMPARE(search.count(), 1);
    QCOMPARE(search.match(0), QList<qsizetype>({count - 1}));
    QCOMPARE(model.reveal(search.match(0)).siblingAtColumn(ValueTreeModel::Value).data().toString(),
             QString::number(count - 1));
}

void TestValueSearch::keepsNoMoreThanTheLimit()
{
    const auto texts = [](qsizetype count) {
        return builtTree("x", [count](ValueTreeBuilder &tree) {
            tree.open(ValueKind::List, 0);
            for (qsizetype i = 0; i < count; ++i)
                addText(tree, "same");
            tree.close(1);
        });
    };
    ValueTreeModel model;
    ValueSearch search(model);
    search.setNeedle(u"same"_s);
    model.setFrame(texts(ValueSearch::maxMatches - 1));
    QTRY_VERIFY(!search.isRunning());
    QCOMPARE(search.count(), ValueSearch::maxMatches - 1);
    QVERIFY(!search.isCut());
    model.setFrame(texts(ValueSearch::maxMatches + 1));
    QTRY_VERIFY(!search.isRunning());
    QCOMPARE(search.count(), ValueSearch::maxMatches);
    QVERIFY(search.isCut());
}

void TestValueSearch::endsWithCircles()
{
    ValueTreeModel model;
    model.setFrame(treeWithReferences());
    ValueSearch search(model);
    search.setNeedle(u"s"_s);
    QTRY_VERIFY(!search.isRunning());
    QCOMPARE(search.count(), 3);
}

QTEST_MAIN(TestValueSearch)
#include "tst_value_search.moc"
