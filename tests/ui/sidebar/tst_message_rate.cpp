// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/message_rate.h"

#include <QTest>

using zmqscope::MessageRate;

class MessageRateTest : public QObject {
    Q_OBJECT
private slots:
    void needsTwoSamples();
    void countsOverTheLastSecond();
    void comesDownToNothing();
    void aCounterThatGoesBackIsNoRate();
};

void MessageRateTest::needsTwoSamples()
{
    MessageRate rate;
    QCOMPARE(rate.perSecond(), 0);
    rate.sample(1000, 0);
    QCOMPARE(rate.perSecond(), 0);
    rate.sample(1100, 500);
    QCOMPARE(rate.perSecond(), 200);
}

void MessageRateTest::countsOverTheLastSecond()
{
    MessageRate rate;
    qint64 count = 0;
    for (qint64 ms = 0; ms <= 5000; ms += 250)
        rate.sample(count += 10, ms);
    QCOMPARE(rate.perSecond(), 40);
    for (qint64 ms = 5250; ms <= 7000; ms += 250)
        rate.sample(count += 1000, ms);
    QCOMPARE(rate.perSecond(), 4000);
}

void MessageRateTest::comesDownToNothing()
{
    MessageRate rate;
    rate.sample(0, 0);
    rate.sample(500, 250);
    for (qint64 ms = 500; ms <= 1250; ms += 250) {
        QVERIFY(rate.perSecond() > 0);
        rate.sample(500, ms);
    }
    QCOMPARE(rate.perSecond(), 0);
}

void MessageRateTest::aCounterThatGoesBackIsNoRate()
{
    MessageRate rate;
    rate.sample(500, 0);
    rate.sample(0, 250);
    QCOMPARE(rate.perSecond(), 0);
}

QTEST_GUILESS_MAIN(MessageRateTest)
#include "tst_message_rate.moc"
