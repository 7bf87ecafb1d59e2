// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/welcome_card.h"

#include <QEvent>
#include <QPainter>

namespace zmqscope {

namespace {

constexpr int padding = 10;
constexpr int iconSide = 20;
constexpr qreal cornerRadius = 4;
constexpr int leastWidth = 200;

} // namespace

WelcomeCard::WelcomeCard(const QString &title, const QString &sentence, const QIcon &icon, QWidget *parent)
    : QAbstractButton(parent)
    , m_sentence(sentence)
{
    setText(title);
    setIcon(icon);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QFont WelcomeCard::titleFont() const
{
    QFont bold = font();
    bold.setBold(true);
    return bold;
}

int WelcomeCard::textLeft() const
{
    return padding + iconSide + theme::spacing + 2;
}

QSize WelcomeCard::sizeHint() const
{
    const int width = qMax(leastWidth, fontMetrics().averageCharWidth() * 42);
    return {width, heightForWidth(width)};
}

QSize WelcomeCard::minimumSizeHint() const
{
    return {leastWidth, heightForWidth(leastWidth)};
}

int WelcomeCard::heightForWidth(int width) const
{
    const int titleHeight = QFontMetrics(titleFont()).height();
    if (m_sentence.isEmpty())
        return qMax(titleHeight, iconSide) + 2 * padding;
    const QRect room(0, 0, width - textLeft() - padding, 10'000);
    return titleHeight + 3 + fontMetrics().boundingRect(room, Qt::TextWordWrap, m_sentence).height()
        + 2 * padding;
}

void WelcomeCard::paintEvent(QPaintEvent *)
{
    using theme::Role;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme::color(isDown() ? Role::Selection : underMouse() ? Role::Hover : Role::Surface));
    painter.setPen(theme::color(hasFocus() ? Role::Accent : Role::Border));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius, cornerRadius);

    const int titleHeight = QFontMetrics(titleFont()).height();
    const int lineHeight = m_sentence.isEmpty() ? height() - 2 * padding : titleHeight;
    icon().paint(&painter, QRect(padding, padding + (lineHeight - iconSide) / 2, iconSide, iconSide));
    const QRect room = rect().adjusted(textLeft(), padding, -padding, -padding);
    painter.setFont(titleFont());
    painter.setPen(theme::color(Role::Text));
    const QString title = QFontMetrics(titleFont()).elidedText(text(), Qt::ElideRight, room.width());
    painter.drawText(
        QRect(room.topLeft(), QSize(room.width(), lineHeight)), Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setFont(font());
    painter.setPen(theme::color(Role::TextMuted));
    painter.drawText(room.adjusted(0, titleHeight + 3, 0, 0), Qt::TextWordWrap, m_sentence);
}

bool WelcomeCard::event(QEvent *event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QAbstractButton::event(event);
}

} // namespace zmqscope
