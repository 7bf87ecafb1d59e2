// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/time_canvas.h"

#include "core/base/timestamp_format.h"
#include "ui/plot/hover_readout.h"
#include "ui/plot/plot_look.h"
#include "ui/plot/plot_tickers.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int pixelsPerTimeTick = 110;
constexpr int pixelsPerValueTick = 45;
/// Points are drawn as such where there are so few that a line alone would hide them.
constexpr int pixelsPerDot = 10;
/// Room above and below the values, of their range.
constexpr double valueMargin = 0.06;

} // namespace

TimeCanvas::TimeCanvas(QWidget *parent)
    : QWidget(parent)
    , m_emptyText(tr("No value yet"))
    , m_plot(new QCustomPlot(this))
    , m_timeTicker(new TimeTicker)
    , m_valueTicker(new ValueTicker)
    , m_readout(new HoverReadout(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(120, 60);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Plot"));
    setAccessibleDescription(
        tr("Arrow keys move, + and - zoom, Space pauses, Home goes to the beginning, End back to live"));
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setInteractions({});
    m_plot->setPlottingHint(QCP::phFastPolylines);
    m_plot->xAxis->setTicker(m_timeTicker);
    m_plot->yAxis->setTicker(m_valueTicker);
    m_plot->hide();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TimeCanvas::redraw);
    applyLook();
}

TimeCanvas::~TimeCanvas() = default;

void TimeCanvas::setSeries(const QList<PlotSeries> &series)
{
    m_series = series;
    while (m_graphs.size() > std::size_t(series.size())) {
        m_plot->removeGraph(m_graphs.back());
        m_graphs.pop_back();
    }
    while (m_graphs.size() < std::size_t(series.size())) {
        m_graphs.push_back(m_plot->addGraph());
        m_graphs.back()->setAdaptiveSampling(false); // outline() did it
    }
    redrawSoon();
}

void TimeCanvas::refresh()
{
    m_stale = true;
    if (!isVisible() || m_timer.isActive())
        return;
    const qint64 since = m_lastDrawn.isValid() ? m_lastDrawn.elapsed() : frameInterval;
    m_timer.start(int(std::clamp<qint64>(frameInterval - since, 0, frameInterval)));
}

void TimeCanvas::redrawSoon()
{
    m_stale = true;
    if (isVisible())
        m_timer.start(0);
}

void TimeCanvas::setFormat(const ValueFormat &format)
{
    m_format = format;
    m_valueTicker->setFormat(format);
    m_plot->yAxis->setLabel(format.scale == ValueFormat::Scale::Plain ? format.unit : QString());
    redrawSoon();
}

void TimeCanvas::setZeroBased(bool zeroBased)
{
    m_zeroBased = zeroBased;
    redrawSoon();
}

void TimeCanvas::setEmptyText(const QString &text)
{
    m_emptyText = text;
    update();
}

void TimeCanvas::followLive(std::optional<qint64> width)
{
    m_window.followLive(width);
    moveWindow();
}

void TimeCanvas::resume()
{
    m_window.resume();
    m_chosenValues.reset();
    moveWindow();
}

void TimeCanvas::hold()
{
    m_window.hold();
    moveWindow();
}

void TimeCanvas::fitValues()
{
    m_chosenValues.reset();
    moveWindow();
}

void TimeCanvas::moveWindow()
{
    redrawSoon();
    emit windowChanged();
}

void TimeCanvas::measureExtent()
{
    std::optional<std::pair<Timestamp, Timestamp>> extent;
    for (const PlotSeries &series : m_series) {
        if (!series.visible || series.points->count() == 0)
            continue;
        const Timestamp oldest = series.points->at(0).time;
        const Timestamp newest = series.points->at(series.points->count() - 1).time;
        extent = extent ? std::pair(std::min(extent->first, oldest), std::max(extent->second, newest))
                        : std::pair(oldest, newest);
    }
    if (extent && !m_extent)
        m_origin = extent->first;
    m_extent = extent;
    if (extent)
        m_window.setExtent(extent->first, extent->second);
}

void TimeCanvas::redraw()
{
    m_timer.stop();
    m_stale = false;
    m_lastDrawn.start();
    measureExtent();
    m_plot->setVisible(!isEmpty());
    if (isEmpty()) {
        m_readout->clear();
        update();
        emit drawn();
        return;
    }
    std::optional<std::pair<double, double>> seen;
    for (std::size_t i = 0; i < m_graphs.size(); ++i)
        drawSeries(m_series[qsizetype(i)], *m_graphs[i], seen);
    showValues(seen);
    m_timeTicker->setOrigin(m_origin);
    m_timeTicker->setTickCount(std::max(1, width() / pixelsPerTimeTick));
    m_valueTicker->setTickCount(std::max(1, height() / pixelsPerValueTick));
    m_plot->xAxis->setRange(keyOf(m_window.from()), keyOf(m_window.to()));
    m_plot->yAxis->setRange(m_shownValues.first, m_shownValues.second);
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
    updateReadout();
    emit drawn();
}

