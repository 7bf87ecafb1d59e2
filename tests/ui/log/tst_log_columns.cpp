// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_columns.h"

#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class LogColumnsTest : public QObject {
    Q_OBJECT

    static QList<LogColumn> order(const LogColumnLayout &layout)
    {
        QList<LogColumn> columns;
        for (const auto &item : layout.items)
            columns.append(item.column);
        return columns;
    }

private slots:
    void usualHoldsEachColumnOnce();
    void survivesTheRoundTrip();
    void keepsTheTimeStyleInTheKey();
    void takesWhatItKnowsOfAStrangeConfig();
    void neverHidesEverything();
    void tellsWhatTheFirstFrameIs();
};

void LogColumnsTest::usualHoldsEachColumnOnce()
{
    const auto layout = LogColumnLayout::usual(FirstFrame::Topic);
    QCOMPARE(layout.items.size(), logColumnCount);
    for (int i = 0; i < logColumnCount; ++i) {
        QCOMPARE(int(layout.items[i].column), i);
        QVERIFY(layout.items[i].visible);
    }
    QVERIFY(!LogColumnLayout::usual(FirstFrame::Body).items[int(LogColumn::Topic)].visible);
}

void LogColumnsTest::survivesTheRoundTrip()
{
    auto layout = LogColumnLayout::usual(FirstFrame::Body);
    layout.items.move(7, 0);
    layout.items[3].width = 333;
    layout.items[4].visible = !layout.items[4].visible;
    const auto again = LogColumnLayout::fromConfig(layout.toConfig(), FirstFrame::Body);
    QCOMPARE(order(again), order(layout));
    QCOMPARE(again.toConfig(), layout.toConfig());
    QCOMPARE(layout.toConfig().first().key, u"preview"_s);
}

void LogColumnsTest::keepsTheTimeStyleInTheKey()
{
    auto layout = LogColumnLayout::usual(FirstFrame::Body);
    QCOMPARE(layout.toConfig()[1].key, u"time"_s);
    layout.time = {TimeBase::SincePrevious, TimePrecision::Nanoseconds};
    QCOMPARE(layout.toConfig()[1].key, u"time/delta/ns"_s);
    QCOMPARE(LogColumnLayout::fromConfig(layout.toConfig(), FirstFrame::Body).time, layout.time);
}

void LogColumnsTest::takesWhatItKnowsOfAStrangeConfig()
{
    const auto layout =
        LogColumnLayout::fromConfig({{u"size"_s, 70, true}, {u"colour"_s, 70, true}, {u"size"_s, 90, false},
                                        {u"time/always/years"_s, 1'000'000, true}, {u"peer"_s, -5, true}},
            FirstFrame::Body);
    QCOMPARE(layout.items.size(), logColumnCount);
    QVERIFY(order(layout).indexOf(LogColumn::Size) < order(layout).indexOf(LogColumn::Time));
    for (const auto &item : layout.items) {
        if (item.column == LogColumn::Size)
            QCOMPARE(item.width, 70);
        QVERIFY(item.width > 0 && item.width <= 10'000);
    }
    QCOMPARE(layout.time, TimeStyle{});
}

void LogColumnsTest::neverHidesEverything()
{
    QList<LogColumnConfig> config = LogColumnLayout::usual(FirstFrame::Body).toConfig();
    for (LogColumnConfig &column : config)
        column.visible = false;
    const auto layout = LogColumnLayout::fromConfig(config, FirstFrame::Body);
    QVERIFY(std::any_of(
        layout.items.cbegin(), layout.items.cend(), [](const auto &item) { return item.visible; }));
}

void LogColumnsTest::tellsWhatTheFirstFrameIs()
{
    PanelConfig config;
    config.side.type = SocketType::Sub;
    QCOMPARE(firstFrameOf(config), FirstFrame::Topic);
    config.side.type = SocketType::Router;
    QCOMPARE(firstFrameOf(config), FirstFrame::RoutingId);
    config.side.type = SocketType::Push;
    QCOMPARE(firstFrameOf(config), FirstFrame::Body);
    config.second.emplace().type = SocketType::Router;
    QCOMPARE(firstFrameOf(config), FirstFrame::RoutingId);
}

QTEST_GUILESS_MAIN(LogColumnsTest)
#include "tst_log_columns.moc"
