// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/plot_look.h"

#include "ui/plot/custom_plot.h"
#include "ui/theme/series_colors.h"
#include "ui/theme/theme.h"

namespace zmqscope {

void applyPlotLook(QCustomPlot &plot, const QFont &font)
{
    plot.setBackground(QBrush(theme::color(theme::Role::Surface)));
    QColor gridColor = theme::color(theme::Role::Border);
    gridColor.setAlphaF(0.6F);
    const QPen border(theme::color(theme::Role::Border), 0);
    for (QCPAxis *axis : {plot.xAxis, plot.yAxis}) {
        axis->setBasePen(border);
        axis->setTickPen(border);
        axis->setTickLength(0, 3);
        axis->setSubTicks(false);
        axis->setTickLabelFont(font);
        axis->setTickLabelColor(theme::color(theme::Role::TextMuted));
        axis->setLabelFont(font);
        axis->setLabelColor(theme::color(theme::Role::TextFaint));
        axis->setLabelPadding(2);
        axis->grid()->setPen(QPen(gridColor, 0));
        axis->grid()->setZeroLinePen(QPen(gridColor, 0));
    }
    plot.yAxis->setBasePen(Qt::NoPen);
    plot.yAxis->setTickPen(Qt::NoPen);
    plot.yAxis->grid()->setZeroLinePen(border);
    plot.xAxis->grid()->setVisible(false);
}

QPen seriesPen(int look)
{
    QPen pen(theme::seriesColor(look), 1.5);
    pen.setJoinStyle(Qt::BevelJoin); // a miter would point beyond the value
    // The colours come round again: then dashed, dotted.
    constexpr Qt::PenStyle styles[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    pen.setStyle(styles[(look / theme::seriesColors) % 4]);
    return pen;
}

} // namespace zmqscope
