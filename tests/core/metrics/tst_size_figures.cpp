// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/size_figures.h"

#include <QTest>

using namespace zmqscope;

namespace {

MessageView message(Direction direction, qint64 ns, qint64 bytes, MessageFlags flags = {})
{
    return {MessageIndex{1}, {Timestamp{ns}, direction, flags, {}}, FrameSpan(nullptr, bytes, nullptr, 1)};
}

} // namespace

class TestSizeFigures : public QObject {
    Q_OBJECT
private slots:
    void keepsTheWaysApart();
    void aClockThatWasSetBackIsNoGap();
    void whatWasNotSeenIsNoGap();
    void subscriptionsAreNoData();
};

void TestSizeFigures::keepsTheWaysApart()
{
    SizeFigures figures;
    figures.take(message(Direction::In, 1'000, 10));
    figures.take(message(Direction::Out, 1'500, 40));
    figures.take(message(Direction::In, 4'000, 20));
    figures.take(message(Direction::Forward, 4'000, 30));
    figures.take(message(Direction::Backward, 9'500, 60));
    const Histogram &in = figures.sizes(MessageWay::InOrForward);
    QCOMPARE(in.count(), 3);
    QCOMPARE(in.sum(), 60);
    QCOMPARE(figures.sizes(MessageWay::OutOrBackward).sum(), 100);
    const Histogram &gaps = figures.gaps(MessageWay::InOrForward);
    QCOMPARE(gaps.count(), 2);
    QCOMPARE(gaps.min(), 0);
    QCOMPARE(gaps.max(), 3'000);
    QCOMPARE(figures.gaps(MessageWay::OutOrBackward).sum(), 8'000);
}

void TestSizeFigures::aClockThatWasSetBackIsNoGap()
{
    SizeFigures figures;
    figures.take(message(Direction::In, 5'000, 1));
    figures.take(message(Direction::In, 4'000, 1));
    QVERIFY(figures.gaps(MessageWay::InOrForward).isEmpty());
    figures.take(message(Direction::In, 4'100, 1));
    QCOMPARE(figures.gaps(MessageWay::InOrForward).max(), 100);
}

void TestSizeFigures::whatWasNotSeenIsNoGap()
{
    SizeFigures figures;
    figures.take(message(Direction::In, 1'000, 1));
    figures.skip();
    figures.take(message(Direction::In, 9'000, 1));
    QVERIFY(figures.gaps(MessageWay::InOrForward).isEmpty());
    QCOMPARE(figures.sizes(MessageWay::InOrForward).count(), 2);
    figures.clear();
    QVERIFY(figures.sizes(MessageWay::InOrForward).isEmpty());
}

void TestSizeFigures::subscriptionsAreNoData()
{
    SizeFigures figures;
    figures.take(message(Direction::In, 1'000, 1, MessageFlag::Subscription));
    QVERIFY(figures.sizes(MessageWay::InOrForward).isEmpty());
}

QTEST_GUILESS_MAIN(TestSizeFigures)
#include "tst_size_figures.moc"
