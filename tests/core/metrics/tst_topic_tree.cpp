// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/topic_tree.h"

#include "tests/core/metrics/log_of_messages.h"

#include <QTest>

using namespace zmqscope;

namespace {

constexpr qint64 second = 1'000'000'000;

/// Takes messages whose second frame is the body.
struct Published {
    LogOfMessages log;
    TopicTree tree;

    MessageIndex add(const QByteArray &topic, const QByteArray &body = "x", double ms = 0)
    {
        const MessageView message = log.add(Direction::In, ms, {topic, body});
        tree.take(message, message.frames[0]);
        return message.index;
    }
    const TopicFigures &all(QByteArrayView topic) const { return tree.node(tree.find(topic)).all; }
    QList<QByteArray> childrenOf(TopicNode node) const
    {
        QList<QByteArray> parts;
        for (const TopicNode child : tree.node(node).children)
            parts.append(tree.node(child).part);
        return parts;
    }
};

ChooseTopicNumbers decimalBody(quint64 largest = ~quint64(0))
{
    const auto numberOf = [](const MessageView &message) -> std::optional<quint64> {
        bool ok = false;
        const quint64 number = message.frames[1].toByteArray().toULongLong(&ok);
        return ok ? std::optional(number) : std::nullopt;
    };
    return [numbers = std::make_shared<const TopicNumbers>(TopicNumbers{numberOf, largest})](
               const MessageView &) { return numbers; };
}

} // namespace

class TestTopicTree : public QObject {
    Q_OBJECT
private slots:
    void buildsATree();
    void sumsRollUp();
    void topicsCanBeAboveOthers();
    void emptyPartsAreParts();
    void separatorCanBeChosen();
    void deepTopicsStayInOnePiece();
    void followsNumbers();
    void numbersGoRound();
    void unseenMessagesAreNoGap();
    void ratesRiseAndFall();
    void topicsAreBounded();
    void nodesAreBounded();
    void longTopicsAreCounted();
};

void TestTopicTree::buildsATree()
{
    Published published;
    published.add("house/kitchen/temp");
    published.add("house/hall/temp");
    published.add("garden");
    const TopicTree &tree = published.tree;
    QCOMPARE(tree.topicCount(), 3);
    QCOMPARE(published.childrenOf(0), (QList<QByteArray>{"house", "garden"}));
    const TopicNode kitchen = tree.find("house/kitchen/temp");
    QVERIFY(kitchen > 0);
    QVERIFY(tree.node(kitchen).isTopic);
    QCOMPARE(tree.node(kitchen).part, QByteArray("temp"));
    QCOMPARE(tree.topic(kitchen), QByteArray("house/kitchen/temp"));
    const TopicNode house = tree.node(tree.node(kitchen).parent).parent;
    QVERIFY(!tree.node(house).isTopic);
    QCOMPARE(tree.topic(house), QByteArray("house"));
    QCOMPARE(published.childrenOf(house), (QList<QByteArray>{"kitchen", "hall"}));
    QCOMPARE(tree.find("house"), -1);
}

void TestTopicTree::sumsRollUp()
{
    Published published;
    published.add("a/b", "12", 10);
    published.add("a/c", "1234", 20);
    const MessageIndex last = published.add("a/b", "12", 30);
    published.tree.update({});
    const TopicTree &tree = published.tree;
    const TopicFigures &b = published.all("a/b");
    QCOMPARE(b.messages, 2);
    QCOMPARE(b.bytes, 2 * (3 + 2));
    QCOMPARE(b.last, last);
    const TopicTree::Node &a = tree.node(tree.node(0).children.front());
    QCOMPARE(a.all.messages, 3);
    QCOMPARE(a.own.messages, 0);
    QCOMPARE(a.all.bytes, 2 * 5 + 7);
    QCOMPARE(a.all.last, last);
    QCOMPARE(a.all.lastTime, Timestamp{30'000'000});
    QCOMPARE(a.topicsBelow, 2);
    QCOMPARE(tree.node(0).all.messages, 3);
    QCOMPARE(tree.node(0).topicsBelow, 2);
}

