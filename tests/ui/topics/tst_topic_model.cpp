// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/panel_figures.h"
#include "tests/ui/inspector/stored_panel.h"
#include "ui/topics/topic_model.h"
#include "ui/topics/topic_values.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;
using Part = PanelFigures::Part;

namespace {

struct Topics {
    explicit Topics(PanelWorld &world, StoreLimits history = {})
        : panel(world, SocketType::Sub, history)
    {
    }

    MessageIndex add(const QByteArray &topic, const QByteArray &body = "x")
    {
        const MessageIndex index = panel.add({topic, body}, {figures.clock().now(), Direction::In, {}, {}});
        figures.updateTopics();
        return index;
    }
    /// "a[b,c],d"
    QString shape(const QModelIndex &parent = {}) const
    {
        QStringList rows;
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            const QString below = shape(index);
            rows += index.data().toString() + (below.isEmpty() ? QString() : QString(u'[' + below + u']'));
        }
        return rows.join(u',');
    }
    QString text(QByteArrayView topic, TopicModel::Column column) const
    {
        return model.indexOf(figures.topics().find(topic)).siblingAtColumn(column).data().toString();
    }

    StoredPanel panel;
    PanelFigures figures{panel};
    PanelFigures::Watch watch = figures.watch(Part::Topics);
    TopicValues values{panel};
    TopicModel model{figures, values};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestTopicModel : public QObject {
    Q_OBJECT
private slots:
    void rowsComeInOrder();
    void neighboursComeTogether();
    void topicsAreFound();
    void newTopicsAreSearchedToo();
    void tellsTheFigures();
    void tellsWhatIsGone();
    void anotherSeparatorMakesOtherRows();
    void topicsWithoutTextAreNamed();

private:
    PanelWorld m_world;
};

void TestTopicModel::rowsComeInOrder()
{
    Topics topics(m_world);
    QCOMPARE(topics.model.rowCount(), 0);
    topics.add("house/hall");
    QCOMPARE(topics.shape(), QString());
    topics.model.refresh();
    QCOMPARE(topics.shape(), u"house[hall]"_s);
    const QPersistentModelIndex hall = topics.model.indexOf(topics.figures.topics().find("house/hall"));
    for (const char *topic : {"house/attic", "garden/tree2/leaf", "garden/tree10", "zoo", "house/kitchen"})
        topics.add(topic);
    topics.model.refresh();
    QCOMPARE(topics.shape(), u"garden[tree2[leaf],tree10],house[attic,hall,kitchen],zoo"_s);
    QCOMPARE(hall.data().toString(), u"hall"_s);
    QCOMPARE(hall.row(), 1);
    QCOMPARE(topics.model.topicOf(hall), QByteArray("house/hall"));
    QSignalSpy inserted(&topics.model, &QAbstractItemModel::rowsInserted);
    topics.add("zoo");
    topics.model.refresh();
    QVERIFY(inserted.isEmpty());
}

void TestTopicModel::neighboursComeTogether()
{
    Topics topics(m_world);
    for (int i = 0; i < 300; ++i)
        topics.add("t/" + QByteArray::number(i * 7 % 300));
    QSignalSpy inserted(&topics.model, &QAbstractItemModel::rowsInserted);
    topics.model.refresh();
    QCOMPARE(inserted.size(), 1); // t, with all below
    topics.add("t/300");
    topics.add("t/301");
    topics.add("t/100a");
    topics.model.refresh();
    QCOMPARE(inserted.size(), 3);
    QCOMPARE(topics.model.rowCount(topics.model.index(0, 0)), 303);
}

void TestTopicModel::topicsAreFound()
{
    Topics topics(m_world);
    for (const char *topic : {"house/hall/Temp", "house/attic", "garden", "temp"})
        topics.add(topic);
    topics.model.refresh();
    topics.model.setSearch(u"TEMP"_s);
    QCOMPARE(topics.shape(), u"house[hall[Temp]],temp"_s);
    QCOMPARE(topics.model.shownTopics(), 2);
    topics.model.setSearch(u"se/ha"_s); // also over the parts
    QCOMPARE(topics.shape(), u"house[hall[Temp]]"_s);
    topics.model.setSearch(u"nowhere"_s);
    QCOMPARE(topics.model.rowCount(), 0);
    QCOMPARE(topics.model.indexOf(topics.figures.topics().find("garden")), QModelIndex());
    topics.model.setSearch({});
    QCOMPARE(topics.shape(), u"garden,house[attic,hall[Temp]],temp"_s);
    QCOMPARE(topics.model.shownTopics(), 4);
}

void TestTopicModel::newTopicsAreSearchedToo()
{
    Topics topics(m_world);
    topics.add("house/hall");
    topics.model.refresh();
    topics.model.setSearch(u"attic"_s);
    QCOMPARE(topics.model.rowCount(), 0);
    topics.add("garden/tree");
    topics.add("house/attic/box");
    topics.add("attic");
    topics.model.refresh();
    QCOMPARE(topics.shape(), u"attic,house[attic[box]]"_s);
    topics.add("house/attic/chest");
    topics.model.refresh();
    QCOMPARE(topics.shape(), u"attic,house[attic[box,chest]]"_s);
}

void TestTopicModel::tellsTheFigures()
{
    Topics topics(m_world);
    QVERIFY(topics.figures.setNumberField(u"$.n"_s));
    topics.add("a/b", "{\"n\": 1}");
    topics.add("a/b", "{\"n\": 4}");
    topics.add("a/c", "plain");
    topics.model.refresh();
    QCOMPARE(topics.text("a/b", TopicModel::Count), u"2"_s);
    QCOMPARE(topics.text("a/b", TopicModel::LastValue), u"{n: 4}"_s);
    QCOMPARE(topics.text("a/b", TopicModel::Gaps), u"2"_s);
    QCOMPARE(topics.text("a/b", TopicModel::Age), u"now"_s);
    QCOMPARE(topics.text("a/c", TopicModel::LastValue), u"plain"_s);
    QCOMPARE(topics.text("a/c", TopicModel::Gaps), u"–"_s);
    const QModelIndex a = topics.model.index(0, 0);
    QCOMPARE(a.siblingAtColumn(TopicModel::Count).data().toString(), u"3"_s);
    QCOMPARE(a.siblingAtColumn(TopicModel::Gaps).data().toString(), u"2"_s);
    QVERIFY(a.siblingAtColumn(TopicModel::LastValue).data().toString().startsWith(u'2'));
    QVERIFY(a.siblingAtColumn(TopicModel::Gaps).data(Qt::ToolTipRole).toString().contains(u"2 missing"));
    QCOMPARE(topics.model.headerData(TopicModel::Rate, Qt::Horizontal).toString(), u"msg/s"_s);
}

void TestTopicModel::tellsWhatIsGone()
{
    Topics topics(m_world);
    topics.add("a");
    topics.model.refresh();
    topics.panel.clear();
    QCOMPARE(topics.text("a", TopicModel::LastValue), u"no longer kept"_s);
    QCOMPARE(topics.text("a", TopicModel::Count), u"1"_s);
    QVERIFY(topics.values.bytes(MessageIndex{1}).isNull());
    const MessageIndex index = topics.add("a", "");
    QCOMPARE(topics.text("a", TopicModel::LastValue), u"(empty)"_s);
    QVERIFY(!topics.values.bytes(index).isNull());
}

void TestTopicModel::anotherSeparatorMakesOtherRows()
{
    Topics topics(m_world);
    topics.add("a.b/c");
    topics.add("a.d");
    topics.model.refresh();
    QCOMPARE(topics.shape(), u"a.b[c],a.d"_s);
    topics.figures.setSeparator('.');
    QCOMPARE(topics.shape(), u"a[b/c,d]"_s);
    topics.figures.setSeparator({});
    QCOMPARE(topics.shape(), u"a.b/c,a.d"_s);
    topics.figures.restart(Part::Topics, PanelFigures::Begin::WithNext);
    QCOMPARE(topics.model.rowCount(), 0);
}

void TestTopicModel::topicsWithoutTextAreNamed()
{
    Topics topics(m_world);
    topics.add("");
    topics.model.refresh();
    QCOMPARE(topics.shape(), u"(no topic)"_s);
    topics.add("/a");
    topics.add(QByteArray("\0\xff", 2));
    topics.model.refresh();
    QCOMPARE(topics.shape(), u"(empty)[a],\\x00\\xff"_s);
}

QTEST_MAIN(TestTopicModel)
#include "tst_topic_model.moc"
