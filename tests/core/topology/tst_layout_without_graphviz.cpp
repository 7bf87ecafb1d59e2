// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/topology_layout.h"

#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

/// A program of its own: Graphviz looks for its plugins once.
class LayoutWithoutGraphvizTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("GVBINDIR", "/nowhere"); }
    void standsInColumns();
    void circlesEnd();
};

void LayoutWithoutGraphvizTest::standsInColumns()
{
    LayoutTask task;
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
        task.boxes.append({id, {100, 40}});
    task.links = {{u"a"_s, u"b"_s}, {u"b"_s, u"c"_s}, {u"a"_s, u"d"_s}};
    const LayoutPositions at = layOut(task);
    QCOMPARE(at.size(), 4);
    QVERIFY(at[u"a"_s].x() + 100 < at[u"b"_s].x());
    QVERIFY(at[u"b"_s].x() + 100 < at[u"c"_s].x());
    QCOMPARE(at[u"b"_s].x(), at[u"d"_s].x());
    QVERIFY(std::abs(at[u"b"_s].y() - at[u"d"_s].y()) > 40);
}

void LayoutWithoutGraphvizTest::circlesEnd()
{
    LayoutTask task;
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s})
        task.boxes.append({id, {100, 40}});
    task.links = {{u"a"_s, u"b"_s}, {u"b"_s, u"c"_s}, {u"c"_s, u"a"_s}, {u"a"_s, u"a"_s}};
    const LayoutPositions at = layOut(task);
    QCOMPARE(at.size(), 3);
    QVERIFY(at[u"a"_s] != at[u"b"_s] && at[u"b"_s] != at[u"c"_s] && at[u"a"_s] != at[u"c"_s]);
}

QTEST_APPLESS_MAIN(LayoutWithoutGraphvizTest)
#include "tst_layout_without_graphviz.moc"
