// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/topology_layout.h"
#include "core/topology/topology_places.h"

#include <QTest>
#include <QThread>
#include <atomic>
#include <thread>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

constexpr QSizeF cardSize(180, 44);

TopologyNode node(const QString &id, const QString &lastingKey = {})
{
    TopologyNode node;
    node.id = id;
    node.label = id;
    node.lastingKey = lastingKey;
    return node;
}

/// A hub with so many leaves.
TopologyGraph star(int leaves, const QString &hub = u"hub"_s)
{
    TopologyGraph graph;
    graph.nodes.append(node(hub, hub));
    for (int i = 0; i < leaves; ++i) {
        graph.nodes.append(node(u"%1/%2"_s.arg(hub).arg(i)));
        TopologyEdge edge;
        edge.from = hub;
        edge.to = graph.nodes.last().id;
        graph.edges.append(edge);
    }
    return graph;
}

LayoutTask taskOf(const TopologyGraph &graph)
{
    QHash<QString, QSizeF> sizes;
    for (const TopologyNode &node : graph.nodes)
        sizes.insert(node.id, cardSize);
    return layoutTask(graph, sizes);
}

/// The names of two boxes of which one stands on the other; empty when there are none.
QString overlap(const LayoutTask &task, const LayoutPositions &positions)
{
    for (qsizetype i = 0; i < task.boxes.size(); ++i) {
        for (qsizetype k = 0; k < i; ++k) {
            const auto rect = [&](const LayoutBox &box) {
                return QRectF(
                    positions.value(box.id) - QPointF(box.size.width(), box.size.height()) / 2, box.size);
            };
            if (rect(task.boxes[i]).intersects(rect(task.boxes[k])))
                return task.boxes[i].id + u" on "_s + task.boxes[k].id;
        }
    }
    return {};
}

QRectF boundsOf(const LayoutPositions &positions)
{
    QRectF bounds;
    for (const QPointF &at : positions)
        bounds |= QRectF(at - QPointF(cardSize.width(), cardSize.height()) / 2, cardSize);
    return bounds;
}

} // namespace

class TopologyLayoutTest : public QObject {
    Q_OBJECT
private slots:
    void flowGoesToTheRight();
    void nothingOverlaps_data();
    void nothingOverlaps();
    void fillsTheWindow();
    void labelsAreHarmless();
    void threadsWaitForEachOther();
    void newOnesFindFreePlaces();
    void whatHasAPlaceKeepsIt();
    void pinsComeBack();
    void rubbishIsNotRestored();
};

void TopologyLayoutTest::flowGoesToTheRight()
{
    TopologyGraph graph;
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s})
        graph.nodes.append(node(id));
    for (const auto &[from, to] : {std::pair(u"c"_s, u"a"_s), std::pair(u"a"_s, u"b"_s)}) {
        TopologyEdge edge;
        edge.from = from;
        edge.to = to;
        graph.edges.append(edge);
    }
    const LayoutPositions at = layOut(taskOf(graph));
    QVERIFY(at[u"c"_s].x() + cardSize.width() < at[u"a"_s].x());
    QVERIFY(at[u"a"_s].x() + cardSize.width() < at[u"b"_s].x());
}

void TopologyLayoutTest::nothingOverlaps_data()
{
    QTest::addColumn<int>("stars");
    QTest::addColumn<int>("leaves");
    QTest::newRow("nothing") << 0 << 0;
    QTest::newRow("one") << 1 << 0;
    QTest::newRow("two") << 1 << 1;
    QTest::newRow("panels alone") << 30 << 0;
    QTest::newRow("sixty") << 6 << 9;
    QTest::newRow("an open group") << 1 << 60;
    QTest::newRow("hundreds") << 20 << 24;
}

void TopologyLayoutTest::nothingOverlaps()
{
    QFETCH(int, stars);
    QFETCH(int, leaves);
    TopologyGraph graph;
    for (int i = 0; i < stars; ++i) {
        const TopologyGraph one = star(leaves, u"hub %1"_s.arg(i));
        graph.nodes += one.nodes;
        graph.edges += one.edges;
    }
    const LayoutTask task = taskOf(graph);
    const LayoutPositions at = layOut(task);
    QCOMPARE(at.size(), graph.nodes.size());
    QCOMPARE(overlap(task, at), QString());
}

