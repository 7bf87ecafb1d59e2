// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_graph.h"
#include "core/topology/topology_layout.h"

#include <QByteArray>
#include <QSet>

namespace zmqscope {

/// Where each node of the picture stands. A node keeps its place while others come and go; one that
/// a person has put somewhere is pinned there, and found there again after the next start.
class TopologyPlaces {
public:
    /// Of what was saved no more nodes than this are taken: a file that is no ours stays harmless.
    static constexpr qsizetype maxRestored = 2000;
    /// Nor is anything further out than this.
    static constexpr double maxCoordinate = 1'000'000;

    /// Gives places to nodes that are new, and lets those go that are not in @p graph any more.
    void follow(const TopologyGraph &graph, const LayoutTask &task);
    /// All was laid out anew: nodes that are not pinned go to @p positions.
    void moveTo(const LayoutPositions &positions);
    const LayoutPositions &positions() const { return m_positions; }

    void pin(const QString &id, const QPointF &centre);
    void unpin(const QString &id) { m_pinned.remove(id); }
    void unpinAll();
    bool isPinned(const QString &id) const { return m_pinned.contains(id); }
    bool hasPins() const { return !m_pinned.isEmpty(); }

    /// Where everything stands that will be known again, as JSON; empty while nothing is pinned: then
    /// the next start lays out by itself.
    QByteArray save() const;
    /// Also for nodes that come later; what is empty forgets all pins. False for what save() has not
    /// written; nothing changes then.
    bool restore(const QByteArray &json);

private:
    struct Remembered {
        QPointF centre;
        bool pinned = false;
    };
    bool recall(const QString &id, const QString &lastingKey);
    bool isCovered(const QString &id, const LayoutTask &task) const;

    LayoutPositions m_positions;
    QSet<QString> m_pinned;
    QHash<QString, QString> m_lastingKeys; ///< by id
    QHash<QString, Remembered> m_remembered; ///< by lasting key: of nodes that are not there now
};

/// The task of laying out @p graph, where each node is as large as @p sizes says.
LayoutTask layoutTask(const TopologyGraph &graph, const QHash<QString, QSizeF> &sizes);

} // namespace zmqscope
