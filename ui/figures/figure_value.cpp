// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/figure_value.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace zmqscope {

namespace {

constexpr qreal valueScale = 1.7;
/// So wide at least, so that neighbours do not move with every digit.
constexpr int usualDigits = 7;

} // namespace

FigureValue::FigureValue(const QString &caption, QWidget *parent)
    : QAbstractButton(parent)
    , m_caption(caption)
{
    setValue(QStringLiteral("–"));
    setLead({});
}

void FigureValue::setValue(const QString &value)
{
    if (text() == value)
        return;
    setText(value);
    setAccessibleName(tr("%1: %2").arg(m_caption, value));
    updateGeometry();
}

void FigureValue::setLead(const QString &toolTip)
{
    m_leads = !toolTip.isEmpty();
    setToolTip(toolTip);
    setFocusPolicy(m_leads ? Qt::TabFocus : Qt::NoFocus);
    if (m_leads)
        setCursor(Qt::PointingHandCursor);
    else
        unsetCursor();
    update();
}

QFont FigureValue::valueFont() const
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * valueScale);
    return large;
}

QSize FigureValue::sizeHint() const
{
    const QFontMetrics large(valueFont());
    const int width = std::max({large.horizontalAdvance(text()), fontMetrics().horizontalAdvance(m_caption),
        usualDigits * large.horizontalAdvance(QLatin1Char('0'))});
    return {width + theme::margin, large.height() + fontMetrics().height()};
}

void FigureValue::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void FigureValue::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void FigureValue::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(theme::color(theme::Role::TextMuted));
    const int captionHeight = fontMetrics().height();
    painter.drawText(QRect(0, 0, width(), captionHeight), Qt::AlignLeft | Qt::AlignVCenter, m_caption);
    QFont large = valueFont();
    large.setUnderline(m_leads && (underMouse() || hasFocus()));
    painter.setFont(large);
    painter.setPen(theme::color(m_leads ? theme::Role::Accent : theme::Role::Text));
    painter.drawText(
        QRect(0, captionHeight, width(), height() - captionHeight), Qt::AlignLeft | Qt::AlignVCenter, text());
}

} // namespace zmqscope
