// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/changes_only.h"

#include "ui/compare/compare_model.h"

namespace zmqscope {

void ChangesOnly::setOn(bool on)
{
    m_on = on;
    invalidateFilter();
}

bool ChangesOnly::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    return !m_on || DiffState(index.data(CompareModel::StateRole).toInt()) != DiffState::Same;
}

} // namespace zmqscope
