// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_filter.h"

#include <algorithm>
#include <array>

namespace zmqscope {

TimelineFilter::TimelineFilter(TimelineModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
}

void TimelineFilter::setProblemsOnly(bool on)
{
    if (on == m_problemsOnly)
        return;
    m_problemsOnly = on;
    invalidateFilter();
}

void TimelineFilter::setConnection(std::optional<PanelConnection> connection)
{
    if (connection == m_connection)
        return;
    m_connection = connection;
    invalidateFilter();
}

void TimelineFilter::setSought(const QString &text)
{
    if (text == m_sought)
        return;
    m_sought = text;
    invalidateFilter();
}

const TimelineModel::Entry &TimelineFilter::entry(int row) const
{
    return m_model.entry(mapToSource(index(row, 0)).row());
}

QVariant TimelineFilter::data(const QModelIndex &index, int role) const
{
    using Column = TimelineModel::Column;
    if (role == Qt::DisplayRole && index.column() == int(Column::Delta))
        return index.row() > 0 ? TimelineModel::deltaTo(entry(index.row() - 1), entry(index.row())) : QString();
    return QSortFilterProxyModel::data(index, role);
}

bool TimelineFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    using Column = TimelineModel::Column;
    const TimelineModel::Entry &entry = m_model.entry(row);
    if (m_problemsOnly && !entry.isProblem())
        return false;
    if (m_connection && entry.connection() != *m_connection)
        return false;
    if (m_sought.isEmpty())
        return true;
    constexpr std::array telling{Column::Event, Column::Endpoint, Column::Peer, Column::Text};
    return std::any_of(telling.begin(), telling.end(), [&](Column column) {
        return m_model.index(row, int(column)).data().toString().contains(m_sought, Qt::CaseInsensitive);
    });
}

} // namespace zmqscope
