// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/subscription_table.h"

#include <QTest>

using namespace zmqscope;

class TestSubscriptionTable : public QObject {
    Q_OBJECT
private slots:
    void takesRequestsOnly();
    void countsPrefixes();
    void matchesPrefixes();
    void forgetsAtUnsubscribe();
    void unknownUnsubscribeCountsNothing();
    void overflowIsCounted();
    void remembersWhoAskedFirst();
};

void TestSubscriptionTable::takesRequestsOnly()
{
    SubscriptionTable table;
    QVERIFY(!table.take(""));
    QVERIFY(!table.take("hello"));
    QVERIFY(!table.take("\2"));
    QCOMPARE(table.total(), 0);
    QVERIFY(table.take("\1"));
    QVERIFY(table.take(QByteArray("\0", 1)));
    QCOMPARE(table.total(), 0);
}

void TestSubscriptionTable::countsPrefixes()
{
    SubscriptionTable table;
    table.take("\1a");
    table.take("\1a");
    table.take("\1b");
    table.take("\1");
    QCOMPARE(table.total(), 4);
    QCOMPARE(table.prefixes(), (QMap<QByteArray, int>{{"", 1}, {"a", 2}, {"b", 1}}));
    table.clear();
    QCOMPARE(table.total(), 0);
    QCOMPARE(table.matching("a"), 0);
}

void TestSubscriptionTable::matchesPrefixes()
{
    SubscriptionTable table;
    table.take("\1news");
    table.take("\1news.de");
    table.take("\1weather");
    QCOMPARE(table.matching("news"), 1);
    QCOMPARE(table.matching("news.de.x"), 2);
    QCOMPARE(table.matching("new"), 0);
    QCOMPARE(table.matching(""), 0);
    table.take("\1");
    QCOMPARE(table.matching(""), 1);
    QCOMPARE(table.matching("news.de"), 3);
    table.take(QByteArray("\1\0\xff", 3)); // bytes, not text
    QCOMPARE(table.matching(QByteArray("\0\xff\1", 3)), 2);
}

void TestSubscriptionTable::forgetsAtUnsubscribe()
{
    SubscriptionTable table;
    table.take("\1a");
    table.take("\1a");
    table.take(QByteArray("\0a", 2));
    QCOMPARE(table.total(), 1);
    QCOMPARE(table.matching("a"), 1);
    table.take(QByteArray("\0a", 2));
    QCOMPARE(table.total(), 0);
    QVERIFY(table.prefixes().isEmpty());
}

void TestSubscriptionTable::unknownUnsubscribeCountsNothing()
{
    SubscriptionTable table;
    QVERIFY(table.take(QByteArray("\0a", 2)));
    QCOMPARE(table.total(), 0);
}

void TestSubscriptionTable::overflowIsCounted()
{
    SubscriptionTable table;
    for (qsizetype i = 0; i < SubscriptionTable::maxPrefixes; ++i)
        table.take(QByteArray('\1' + QByteArray::number(i)));
    QVERIFY(!table.overflowed());
    table.take("\1one more");
    QVERIFY(table.overflowed());
    QCOMPARE(table.prefixes().size(), SubscriptionTable::maxPrefixes);
    QCOMPARE(table.total(), int(SubscriptionTable::maxPrefixes) + 1);
    table.take(QByteArray("\0one more", 9));
    QVERIFY(!table.overflowed());
    QCOMPARE(table.total(), int(SubscriptionTable::maxPrefixes));
}

void TestSubscriptionTable::remembersWhoAskedFirst()
{
    SubscriptionTable table;
    table.take("\1a", PeerId{7}, Timestamp{100});
    table.take(QByteArray("\0a", 2), PeerId{7}, Timestamp{200});
    table.take("\1a", PeerId{8}, Timestamp{300});
    QCOMPARE(table.arrivals(), 2);
    QCOMPARE(table.firstAsked().size(), 1);
    QCOMPARE(table.firstAsked()["a"].peer, PeerId{7});
    QCOMPARE(table.firstAsked()["a"].time, Timestamp{100});
    for (qsizetype i = 1; i < SubscriptionTable::maxFirstAsked; ++i)
        table.take(QByteArray('\1' + QByteArray::number(i)));
    QCOMPARE(table.firstAsked().size(), SubscriptionTable::maxFirstAsked);
    table.take("\1one more");
    QCOMPARE(table.firstAsked().size(), SubscriptionTable::maxFirstAsked);
    const quint64 before = table.arrivals();
    table.clear();
    QVERIFY(table.firstAsked().isEmpty());
    QCOMPARE(table.arrivals(), before);
}

QTEST_GUILESS_MAIN(TestSubscriptionTable)
#include "tst_subscription_table.moc"