void TimeCanvas::drawSeries(
    const PlotSeries &series, QCPGraph &graph, std::optional<std::pair<double, double>> &seen) const
{
    graph.setVisible(series.visible);
    if (!series.visible)
        return;
    const int columns = std::max(1, int(width() * devicePixelRatioF()));
    const QList<SeriesPoint> outline = series.points->outline(m_window.from(), m_window.to(), 2 * columns);
    QVector<QCPGraphData> line;
    line.reserve(outline.size());
    qsizetype inSight = 0;
    std::optional<std::pair<double, double>> beside;
    for (const SeriesPoint &point : outline) {
        const double value =
            std::isfinite(point.value) ? point.value : std::numeric_limits<double>::quiet_NaN();
        line.append({keyOf(point.time), value});
        if (std::isnan(value))
            continue;
        const bool isInSight = point.time >= m_window.from() && point.time <= m_window.to();
        inSight += isInSight ? 1 : 0;
        auto &range = isInSight ? seen : beside;
        range = range ? std::pair(std::min(range->first, value), std::max(range->second, value))
                      : std::pair(value, value);
    }
    if (!seen && beside && outline.size() > 1)
        seen = beside; // a line that only passes
    graph.data()->set(line, true);
    QPen pen = seriesPen(series.look);
    const bool dots = inSight * pixelsPerDot < width();
    if (outline.size() > columns)
        pen.setWidthF(1); // what is dense is drawn several times as fast so, and looks the same
    graph.setPen(pen);
    graph.setScatterStyle(
        dots ? QCPScatterStyle(QCPScatterStyle::ssDisc, pen.color(), 4) : QCPScatterStyle());
}

void TimeCanvas::showValues(const std::optional<std::pair<double, double>> &seen)
{
    if (m_chosenValues) {
        m_shownValues = *m_chosenValues;
        return;
    }
    auto [least, most] = seen.value_or(std::pair(0., 1.));
    if (m_zeroBased) {
        least = std::min(least, 0.);
        most = std::max(most, 0.);
    }
    double margin = (most - least) * valueMargin;
    if (!(margin > std::max(std::abs(least), std::abs(most)) * 1e-12))
        margin = most == 0 ? 1 : std::abs(most) * 0.1; // all alike
    // Of what is counted from 0, nothing is below.
    m_shownValues = {m_zeroBased && least == 0 ? 0 : least - margin,
        m_zeroBased && most == 0 && least < 0 ? 0 : most + margin};
}

void TimeCanvas::zoomValues(double factor, double around)
{
    const auto [least, most] = m_shownValues;
    const double span = (most - least) * factor;
    const double middle = least + (most - least) * around;
    // Beyond that doubles can no longer tell neighbouring pixels apart.
    if (!std::isfinite(span) || span < std::max(std::abs(least), std::abs(most)) * 1e-12 || span < 1e-300)
        return;
    m_chosenValues = {middle - span * around, middle + span * (1 - around)};
    moveWindow();
}

QRect TimeCanvas::plotArea() const
{
    return m_plot->axisRect()->rect();
}

double TimeCanvas::keyOf(Timestamp time) const
{
    return double(time.ns - m_origin.ns) / double(TimeWindow::second);
}

Timestamp TimeCanvas::timeAt(double x) const
{
    const QRect area = plotArea();
    const double part = (x - area.left()) / std::max(1, area.width());
    return {m_window.from().ns + std::llround(part * double(m_window.span()))};
}

QImage TimeCanvas::picture(double scale) const
{
    if (!isEmpty())
        return m_plot->toPixmap(width(), height(), scale).toImage();
    QImage image(size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.fill(theme::color(theme::Role::Surface));
    return image;
}

void TimeCanvas::applyLook()
{
    applyPlotLook(*m_plot, font());
    m_plot->axisRect()->setMinimumMargins({theme::margin, theme::margin, theme::margin, 0});
    redrawSoon();
}

void TimeCanvas::updateReadout()
{
    const QRect area = plotArea();
    if (!m_cursor || m_dragging || isEmpty() || !area.contains(*m_cursor)) {
        m_readout->clear();
        return;
    }
    const Timestamp time = timeAt(m_cursor->x());
    const int digits = m_window.span() < 10 * TimeWindow::second / 1000 ? 9
        : m_window.span() < 10 * TimeWindow::second                     ? 6
                                                                        : 3;
    QList<HoverReadout::Row> rows;
    for (const PlotSeries &series : m_series) {
        if (!series.visible)
            continue;
        const std::optional<SeriesPoint> point = nearestPoint(*series.points, time);
        QPointF place;
        if (point) {
            place = {
                m_plot->xAxis->coordToPixel(keyOf(point->time)), m_plot->yAxis->coordToPixel(point->value)};
            // Before the first value and behind the last there is none, however near they are.
            const bool isBeyond =
                time < series.points->at(0).time || time > series.points->at(series.points->count() - 1).time;
            const bool isFar = isBeyond && std::abs(place.x() - m_cursor->x()) > pixelsPerDot;
            if (isFar || !QRectF(area).adjusted(-1, -1, 1, 1).contains(place))
                place = {};
        }
        rows.append({seriesPen(series.look), series.name,
            readValue(place.isNull() ? std::numeric_limits<double>::quiet_NaN() : point->value, m_format),
            place});
    }
    m_readout->tell(m_cursor->x(), area, localDateTime(time, digits), rows);
}

void TimeCanvas::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void TimeCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Role::Surface));
    if (!isEmpty())
        return;
    painter.setPen(theme::color(theme::Role::TextMuted));
    const int margin = 2 * theme::margin;
    const auto isHidden = [](const PlotSeries &series) {
        return !series.visible && series.points->count() > 0;
    };
    const bool hidden = std::any_of(m_series.begin(), m_series.end(), isHidden);
    painter.drawText(rect().adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap,
        hidden ? tr("All series with values are hidden") : m_emptyText);
}

void TimeCanvas::resizeEvent(QResizeEvent *)
{
    m_plot->setGeometry(rect());
    m_readout->setGeometry(rect());
    redrawSoon();
}

void TimeCanvas::showEvent(QShowEvent *)
{
    if (m_stale)
        redrawSoon();
}

} // namespace zmqscope
