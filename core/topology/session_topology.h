// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection_holders.h"
#include "core/topology/session_facts.h"
#include "core/topology/topology_builder.h"

#include <QObject>
#include <QTimer>

namespace zmqscope {

class Session;

/// The picture of a session, kept up to date while somebody looks. Follows what the panels say, at
/// most four times a second; where nothing happens, nothing runs.
class SessionTopology final : public QObject {
    Q_OBJECT
public:
    static constexpr int intervalMs = 250;

    /// @p session must outlive this.
    explicit SessionTopology(
        Session &session, const Clock &clock = Clock::system(), QObject *parent = nullptr);

    /// While not watched, graph() stays as it is. Not watched at first.
    void setWatched(bool watched);
    const TopologyGraph &graph() const { return m_graph; }
    /// True when nothing runs until there are news.
    bool isResting() const { return !m_pause.isActive(); }

    void setGroupOpen(const QString &group, bool open);
    bool isGroupOpen(const QString &group) const { return m_builder.isGroupOpen(group); }
    void setGoneShown(bool shown);
    bool isGoneShown() const { return m_builder.isGoneShown(); }

signals:
    /// Also right before a panel goes: graph() has it no more then.
    void graphChanged();

private:
    void follow(Panel *panel);
    void forget(Panel *panel);
    void schedule();
    void refresh();
    void refreshNow();

    Session &m_session;
    const Clock &m_clock;
    ConnectionHolders m_holders;
    SessionFacts m_facts;
    TopologyBuilder m_builder;
    TopologyGraph m_graph;
    QTimer m_pause; ///< since the last refresh
    QTimer m_expiry; ///< until a peer that has gone is not shown any more
    bool m_watched = false;
    bool m_stale = true;
};

} // namespace zmqscope
