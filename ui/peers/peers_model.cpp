// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/peers/peers_model.h"

#include "core/connection/connection_holders.h"
#include "core/diagnosis/mechanism.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

PeersModel::PeersModel(Panel &panel, ConnectionHolders &holders, const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent)
    , m_panel(panel)
    , m_holders(holders)
    , m_clock(clock)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(refreshMs);
    connect(&m_soon, &QTimer::timeout, this, &PeersModel::refresh);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &PeersModel::tick);
    connect(&panel, &Panel::published, this, &PeersModel::schedule);
    connect(&panel, &Panel::stateChanged, this, &PeersModel::schedule);
    connect(&holders, &ConnectionHolders::found, this,
            [this] { emitChanged(0, rowCount() - 1, PeerColumn::Process, PeerColumn::Process); });
}

void PeersModel::setWatched(bool on)
{
    if (on == m_watched)
        return;
    m_watched = on;
    if (on) {
        refresh();
        return;
    }
    m_soon.stop();
    m_tick.stop();
}

void PeersModel::schedule()
{
    if (m_watched && !m_soon.isActive())
        m_soon.start();
}

// Differences

/// Null when the connection is not to be shown.
const Connection *PeersModel::wanted(Key key) const
{
    const Channel &channel = *m_panel.channels().at(qsizetype(key >> 32));
    return m_forgotten.contains(key) ? nullptr : channel.connections().find({quint32(key)});
}

void PeersModel::refresh()
{
    m_soon.stop();
    m_mechanisms.clear();
    for (const Channel *channel : m_panel.channels())
        m_mechanisms.append(channel->isOpen() ? mechanismOf(*channel) : QString());
    removeOutdated();
    insertAndUpdate();
    m_gone = int(std::count_if(m_rows.begin(), m_rows.end(), [](const auto &row) { return !row->connection.lives(); }));
    if (!m_subscriptions.isEmpty()) {
        m_subscriptions.clear();
        emitChanged(0, rowCount() - 1, PeerColumn::Subscriptions, PeerColumn::Subscriptions);
    }
    if (m_watched && !m_tick.isActive() && needsTicks()) {
        // What nobody counted is not known.
        const qint64 missed = m_sinceTick.isValid() ? m_sinceTick.elapsed() / tickMs : 0;
        for (const auto &row : m_rows) {
            if (missed > 0)
                row->rate.miss(missed);
            if (missed > 0 || !m_sinceTick.isValid())
                row->rate.begin(row->messages());
        }
        m_sinceTick.start();
        m_tick.start();
    }
    emit refreshed();
}

void PeersModel::removeOutdated()
{
    int last = rowCount() - 1;
    while (last >= 0) {
        if (wanted(keyOf(rowAt(last)))) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !wanted(keyOf(rowAt(first - 1))))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        last = first - 1;
    }
    erase_if(m_forgotten, [this](Key key) {
        return !m_panel.channels().at(qsizetype(key >> 32))->connections().find({quint32(key)});
    });
}

void PeersModel::insertAndUpdate()
{
    std::vector<std::unique_ptr<PeerRow>> fresh; // to come in front of row
    size_t row = 0;
    int changedFrom = -1;
    const auto insertFresh = [&] {
        if (fresh.empty())
            return;
        const int first = int(row);
        beginInsertRows({}, first, first + int(fresh.size()) - 1);
        m_rows.insert(m_rows.begin() + first, std::move_iterator(fresh.begin()), std::move_iterator(fresh.end()));
        row += fresh.size();
        fresh.clear();
        endInsertRows();
    };
    const auto tellChanged = [&] {
        if (changedFrom >= 0)
            emitChanged(changedFrom, int(row) - 1, PeerColumn::State, PeerColumn::Subscriptions);
        changedFrom = -1;
    };
    for (int side = 0; side < int(m_panel.channels().size()); ++side) {
        for (const auto &[id, connection] : m_panel.channels().at(side)->connections().all()) {
            const Key key = keyOf(side, connection.id);
            if (m_forgotten.contains(key))
                continue;
            if (row == m_rows.size() || key < keyOf(*m_rows[row])) {
                tellChanged();
                auto added = std::make_unique<PeerRow>();
                added->side = side;
                added->connection = connection;
                added->in = *connection.in;
                added->rate.begin(m_tick.isActive() ? 0 : added->messages());
                fresh.push_back(std::move(added));
                continue;
            }
            insertFresh();
            if (m_rows[row]->take(connection)) {
                if (changedFrom < 0)
                    changedFrom = int(row);
            } else {
                tellChanged();
            }
            ++row;
        }
    }
    insertFresh();
    tellChanged();
}

void PeersModel::forgetGone()
{
    for (const auto &row : m_rows) {
        if (!row->connection.lives())
            m_forgotten.insert(keyOf(*row));
    }
    refresh();
}

void PeersModel::bringBack(int side, ConnectionId id)
{
    m_forgotten.remove(keyOf(side, id));
    refresh();
}

int PeersModel::rowOf(int side, ConnectionId id) const
{
    const Key key = keyOf(side, id);
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), key, [](const auto &row, Key wantedKey) { return keyOf(*row) < wantedKey; });
    return found != m_rows.end() && keyOf(**found) == key ? int(found - m_rows.begin()) : -1;
}

