// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_graph.h"
#include "ui/topology/edge_path.h"

#include <QGraphicsItem>

namespace zmqscope {

class TopologyScene;

/// An arrow of the picture.
class EdgeItem final : public QGraphicsItem {
public:
    enum { Type = UserType + 2 };
    enum class Emphasis { Usual, Raised, Subdued };

    /// @p scene must outlive it.
    EdgeItem(TopologyScene &scene, const TopologyEdge &edge);

    int type() const override { return Type; }
    const TopologyEdge &edge() const { return m_edge; }
    void setEdge(const TopologyEdge &edge);
    /// The cards it joins have moved or changed.
    void setEnds(const EdgeEnd &from, const EdgeEnd &to);
    void setEmphasis(Emphasis emphasis);

    QRectF boundingRect() const override { return m_bounds; }
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

protected:
    void hoverEnterEvent(QGraphicsSceneHoverEvent *event) override;
    void hoverLeaveEvent(QGraphicsSceneHoverEvent *event) override;

private:
    /// Something written at the line.
    struct Label {
        QString text;
        QRectF box;
        bool onTheLine = false; ///< for want of room beside it
    };
    void rebuild();
    QList<Label> labels() const;
    double arrowLength() const;

    TopologyScene &m_scene;
    TopologyEdge m_edge;
    EdgeEnd m_from;
    EdgeEnd m_to;
    EdgePath m_path;
    QList<Label> m_labels;
    QRectF m_bounds;
    Emphasis m_emphasis = Emphasis::Usual;
    bool m_hovered = false;
};

} // namespace zmqscope
