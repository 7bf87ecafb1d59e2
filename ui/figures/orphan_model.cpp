// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/orphan_model.h"

#include "core/base/timestamp_format.h"
#include "ui/theme/theme.h"

#include <QLocale>

namespace zmqscope {

namespace {

QString whatText(Orphan::Why why)
{
    switch (why) {
    case Orphan::Why::TimedOut:
        return OrphanModel::tr("Request without a reply in time");
    case Orphan::Why::Overtaken:
        return OrphanModel::tr("Request without a reply; a later one was answered, or took its turn");
    case Orphan::Why::NoRequest:
        return OrphanModel::tr("Reply to nothing that was asked");
    }
    Q_UNREACHABLE();
}

} // namespace

OrphanModel::OrphanModel(const RoundTrips &trips, QObject *parent)
    : QAbstractTableModel(parent)
    , m_trips(trips)
{
    refresh();
}

void OrphanModel::refresh()
{
    if (m_revision == m_trips.orphanRevision())
        return;
    m_revision = m_trips.orphanRevision();
    // Both are in the order of the log.
    int row = 0;
    auto next = m_trips.orphans().begin();
    const auto end = m_trips.orphans().end();
    while (row < m_rows.size() || next != end) {
        if (next == end || (row < m_rows.size() && m_rows[row].message < next->first)) {
            int last = row;
            while (last + 1 < m_rows.size() && (next == end || m_rows[last + 1].message < next->first))
                ++last;
            beginRemoveRows({}, row, last);
            m_rows.remove(row, last - row + 1);
            endRemoveRows();
        } else if (row < m_rows.size() && m_rows[row].message == next->first) {
            ++row;
            ++next;
        } else {
            QList<Orphan> fresh;
            for (; next != end && (row == m_rows.size() || next->first < m_rows[row].message); ++next)
                fresh.append(next->second);
            beginInsertRows({}, row, row + int(fresh.size()) - 1);
            m_rows = m_rows.first(row) + fresh + m_rows.sliced(row);
            endInsertRows();
            row += int(fresh.size());
        }
    }
}

MessageIndex OrphanModel::messageAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows[row].message : MessageIndex{};
}

int OrphanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int OrphanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant OrphanModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Orphan &orphan = m_rows[index.row()];
    if (role == Qt::TextAlignmentRole && index.column() == Number)
        return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
    if (role == Qt::ForegroundRole)
        return theme::color(index.column() == What ? theme::Role::Text : theme::Role::TextMuted);
    if (role != Qt::DisplayRole && !(role == Qt::ToolTipRole && index.column() == What))
        return {};
    switch (Column(index.column())) {
    case Number:
        return QLocale().toString(orphan.message.value);
    case Time:
        return localTime(orphan.time, 3);
    case What:
        return whatText(orphan.why);
    }
    return {};
}

QVariant OrphanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Number:
        return tr("No.");
    case Time:
        return tr("Time");
    case What:
        return tr("What is wrong");
    }
    return {};
}

} // namespace zmqscope
