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

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
