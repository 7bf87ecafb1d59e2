// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/bar_plot.h"

#include "ui/theme/series_colors.h"
#include "ui/theme/theme.h"

#include <QTest>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

/// The columns of pixels that are of this colour, in the lower half.
int columnsOf(const QImage &image, const QColor &color)
{
    int columns = 0;
    for (int x = 0; x < image.width(); ++x) {
        bool found = false;
        for (int y = image.height() / 2; y < image.height(); ++y)
            found = found || image.pixelColor(x, y) == color;
        columns += found ? 1 : 0;
    }
    return columns;
}

} // namespace

class TestBarPlot : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void saysThatThereIsNothing();
    void drawsBars();
    void littleIsSeenBesideMuch();
    void placesValues();

private:
    static QList<BarPlot::Bar> decades(const QList<qint64> &counts)
    {
        QList<BarPlot::Bar> bars;
        double low = 1;
        for (const qint64 count : counts) {
            bars.append({low, low * 10, count});
            low *= 10;
        }
        return bars;
    }
};

void TestBarPlot::saysThatThereIsNothing()
{
    BarPlot plot;
    plot.resize(400, 200);
    QVERIFY(plot.isEmpty());
    const QImage before = plot.grab().toImage();
    plot.setBars(u"a"_s, decades({0, 0, 0}));
    QVERIFY(plot.isEmpty());
    plot.setEmptyText(u"Something else"_s);
    QVERIFY(plot.grab().toImage() != before);
}

void TestBarPlot::drawsBars()
{
    BarPlot plot;
    plot.resize(400, 200);
    plot.setBars(u"a"_s, decades({10, 10, 0, 10}));
    QVERIFY(!plot.isEmpty());
    const int alone = columnsOf(plot.grab().toImage(), theme::seriesColor(0));
    QVERIFY(alone > 150);
    plot.setSecondBars(u"b"_s, decades({10, 10, 10, 10}));
    const QImage both = plot.grab().toImage();
    QVERIFY(columnsOf(both, theme::seriesColor(1)) > 100);
    QVERIFY(columnsOf(both, theme::seriesColor(0)) < alone);
}

void TestBarPlot::littleIsSeenBesideMuch()
{
    BarPlot plot;
    plot.resize(400, 200);
    plot.setBars(u"a"_s, decades({1'000'000, 0, 0, 0}));
    const int one = columnsOf(plot.grab().toImage(), theme::seriesColor(0));
    plot.setBars(u"a"_s, decades({1'000'000, 0, 0, 1}));
    QVERIFY(columnsOf(plot.grab().toImage(), theme::seriesColor(0)) > one + 20);
}

void TestBarPlot::placesValues()
{
    BarPlot plot;
    plot.resize(400, 200);
    plot.setBars(u"a"_s, decades({1, 1, 1, 1})); // 1 to 10,000
    const double left = plot.positionOf(1);
    const double right = plot.positionOf(10'000);
    QVERIFY(right > left + 200);
    QCOMPARE(plot.positionOf(100), (left + right) / 2);
    QVERIFY(std::abs(plot.positionOf(std::sqrt(10)) - (left + (right - left) / 8)) < 0.01);
    QCOMPARE(plot.positionOf(0), left);
    QCOMPARE(plot.positionOf(1e9), right);
}

QTEST_MAIN(TestBarPlot)
#include "tst_bar_plot.moc"
