// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/previous_message.h"

#include <QTest>

using namespace zmqscope;

class TestPreviousMessage : public QObject
{
    Q_OBJECT
private:
    static void add(MessageStore &store, const QList<QByteArray> &frames, Direction direction = Direction::In)
    {
        std::vector<QByteArrayView> views(frames.cbegin(), frames.cend());
        store.append(MessageHeader{{}, direction, {}, {}}, views);
    }

private slots:
    void byTopicFrame();
    void byPrefix();
    void byRoutingId();
    void byDirection();
    void noneLeft();
};

void TestPreviousMessage::byTopicFrame()
{
    MessageStore store;
    add(store, {"temp", "1"});
    add(store, {"wind", "2"});
    add(store, {"temp", "3"});
    add(store, {"temp"});
    add(store, {"temp", "4"});
    QCOMPARE(previousOfSameTopic(store, {5}, SocketType::Sub, {}).value, 3u);
    QCOMPARE(previousOfSameTopic(store, {3}, SocketType::Sub, {}).value, 1u);
    QCOMPARE(previousOfSameTopic(store, {2}, SocketType::Sub, {}).value, 0u);
}

void TestPreviousMessage::byPrefix()
{
    MessageStore store;
    add(store, {"temp 1"});
    add(store, {"wind 2"});
    add(store, {"temp 3"});
    QCOMPARE(previousOfSameTopic(store, {3}, SocketType::Sub, {"temp", "wind"}).value, 1u);
    QCOMPARE(previousOfSameTopic(store, {3}, SocketType::Sub, {""}).value, 2u);
}

void TestPreviousMessage::byRoutingId()
{
    MessageStore store;
    add(store, {"alice", "1"});
    add(store, {"bob", "2"});
    add(store, {"alice", "3"});
    QCOMPARE(previousOfSameTopic(store, {3}, SocketType::Router, {}).value, 1u);
    QCOMPARE(previousOfSameTopic(store, {3}, SocketType::Dealer, {}).value, 2u);
}

void TestPreviousMessage::byDirection()
{
    MessageStore store;
    add(store, {"question"}, Direction::Out);
    add(store, {"answer"});
    add(store, {"question"}, Direction::Out);
    QCOMPARE(previousOfSameTopic(store, {3}, SocketType::Req, {}).value, 1u);
}

void TestPreviousMessage::noneLeft()
{
    MessageStore store;
    QCOMPARE(previousOfSameTopic(store, {1}, SocketType::Pull, {}).value, 0u);
    add(store, {"only"});
    QCOMPARE(previousOfSameTopic(store, {1}, SocketType::Pull, {}).value, 0u);
    QCOMPARE(previousOfSameTopic(store, {0}, SocketType::Pull, {}).value, 0u);
}

QTEST_GUILESS_MAIN(TestPreviousMessage)
#include "tst_previous_message.moc"
