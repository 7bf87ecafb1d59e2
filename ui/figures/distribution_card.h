// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/histogram.h"
#include "ui/figures/figure_card.h"
#include "ui/plot/value_format.h"

namespace zmqscope {

class BarPlot;
class LogNotice;
class PlotExport;

/// How values are distributed, each way: bars, and the median, the 99th percentile and the largest in
/// words. Saves them as CSV or as a picture.
class DistributionCard final : public FigureCard {
    Q_OBJECT
public:
    /// The values of one way.
    struct Way {
        QString name;
        const Histogram *values = nullptr;
    };

    /// Values times @p unit are told in @p format: 1e-9 for nanoseconds as seconds.
    DistributionCard(const QString &title, const ValueFormat &format, double unit, QWidget *parent = nullptr);

    void setExportName(const QString &name);
    /// One way or two. Reads the histograms at once.
    void setWays(const QList<Way> &ways);
    /// "from,to,NAME…" and a line for each bar, as fine as they are counted. Empty without a value.
    QByteArray csv() const { return m_csv; }

private:
    QStringList factsOf(const Way &way, bool named) const;
    QString textOf(qint64 value) const;
    void tell(const QString &text, bool failed);

    ValueFormat m_format;
    double m_unit;
    BarPlot *m_plot;
    LogNotice *m_notice;
    PlotExport *m_export;
    QByteArray m_csv;
};

} // namespace zmqscope
