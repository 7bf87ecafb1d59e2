// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/flow_meter.h"

#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class FlowMeterTest : public QObject {
    Q_OBJECT
private slots:
    void countsOverASecond();
    void comesDownToNothing();
    void setBackOrForgotten();

private:
    static constexpr qint64 quarter = 250'000'000;
    /// One look at one counter.
    static double look(FlowMeter &meter, qint64 ns, qint64 total)
    {
        meter.begin({ns});
        const double rate = meter.rate(u"a"_s, total);
        meter.end();
        return rate;
    }
};

void FlowMeterTest::countsOverASecond()
{
    FlowMeter meter;
    QCOMPARE(look(meter, 0, 5), 0.0); // what was before is not known to be now
    QCOMPARE(look(meter, quarter, 30), 100.0);
    QCOMPARE(look(meter, 2 * quarter, 55), 100.0);
    QVERIFY(meter.isMoving());
    // A burst after a rest is measured from the rest's end, not over all of it.
    QCOMPARE(look(meter, 100 * quarter, 56), 0.0);
    QCOMPARE(look(meter, 101 * quarter, 81), 100.0);
}

void FlowMeterTest::comesDownToNothing()
{
    FlowMeter meter;
    (void)look(meter, 0, 0);
    (void)look(meter, quarter, 100);
    for (int i = 2; i < 7; ++i)
        (void)look(meter, i * quarter, 100);
    QVERIFY(!meter.isMoving());
}

void FlowMeterTest::setBackOrForgotten()
{
    FlowMeter meter;
    (void)look(meter, quarter, 100);
    QCOMPARE(look(meter, 0, 200), 0.0); // the clock was set back
    QCOMPARE(look(meter, quarter, 100), 0.0); // it counts anew
    QCOMPARE(look(meter, 2 * quarter, 125), 100.0);
    meter.begin({3 * quarter});
    meter.end(); // not looked at
    QCOMPARE(look(meter, 4 * quarter, 200), 0.0);
}

QTEST_APPLESS_MAIN(FlowMeterTest)
#include "tst_flow_meter.moc"
