// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/doctor/finding_delegate.h"

#include "ui/doctor/finding_model.h"
#include "ui/doctor/severity_look.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr int stripeWidth = 3;
constexpr int padding = 5;
} // namespace

QSize FindingDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, 2 * option.fontMetrics.height() + 2 * padding + 1};
}

void FindingDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    using theme::Role;
    const bool selected = option.state & QStyle::State_Selected;
    const bool hover = option.state & QStyle::State_MouseOver;
    const bool resolved = index.data(FindingModel::ResolvedRole).toBool();
    const auto severity = Severity(index.data(FindingModel::SeverityRole).toInt());
    const auto pick = [&](Role role) {
        return theme::color(selected ? Role::SelectionText : resolved ? Role::TextFaint : role);
    };

    painter->save();
    painter->fillRect(
        option.rect, theme::color(selected ? Role::Selection : hover ? Role::Hover : Role::Surface));
    QColor stripe = theme::patternColor(Pattern(index.data(FindingModel::PatternRole).toInt()));
    if (resolved)
        stripe.setAlphaF(0.4F);
    painter->fillRect(QRect(option.rect.topLeft(), QSize(stripeWidth, option.rect.height())), stripe);

    QRect inner = option.rect.adjusted(stripeWidth + theme::spacing, padding, -theme::spacing, -padding);
    const QRect icon(inner.left(), inner.top() + (inner.height() / 2 - theme::iconSize) / 2, theme::iconSize, theme::iconSize);
    theme::icon(resolved ? "ok"_L1 : severityIcon(severity), selected ? Role::SelectionText : resolved ? Role::Good : severityRole(severity))
        .paint(painter, icon);
    inner.setLeft(icon.right() + theme::spacing);
    const QRect upper(inner.left(), inner.top(), inner.width(), inner.height() / 2);
    const QRect lower(inner.left(), upper.bottom() + 1, inner.width(), inner.height() / 2);
    const auto draw = [&](const QRect &line, const QString &text, Role role) {
        painter->setPen(pick(role));
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(text, Qt::ElideRight, line.width()));
    };
    draw(upper, index.data().toString(), Role::Text);
    const QString panel = index.data(FindingModel::PanelRole).toString();
    draw(lower, resolved ? tr("%1 · not so any more").arg(panel) : panel, Role::TextMuted);

    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(theme::color(Role::Accent));
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

} // namespace zmqscope
