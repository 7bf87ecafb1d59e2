// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/options/option_filter.h"

#include "ui/options/option_model.h"

#include <algorithm>

namespace zmqscope {

OptionFilter::OptionFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    sort(0);
}

void OptionFilter::setSearch(const QString &text)
{
    m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void OptionFilter::setShowAll(bool all)
{
    m_showAll = all;
    invalidateFilter();
}

bool OptionFilter::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    const QModelIndex index = sourceModel()->index(sourceRow, 0, sourceParent);
    if (!m_showAll && !index.data(OptionModel::AppliesRole).toBool())
        return false;
    const QString text = index.data(OptionModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
        [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool OptionFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const int leftGroup = left.data(OptionModel::GroupRole).toInt();
    const int rightGroup = right.data(OptionModel::GroupRole).toInt();
    return leftGroup != rightGroup ? leftGroup < rightGroup : left.row() < right.row();
}

} // namespace zmqscope