void TestTopicTree::topicsCanBeAboveOthers()
{
    Published published;
    published.add("a/b");
    published.add("a");
    published.tree.update({});
    const TopicNode a = published.tree.find("a");
    QCOMPARE(published.tree.node(a).own.messages, 1);
    QCOMPARE(published.tree.node(a).all.messages, 2);
    QCOMPARE(published.tree.node(a).topicsBelow, 1);
    QCOMPARE(published.tree.node(0).topicsBelow, 2);
}

void TestTopicTree::emptyPartsAreParts()
{
    Published published;
    for (const char *topic : {"", "/", "/a", "a//b", "a/"}) {
        published.add(topic);
        QCOMPARE(published.tree.topic(published.tree.find(topic)), QByteArray(topic));
    }
    QCOMPARE(published.tree.topicCount(), 5);
    published.tree.setSeparator({});
    QCOMPARE(published.tree.topicCount(), 5);
    for (const char *topic : {"", "/", "/a", "a//b", "a/"})
        QCOMPARE(published.tree.topic(published.tree.find(topic)), QByteArray(topic));
}

void TestTopicTree::separatorCanBeChosen()
{
    Published published;
    published.add("a.b/c", "12", 1);
    const MessageIndex last = published.add("a.d", "12", 2);
    const quint64 revision = published.tree.revision();
    published.tree.setSeparator('.');
    QVERIFY(published.tree.revision() != revision);
    QCOMPARE(published.childrenOf(0), (QList<QByteArray>{"a"}));
    const TopicNode a = published.tree.node(0).children.front();
    QCOMPARE(published.childrenOf(a), (QList<QByteArray>{"b/c", "d"}));
    QCOMPARE(published.tree.node(a).all.messages, 2);
    QCOMPARE(published.tree.node(a).all.last, last);
    published.tree.setSeparator({});
    QCOMPARE(published.childrenOf(0), (QList<QByteArray>{"a.b/c", "a.d"}));
    QCOMPARE(published.tree.topic(published.tree.find("a.b/c")), QByteArray("a.b/c"));
    published.add("a.d");
    published.tree.update({});
    QCOMPARE(published.all("a.d").messages, 2);
}

void TestTopicTree::deepTopicsStayInOnePiece()
{
    Published published;
    QByteArray topic("0");
    for (int i = 1; i < TopicTree::maxLevels + 5; ++i)
        topic += '/' + QByteArray::number(i);
    published.add(topic);
    QCOMPARE(published.tree.nodeCount(), 1 + TopicTree::maxLevels);
    const TopicNode node = published.tree.find(topic);
    QVERIFY(published.tree.node(node).part.startsWith("15/16/"));
    QCOMPARE(published.tree.topic(node), topic);
}

void TestTopicTree::followsNumbers()
{
    Published published;
    published.tree.setNumbers(decimalBody());
    for (const char *number : {"1", "2", "x", "5", "6", "6", "1", "2"})
        published.add("a/b", number);
    published.add("a/c", "100");
    published.add("a/c", "102");
    published.tree.update({});
    const TopicFigures &b = published.all("a/b");
    QCOMPARE(b.numbered, 7);
    QCOMPARE(b.gaps, 1);
    QCOMPARE(b.missing, 2u);
    QCOMPARE(b.restarts, 2);
    const TopicFigures &root = published.tree.node(0).all;
    QCOMPARE(root.gaps, 2);
    QCOMPARE(root.missing, 3u);
    published.tree.setNumbers({});
    QCOMPARE(published.tree.node(0).all.numbered, 0);
    QCOMPARE(published.tree.node(0).all.missing, 0u);
    published.add("a/b", "77");
    published.tree.update({});
    QCOMPARE(published.all("a/b").numbered, 0);
}

void TestTopicTree::numbersGoRound()
{
    Published published;
    published.tree.setNumbers(decimalBody(0xff));
    for (const char *number : {"254", "255", "0", "2"})
        published.add("t", number);
    published.tree.update({});
    QCOMPARE(published.all("t").gaps, 1);
    QCOMPARE(published.all("t").missing, 1u);
    QCOMPARE(published.all("t").restarts, 0);
}

