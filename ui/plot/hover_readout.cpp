// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/hover_readout.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <algorithm>

namespace zmqscope {

namespace {
constexpr int readoutSwatchWidth = 14;
/// Longer names are cut in the middle.
constexpr int maxReadoutName = 260;
} // namespace

HoverReadout::HoverReadout(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
}

void HoverReadout::tell(int x, const QRect &area, const QString &title, const QList<Row> &rows)
{
    m_x = x;
    m_area = area;
    m_title = title;
    m_rows = rows;
    update();
}

void HoverReadout::clear()
{
    if (m_x < 0)
        return;
    m_x = -1;
    m_rows.clear();
    update();
}

void HoverReadout::paintEvent(QPaintEvent *)
{
    if (m_x < 0)
        return;
    QPainter painter(this);
    painter.setPen(QPen(theme::color(theme::Role::TextFaint), 1, Qt::DotLine));
    painter.drawLine(m_x, m_area.top(), m_x, m_area.bottom());
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Row &row : m_rows) {
        if (row.point.isNull())
            continue;
        painter.setPen(QPen(theme::color(theme::Role::Surface), 1.5));
        painter.setBrush(row.pen.color());
        painter.drawEllipse(row.point, 4, 4);
    }
    paintBox(painter);
}

void HoverReadout::paintBox(QPainter &painter) const
{
    const QFontMetrics metrics = fontMetrics();
    const int line = metrics.height() + 2;
    int nameWidth = 0;
    int valueWidth = 0;
    for (const Row &row : m_rows) {
        nameWidth = std::max(nameWidth, std::min(metrics.horizontalAdvance(row.name), maxReadoutName));
        valueWidth = std::max(valueWidth, metrics.horizontalAdvance(row.value));
    }
    const int rowWidth = readoutSwatchWidth + theme::spacing + nameWidth + 2 * theme::spacing + valueWidth;
    const int width = std::max(metrics.horizontalAdvance(m_title), rowWidth) + 2 * theme::spacing;
    const int height = line * int(m_rows.size() + 1) + theme::spacing;
    const bool fitsRight = m_x + theme::margin + width <= m_area.right();
    const int left = fitsRight ? m_x + theme::margin : std::max(m_area.left(), m_x - theme::margin - width);
    const QRect box(left, m_area.top() + theme::spacing, width, height);

    QColor ground = theme::color(theme::Role::SurfaceRaised);
    ground.setAlphaF(0.94F);
    painter.setPen(QPen(theme::color(theme::Role::Border), 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);

    QRect row = box.adjusted(theme::spacing, theme::spacing / 2, -theme::spacing, 0);
    row.setHeight(line);
    painter.setPen(theme::color(theme::Role::TextMuted));
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_title);
    for (const Row &each : m_rows) {
        row.translate(0, line);
        painter.setPen(each.pen);
        painter.drawLine(row.left(), row.center().y(), row.left() + readoutSwatchWidth, row.center().y());
        painter.setPen(theme::color(theme::Role::Text));
        const QRect name = row.adjusted(readoutSwatchWidth + theme::spacing, 0, 0, 0);
        painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(each.name, Qt::ElideMiddle, maxReadoutName));
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, each.value);
    }
}

} // namespace zmqscope
