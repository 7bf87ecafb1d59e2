// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/type_badge.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace zmqscope {

TypeBadge::TypeBadge(SocketType type, QWidget *parent)
    : QWidget(parent)
    , m_type(type)
{
    QFont bold = font();
    bold.setBold(true);
    setFont(bold);
    setAccessibleName(socketTypeName(type));
    setToolTip(tr("%1\nTalks to: %2").arg(socketTypePurpose(type), socketTypePeers(type)));
}

QSize TypeBadge::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {metrics.horizontalAdvance(socketTypeName(m_type)) + 2 * theme::spacing, metrics.height() + 4};
}

void TypeBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor color = theme::patternColor(patternOf(m_type));
    painter.setPen(color);
    color.setAlphaF(0.14F);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.drawText(rect(), Qt::AlignCenter, socketTypeName(m_type));
}

} // namespace zmqscope
