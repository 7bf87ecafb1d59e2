// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headless/message_feeder.h"

#include "tests/support/session_fixture.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

class MessageFeederTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsOrderAndLeavesTheOutboxAlone();
    void fullByCount();
    void fullByBytes();
    void publisherWaitsForASubscriber();
    void publisherWaitsNoLongerThanItMust();
    void refusalIsTold();
};

void MessageFeederTest::keepsOrderAndLeavesTheOutboxAlone()
{
    SessionFixture fixture;
    SocketPanel *push = fixture.open(bound(SocketType::Push));
    MessageFeeder feeder(*push);
    for (int i = 0; i < 50; ++i)
        feeder.add(QByteArray::number(i));
    // Nobody is there: one waits in the outbox, the others here.
    QTRY_COMPARE(push->outbox().count(), 1);
    QCOMPARE(feeder.waiting(), 49);
    SocketPanel *pull = fixture.open(connected(SocketType::Pull, addressOf(push->channel())));
    QTRY_COMPARE(pull->counters().received, 50);
    QCOMPARE(receivedBy(*pull), numbered(50));
    QCOMPARE(feeder.waiting(), 0);
}

void MessageFeederTest::fullByCount()
{
    SessionFixture fixture;
    SocketPanel *push = fixture.open(bound(SocketType::Push));
    MessageFeeder feeder(*push);
    QSignalSpy wantsMore(&feeder, &MessageFeeder::wantsMore);
    for (std::size_t i = 0; i + 1 < MessageFeeder::fullMessages; ++i)
        feeder.add("x");
    QVERIFY(!feeder.isFull());
    feeder.add("x");
    QVERIFY(feeder.isFull());
    fixture.open(connected(SocketType::Pull, addressOf(push->channel())));
    QTRY_COMPARE(wantsMore.size(), 1);
    QVERIFY(!feeder.isFull());
}

void MessageFeederTest::fullByBytes()
{
    SessionFixture fixture;
    SocketPanel *push = fixture.open(bound(SocketType::Push));
    MessageFeeder feeder(*push);
    feeder.add(QByteArray(MessageFeeder::fullBytes - 1, 'x'));
    QVERIFY(!feeder.isFull());
    feeder.add("x");
    QVERIFY(feeder.isFull());
}

void MessageFeederTest::publisherWaitsForASubscriber()
{
    SessionFixture fixture;
    SocketPanel *pub = fixture.open(bound(SocketType::Pub));
    MessageFeeder feeder(*pub);
    feeder.add("news");
    SocketPanel *sub = fixture.open(subscribed(connected(SocketType::Sub, addressOf(pub->channel()))));
    QTRY_COMPARE(sub->counters().received, 1);
    QCOMPARE(pub->counters().withoutSubscriber, 0);
}

void MessageFeederTest::publisherWaitsNoLongerThanItMust()
{
    SessionFixture fixture;
    SocketPanel *pub = fixture.open(bound(SocketType::Pub));
    QElapsedTimer waited;
    waited.start();
    MessageFeeder feeder(*pub);
    feeder.add("news");
    QTRY_COMPARE(pub->counters().sent, 1);
    QVERIFY(waited.elapsed() >= MessageFeeder::subscriberWaitMs / 2);
    QCOMPARE(pub->counters().withoutSubscriber, 1);
}

void MessageFeederTest::refusalIsTold()
{
    SessionFixture fixture;
    SocketPanel *router = fixture.open(bound(SocketType::Router));
    MessageFeeder feeder(*router);
    QSignalSpy failed(&feeder, &MessageFeeder::failed);
    feeder.add("to nobody");
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(feeder.waiting(), 0);
}

QTEST_GUILESS_MAIN(MessageFeederTest)
#include "tst_message_feeder.moc"
