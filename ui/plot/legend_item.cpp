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
/// Longer names are cut in the middle; the tooltip has all of it.
constexpr int maxNameWidth = 300;
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
    const QString name = m_ended ? tr("%1 (ended)").arg(m_name) : m_name;
    return fontMetrics().elidedText(name, Qt::ElideMiddle, maxNameWidth);
}

QSize LegendItem::sizeHint() const
{
    m_valueWidth = std::max(m_valueWidth, fontMetrics().horizontalAdvance(m_value));
    const int name = fontMetrics().horizontalAdvance(shownName());
    return {swatchWidth + name + m_valueWidth + 4 * gap, fontMetrics().height() + theme::spacing};
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
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, shownName());
    if (!isChecked())
        return;
    painter.setFont(font());
    painter.setPen(theme::color(theme::Role::Text));
    painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, m_value);
}

} // namespace zmqscope
