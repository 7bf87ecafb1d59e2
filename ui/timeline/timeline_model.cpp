// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_model.h"

#include "core/base/timestamp_format.h"
#include "core/connection/event_text.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

theme::Role toneRole(EventTone tone)
{
    switch (tone) {
    case EventTone::Quiet: return theme::Role::TextMuted;
    case EventTone::Good: return theme::Role::Good;
    case EventTone::Warning: return theme::Role::Warning;
    case EventTone::Bad: return theme::Role::Bad;
    }
    Q_UNREACHABLE();
}

QLatin1StringView iconName(EventTone tone)
{
    switch (tone) {
    case EventTone::Quiet: return "dot"_L1;
    case EventTone::Good: return "ok"_L1;
    case EventTone::Warning: return "warning"_L1;
    case EventTone::Bad: return "error"_L1;
    }
    Q_UNREACHABLE();
}

} // namespace

bool TimelineModel::Entry::isProblem() const
{
    const EventTone tone = eventTone(row.event.kind);
    return tone == EventTone::Warning || tone == EventTone::Bad;
}

TimelineModel::TimelineModel(Panel &panel, QObject *parent)
    : QAbstractTableModel(parent)
    , m_panel(panel)
    , m_next(panel.channels().size(), 1)
    , m_revisions(panel.channels().size(), 0)
{
    for (const EventTone tone : {EventTone::Quiet, EventTone::Good, EventTone::Warning, EventTone::Bad})
        m_icons[size_t(tone)] = theme::icon(iconName(tone), toneRole(tone));
    m_soon.setSingleShot(true);
    m_soon.setInterval(refreshMs);
    connect(&m_soon, &QTimer::timeout, this, &TimelineModel::refresh);
    connect(&panel, &Panel::stateChanged, this, &TimelineModel::schedule);
}

void TimelineModel::setWatched(bool on)
{
    if (on == m_watched)
        return;
    m_watched = on;
    if (on)
        refresh();
    else
        m_soon.stop();
}

void TimelineModel::schedule()
{
    if (m_watched && !m_soon.isActive())
        m_soon.start();
}

// Differences

void TimelineModel::refresh()
{
    m_soon.stop();
    QList<quint64> revisions;
    for (int side = 0; side < int(m_panel.channels().size()); ++side)
        revisions.append(timeline(side).revision() + quint64(timeline(side).pushedOut())); // clearing is a change too
    if (std::exchange(m_revisions, revisions) == revisions)
        return;
    removeAndUpdate();
    appendNew();
    emit refreshed();
}

void TimelineModel::removeAndUpdate()
{
    const auto current = [this](const Entry &entry) { return timeline(entry.side).find(entry.row.number); };
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (current(entry(last)))
            continue;
        int first = last;
        while (first > 0 && !current(entry(first - 1)))
            --first;
        beginRemoveRows({}, first, last);
        m_entries.erase(m_entries.begin() + first, m_entries.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
    for (int row = 0; row < rowCount(); ++row) {
        Entry &shown = m_entries[size_t(row)];
        const TimelineRow &now = *current(shown);
        if (shown.row.count == now.count) // it only ever changes by one event more
            continue;
        shown.row = now;
        emit dataChanged(index(row, 0), index(row, columns - 1));
    }
}

void TimelineModel::appendNew()
{
    std::vector<Entry> fresh;
    for (int side = 0; side < int(m_panel.channels().size()); ++side) {
        const std::deque<TimelineRow> &rows = timeline(side).rows();
        const auto first = std::lower_bound(rows.begin(), rows.end(), m_next[side], [](const TimelineRow &row, quint64 number) { return row.number < number; });
        for (auto row = first; row != rows.end(); ++row)
            fresh.push_back({side, *row});
        if (!rows.empty())
            m_next[side] = rows.back().number + 1;
    }
    if (fresh.empty())
        return;
    std::stable_sort(fresh.begin(), fresh.end(), [](const Entry &a, const Entry &b) { return a.row.time < b.row.time; });
    const int first = rowCount();
    beginInsertRows({}, first, first + int(fresh.size()) - 1);
    m_entries.insert(m_entries.end(), std::move_iterator(fresh.begin()), std::move_iterator(fresh.end()));
    endInsertRows();
}

int TimelineModel::rowOf(int side, quint64 number) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry &entry) { return entry.side == side && entry.row.number == number; });
    return found == m_entries.end() ? -1 : int(found - m_entries.begin());
}

// Cells

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int TimelineModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString TimelineModel::deltaTo(const Entry &above, const Entry &entry)
{
    return deltaText(entry.row.time.ns - above.row.time.ns, 3);
}

QString TimelineModel::text(const Entry &entry, Column column) const
{
    const TimelineRow &row = entry.row;
    switch (column) {
    case Column::Time:
        return localTime(row.time, 3);
    case Column::Delta:
        return {}; // depends on what stands above
    case Column::Event:
        return eventName(row.event.kind);
    case Column::Endpoint:
        return row.event.endpoint;
    case Column::Peer:
        return row.peerAddress;
    case Column::Text:
        return timelineText(row);
    case Column::Count:
        return row.count == 1 ? QString() : tr("×%1").arg(QLocale().toString(row.count));
    }
    Q_UNREACHABLE();
}

QString TimelineModel::tooltip(const Entry &entry, Column column) const
{
    const TimelineRow &row = entry.row;
    if (row.count > 1 && (column == Column::Count || column == Column::Time)) {
        return tr("%1 events of this kind share the row.\nFirst: %2\nLast: %3")
            .arg(QLocale().toString(row.count), localDateTime(row.time, 6), localDateTime(row.last, 6));
    }
    if (column == Column::Time)
        return localDateTime(row.time, 9);
    return text(entry, column);
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &shown = entry(index.row());
    const auto column = Column(index.column());
    const EventTone tone = eventTone(shown.row.event.kind);
    switch (role) {
    case Qt::DisplayRole:
        return text(shown, column);
    case Qt::ToolTipRole:
        return tooltip(shown, column);
    case Qt::DecorationRole:
        return column == Column::Event ? QVariant(m_icons[size_t(tone)]) : QVariant();
    case Qt::ForegroundRole:
        if (column == Column::Event && tone != EventTone::Quiet)
            return theme::color(toneRole(tone));
        return column == Column::Time || column == Column::Delta ? QVariant(theme::color(theme::Role::TextMuted)) : QVariant();
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    default:
        return {};
    }
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = Column(section);
    if (role == Qt::TextAlignmentRole) {
        const bool number = column == Column::Delta || column == Column::Count;
        return QVariant::fromValue(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role == Qt::ToolTipRole && column == Column::Delta)
        return tr("Seconds after the row above");
    if (role == Qt::ToolTipRole && column == Column::Count)
        return tr("Events that share the row: tries that repeat, and what comes too fast to be told one by one");
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (column) {
    case Column::Time:
        return tr("Time");
    case Column::Delta:
        return tr("Δ");
    case Column::Event:
        return tr("Event");
    case Column::Endpoint:
        return tr("Endpoint");
    case Column::Peer:
        return tr("Peer");
    case Column::Text:
        return tr("What happened");
    case Column::Count:
        return tr("Count");
    }
    Q_UNREACHABLE();
}

} // namespace zmqscope