void TopologyLayoutTest::fillsTheWindow()
{
    // An open group of many is no ribbon, and panels that are not joined stand side by side.
    const QRectF fan = boundsOf(layOut(taskOf(star(48))));
    QVERIFY2(fan.height() < 3 * fan.width(), qPrintable(u"%1 x %2"_s.arg(fan.width()).arg(fan.height())));
    TopologyGraph alone;
    for (int i = 0; i < 20; ++i)
        alone.nodes.append(node(QString::number(i)));
    const QRectF grid = boundsOf(layOut(taskOf(alone)));
    QVERIFY2(grid.width() > grid.height() && grid.width() < 3 * grid.height(),
        qPrintable(u"%1 x %2"_s.arg(grid.width()).arg(grid.height())));
}

void TopologyLayoutTest::labelsAreHarmless()
{
    TopologyGraph graph;
    const QStringList hostile{u"<b>bold</b>"_s, u"\"; } digraph {"_s, u"\\N\\G\\l"_s, u"{a|b}"_s, u"a->b"_s,
        QString(1, QChar(0)), u"\u202e\n\t"_s, QString(100'000, u'x'), u""_s, u"%s%n"_s, u"node"_s};
    for (const QString &id : hostile)
        graph.nodes.append(node(id));
    for (qsizetype i = 1; i < hostile.size(); ++i) {
        TopologyEdge edge;
        edge.from = hostile[0];
        edge.to = hostile[i];
        graph.edges.append(edge);
    }
    TopologyEdge toItself;
    toItself.from = toItself.to = hostile[0];
    TopologyEdge toNowhere;
    toNowhere.from = hostile[0];
    toNowhere.to = u"not there"_s;
    graph.edges << toItself << toNowhere;
    const LayoutTask task = taskOf(graph);
    const LayoutPositions at = layOut(task);
    QCOMPARE(at.size(), hostile.size());
    QCOMPARE(overlap(task, at), QString());
}

void TopologyLayoutTest::threadsWaitForEachOther()
{
    const LayoutTask task = taskOf(star(20));
    const LayoutPositions expected = layOut(task);
    std::atomic<int> equal = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] { equal += layOut(task) == expected; });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(equal.load(), 4);
}

void TopologyLayoutTest::newOnesFindFreePlaces()
{
    TopologyPlaces places;
    TopologyGraph graph = star(3);
    places.follow(graph, taskOf(graph));
    for (int leaves = 4; leaves <= 40; ++leaves) {
        graph = star(leaves);
        if (leaves % 5 == 0)
            graph.nodes.append(node(u"alone %1"_s.arg(leaves)));
        places.follow(graph, taskOf(graph));
        QCOMPARE(places.positions().size(), graph.nodes.size());
        QCOMPARE(overlap(taskOf(graph), places.positions()), QString());
    }
    const QPointF hub = places.positions().value(u"hub"_s);
    for (int i = 0; i < 40; ++i)
        QVERIFY(places.positions().value(u"hub/%1"_s.arg(i)).x() > hub.x() + cardSize.width());
}

void TopologyLayoutTest::whatHasAPlaceKeepsIt()
{
    TopologyPlaces places;
    TopologyGraph graph = star(5);
    places.moveTo(layOut(taskOf(graph)));
    places.follow(graph, taskOf(graph));
    const LayoutPositions before = places.positions();
    graph = star(9);
    graph.nodes.removeAt(2); // and one has gone
    graph.edges.removeAt(1);
    places.follow(graph, taskOf(graph));
    for (const TopologyNode &node : graph.nodes) {
        if (before.contains(node.id))
            QCOMPARE(places.positions().value(node.id), before.value(node.id));
    }
    // Laid out anew, a pinned one stays.
    const QPointF far(5000, -300);
    places.pin(u"hub/0"_s, far);
    LayoutPositions anew;
    for (const TopologyNode &node : graph.nodes)
        anew.insert(node.id, {1, 2});
    places.moveTo(anew);
    QCOMPARE(places.positions().value(u"hub/0"_s), far);
    QCOMPARE(places.positions().value(u"hub"_s), QPointF(1, 2));
}

