// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/peers/subscriptions_model.h"

#include "ui/peers/peer_text.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

SubscriptionsModel::SubscriptionsModel(Panel &panel, int side, QObject *parent)
    : QAbstractTableModel(parent)
    , m_panel(panel)
    , m_channel(*panel.channels().at(side))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(refreshMs);
    connect(&m_soon, &QTimer::timeout, this, &SubscriptionsModel::refresh);
    connect(&m_channel, &Channel::stateChanged, this, &SubscriptionsModel::schedule);
}

void SubscriptionsModel::setWatched(bool on)
{
    m_watched = on;
    if (on)
        refresh();
    else
        m_soon.stop();
}

void SubscriptionsModel::schedule()
{
    if (m_watched && !m_soon.isActive())
        m_soon.start();
}

void SubscriptionsModel::setSought(const QString &text)
{
    m_sought = text;
    refresh();
}

void SubscriptionsModel::refresh()
{
    m_soon.stop();
    show(wanted());
    emit refreshed();
}

QHash<QByteArray, QStringList> SubscriptionsModel::namesByPrefix() const
{
    QHash<QByteArray, QStringList> names;
    int peers = 0;
    qsizetype subscriptions = 0;
    for (const auto &[id, connection] : m_channel.connections().all()) {
        if (!connection.lives() || connection.peer.value == 0)
            continue;
        const QString name = m_panel.peers().peer(connection.peer).label();
        const QList<QByteArray> prefixes = m_channel.subscribers().prefixesOf(connection.peer);
        subscriptions += prefixes.size();
        if (++peers > maxPeers || subscriptions > maxSubscriptions)
            return {};
        for (const QByteArray &prefix : prefixes)
            names[prefix].append(name.isEmpty() ? connection.peerAddress : name);
    }
    return names;
}

std::vector<SubscriptionsModel::Row> SubscriptionsModel::wanted()
{
    const QHash<QByteArray, QStringList> names = namesByPrefix();
    const QMap<QByteArray, int> &prefixes = m_channel.subscribers().prefixes();
    std::vector<Row> rows;
    m_notListed = 0;
    for (auto it = prefixes.cbegin(); it != prefixes.cend(); ++it) {
        if (!m_sought.isEmpty() && !peer_text::prefixText(it.key()).contains(m_sought, Qt::CaseInsensitive))
            continue;
        if (qsizetype(rows.size()) == maxListed)
            ++m_notListed;
        else
            rows.push_back({it.key(), it.value(), names.value(it.key())});
    }
    return rows;
}

/// Both lists are sorted by prefix: what went goes in runs, what came comes in runs.
void SubscriptionsModel::show(const std::vector<Row> &rows)
{
    const auto stays = [&](int row) {
        const QByteArray &prefix = m_rows[size_t(row)].prefix;
        const auto kept = std::lower_bound(rows.begin(), rows.end(), prefix,
                                           [](const Row &other, const QByteArray &sought) { return other.prefix < sought; });
        return kept != rows.end() && kept->prefix == prefix;
    };
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (stays(last))
            continue;
        int first = last;
        while (first > 0 && !stays(first - 1))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
    for (size_t row = 0; row < rows.size(); ++row) {
        size_t fresh = row;
        while (fresh < rows.size() && (row == m_rows.size() || rows[fresh].prefix < m_rows[row].prefix))
            ++fresh;
        if (fresh > row) {
            beginInsertRows({}, int(row), int(fresh) - 1);
            m_rows.insert(m_rows.begin() + qsizetype(row), rows.begin() + qsizetype(row), rows.begin() + qsizetype(fresh));
            endInsertRows();
            row = fresh - 1;
        } else if (m_rows[row] != rows[row]) {
            m_rows[row] = rows[row];
            emit dataChanged(index(int(row), 0), index(int(row), columns - 1));
        }
    }
}

int SubscriptionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SubscriptionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant SubscriptionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    const auto column = Column(index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (column == Column::Count ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::FontRole)
        return column == Column::Prefix && !row.prefix.isEmpty() ? QVariant(theme::monospace()) : QVariant();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (column) {
    case Column::Prefix:
        return peer_text::prefixText(row.prefix);
    case Column::Count:
        return QLocale().toString(row.count);
    case Column::Who: {
        if (row.who.isEmpty())
            return role == Qt::DisplayRole ? u"–"_s : tr("Not told by libzmq, or by too many peers to look at.");
        // Subscriptions are counted at once, their senders as far as they are known.
        const qsizetype nameless = row.count - row.who.size();
        QStringList parts = row.who;
        if (nameless > 0)
            parts.append(tr("%1 not known").arg(QLocale().toString(nameless)));
        return parts.join(role == Qt::DisplayRole ? u", "_s : u"\n"_s);
    }
    }
    Q_UNREACHABLE();
}

QVariant SubscriptionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Column::Prefix:
        return tr("Topic prefix");
    case Column::Count:
        return tr("Subscriptions");
    case Column::Who:
        return tr("By");
    }
    return {};
}

} // namespace zmqscope
