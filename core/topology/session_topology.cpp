// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/session_topology.h"

#include "core/panel/session.h"

#include <algorithm>
#include <utility>

namespace zmqscope {

SessionTopology::SessionTopology(Session &session, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_clock(clock)
    , m_facts(session, m_holders)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(intervalMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_stale || m_facts.isMoving())
            refresh();
    });
    m_expiry.setSingleShot(true);
    connect(&m_expiry, &QTimer::timeout, this, &SessionTopology::schedule);
    connect(&m_holders, &ConnectionHolders::found, this, &SessionTopology::schedule);
    connect(&session, &Session::panelAdded, this, &SessionTopology::follow);
    connect(&session, &Session::panelRemoved, this, &SessionTopology::forget);
    const QList<Panel *> panels = session.panels();
    for (Panel *panel : panels)
        follow(panel);
}

void SessionTopology::follow(Panel *panel)
{
    connect(panel, &Panel::published, this, &SessionTopology::schedule);
    connect(panel, &Panel::stateChanged, this, &SessionTopology::schedule);
    connect(panel, &Panel::nameChanged, this, &SessionTopology::schedule);
    schedule();
}

void SessionTopology::forget(Panel *panel)
{
    disconnect(panel, nullptr, this, nullptr);
    m_facts.forget(panel);
    m_graph.nodes.removeIf([panel](const TopologyNode &node) { return node.panel == panel; });
    m_graph.edges.removeIf(
        [this](const TopologyEdge &edge) { return !m_graph.node(edge.from) || !m_graph.node(edge.to); });
    emit graphChanged();
    schedule();
}

void SessionTopology::setWatched(bool watched)
{
    m_watched = watched;
    if (!watched) {
        m_pause.stop();
        m_expiry.stop();
        m_stale = true;
    } else if (m_stale && !m_pause.isActive()) {
        refresh();
    }
}

void SessionTopology::schedule()
{
    m_stale = true;
    // The first news after a rest is shown in the next turn of the event loop, together with what
    // comes with it: a panel is announced before it is opened.
    if (m_watched && !m_pause.isActive())
        m_pause.start(0);
}

void SessionTopology::refresh()
{
    m_stale = false;
    const Timestamp now = m_clock.now();
    TopologyGraph graph = m_builder.build(m_facts.collect(now));
    m_pause.start(intervalMs);
    if (const std::optional<Timestamp> next = m_builder.nextChange()) {
        constexpr qint64 nsPerMs = 1'000'000;
        m_expiry.start(int(
            std::clamp<qint64>((next->ns - now.ns) / nsPerMs + 1, 1, TopologyBuilder::goneForNs / nsPerMs)));
    } else {
        m_expiry.stop();
    }
    if (graph == m_graph)
        return;
    m_graph = std::move(graph);
    emit graphChanged();
}

/// A person waits for it.
void SessionTopology::refreshNow()
{
    if (m_watched)
        refresh();
    else
        m_stale = true;
}

void SessionTopology::setGroupOpen(const QString &group, bool open)
{
    m_builder.setGroupOpen(group, open);
    refreshNow();
}

void SessionTopology::setGoneShown(bool shown)
{
    m_builder.setGoneShown(shown);
    refreshNow();
}

} // namespace zmqscope
