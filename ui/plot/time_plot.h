// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/plot_series.h"
#include "ui/plot/value_format.h"

#include <QWidget>

class QAction;
class QActionGroup;
class QBoxLayout;
class QMenu;
class QToolButton;

namespace zmqscope {

class LogNotice;
class PlotExport;
class PlotLegend;
class TimeCanvas;

/// Values over time: any number of series with their colours and last values. Follows the newest
/// values, or stays where the person moved it; tells the values under the cursor; saves them as CSV
/// or as a picture. Draws only while it can be seen, at most twenty times a second, and at a cost
/// that does not grow with the number of points.
class TimePlot final : public QWidget {
    Q_OBJECT
public:
    explicit TimePlot(QWidget *parent = nullptr);

    /// Adds a line, in the next free colour. The plot reads @p points until the series is removed.
    /// Returns the id of the series, > 0.
    int addSeries(const QString &name, const std::shared_ptr<const TimeSeries> &points);
    void removeSeries(int id);
    /// Puts a removed one back, with its colour where that is still free.
    int restoreSeries(const PlotSeries &series);
    void setSeriesName(int id, const QString &name);
    void setSeriesVisible(int id, bool visible);
    /// Says that nothing comes any more; what is there stays.
    void setSeriesEnded(int id, bool ended);
    const QList<PlotSeries> &series() const { return m_series; }
    /// Null when there is none of that id.
    const PlotSeries *seriesOf(int id) const;

    /// To be called when there are more points. Cheap: it draws when it is time to.
    void refresh();

    void setFormat(const ValueFormat &format);
    const ValueFormat &format() const { return m_format; }
    /// The value axis has 0 in it; right for rates and counts.
    void setZeroBased(bool zeroBased);
    /// What is said while there is no value: "No value yet".
    void setEmptyText(const QString &text);
    /// False where somebody else tells names, colours and values.
    void setLegendShown(bool shown);
    /// What the files of values and pictures are called: "rate of SUB 1".
    void setExportName(const QString &name);
    /// For what else belongs to the plot: the row of its buttons, before those that save.
    QBoxLayout *toolLayout() const { return m_tools; }

    TimeCanvas &canvas() const { return *m_canvas; }
    PlotExport &exporter() const { return *m_export; }
    /// What is seen, legend included, @p scale times as large.
    QImage picture(double scale) const;

signals:
    /// A series was hidden or shown, by the person.
    void visibilityChanged(int id, bool visible);

private:
    void makeActions();
    void makeTools();
    QToolButton *addTool(QAction *action, bool textOnly);
    void updateActions();
    void seriesChanged();
    PlotSeries *find(int id);
    void exportCsv(bool all);
    void exportPicture();
    void tell(const QString &text, bool failed);

    QList<PlotSeries> m_series;
    ValueFormat m_format;
    int m_lastId = 0;

    QBoxLayout *m_tools;
    TimeCanvas *m_canvas;
    PlotLegend *m_legend;
    LogNotice *m_notice;
    PlotExport *m_export;
    QMenu *m_menu;
    QActionGroup *m_windows;
    QAction *m_hold;
    QAction *m_fit;
    QAction *m_csvShown;
    QAction *m_csvAll;
    QAction *m_png;
};

} // namespace zmqscope
