// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sidebar/message_rate.h"
#include "ui/sidebar/panel_state.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>
#include <vector>

namespace zmqscope {

class Session;

/// The panels of a session with state and counters, a row each. Counters are refreshed at most
/// four times a second, and no timer runs while nothing moves.
class SidebarModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Column { Name, Type, State, Received, Sent, Rate };
    static constexpr int columns = int(Column::Rate) + 1;
    /// Roles of every cell, for a view that shows a panel in one place.
    enum Role {
        PatternRole = Qt::UserRole, ///< int(Pattern)
        StateKindRole, ///< int(PanelState::Kind)
        NumberRole, ///< qint64: Received, Sent, Rate
    };
    static constexpr int refreshMs = 250;

    /// @p session must outlive the model.
    explicit SidebarModel(Session &session, QObject *parent = nullptr);

    Panel *panelAt(int row) const;
    /// -1 when it is not there.
    int rowOf(const Panel *panel) const;
    bool isRefreshing() const { return m_timer.isActive(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        Panel *panel = nullptr;
        PanelState state;
        qint64 received = 0;
        qint64 sent = 0;
        MessageRate rate;
    };

    void add(Panel *panel);
    void remove(Panel *panel);
    void updateState(Panel *panel);
    void scheduleRefresh();
    void refreshCounters();
    static qint64 number(const Row &row, Column column);
    QString text(const Row &row, Column column) const;
    QString summary(const Row &row) const;

    std::vector<Row> m_rows;
    QTimer m_timer;
    QElapsedTimer m_clock;
};

} // namespace zmqscope
