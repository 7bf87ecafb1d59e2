// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/sidebar_model.h"

#include "core/panel/session.h"

#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// How many messages went through a panel; what a bridge receives and sends on is one message.
qint64 messages(const Panel &panel, qint64 received, qint64 sent)
{
    return panel.channels().size() > 1 ? received : received + sent;
}

} // namespace

SidebarModel::SidebarModel(Session &session, QObject *parent)
    : QAbstractTableModel(parent)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    m_timer.setInterval(refreshMs);
    connect(&m_timer, &QTimer::timeout, this, &SidebarModel::refreshCounters);
    connect(&session, &Session::panelAdded, this, &SidebarModel::add);
    connect(&session, &Session::panelRemoved, this, &SidebarModel::remove);
    for (Panel *panel : session.panels())
        add(panel);
}

Panel *SidebarModel::panelAt(int row) const
{
    return row >= 0 && row < int(m_rows.size()) ? m_rows[size_t(row)].panel : nullptr;
}

int SidebarModel::rowOf(const Panel *panel) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [panel](const Row &row) { return row.panel == panel; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int SidebarModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SidebarModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant SidebarModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, Column(index.column()));
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return summary(row);
    case PatternRole:
        return int(row.panel->pattern());
    case StateKindRole:
        return int(row.state.kind);
    case NumberRole:
        return number(row, Column(index.column()));
    default:
        return {};
    }
}

QVariant SidebarModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (Column(section)) {
    case Column::Name:
        return tr("Name");
    case Column::Type:
        return tr("Type");
    case Column::State:
        return tr("State");
    case Column::Received:
        return tr("Received");
    case Column::Sent:
        return tr("Sent");
    case Column::Rate:
        return tr("Messages per second");
    }
    return {};
}

void SidebarModel::add(Panel *panel)
{
    const int row = int(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows.push_back({panel, panelState(*panel), panel->counters().received, panel->counters().sent, {}});
    endInsertRows();
    connect(panel, &Panel::published, this, &SidebarModel::scheduleRefresh);
    connect(panel, &Panel::stateChanged, this, [this, panel] { updateState(panel); });
    connect(panel, &Panel::nameChanged, this, [this, panel] { updateState(panel); });
    scheduleRefresh();
}

void SidebarModel::remove(Panel *panel)
{
    const int row = rowOf(panel);
    if (row < 0)
        return;
    disconnect(panel, nullptr, this, nullptr);
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

void SidebarModel::updateState(Panel *panel)
{
    const int row = rowOf(panel);
    if (row < 0)
        return;
    m_rows[size_t(row)].state = panelState(*panel);
    emit dataChanged(index(row, 0), index(row, columns - 1));
}

void SidebarModel::scheduleRefresh()
{
    if (m_timer.isActive())
        return;
    // What was shown so far is where a new run of messages counts from.
    for (Row &row : m_rows)
        row.rate.sample(messages(*row.panel, row.received, row.sent), m_clock.elapsed());
    m_timer.start();
}

void SidebarModel::refreshCounters()
{
    const qint64 now = m_clock.elapsed();
    bool moving = false;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        Row &row = m_rows[i];
        const PanelCounters &counters = row.panel->counters();
        const qint64 rateBefore = row.rate.perSecond();
        row.rate.sample(messages(*row.panel, counters.received, counters.sent), now);
        const qint64 rate = row.rate.perSecond();
        moving = moving || rate > 0;
        if (rate == rateBefore && row.received == counters.received && row.sent == counters.sent)
            continue;
        row.received = counters.received;
        row.sent = counters.sent;
        emit dataChanged(index(int(i), 0), index(int(i), columns - 1));
    }
    // Once more until every rate has come down to nothing; then the timer rests.
    if (moving)
        m_timer.start();
}

qint64 SidebarModel::number(const Row &row, Column column)
{
    switch (column) {
    case Column::Received:
        return row.received;
    case Column::Sent:
        return row.sent;
    case Column::Rate:
        return row.rate.perSecond();
    default:
        return 0;
    }
}

QString SidebarModel::text(const Row &row, Column column) const
{
    switch (column) {
    case Column::Name:
        return row.panel->name();
    case Column::Type:
        return panelTypeText(*row.panel);
    case Column::State:
        return row.state.text;
    default:
        return QLocale().toString(number(row, column));
    }
}

QString SidebarModel::summary(const Row &row) const
{
    QString lines = tr("%1 (%2)\n%3").arg(row.panel->name(), panelTypeText(*row.panel), row.state.text);
    if (!row.state.detail.isEmpty())
        lines += u'\n' + row.state.detail;
    lines += u'\n'
        + tr("Received %1, sent %2, %3 a second")
              .arg(text(row, Column::Received), text(row, Column::Sent), text(row, Column::Rate));
    return lines;
}

} // namespace zmqscope
