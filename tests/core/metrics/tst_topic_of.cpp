// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/topic_of.h"

#include "tests/core/metrics/log_of_messages.h"

#include <QTest>

using namespace zmqscope;

class TestTopicOf : public QObject {
    Q_OBJECT
private slots:
    void tellsTopicAndBody_data();
    void tellsTopicAndBody();
    void looksOnlyAtTheBeginning();
};

void TestTopicOf::tellsTopicAndBody_data()
{
    using Frames = QList<QByteArray>;
    QTest::addColumn<Frames>("frames");
    QTest::addColumn<Frames>("subscriptions");
    QTest::addColumn<QByteArray>("topic");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("first frame") << Frames{"a/b c", "body"} << Frames{} << QByteArray("a/b c")
                                 << QByteArray("body");
    QTest::newRow("empty first frame")
        << Frames{"", "body"} << Frames{"x"} << QByteArray() << QByteArray("body");
    QTest::newRow("binary first frame")
        << Frames{QByteArray("\0\1", 2), "b"} << Frames{} << QByteArray("\0\1", 2) << QByteArray("b");
    QTest::newRow("before a space") << Frames{"weather 21.5 7"} << Frames{""} << QByteArray("weather")
                                    << QByteArray("21.5 7");
    QTest::newRow("before JSON") << Frames{"weather{\"t\":1}"} << Frames{} << QByteArray("weather")
                                 << QByteArray("{\"t\":1}");
    QTest::newRow("before a list") << Frames{"w[1]"} << Frames{} << QByteArray("w") << QByteArray("[1]");
    QTest::newRow("before a zero") << Frames{QByteArray("w\0\1", 3)} << Frames{} << QByteArray("w")
                                   << QByteArray("\1");
    QTest::newRow("nothing in front")
        << Frames{"{\"t\": 1}"} << Frames{} << QByteArray() << QByteArray("{\"t\": 1}");
    QTest::newRow("one word") << Frames{"hello"} << Frames{} << QByteArray() << QByteArray("hello");
    QTest::newRow("one word, subscribed")
        << Frames{"hello"} << Frames{"h", "hel", "x"} << QByteArray("hel") << QByteArray("lo");
    QTest::newRow("bytes, subscribed")
        << Frames{QByteArray("ab\1\2 c", 6)} << Frames{"a", "ab"} << QByteArray("ab") << QByteArray("\1\2 c");
    QTest::newRow("empty") << Frames{""} << Frames{"", "x"} << QByteArray() << QByteArray();
}

void TestTopicOf::tellsTopicAndBody()
{
    QFETCH(QList<QByteArray>, frames);
    QFETCH(QList<QByteArray>, subscriptions);
    QFETCH(QByteArray, topic);
    QFETCH(QByteArray, body);
    LogOfMessages log;
    const MessageView message = log.add(Direction::In, 0, frames);
    const QByteArrayView found = topicOf(message, subscriptions);
    QCOMPARE(found.toByteArray(), topic);
    const TopicBody place = topicBodyOf(message, found);
    QCOMPARE(message.frames[place.frame].sliced(place.offset).toByteArray(), body);
}

void TestTopicOf::looksOnlyAtTheBeginning()
{
    LogOfMessages log;
    const QByteArray longest(maxInlineTopicBytes - 1, 't');
    QCOMPARE(topicOf(log.add(Direction::In, 0, {longest + " x"}), {}).toByteArray(), longest);
    QVERIFY(topicOf(log.add(Direction::In, 0, {longest + "t x"}), {}).isEmpty());
}

QTEST_GUILESS_MAIN(TestTopicOf)
#include "tst_topic_of.moc"
