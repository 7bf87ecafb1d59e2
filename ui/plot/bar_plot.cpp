// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/bar_plot.h"

#include "ui/plot/hover_readout.h"
#include "ui/theme/series_colors.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int pixelsPerCountTick = 40;
const ValueFormat countFormat;

QColor groupColor(int group)
{
    return theme::seriesColor(group);
}

} // namespace

BarPlot::BarPlot(QWidget *parent)
    : QWidget(parent)
    , m_emptyText(tr("No value yet"))
    , m_readout(new HoverReadout(this))
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Distribution"));
}

void BarPlot::setBars(const QString &name, const QList<Bar> &bars)
{
    m_groups[0] = {name, bars};
    changed();
}

void BarPlot::setSecondBars(const QString &name, const QList<Bar> &bars)
{
    m_groups[1] = {name, bars};
    changed();
}

void BarPlot::setMarkers(const QList<Marker> &markers)
{
    m_markers = markers;
    changed();
}

void BarPlot::setFormat(const ValueFormat &format)
{
    m_format = format;
    changed();
}

void BarPlot::setEmptyText(const QString &text)
{
    m_emptyText = text;
    changed();
}

void BarPlot::changed()
{
    m_readout->clear();
    update();
}

bool BarPlot::isEmpty() const
{
    return topCount() == 0;
}

QSize BarPlot::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, fontMetrics().height() * 6};
}

double BarPlot::topCount() const
{
    constexpr double room = 1.08; // above the highest bar
    qint64 most = 0;
    for (const Group &group : m_groups) {
        for (const Bar &bar : group.bars)
            most = std::max(most, bar.count);
    }
    return double(most) * room;
}

QRect BarPlot::plotArea() const
{
    const QFontMetrics metrics = fontMetrics();
    const int left = metrics.horizontalAdvance(u"000.0 k"_s) + theme::margin;
    const int top = metrics.height() + theme::margin;
    const int bottom = metrics.height() + theme::margin;
    return rect().adjusted(left, top, -2 * theme::margin, -bottom);
}

double BarPlot::positionOf(double value) const
{
    const QList<Bar> &bars = m_groups[0].bars;
    const QRect area = plotArea();
    if (bars.isEmpty())
        return area.left();
    const auto bar =
        std::find_if(bars.begin(), bars.end(), [value](const Bar &each) { return value < each.high; });
    double slot = double(bar - bars.begin());
    if (bar != bars.end() && value > bar->low) {
        // Buckets that grow by a factor are divided by factors.
        const bool geometric = bar->low > 0 && std::isfinite(bar->high);
        slot += geometric              ? std::log(value / bar->low) / std::log(bar->high / bar->low)
            : std::isfinite(bar->high) ? (value - bar->low) / (bar->high - bar->low)
                                       : 0.5;
    }
    return area.left() + slot * area.width() / double(bars.size());
}

void BarPlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Role::Surface));
    if (isEmpty()) {
        painter.setPen(theme::color(theme::Role::TextMuted));
        const int margin = 2 * theme::margin;
        painter.drawText(rect().adjusted(margin, margin, -margin, -margin),
            Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    paintGrid(painter);
    paintBars(painter, 0);
    if (!m_groups[1].bars.isEmpty())
        paintBars(painter, 1);
    paintEdges(painter);
    paintMarkers(painter);
    paintNames(painter);
}

void BarPlot::paintGrid(QPainter &painter) const
{
    const QRect area = plotArea();
    const double top = topCount();
    const double step =
        std::max(1., tickStep(top, std::max(1, area.height() / pixelsPerCountTick), countFormat));
    const TickUnit unit = tickUnit(top, countFormat);
    QColor gridColor = theme::color(theme::Role::Border);
    gridColor.setAlphaF(0.6F);
    for (double count = 0; count <= top; count += step) {
        const int y = area.bottom() - int(std::lround(count / top * area.height()));
        painter.setPen(count == 0 ? theme::color(theme::Role::Border) : gridColor);
        painter.drawLine(area.left(), y, area.right(), y);
        painter.setPen(theme::color(theme::Role::TextMuted));
        const int half = fontMetrics().height();
        const QString text = QLocale().toString(count / unit.factor, 'g', 4);
        painter.drawText(QRect(0, y - half, area.left() - theme::spacing, 2 * half),
            Qt::AlignRight | Qt::AlignVCenter,
            count == 0 || unit.text.isEmpty() ? text : QString(text + u'\u00A0' + unit.text));
    }
}

void BarPlot::paintBars(QPainter &painter, int group) const
{
    const QList<Bar> &bars = m_groups[group].bars;
    const QRect area = plotArea();
    const double slot = double(area.width()) / double(m_groups[0].bars.size());
    const int groups = m_groups[1].bars.isEmpty() ? 1 : 2;
    const double gap = slot > 6 ? 1 : 0;
    const double width = (slot - 2 * gap) / groups;
    for (qsizetype i = 0; i < bars.size(); ++i) {
        if (bars[i].count == 0)
            continue;
        // What is there is seen, however little it is.
        const double height = std::max(1., double(bars[i].count) / topCount() * area.height());
        const double left = area.left() + double(i) * slot + gap + group * width;
        painter.fillRect(QRectF(left, area.bottom() - height, width, height), groupColor(group));
    }
}

void BarPlot::paintEdges(QPainter &painter) const
{
    const QList<Bar> &bars = m_groups[0].bars;
    const QRect area = plotArea();
    painter.setPen(theme::color(theme::Role::TextMuted));
    double free = 0;
    for (qsizetype edge = 0; edge <= bars.size(); ++edge) {
        const QString text = shortValue(edge < bars.size() ? bars[edge].low : bars.last().high, m_format);
        const int width = fontMetrics().horizontalAdvance(text);
        const double x = area.left() + double(edge) * area.width() / double(bars.size());
        const double left = std::clamp(x - width / 2., 0., double(this->width() - width));
        if (left < free)
            continue;
        free = left + width + 2 * theme::margin;
        painter.drawLine(QPointF(x, area.bottom() + 1), QPointF(x, area.bottom() + 3));
        painter.drawText(QPointF(left, area.bottom() + theme::spacing + fontMetrics().ascent()), text);
    }
}

void BarPlot::paintMarkers(QPainter &painter) const
{
    const QRect area = plotArea();
    double free = 0;
    int row = 0;
    for (const Marker &marker : m_markers) {
        if (std::isnan(marker.value))
            continue;
        const double x = positionOf(marker.value);
        painter.setPen(QPen(theme::color(theme::Role::Text), 1, Qt::DashLine));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        const QString text = marker.text + u' ' + shortValue(marker.value, m_format);
        const int width = fontMetrics().horizontalAdvance(text) + theme::spacing;
        const bool fitsRight = x + width <= area.right();
        const double left = fitsRight ? x + theme::spacing / 2. : x - width;
        row = left < free ? row + 1 : 0;
        free = left + width;
        const QRectF box(left, area.top() + row * fontMetrics().height(), width, fontMetrics().height());
        QColor ground = theme::color(theme::Role::Surface);
        ground.setAlphaF(0.8F);
        painter.fillRect(box, ground);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

void BarPlot::paintNames(QPainter &painter) const
{
    constexpr int swatch = 10;
    int x = plotArea().left();
    for (int group = 0; group < 2; ++group) {
        const QString &name = m_groups[group].name;
        if (name.isEmpty() || m_groups[group].bars.isEmpty())
            continue;
        const int middle = theme::margin / 2 + fontMetrics().height() / 2;
        painter.fillRect(x, middle - swatch / 2, swatch, swatch, groupColor(group));
        painter.setPen(theme::color(theme::Role::TextMuted));
        x += swatch + theme::spacing;
        painter.drawText(x, theme::margin / 2 + fontMetrics().ascent(), name);
        x += fontMetrics().horizontalAdvance(name) + 2 * theme::margin;
    }
}

void BarPlot::mouseMoveEvent(QMouseEvent *event)
{
    const QRect area = plotArea();
    const QPoint at = event->position().toPoint();
    const QList<Bar> &bars = m_groups[0].bars;
    if (isEmpty() || bars.isEmpty() || !area.contains(at)) {
        m_readout->clear();
        return;
    }
    const qsizetype i =
        std::clamp<qsizetype>((at.x() - area.left()) * bars.size() / area.width(), 0, bars.size() - 1);
    QList<HoverReadout::Row> rows;
    for (int group = 0; group < 2; ++group) {
        const Group &each = m_groups[group];
        if (i < each.bars.size())
            rows.append({QPen(groupColor(group), 2), each.name, QLocale().toString(each.bars[i].count), {}});
    }
    m_readout->tell(at.x(), area,
        tr("%1 to %2").arg(shortValue(bars[i].low, m_format), shortValue(bars[i].high, m_format)), rows);
}

void BarPlot::leaveEvent(QEvent *)
{
    m_readout->clear();
}

void BarPlot::resizeEvent(QResizeEvent *)
{
    m_readout->setGeometry(rect());
    m_readout->clear();
}

} // namespace zmqscope
