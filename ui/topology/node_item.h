// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_graph.h"
#include "ui/topology/card_metrics.h"

#include <QGraphicsItem>

namespace zmqscope {

class TopologyScene;

/// A card of the picture; its position is the card's centre.
class NodeItem final : public QGraphicsItem {
public:
    enum { Type = UserType + 1 };

    /// @p scene must outlive it.
    NodeItem(TopologyScene &scene, const TopologyNode &node);

    int type() const override { return Type; }
    const TopologyNode &node() const { return m_node; }
    void setNode(const TopologyNode &node);
    void setPinned(bool pinned);
    bool isPinned() const { return m_pinned; }
    /// The card in the scene.
    QRectF card() const;

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

protected:
    void hoverEnterEvent(QGraphicsSceneHoverEvent *event) override;
    void hoverLeaveEvent(QGraphicsSceneHoverEvent *event) override;
    QVariant itemChange(GraphicsItemChange change, const QVariant &value) override;

private:
    TopologyScene &m_scene;
    TopologyNode m_node;
    bool m_hovered = false;
    bool m_pinned = false;
};

} // namespace zmqscope
