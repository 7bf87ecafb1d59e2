// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/peers/recent_rate.h"

#include <QTest>

using zmqscope::RecentRate;

class TestRecentRate : public QObject {
    Q_OBJECT
private slots:
    void knowsNothingAtFirst();
    void countsBySecond();
    void keepsTheLastMinute();
    void secondsNobodyLookedAreUnknown();
    void aCounterThatGoesBackIsNoRate();
};

void TestRecentRate::knowsNothingAtFirst()
{
    RecentRate history;
    QCOMPARE(history.last(), RecentRate::unknown);
    QCOMPARE(history.highest(), RecentRate::unknown);
    history.sample(100); // what came before it began is not known
    QCOMPARE(history.last(), RecentRate::unknown);
    history.sample(130);
    QCOMPARE(history.last(), 30);
}

void TestRecentRate::countsBySecond()
{
    RecentRate history;
    history.begin(0);
    history.sample(5);
    history.sample(5);
    history.sample(12);
    QCOMPARE(history.last(), 7);
    QCOMPARE(history.at(RecentRate::seconds - 2), 0);
    QCOMPARE(history.at(RecentRate::seconds - 3), 5);
    QCOMPARE(history.at(RecentRate::seconds - 4), RecentRate::unknown);
    QCOMPARE(history.highest(), 7);
}

void TestRecentRate::keepsTheLastMinute()
{
    RecentRate history;
    history.begin(0);
    history.sample(1000);
    for (int i = 1; i < RecentRate::seconds; ++i)
        history.sample(1000 + i);
    QCOMPARE(history.at(0), 1000);
    history.sample(1000 + RecentRate::seconds);
    QCOMPARE(history.highest(), 1);
}

void TestRecentRate::secondsNobodyLookedAreUnknown()
{
    RecentRate history;
    history.begin(0);
    history.sample(3);
    history.miss(2);
    history.begin(500);
    history.sample(504);
    QCOMPARE(history.last(), 4);
    QCOMPARE(history.at(RecentRate::seconds - 2), RecentRate::unknown);
    QCOMPARE(history.at(RecentRate::seconds - 3), RecentRate::unknown);
    QCOMPARE(history.at(RecentRate::seconds - 4), 3);
    history.miss(1'000'000'000'000);
    QCOMPARE(history.highest(), RecentRate::unknown);
}

void TestRecentRate::aCounterThatGoesBackIsNoRate()
{
    RecentRate history;
    history.begin(500);
    history.sample(0);
    QCOMPARE(history.last(), 0);
}

QTEST_GUILESS_MAIN(TestRecentRate)
#include "tst_recent_rate.moc"