void TestTopicTree::unseenMessagesAreNoGap()
{
    Published published;
    published.tree.setNumbers(decimalBody());
    published.add("t", "1");
    published.tree.skip();
    published.add("t", "1000");
    published.add("t", "1002");
    published.tree.update({});
    QCOMPARE(published.all("t").missing, 1u);
}

void TestTopicTree::ratesRiseAndFall()
{
    Published published;
    for (int i = 0; i < 1000; ++i)
        published.add("a/old");
    qint64 now = 1000 * second;
    published.tree.update({now});
    QCOMPARE(published.all("a/old").rate, 0.0); // nobody knows how fast they came
    QVERIFY(!published.tree.isMoving());
    for (int tick = 0; tick < 50; ++tick) {
        for (int i = 0; i < 20; ++i)
            published.add("a/b");
        published.add("a/c");
        published.tree.update({now += second / 5});
        QVERIFY(qAbs(published.all("a/b").rate - 100) < 1); // from the first look on
    }
    QVERIFY(published.tree.isMoving());
    QVERIFY(qAbs(published.all("a/b").rate - 100) < 1);
    QVERIFY(qAbs(published.all("a/c").rate - 5) < 0.1);
    QVERIFY(qAbs(published.tree.node(0).all.rate - 105) < 1);
    published.tree.update({now - second}); // a clock that is set back changes no rate
    QVERIFY(qAbs(published.all("a/b").rate - 100) < 1);
    for (int tick = 0; tick < 20; ++tick)
        published.tree.update({now += second});
    QCOMPARE(published.all("a/b").rate, 0.0);
    QVERIFY(!published.tree.isMoving());
}

void TestTopicTree::topicsAreBounded()
{
    Published published;
    for (int i = 0; i < TopicTree::maxTopics; ++i)
        published.add(QByteArray::number(i));
    QCOMPARE(published.tree.topicCount(), TopicTree::maxTopics);
    QCOMPARE(published.tree.more().topics, 0);
    published.add("one more", "1234");
    published.add("another", "1234");
    published.add("one more", "1234");
    published.add("7"); // known
    QCOMPARE(published.tree.topicCount(), TopicTree::maxTopics);
    QCOMPARE(published.tree.more().topics, 2);
    QCOMPARE(published.tree.more().messages, 3);
    QCOMPARE(published.tree.more().bytes, 8 + 7 + 8 + 12);
    QVERIFY(!published.tree.more().atLeast);
    published.tree.clear();
    QCOMPARE(published.tree.more().messages, 0);
    published.add("one more");
    QCOMPARE(published.tree.topicCount(), 1);
}

void TestTopicTree::nodesAreBounded()
{
    Published published;
    QByteArray below;
    for (int i = 1; i < TopicTree::maxLevels; ++i)
        below += "/x";
    for (int i = 0; i < TopicTree::maxNodes / TopicTree::maxLevels; ++i)
        published.add(QByteArray::number(i) + below);
    QVERIFY(published.tree.nodeCount() <= TopicTree::maxNodes);
    QCOMPARE(published.tree.more().topics, 1); // the root takes the place of its last node
    published.add("y" + below);
    QCOMPARE(published.tree.more().topics, 2);
    published.add("0/x"); // is there, as something above
    QCOMPARE(published.tree.more().topics, 2);
    published.tree.setSeparator({});
    QCOMPARE(published.tree.more().topics, 2);
    QVERIFY(published.tree.find("0/x") > 0);
}

void TestTopicTree::longTopicsAreCounted()
{
    Published published;
    published.add(QByteArray(TopicTree::maxTopicBytes, 't'));
    QCOMPARE(published.tree.topicCount(), 1);
    published.add(QByteArray(TopicTree::maxTopicBytes + 1, 't'));
    QCOMPARE(published.tree.topicCount(), 1);
    QCOMPARE(published.tree.more().topics, 1);
}

QTEST_GUILESS_MAIN(TestTopicTree)
#include "tst_topic_tree.moc"
