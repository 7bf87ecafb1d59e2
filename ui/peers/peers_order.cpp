// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/peers/peers_order.h"

#include "ui/peers/peers_model.h"

#include <algorithm>
#include <array>

namespace zmqscope {

PeersOrder::PeersOrder(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(PeersModel::SortRole);
    setDynamicSortFilter(true);
}

void PeersOrder::setGoneShown(bool on)
{
    if (on == m_goneShown)
        return;
    m_goneShown = on;
    invalidateFilter();
}

void PeersOrder::setSought(const QString &text)
{
    if (text == m_sought)
        return;
    m_sought = text;
    invalidateFilter();
}

bool PeersOrder::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QAbstractItemModel &model = *sourceModel();
    if (!m_goneShown && model.index(row, 0, parent).data(PeersModel::GoneRole).toBool())
        return false;
    if (m_sought.isEmpty())
        return true;
    constexpr std::array naming{PeerColumn::State, PeerColumn::Peer, PeerColumn::Type, PeerColumn::RoutingId, PeerColumn::UserId,
                                PeerColumn::Endpoint, PeerColumn::Process, PeerColumn::Subscriptions};
    return std::any_of(naming.begin(), naming.end(), [&](PeerColumn column) {
        return model.index(row, int(column), parent).data().toString().contains(m_sought, Qt::CaseInsensitive);
    });
}

bool PeersOrder::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(PeersModel::SortRole);
    const QVariant b = right.data(PeersModel::SortRole);
    if (a.typeId() == QMetaType::QString)
        return a.toString().localeAwareCompare(b.toString()) < 0;
    return a.toLongLong() < b.toLongLong();
}

} // namespace zmqscope
