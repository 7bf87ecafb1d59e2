// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_layout.h"
#include "ui/topology/card_metrics.h"

#include <QGraphicsScene>
#include <QHash>
#include <QSet>
#include <QVariantAnimation>

namespace zmqscope {

class EdgeItem;
class NodeItem;

/// The picture itself: cards and arrows, of one graph at a time. What changes its place goes there
/// within a moment; nothing moves otherwise.
class TopologyScene final : public QGraphicsScene {
    Q_OBJECT
public:
    static constexpr int moveMs = 200;

    explicit TopologyScene(const QFont &font, QObject *parent = nullptr);
    ~TopologyScene() override;

    const CardMetrics &metrics() const { return m_metrics; }
    QHash<QString, QSizeF> sizesOf(const TopologyGraph &graph) const;

    /// Shows @p graph, each node at its position. Nodes that were there move, others appear.
    void show(const TopologyGraph &graph, const LayoutPositions &positions, const QSet<QString> &pinned);
    const TopologyGraph &graph() const { return m_graph; }
    bool isMoving() const { return !m_moves.isEmpty(); }
    /// Where everything will stand once nothing moves any more.
    QRectF finalRect() const;

    NodeItem *item(const QString &id) const { return m_nodes.value(id); }
    /// Null while none or several are selected.
    NodeItem *current() const;
    void setCurrent(const QString &id);
    /// In the order of reading.
    QList<NodeItem *> inOrder() const;

    /// False while a file is written: then marks of the screen are left out.
    bool showsSelection() const { return m_showsSelection; }
    void setShowsSelection(bool shows) { m_showsSelection = shows; }

    /// For the items.
    void setHovered(const QString &id);
    void nodeMoved(const QString &id);

signals:
    /// A person put nodes elsewhere.
    void dragged(const QStringList &ids);
    /// Double click or the like.
    void activated(const QString &id);

protected:
    void mousePressEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseReleaseEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event) override;

private:
    void step(double progress);
    void updateEdge(EdgeItem &item);
    void updateEdgesOf(const QString &id);
    void emphasize();
    void countFans();

    CardMetrics m_metrics;
    TopologyGraph m_graph;
    QHash<QString, NodeItem *> m_nodes;
    QHash<QString, EdgeItem *> m_edges;
    QHash<QString, QList<EdgeItem *>> m_edgesOf; ///< by node
    QHash<QString, int> m_fans; ///< edges by node, port and direction
    struct Move {
        QPointF from;
        QPointF to;
        bool appears = false;
    };
    QHash<QString, Move> m_moves;
    QVariantAnimation m_motion;
    QHash<QString, QPointF> m_pressed; ///< where the selected nodes were when the button went down
    QString m_hovered;
    bool m_showsSelection = true;
};

} // namespace zmqscope
