// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topics/topic_order.h"

#include <QTest>
#include <algorithm>

using namespace zmqscope;

class TestTopicOrder : public QObject {
    Q_OBJECT
private slots:
    void ordersAsPeopleDo();
    void isAnOrder();
};

void TestTopicOrder::ordersAsPeopleDo()
{
    const QList<QByteArray> expected{"", "#", "0", "1", "01", "1a", "2", "10", "Alpha", "alpha", "Beta",
        "sensor", "sensor 1", "sensor2", "sensor02", "sensor10", "sensor10b", "zebra", "\xc3\xa4"};
    QList<QByteArray> sorted = expected;
    std::reverse(sorted.begin(), sorted.end());
    std::sort(sorted.begin(), sorted.end(), isBefore);
    QList<QByteArray> shuffled = expected;
    std::rotate(shuffled.begin(), shuffled.begin() + 7, shuffled.end());
    std::sort(shuffled.begin(), shuffled.end(), isBefore);
    QCOMPARE(sorted, shuffled);
    QCOMPARE(sorted.indexOf("2"), sorted.indexOf("10") - 1);
    QVERIFY(sorted.indexOf("sensor2") < sorted.indexOf("sensor10"));
    QVERIFY(sorted.indexOf("alpha") < sorted.indexOf("Beta"));
    QCOMPARE(sorted.first(), QByteArray());
}

void TestTopicOrder::isAnOrder()
{
    const QList<QByteArray> texts{
        "", "a", "A", "1", "01", "001", "a1", "a01", "a1b", "a01a", "a\xff", "\xff"};
    for (const QByteArray &a : texts) {
        for (const QByteArray &b : texts)
            QCOMPARE(isBefore(a, b) || isBefore(b, a), a != b);
        QVERIFY(!isBefore(a, a));
    }
}

QTEST_GUILESS_MAIN(TestTopicOrder)
#include "tst_topic_order.moc"