// Time

bool PeersModel::needsTicks() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const auto &row) { return row->connection.lives() || row->rate.highest() > 0; });
}

void PeersModel::tick()
{
    const qint64 late = std::max<qint64>(0, m_sinceTick.restart() / tickMs - 1);
    for (const auto &row : m_rows) {
        const Connection &connection = row->connection;
        row->rate.miss(late);
        row->rate.sample(connection.in->messages + connection.out.messages);
    }
    emitChanged(0, rowCount() - 1, PeerColumn::LastSeen, PeerColumn::Rate);
    if (!needsTicks())
        m_tick.stop();
}

void PeersModel::emitChanged(int first, int last, PeerColumn from, PeerColumn to)
{
    if (last >= first)
        emit dataChanged(index(first, int(from)), index(last, int(to)));
}

// Cells

int PeersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PeersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : peerColumnCount;
}

PeerCell PeersModel::cell(int row, PeerColumn column) const
{
    const PeerRow &peer = rowAt(row);
    const Channel &channel = *m_panel.channels().at(peer.side);
    const SocketType ours = channel.type();
    switch (column) {
    case PeerColumn::State: return peer_text::state(peer);
    case PeerColumn::Peer: return peer_text::peer(peer);
    case PeerColumn::Type: return peer_text::type(peer, ours);
    case PeerColumn::RoutingId: return peer_text::routingId(peer, ours);
    case PeerColumn::UserId: return peer_text::userId(peer);
    case PeerColumn::Mechanism: return peer_text::mechanism(peer, m_mechanisms.value(peer.side));
    case PeerColumn::Endpoint: return peer_text::endpoint(peer);
    case PeerColumn::Since: return peer_text::since(peer, m_clock.now());
    case PeerColumn::Received: return peer_text::received(peer, false);
    case PeerColumn::ReceivedBytes: return peer_text::received(peer, true);
    case PeerColumn::Sent: return peer_text::sent(peer, ours, false);
    case PeerColumn::SentBytes: return peer_text::sent(peer, ours, true);
    case PeerColumn::LastSeen: return peer_text::lastSeen(peer, m_clock.now());
    case PeerColumn::Rate: return peer_text::rate(peer);
    case PeerColumn::Process: return peer_text::process(peer, m_holders.holderOf(peer.connection));
    case PeerColumn::Subscriptions: break;
    }
    if (!traits(ours).publishes)
        return {};
    const Key key = keyOf(peer);
    const auto known = m_subscriptions.constFind(key);
    if (known != m_subscriptions.cend())
        return *known;
    return *m_subscriptions.insert(key, peer_text::subscriptions(peer, channel.subscribers().prefixesOf(peer.connection.peer)));
}

QVariant PeersModel::sortKey(int row, PeerColumn column) const
{
    const PeerRow &peer = rowAt(row);
    switch (column) {
    case PeerColumn::State: return int(peer.connection.state);
    case PeerColumn::Since: return peer.connection.since.ns;
    case PeerColumn::Received: return peer.in.messages;
    case PeerColumn::ReceivedBytes: return peer.in.bytes;
    case PeerColumn::Sent: return peer.connection.out.messages;
    case PeerColumn::SentBytes: return peer.connection.out.bytes;
    case PeerColumn::LastSeen: return peer.lastSeen().ns;
    case PeerColumn::Rate: return peer.rate.last();
    default: return cell(row, column).text;
    }
}

bool PeersModel::isInferred(int row, PeerColumn column) const
{
    return column == PeerColumn::Type && cell(row, column).inferred;
}

const QIcon &PeersModel::dot(ConnectionState state) const
{
    auto known = m_dots.find(int(state));
    if (known == m_dots.end())
        known = m_dots.insert(int(state), theme::icon("dot"_L1, peer_text::stateTone(state)));
    return *known;
}

QVariant PeersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = PeerColumn(index.column());
    const PeerRow &peer = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return cell(index.row(), column).text;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: {
        const PeerCell shown = cell(index.row(), column);
        return shown.tooltip.isEmpty() ? shown.text : shown.tooltip;
    }
    case Qt::DecorationRole:
        return column == PeerColumn::State ? QVariant(dot(peer.connection.state)) : QVariant();
    case Qt::ForegroundRole:
        if (!peer.connection.lives())
            return theme::color(theme::Role::TextFaint);
        return isInferred(index.row(), column) ? QVariant(theme::color(theme::Role::TextMuted)) : QVariant();
    case Qt::FontRole: {
        if (!isInferred(index.row(), column))
            return {};
        QFont font;
        font.setItalic(true);
        return font;
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (peer_text::isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
    case SortRole:
        return sortKey(index.row(), column);
    case HistoryRole:
        return QVariant::fromValue<const RecentRate *>(&peer.rate);
    case GoneRole:
        return !peer.connection.lives();
    default:
        return {};
    }
}

QVariant PeersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= peerColumnCount)
        return {};
    const auto column = PeerColumn(section);
    switch (role) {
    case Qt::DisplayRole:
        return peer_text::columnName(column);
    case Qt::ToolTipRole:
        return peer_text::columnHint(column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (peer_text::isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

} // namespace zmqscope
