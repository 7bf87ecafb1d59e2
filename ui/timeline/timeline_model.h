// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel.h"

#include <QAbstractTableModel>
#include <QIcon>
#include <QTimer>
#include <array>
#include <deque>

namespace zmqscope {

/// A connection of a panel, by the number of its channel.
struct PanelConnection
{
    int side = 0;
    ConnectionId id;

    bool operator==(const PanelConnection &) const = default;
};

/// What happened to the connections of a panel's channels, oldest first. Rows come at the end, go when
/// the panel forgets them, and change by difference: at most ten times a second, and only while the
/// model is watched.
class TimelineModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column { Time, Delta, Event, Endpoint, Peer, Text, Count };
    static constexpr int columns = int(Column::Count) + 1;
    static constexpr int refreshMs = 100;

    struct Entry
    {
        int side = 0;
        TimelineRow row;

        PanelConnection connection() const { return {side, row.connection}; }
        /// It did not go as one would wish.
        bool isProblem() const;
    };

    /// @p panel must outlive the model.
    explicit TimelineModel(Panel &panel, QObject *parent = nullptr);

    /// Somebody looks: takes in what happened meanwhile, and follows from now on.
    void setWatched(bool on);
    /// Takes in what happened; by itself it does so soon after.
    void refresh();

    const Entry &entry(int row) const { return m_entries[size_t(row)]; }
    /// -1 when it is not there (any more).
    int rowOf(int side, quint64 number) const;
    /// For the column that says how long after the row above one came.
    static QString deltaTo(const Entry &above, const Entry &entry);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    /// After rows came, went or changed.
    void refreshed();

private:
    const ConnectionTimeline &timeline(int side) const { return m_panel.channels().at(side)->connections().timeline(); }
    void schedule();
    void removeAndUpdate();
    void appendNew();
    QString text(const Entry &entry, Column column) const;
    QString tooltip(const Entry &entry, Column column) const;

    Panel &m_panel;
    std::deque<Entry> m_entries;
    QList<quint64> m_next;      ///< the first number that was not taken in, by side
    QList<quint64> m_revisions; ///< as of the last look, by side
    std::array<QIcon, 4> m_icons; ///< by EventTone
    bool m_watched = false;
    QTimer m_soon;
};

} // namespace zmqscope
