// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/plot_legend.h"

#include "ui/controls/flow_layout.h"
#include "ui/plot/legend_item.h"
#include "ui/theme/theme.h"

namespace zmqscope {

PlotLegend::PlotLegend(QWidget *parent)
    : QWidget(parent)
    , m_layout(new FlowLayout(this))
{
    m_layout->setSpacing(theme::spacing);
}

void PlotLegend::setSeries(const QList<PlotSeries> &series)
{
    m_series = series;
    while (m_items.size() > series.size())
        delete m_items.takeLast();
    while (m_items.size() < series.size()) {
        auto *item = new LegendItem;
        const qsizetype i = m_items.size();
        connect(item, &LegendItem::clicked, this,
            [this, i](bool on) { emit visibilityChosen(m_series[i].id, on); });
        m_items.append(item);
        m_layout->addWidget(item);
    }
    for (qsizetype i = 0; i < series.size(); ++i)
        m_items[i]->setSeries(series[i].name, series[i].look, series[i].visible, series[i].ended);
    updateValues();
}

void PlotLegend::setFormat(const ValueFormat &format)
{
    m_format = format;
    updateValues();
}

void PlotLegend::updateValues()
{
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        const TimeSeries &points = *m_series[i].points;
        m_items[i]->setValue(
            points.count() == 0 ? tr("–") : shortValue(points.at(points.count() - 1).value, m_format));
    }
}

} // namespace zmqscope
