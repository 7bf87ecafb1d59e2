// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel.h"
#include "ui/peers/peer_row.h"
#include "ui/peers/peer_text.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QHash>
#include <QIcon>
#include <QSet>
#include <QTimer>
#include <memory>
#include <optional>
#include <vector>

namespace zmqscope {

class ConnectionHolders;

/// The connections that a panel's channels have and had, a row each, by channel and age. Rows come, go
/// and change by difference, at most four times a second and only while the model is watched. No timer
/// runs while nothing moves and no age grows.
class PeersModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role {
        SortRole = Qt::UserRole, ///< a number or a text to sort by
        HistoryRole,             ///< const RecentRate *, valid until the model changes
        GoneRole,                ///< bool: it has ended
    };
    static constexpr int refreshMs = 250;
    static constexpr int tickMs = 1000;

    /// @p panel, @p holders and @p clock must outlive the model.
    PeersModel(Panel &panel, ConnectionHolders &holders, const Clock &clock = Clock::system(), QObject *parent = nullptr);

    /// Somebody looks: takes in what happened meanwhile, and follows from now on.
    void setWatched(bool on);
    /// Takes in what happened; by itself it does so soon after.
    void refresh();
    /// True while ages are counted or rates measured.
    bool isTicking() const { return m_tick.isActive(); }

    const PeerRow &rowAt(int row) const { return *m_rows[size_t(row)]; }
    /// -1 when it is not there.
    int rowOf(int side, ConnectionId id) const;
    /// What a cell says.
    PeerCell cell(int row, PeerColumn column) const;
    /// Rows of connections that have ended.
    int goneCount() const { return m_gone; }
    /// Takes them out of this model; the panel knows them still.
    void forgetGone();
    /// Takes in what happened, and shows this connection even if it was forgotten.
    void bringBack(int side, ConnectionId id);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    /// After rows or their state changed.
    void refreshed();

private:
    using Key = quint64;
    static Key keyOf(int side, ConnectionId id) { return Key(side) << 32 | id.value; }
    static Key keyOf(const PeerRow &row) { return keyOf(row.side, row.connection.id); }
    const Connection *wanted(Key key) const;

    void schedule();
    void removeOutdated();
    void insertAndUpdate();
    void tick();
    bool needsTicks() const;
    void emitChanged(int first, int last, PeerColumn from, PeerColumn to);
    QVariant sortKey(int row, PeerColumn column) const;
    bool isInferred(int row, PeerColumn column) const;
    const QIcon &dot(ConnectionState state) const;

    Panel &m_panel;
    ConnectionHolders &m_holders;
    const Clock &m_clock;
    std::vector<std::unique_ptr<PeerRow>> m_rows; ///< by key, ascending
    QSet<Key> m_forgotten;
    QStringList m_mechanisms; ///< by side
    mutable QHash<Key, PeerCell> m_subscriptions; ///< cells made since the last refresh
    mutable QHash<int, QIcon> m_dots;
    int m_gone = 0;
    bool m_watched = false;
    QTimer m_soon;
    QTimer m_tick;
    QElapsedTimer m_sinceTick;
};

} // namespace zmqscope
