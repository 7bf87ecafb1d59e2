// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/legend_item.h"

#include "ui/plot/plot_look.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <algorithm>

namespace zmqscope {

namespace {
constexpr int swatchWidth = 16;
constexpr int gap = 5;
/// Longer names are cut; the tooltip has all of it.
constexpr int maxNameWidth = 300;
constexpr int minNameWidth = 60;
} // namespace

LegendItem::LegendItem(QWidget *parent)
    : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

void LegendItem::setSeries(const QString &name, int look, bool shown, bool ended)
{
    m_name = name;
    m_look = look;
    m_ended = ended;
    setChecked(shown);
    setText(name); // for accessibility
    setToolTip(shown ? tr("%1\nClick to hide it").arg(name) : tr("%1\nClick to show it").arg(name));
    updateGeometry();
    update();
}

void LegendItem::setValue(const QString &value)
{
    if (value == m_value)
        return;
    m_value = value;
    setAccessibleDescription(value);
    if (fontMetrics().horizontalAdvance(value) > m_valueWidth)
        updateGeometry();
    update();
}

QString LegendItem::shownName() const
{
    return m_ended ? tr("%1 (ended)").arg(m_name) : m_name;
}

QSize LegendItem::sizeHint() const
{
    m_valueWidth = std::max(m_valueWidth, fontMetrics().horizontalAdvance(m_value));
    const int name = std::min(fontMetrics().horizontalAdvance(shownName()) + 1, maxNameWidth);
    return {swatchWidth + name + m_valueWidth + 4 * gap, fontMetrics().height() + theme::spacing};
}

QSize LegendItem::minimumSizeHint() const
{
    const QSize wanted = sizeHint();
    const int least = swatchWidth + minNameWidth + m_valueWidth + 4 * gap;
    return {std::min(wanted.width(), least), wanted.height()};
}

void LegendItem::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (underMouse() || hasFocus())
        painter.fillRect(rect(), theme::color(theme::Role::Hover));
    QPen pen = seriesPen(m_look);
    pen.setWidthF(2.5);
    if (!isChecked())
        pen.setColor(theme::color(theme::Role::Border));
    painter.setPen(pen);
    const int middle = height() / 2;
    painter.drawLine(gap, middle, gap + swatchWidth, middle);
    const QRect inner = rect().adjusted(2 * gap + swatchWidth, 0, -gap, 0);
    painter.setPen(theme::color(isChecked() ? theme::Role::TextMuted : theme::Role::TextFaint));
    QFont named = font();
    named.setStrikeOut(!isChecked());
    painter.setFont(named);
    const int room = inner.width() - (isChecked() ? m_valueWidth + gap : 0);
    painter.drawText(
        inner, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(shownName(), Qt::ElideRight, room));
    if (!isChecked())
        return;
    painter.setFont(font());
    painter.setPen(theme::color(theme::Role::Text));
    painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, m_value);
}

} // namespace zmqscope
