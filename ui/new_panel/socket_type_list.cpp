// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/new_panel/socket_type_list.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace zmqscope {

namespace {

enum DataRole { TypeRole = Qt::UserRole, PatternRole, PurposeRole, PeersRole };

constexpr int bridgeType = -1;
constexpr int stripeWidth = 3;
constexpr int padding = 5;

/// In the order in which one looks for them, pattern by pattern.
constexpr SocketType order[] = {SocketType::Req, SocketType::Rep, SocketType::Dealer, SocketType::Router,
    SocketType::Pub, SocketType::Sub, SocketType::Xpub, SocketType::Xsub, SocketType::Push, SocketType::Pull,
    SocketType::Pair, SocketType::Stream};

/// Two lines: name and peers above, the purpose below, a stripe in the pattern's colour.
class TypeDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, 2 * option.fontMetrics.height() + 2 * padding};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        using theme::Role;
        const bool selected = option.state & QStyle::State_Selected;
        const bool hover = option.state & QStyle::State_MouseOver;
        const QColor pattern = theme::patternColor(Pattern(index.data(PatternRole).toInt()));
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
            option.rect.adjusted(stripeWidth + theme::margin, padding, -theme::margin, -padding);
        const QRect upper(inner.topLeft(), QSize(inner.width(), inner.height() / 2));
        const QRect lower(inner.x(), upper.bottom() + 1, inner.width(), inner.height() - upper.height());

        QFont bold = option.font;
        bold.setBold(true);
        painter->setFont(bold);
        painter->setPen(pick(pattern));
        const QString name = index.data().toString();
        painter->drawText(upper, Qt::AlignLeft | Qt::AlignVCenter, name);
        const int nameWidth = QFontMetrics(bold).horizontalAdvance(name) + theme::margin;

        painter->setFont(option.font);
        painter->setPen(pick(theme::color(Role::TextMuted)));
        const QRect peers = upper.adjusted(nameWidth, 0, 0, 0);
        painter->drawText(peers, Qt::AlignRight | Qt::AlignVCenter,
            option.fontMetrics.elidedText(index.data(PeersRole).toString(), Qt::ElideRight, peers.width()));
        painter->setPen(pick(theme::color(Role::Text)));
        painter->drawText(lower, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(index.data(PurposeRole).toString(), Qt::ElideRight, lower.width()));
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(theme::color(Role::Accent));
            painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }
};

} // namespace

SocketTypeList::SocketTypeList(QWidget *parent)
    : QListWidget(parent)
{
    setItemDelegate(new TypeDelegate(this));
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    const auto add = [this](int type, const QString &name, Pattern pattern, const QString &purpose,
                         const QString &peers) {
        auto *item = new QListWidgetItem(name, this);
        item->setData(TypeRole, type);
        item->setData(PatternRole, int(pattern));
        item->setData(PurposeRole, purpose);
        item->setData(PeersRole, peers);
        item->setData(Qt::AccessibleDescriptionRole, QString(purpose + QStringLiteral(", ") + peers));
    };
    for (SocketType type : order) {
        add(int(type), socketTypeName(type), patternOf(type), socketTypePurpose(type),
            tr("talks to %1").arg(socketTypePeers(type)));
    }
    add(bridgeType, tr("Bridge"), Pattern::Bridge, tr("Passes messages on from one socket to another"),
        tr("two sockets of any type"));
    connect(this, &QListWidget::currentRowChanged, this, &SocketTypeList::typeChanged);
}

std::optional<SocketType> SocketTypeList::type() const
{
    const QListWidgetItem *item = currentItem();
    const int type = item ? item->data(TypeRole).toInt() : int(order[0]);
    return type == bridgeType ? std::nullopt : std::optional(SocketType(type));
}

void SocketTypeList::setType(std::optional<SocketType> type)
{
    const int wanted = type ? int(*type) : bridgeType;
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(TypeRole).toInt() == wanted)
            setCurrentRow(row);
    }
}

QSize SocketTypeList::sizeHint() const
{
    int width = 0;
    for (int row = 0; row < count(); ++row)
        width = qMax(width, fontMetrics().horizontalAdvance(item(row)->data(PurposeRole).toString()));
    return {width + stripeWidth + 2 * theme::margin + 2 * frameWidth() + theme::spacing,
        count() * sizeHintForRow(0) + 2 * frameWidth()};
}

} // namespace zmqscope
