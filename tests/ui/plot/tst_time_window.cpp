// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/time_window.h"

#include <QTest>

using namespace zmqscope;

class TestTimeWindow : public QObject {
    Q_OBJECT
private slots:
    void followsTheNewest();
    void allGrows();
    void panningHolds();
    void zoomsRoundAPlace();
    void zoomsLiveAtTheNewest();
    void zoomHasLimits();
    void goesToTheBeginningAndBack();
};

namespace {
constexpr qint64 second = TimeWindow::second;
}

void TestTimeWindow::followsTheNewest()
{
    TimeWindow window;
    QVERIFY(window.isLive());
    window.followLive(10 * second);
    window.setExtent({0}, {100 * second});
    QCOMPARE(window.from(), (Timestamp{90 * second}));
    QCOMPARE(window.to(), (Timestamp{100 * second}));
    window.setExtent({0}, {101 * second});
    QCOMPARE(window.to(), (Timestamp{101 * second}));
}

void TestTimeWindow::allGrows()
{
    TimeWindow window;
    window.followLive({});
    window.setExtent({5 * second}, {7 * second});
    QCOMPARE(window.from(), (Timestamp{5 * second}));
    window.setExtent({5 * second}, {70 * second});
    QCOMPARE(window.span(), 65 * second);
    // A single moment is a stretch nevertheless.
    window.setExtent({5 * second}, {5 * second});
    QCOMPARE(window.span(), TimeWindow::leastSpan);
}

void TestTimeWindow::panningHolds()
{
    TimeWindow window;
    window.followLive(10 * second);
    window.setExtent({0}, {100 * second});
    window.pan(-0.5);
    QVERIFY(!window.isLive());
    QCOMPARE(window.from(), (Timestamp{85 * second}));
    window.setExtent({0}, {200 * second});
    QCOMPARE(window.from(), (Timestamp{85 * second}));
    window.panBy(3);
    QCOMPARE(window.from(), (Timestamp{85 * second + 3}));
    QCOMPARE(window.span(), 10 * second);
    window.resume();
    QCOMPARE(window.to(), (Timestamp{200 * second}));
    QCOMPARE(window.span(), 10 * second);
}

void TestTimeWindow::zoomsRoundAPlace()
{
    TimeWindow window;
    window.followLive(10 * second);
    window.setExtent({0}, {100 * second});
    window.hold();
    window.zoom(0.5, 0.25);
    // What was at a quarter still is.
    QCOMPARE(window.span(), 5 * second);
    QCOMPARE(window.from().ns + window.span() / 4, 92 * second + second / 2);
    window.zoom(2, 0.25);
    QCOMPARE(window.from(), (Timestamp{90 * second}));
}

void TestTimeWindow::zoomsLiveAtTheNewest()
{
    TimeWindow window;
    window.followLive(10 * second);
    window.setExtent({0}, {100 * second});
    window.zoom(0.5, 0);
    QVERIFY(window.isLive());
    QCOMPARE(window.to(), (Timestamp{100 * second}));
    QCOMPARE(window.width(), std::optional(5 * second));
}

void TestTimeWindow::zoomHasLimits()
{
    TimeWindow window;
    window.followLive(10 * second);
    window.setExtent({0}, {100 * second});
    for (int i = 0; i < 200; ++i)
        window.zoom(0.5, 0.5);
    QCOMPARE(window.span(), TimeWindow::leastSpan);
    for (int i = 0; i < 200; ++i)
        window.zoom(2, 0.5);
    QCOMPARE(window.span(), TimeWindow::mostSpan);
}

void TestTimeWindow::goesToTheBeginningAndBack()
{
    TimeWindow window;
    window.followLive(10 * second);
    window.setExtent({30 * second}, {100 * second});
    window.goToBegin();
    QVERIFY(!window.isLive());
    QCOMPARE(window.from(), (Timestamp{30 * second}));
    QCOMPARE(window.to(), (Timestamp{40 * second}));
    window.resume();
    QCOMPARE(window.to(), (Timestamp{100 * second}));
}

QTEST_APPLESS_MAIN(TestTimeWindow)
#include "tst_time_window.moc"
