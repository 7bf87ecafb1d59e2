// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/node_item.h"

#include "ui/topology/node_card.h"
#include "ui/topology/topology_scene.h"
#include "ui/topology/topology_text.h"

#include <QCursor>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace zmqscope {

NodeItem::NodeItem(TopologyScene &scene, const TopologyNode &node)
    : m_scene(scene)
    , m_node(node)
{
    setFlags(ItemIsMovable | ItemIsSelectable | ItemSendsGeometryChanges);
    setAcceptHoverEvents(true);
    setZValue(1);
    setCursor(Qt::ArrowCursor); // the hand is for the background
}

void NodeItem::setNode(const TopologyNode &node)
{
    if (node == m_node)
        return;
    const bool grows = m_scene.metrics().sizeOf(node) != m_scene.metrics().sizeOf(m_node);
    if (grows)
        prepareGeometryChange();
    m_node = node;
    if (m_hovered)
        setToolTip(tooltipOf(node));
    update();
}

void NodeItem::setPinned(bool pinned)
{
    if (m_pinned == pinned)
        return;
    m_pinned = pinned;
    update();
}

QRectF NodeItem::card() const
{
    return m_scene.metrics().rectOf(m_node).translated(pos());
}

QRectF NodeItem::boundingRect() const
{
    constexpr double frame = 9; // ring, pin, and the cards behind a group's
    return m_scene.metrics().rectOf(m_node).adjusted(-frame, -frame, frame, frame);
}

void NodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    CardLook look;
    look.selected = isSelected() && m_scene.showsSelection();
    look.hovered = m_hovered && m_scene.showsSelection();
    look.pinned = m_pinned && m_scene.showsSelection();
    look.zoom = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    if (!m_scene.showsSelection())
        look.zoom = 1; // a file is looked at at any size
    paintCard(*painter, m_scene.metrics(), m_node, look);
}

void NodeItem::hoverEnterEvent(QGraphicsSceneHoverEvent *)
{
    m_hovered = true;
    setToolTip(tooltipOf(m_node));
    m_scene.setHovered(m_node.id);
    update();
}

void NodeItem::hoverLeaveEvent(QGraphicsSceneHoverEvent *)
{
    m_hovered = false;
    m_scene.setHovered({});
    update();
}

QVariant NodeItem::itemChange(GraphicsItemChange change, const QVariant &value)
{
    if (change == ItemPositionHasChanged)
        m_scene.nodeMoved(m_node.id);
    return QGraphicsItem::itemChange(change, value);
}

} // namespace zmqscope
