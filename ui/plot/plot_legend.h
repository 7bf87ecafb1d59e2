// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/plot_series.h"
#include "ui/plot/value_format.h"

#include <QWidget>

namespace zmqscope {

class FlowLayout;
class LegendItem;

/// The series of a plot with their colours and last values; a click hides one or shows it again.
class PlotLegend final : public QWidget {
    Q_OBJECT
public:
    explicit PlotLegend(QWidget *parent = nullptr);

    void setSeries(const QList<PlotSeries> &series);
    void setFormat(const ValueFormat &format);
    /// Reads the last values again.
    void updateValues();

signals:
    void visibilityChosen(int id, bool visible);

private:
    FlowLayout *m_layout;
    QList<PlotSeries> m_series;
    QList<LegendItem *> m_items; ///< of m_series
    ValueFormat m_format;
};

} // namespace zmqscope
