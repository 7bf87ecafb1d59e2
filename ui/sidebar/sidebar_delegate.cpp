// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/sidebar_delegate.h"

#include "ui/controls/count_text.h"
#include "ui/sidebar/sidebar_model.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int stripeWidth = 3;
constexpr int padding = 5;

/// Draws @p text in what is left of the line, and takes its room off it.
void drawFromRight(QPainter *painter, QRect &line, const QString &text, const QColor &color)
{
    const int width = painter->fontMetrics().horizontalAdvance(text);
    painter->setPen(color);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, text);
    line.setRight(line.right() - width - theme::spacing);
}

void drawFromLeft(QPainter *painter, QRect &line, const QString &text, const QColor &color)
{
    const QString shown = painter->fontMetrics().elidedText(text, Qt::ElideRight, line.width());
    painter->setPen(color);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, shown);
    line.setLeft(line.left() + painter->fontMetrics().horizontalAdvance(shown) + theme::spacing);
}

} // namespace

int SidebarDelegate::rowHeight(const QFontMetrics &metrics)
{
    return 2 * metrics.height() + 2 * padding + 1;
}

void SidebarDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    using Column = SidebarModel::Column;
    using theme::Role;
    const auto text = [&index](
                          Column column) { return index.siblingAtColumn(int(column)).data().toString(); };
    const bool selected = option.state & QStyle::State_Selected;
    const bool hover = option.state & QStyle::State_MouseOver;
    const QColor pattern = theme::patternColor(Pattern(index.data(SidebarModel::PatternRole).toInt()));
    const auto kind = PanelState::Kind(index.data(SidebarModel::StateKindRole).toInt());
    const auto pick = [selected](const QColor &color) {
        return selected ? theme::color(Role::SelectionText) : color;
    };

    painter->save();
    painter->fillRect(option.rect,
        theme::color(selected ? Role::Selection
                : hover       ? Role::Hover
                              : Role::Surface));
    painter->fillRect(QRect(option.rect.topLeft(), QSize(stripeWidth, option.rect.height())), pattern);

    const QRect inner =
        option.rect.adjusted(stripeWidth + theme::spacing, padding, -theme::spacing, -padding);
    QRect upper(inner.topLeft(), QSize(inner.width(), inner.height() / 2));
    QRect lower(inner.x(), upper.bottom() + 1, inner.width(), inner.height() / 2);

    const auto number = [&index](Column column) {
        return index.siblingAtColumn(int(column)).data(SidebarModel::NumberRole).toLongLong();
    };
    if (const qint64 rate = number(Column::Rate); rate > 0)
        drawFromRight(painter, upper, tr("%1/s").arg(shortCount(rate)), pick(theme::color(Role::TextMuted)));
    QFont bold = option.font;
    bold.setBold(true);
    painter->setFont(bold);
    drawFromLeft(painter, upper, text(Column::Type), pick(pattern));
    painter->setFont(option.font);
    QString name = text(Column::Name);
    if (const QString prefix = text(Column::Type) + u' ';
        name.size() > prefix.size() && name.startsWith(prefix))
        name.remove(0, prefix.size()); // "SUB tcp://…", the suggested name: the type stands there already
    drawFromLeft(painter, upper, name, pick(theme::color(Role::Text)));

    if (const qint64 sent = number(Column::Sent); sent > 0)
        drawFromRight(painter, lower, u"↑"_s + shortCount(sent), pick(theme::color(Role::DirectionOut)));
    if (const qint64 received = number(Column::Received); received > 0)
        drawFromRight(painter, lower, u"↓"_s + shortCount(received), pick(theme::color(Role::DirectionIn)));
    const int side = lower.height() - 2;
    theme::icon(iconOf(kind), selected ? Role::SelectionText : roleOf(kind))
        .paint(painter, QRect(lower.x(), lower.y() + 1, side, side));
    lower.setLeft(lower.left() + side + theme::spacing / 2);
    drawFromLeft(painter, lower, text(Column::State), pick(theme::color(roleOf(kind))));

    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(theme::color(Role::Accent));
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

} // namespace zmqscope
