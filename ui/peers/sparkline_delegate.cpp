// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/peers/sparkline_delegate.h"

#include "ui/controls/count_text.h"
#include "ui/peers/peers_model.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr int padding = 5;
constexpr int leastLine = 24; ///< a shorter one tells nothing
} // namespace

void SparklineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    using theme::Role;
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);
    const auto *history = index.data(PeersModel::HistoryRole).value<const RecentRate *>();
    if (!history)
        return;

    const bool selected = option.state & QStyle::State_Selected;
    const bool gone = index.data(PeersModel::GoneRole).toBool();
    const auto tone = [&](Role role) { return theme::color(selected ? Role::SelectionText : gone ? Role::TextFaint : role); };
    const qint32 last = history->last();
    QRect room = option.rect.adjusted(padding, 3, -padding, -3);
    const QString text = last == RecentRate::unknown ? u"–"_s : last == 0 ? QString() : tr("%1/s").arg(shortCount(last));
    painter->save();
    painter->setPen(tone(last > 0 ? Role::Text : Role::TextMuted));
    painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, text);
    // Room for the number stays, so that all lines of the column are equally long.
    room.setRight(room.right() - option.fontMetrics.horizontalAdvance(tr("%1/s").arg(shortCount(99'999))) - padding);
    const qint32 highest = history->highest();
    if (highest >= 0 && room.width() >= leastLine) {
        painter->setRenderHint(QPainter::Antialiasing);
        QPainterPath line;
        bool begun = false;
        for (int i = 0; i < RecentRate::seconds; ++i) {
            const qint32 count = history->at(i);
            if (count == RecentRate::unknown) {
                begun = false;
                continue;
            }
            const QPointF point(room.left() + double(i) * room.width() / (RecentRate::seconds - 1),
                                room.bottom() - (highest > 0 ? double(count) * (room.height() - 1) / highest : 0));
            if (begun)
                line.lineTo(point);
            else
                line.moveTo(point);
            begun = true;
        }
        painter->setPen(QPen(tone(highest > 0 ? Role::Accent : Role::TextFaint), 1.3));
        painter->drawPath(line);
    }
    painter->restore();
}

} // namespace zmqscope
