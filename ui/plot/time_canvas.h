// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/plot_series.h"
#include "ui/plot/time_window.h"
#include "ui/plot/value_format.h"

#include <QElapsedTimer>
#include <QImage>
#include <QSharedPointer>
#include <QTimer>
#include <QWidget>
#include <utility>
#include <vector>

class QCPGraph;
class QCustomPlot;

namespace zmqscope {

class HoverReadout;
class TimeTicker;
class ValueTicker;

/// The area of a TimePlot that is drawn on, moved and zoomed by mouse, wheel and keys. Draws only
/// while it can be seen, and what comes in at most twenty times a second.
class TimeCanvas final : public QWidget {
    Q_OBJECT
public:
    /// Milliseconds between two pictures of what comes in.
    static constexpr int frameInterval = 50;

    explicit TimeCanvas(QWidget *parent = nullptr);
    ~TimeCanvas() override;

    void setSeries(const QList<PlotSeries> &series);
    /// There are more points than when it was drawn last.
    void refresh();
    void setFormat(const ValueFormat &format);
    /// The value axis has 0 in it.
    void setZeroBased(bool zeroBased);
    /// What is said while there is no value.
    void setEmptyText(const QString &text);

    bool isEmpty() const { return !m_extent.has_value(); }
    const TimeWindow &window() const { return m_window; }
    /// The values that are seen, from bottom to top.
    std::pair<double, double> valueRange() const { return m_shownValues; }
    /// False while the person chose the range of values.
    bool isValueRangeAutomatic() const { return !m_chosenValues.has_value(); }
    /// What is seen, @p scale times as large, without what tells of the cursor.
    QImage picture(double scale) const;
    /// Draws now instead of soon; for figures and pictures.
    void redraw();

public slots:
    void followLive(std::optional<qint64> width);
    /// Follows the newest values again, all of them in sight.
    void resume();
    void hold();
    void fitValues();

signals:
    /// Another stretch is shown, or it is live or no longer.
    void windowChanged();
    void menuRequested(const QPoint &globalPos);
    void drawn();

protected:
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void applyLook();
    void measureExtent();
    void drawSeries(
        const PlotSeries &series, QCPGraph &graph, std::optional<std::pair<double, double>> &seen) const;
    void showValues(const std::optional<std::pair<double, double>> &seen);
    void zoomValues(double factor, double around);
    void moveWindow();
    void redrawSoon();
    void updateReadout();
    QRect plotArea() const;
    Timestamp timeAt(double x) const;
    double keyOf(Timestamp time) const;

    QList<PlotSeries> m_series;
    TimeWindow m_window;
    ValueFormat m_format;
    QString m_emptyText;
    bool m_zeroBased = false;
    std::optional<std::pair<Timestamp, Timestamp>> m_extent; ///< oldest and newest value
    Timestamp m_origin; ///< second 0 of the time axis
    std::optional<std::pair<double, double>> m_chosenValues;
    std::pair<double, double> m_shownValues{0, 1};

    QCustomPlot *m_plot;
    std::vector<QCPGraph *> m_graphs; ///< of m_series; owned by the plot
    QSharedPointer<TimeTicker> m_timeTicker;
    QSharedPointer<ValueTicker> m_valueTicker;
    HoverReadout *m_readout;
    QTimer m_timer;
    QElapsedTimer m_lastDrawn;
    bool m_stale = false; ///< something changed while nobody could see it
    std::optional<QPoint> m_cursor;
    std::optional<QPoint> m_dragFrom;
    bool m_dragging = false;
};

} // namespace zmqscope
