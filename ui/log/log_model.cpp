// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_model.h"

#include <algorithm>
#include <utility>

namespace zmqscope {

namespace {

bool isRightAligned(LogColumn column)
{
    return column == LogColumn::Number || column == LogColumn::Frames || column == LogColumn::Size;
}

} // namespace

LogModel::LogModel(const MessageStore &store, const PeerTable &peers, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_text(peers)
    , m_filter(store)
{
    connect(&m_filter, &QuickFilter::aboutToReset, this, [this] { beginResetModel(); });
    connect(&m_filter, &QuickFilter::reset, this, [this] {
        m_filtered = m_filter.isActive();
        m_matchRows = matchesToShow();
        m_goneRows = 0;
        endResetModel();
    });
    connect(&m_filter, &QuickFilter::matchesAdded, this, &LogModel::takeMatches);
    connect(&m_filter, &QuickFilter::matchesAboutToBeRemovedFront, this, [this](qint64 count) {
        m_removing = std::min(count, m_matchRows);
        if (m_removing > 0)
            beginRemoveRows({}, 0, int(m_removing - 1));
    });
    connect(&m_filter, &QuickFilter::matchesRemovedFront, this, [this] {
        if (m_removing == 0)
            return;
        m_matchRows -= m_removing;
        m_goneRows += std::exchange(m_removing, 0);
        endRemoveRows();
    });
    update();
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return int(m_filtered ? m_matchRows : qint64(m_end.value - m_first.value));
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : logColumnCount;
}

void LogModel::update()
{
    if (m_paused)
        return;
    if (m_filter.isActive())
        m_filter.update();
    takeStore();
}

void LogModel::takeStore()
{
    const MessageIndex end = m_store.end();
    MessageIndex first = m_store.first();
    if (end.value - first.value > quint64(maxRows))
        first.value = end.value - quint64(maxRows);

    if (m_first == m_end && first < end) {
        if (const auto message = m_store.at(first))
            m_text.setOrigin(message->header.time);
    }
    if (m_filtered) {
        m_first = first;
        m_end = end;
        return;
    }
    // Going back means that a clear was undone: then hardly anything was shown.
    removeFront(qint64((first < m_first ? m_end : std::min(first, m_end)).value - m_first.value));
    if (m_first == m_end) {
        m_goneRows += qint64(first.value) - qint64(m_first.value);
        m_first = m_end = first;
    }
    if (end > m_end) {
        beginInsertRows({}, rowCount(), int(end.value - m_first.value - 1));
        m_end = end;
        endInsertRows();
    }
}

void LogModel::removeFront(qint64 count)
{
    if (count <= 0)
        return;
    beginRemoveRows({}, 0, int(count - 1));
    m_first.value += quint64(count);
    m_goneRows += count;
    endRemoveRows();
}

void LogModel::takeMatches()
{
    const qint64 rows = matchesToShow();
    if (!m_filtered || rows <= m_matchRows)
        return;
    beginInsertRows({}, int(m_matchRows), int(rows - 1));
    m_matchRows = rows;
    endInsertRows();
}

qint64 LogModel::matchesToShow() const
{
    const qint64 count = m_paused ? m_filter.rowAtOrAfter(m_end) : m_filter.count();
    return std::min(count, maxRows);
}

void LogModel::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    if (!paused) {
        update();
        takeMatches();
    }
}

qint64 LogModel::arrivedWhilePaused() const
{
    return m_paused && m_store.end() > m_end ? qint64(m_store.end().value - m_end.value) : 0;
}

MessageIndex LogModel::messageAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    return m_filtered ? m_filter.at(row) : MessageIndex{m_first.value + quint64(row)};
}

std::optional<MessageView> LogModel::viewAt(int row) const
{
    const MessageIndex index = messageAt(row);
    return index.value == 0 ? std::nullopt : m_store.at(index);
}

int LogModel::rowOf(MessageIndex index) const
{
    if (index.value == 0)
        return -1;
    if (!m_filtered)
        return index >= m_first && index < m_end ? int(index.value - m_first.value) : -1;
    const qint64 row = m_filter.rowAtOrAfter(index);
    return row < m_matchRows && m_filter.at(row) == index ? int(row) : -1;
}

int LogModel::rowAtOrAfter(MessageIndex index) const
{
    if (m_filtered)
        return int(std::min(m_filter.rowAtOrAfter(index), m_matchRows));
    return int(std::clamp(index, m_first, m_end).value - m_first.value);
}

QString LogModel::cellText(LogColumn column, int row, const MessageView &message, qsizetype maxChars) const
{
    std::optional<Timestamp> previous;
    if (column == LogColumn::Time && m_text.timeStyle().base == TimeBase::SincePrevious) {
        if (const auto above = viewAt(row - 1))
            previous = above->header.time;
    }
    return m_text.cell(column, message, previous, maxChars);
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = LogColumn(index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::AlignVCenter | (isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == MessageIndexRole)
        return messageAt(index.row()).value;
    const auto message = viewAt(index.row());
    if (!message)
        return {};

    switch (role) {
    case Qt::DisplayRole:
        return cellText(column, index.row(), *message, maxCellChars);
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: {
        QString text = cellText(column, index.row(), *message, maxCellChars);
        const QString special = LogText::flagText(message->header.flags);
        if (column == LogColumn::Preview && !special.isEmpty())
            text = tr("%1 (%2)", "preview, then what is special about it").arg(text, special);
        return text;
    }
    case DirectionRole:
        return int(message->header.direction);
    case FlagsRole:
        return int(message->header.flags);
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= logColumnCount)
        return {};
    const auto column = LogColumn(section);
    switch (role) {
    case Qt::DisplayRole:
        return logColumnTitle(column, m_text.firstFrame(), m_text.timeStyle());
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return logColumnName(column, m_text.firstFrame());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::AlignVCenter | (isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

void LogModel::setFirstFrame(FirstFrame meaning)
{
    m_text.setFirstFrame(meaning);
    columnChanged(LogColumn::Topic);
    columnChanged(LogColumn::Preview);
}

void LogModel::setSubscriptions(const QList<QByteArray> &prefixes)
{
    m_text.setSubscriptions(prefixes);
    columnChanged(LogColumn::Topic);
}

void LogModel::setReader(const LogText::Reader &reader)
{
    m_text.setReader(reader);
    columnChanged(LogColumn::Preview);
}

void LogModel::setTimeStyle(TimeStyle style)
{
    if (style == m_text.timeStyle())
        return;
    m_text.setTimeStyle(style);
    columnChanged(LogColumn::Time);
}

void LogModel::columnChanged(LogColumn column)
{
    if (rowCount() > 0)
        emit dataChanged(index(0, int(column)), index(rowCount() - 1, int(column)));
    emit headerDataChanged(Qt::Horizontal, int(column), int(column));
}

} // namespace zmqscope
