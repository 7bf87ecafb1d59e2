// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/outbox.h"

#include <QTest>

using namespace zmqscope;

class TestOutbox : public QObject {
    Q_OBJECT
private slots:
    void keepsOrderTimeAndBytes();
    void isBoundedByMessages();
    void isBoundedByBytes();
    void oneMessageOverTheBoundMayWaitAlone();
    void releasesFromTheMiddle();
};

void TestOutbox::keepsOrderTimeAndBytes()
{
    Outbox outbox;
    QVERIFY(outbox.isEmpty());
    QVERIFY(outbox.push({{"one", ""}}, Timestamp{1}));
    QVERIFY(outbox.push({{"three"}}, Timestamp{2}));
    QCOMPARE(outbox.count(), 2);
    QCOMPARE(outbox.bytes(), 8);
    QCOMPARE(outbox.oldest().message, (Message{{"one", ""}}));
    QCOMPARE(outbox.oldest().since, Timestamp{1});
    outbox.popOldest();
    QCOMPARE(outbox.bytes(), 5);
    QCOMPARE(outbox.oldest().message, (Message{{"three"}}));
    outbox.clear();
    QVERIFY(outbox.isEmpty());
    QCOMPARE(outbox.bytes(), 0);
}

void TestOutbox::isBoundedByMessages()
{
    Outbox outbox;
    for (qint64 i = 0; i < Outbox::maxMessages; ++i)
        QVERIFY(outbox.push({{"x"}}, {}));
    QVERIFY(!outbox.push({{"x"}}, {}));
    QCOMPARE(outbox.count(), Outbox::maxMessages);
    outbox.popOldest();
    QVERIFY(outbox.push({{"x"}}, {}));
}

void TestOutbox::isBoundedByBytes()
{
    Outbox outbox;
    const QByteArray quarter(Outbox::maxBytes / 4, 'x'); // shared, so that the test costs little
    for (int i = 0; i < 4; ++i)
        QVERIFY(outbox.push({{quarter}}, {}));
    QVERIFY(!outbox.push({{"x"}}, {}));
    QCOMPARE(outbox.bytes(), Outbox::maxBytes);
}

void TestOutbox::oneMessageOverTheBoundMayWaitAlone()
{
    Outbox outbox;
    const QByteArray half(Outbox::maxBytes / 2 + 1, 'x');
    QVERIFY(outbox.push({{half, half}}, {}));
    QVERIFY(!outbox.push({{"x"}}, {}));
}

void TestOutbox::releasesFromTheMiddle()
{
    Outbox outbox;
    for (int i = 0; i < 10; ++i)
        outbox.push({{QByteArray::number(i)}}, Timestamp{i});
    QList<QByteArray> asked;
    const auto isOdd = [&](const Message &message) {
        asked.append(message.frames.first());
        return message.frames.first().toInt() % 2 == 1;
    };
    QCOMPARE(outbox.release(2, 5, isOdd), 5); // of 2…6 the odd ones went: 3 and 5
    QCOMPARE(asked, (QList<QByteArray>{"2", "3", "4", "5", "6"}));
    QCOMPARE(outbox.count(), 8);
    QCOMPARE(outbox.bytes(), 8);
    QCOMPARE(outbox.entries().at(5).message, (Message{{"7"}}));
    QCOMPARE(outbox.entries().at(5).since, Timestamp{7});
    QCOMPARE(outbox.release(5, 100, isOdd), 6);
    QCOMPARE(outbox.count(), 6);
    QCOMPARE(outbox.release(0, 100, [](const Message &) { return true; }), 0);
    QVERIFY(outbox.isEmpty());
    QCOMPARE(outbox.bytes(), 0);
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