void TopologyLayoutTest::pinsComeBack()
{
    TopologyPlaces places;
    const TopologyGraph graph = star(2);
    places.follow(graph, taskOf(graph));
    QCOMPARE(places.save(), QByteArray()); // nobody has moved anything
    places.pin(u"hub"_s, {123, -45});
    const QByteArray saved = places.save();
    QVERIFY(!saved.isEmpty());

    TopologyPlaces next;
    QVERIFY(next.restore(saved)); // before the panel is there
    next.follow(graph, taskOf(graph));
    QCOMPARE(next.positions().value(u"hub"_s), QPointF(123, -45));
    QVERIFY(next.isPinned(u"hub"_s));
    QVERIFY(!next.isPinned(u"hub/0"_s));
    QCOMPARE(overlap(taskOf(graph), next.positions()), QString());
    QCOMPARE(next.save(), saved);

    // A panel that is closed and brought back finds its place, whatever its id is now.
    next.follow({}, {});
    TopologyGraph again;
    again.nodes.append(node(u"other id"_s, u"hub"_s));
    next.follow(again, taskOf(again));
    QCOMPARE(next.positions().value(u"other id"_s), QPointF(123, -45));

    TopologyPlaces late;
    late.follow(graph, taskOf(graph));
    QVERIFY(late.restore(saved)); // after
    QCOMPARE(late.positions().value(u"hub"_s), QPointF(123, -45));
}

void TopologyLayoutTest::rubbishIsNotRestored()
{
    TopologyPlaces places;
    const TopologyGraph graph = star(1);
    places.follow(graph, taskOf(graph));
    places.pin(u"hub"_s, {1, 2});
    for (const char *json :
        {"{}", "[]", "nonsense", R"({"version":2,"nodes":[]})", R"({"version":1,"nodes":7})"}) {
        QVERIFY(!places.restore(json));
        QVERIFY(places.isPinned(u"hub"_s));
    }
    TopologyPlaces emptied;
    emptied.follow(graph, taskOf(graph));
    QVERIFY(emptied.restore(places.save()));
    QVERIFY(emptied.isPinned(u"hub"_s));
    QVERIFY(emptied.restore({})); // a profile in which nothing was moved
    QVERIFY(!emptied.isPinned(u"hub"_s));
    const auto at = [](double x) -> QByteArray {
        return QByteArray(R"({"version":1,"nodes":[{"key":"hub","x":)") + QByteArray::number(qint64(x))
            + R"(,"y":0,"pinned":true}]})";
    };
    TopologyPlaces far;
    far.follow(graph, taskOf(graph));
    QVERIFY(far.restore(at(TopologyPlaces::maxCoordinate + 1)));
    QVERIFY(!far.isPinned(u"hub"_s));
    QVERIFY(far.restore(at(TopologyPlaces::maxCoordinate)));
    QVERIFY(far.isPinned(u"hub"_s));

    QByteArrayList nodes;
    for (int i = 0; i <= TopologyPlaces::maxRestored; ++i)
        nodes.append("{\"key\":\"" + QByteArray::number(i) + "\",\"x\":" + QByteArray::number(i * 100)
            + ",\"y\":0,\"pinned\":true}");
    TopologyPlaces many;
    QVERIFY(many.restore("{\"version\":1,\"nodes\":[" + nodes.join(',') + "]}"));
    TopologyGraph both;
    both.nodes << node(u"first"_s, QString::number(TopologyPlaces::maxRestored - 1))
               << node(u"second"_s, QString::number(TopologyPlaces::maxRestored));
    many.follow(both, taskOf(both));
    QVERIFY(many.isPinned(u"first"_s));
    QVERIFY(!many.isPinned(u"second"_s));
}

QTEST_GUILESS_MAIN(TopologyLayoutTest)
#include "tst_topology_layout.moc"
