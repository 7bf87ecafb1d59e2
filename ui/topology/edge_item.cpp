// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/edge_item.h"

#include "ui/theme/theme.h"
#include "ui/topology/node_card.h"
#include "ui/topology/topology_colors.h"
#include "ui/topology/topology_scene.h"
#include "ui/topology/topology_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPathStroker>
#include <QStyleOptionGraphicsItem>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr double labelPadding = 4;
constexpr double grip = 10; ///< so wide an edge is for the mouse

} // namespace

EdgeItem::EdgeItem(TopologyScene &scene, const TopologyEdge &edge)
    : m_scene(scene)
    , m_edge(edge)
{
    setAcceptHoverEvents(true);
    setAcceptedMouseButtons(Qt::NoButton); // the background beneath is what is dragged
}

void EdgeItem::setEdge(const TopologyEdge &edge)
{
    if (edge == m_edge)
        return;
    m_edge = edge;
    rebuild();
}

void EdgeItem::setEnds(const EdgeEnd &from, const EdgeEnd &to)
{
    m_from = from;
    m_to = to;
    rebuild();
}

void EdgeItem::setEmphasis(Emphasis emphasis)
{
    if (m_emphasis == emphasis)
        return;
    m_emphasis = emphasis;
    setZValue(emphasis == Emphasis::Raised ? 0.5 : 0);
    update();
}

double EdgeItem::arrowLength() const
{
    return 7 + penOf(m_edge).widthF() * 1.2;
}

void EdgeItem::rebuild()
{
    prepareGeometryChange();
    const double arrow = arrowLength();
    m_path = edgePath(m_from, m_to, m_edge.flowsBackward ? arrow : 1, m_edge.flowsForward ? arrow : 1);
    const double margin = penOf(m_edge).widthF() + arrow;
    m_bounds = m_path.line.controlPointRect().adjusted(-margin, -margin, margin, margin) | labelRect();
    update();
}

QString EdgeItem::label() const
{
    const auto moves = [](const TopologyFlow &flow) { return flow.rate.value_or(0) > 0; };
    if (!moves(m_edge.forward) && !moves(m_edge.backward))
        return {};
    if (!m_edge.flowsBackward)
        return rateText(m_edge.forward.rate);
    const QString forward = rateText(m_edge.forward.rate);
    const QString backward = rateText(m_edge.backward.rate);
    return forward == backward ? u"⇄ "_s + forward : u"→ %1  ← %2"_s.arg(forward, backward);
}

QRectF EdgeItem::labelRect() const
{
    const QFontMetricsF metrics(m_scene.metrics().small());
    const double width = metrics.horizontalAdvance(label()) + 2 * labelPadding;
    QRectF rect(0, 0, width, metrics.height());
    rect.moveCenter(m_path.middle);
    return rect;
}

QPainterPath EdgeItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(grip);
    return stroker.createStroke(m_path.line);
}

void EdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    QPen pen = penOf(m_edge);
    if (m_emphasis == Emphasis::Raised || m_hovered) {
        QColor color = pen.color();
        color.setAlphaF(1);
        pen.setColor(color);
        pen.setWidthF(pen.widthF() + 1);
    }
    if (m_emphasis == Emphasis::Subdued)
        painter->setOpacity(0.25);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(m_path.line);

    const double length = arrowLength();
    painter->setPen(Qt::NoPen);
    painter->setBrush(pen.color());
    const auto arrow = [&](const QPointF &tip, double angle) {
        QPolygonF head {{0, 0}, {-length, -length * 0.45}, {-length * 0.85, 0}, {-length, length * 0.45}};
        QTransform turn;
        turn.translate(tip.x(), tip.y());
        turn.rotate(angle);
        painter->drawPolygon(turn.map(head));
    };
    if (m_edge.flowsForward)
        arrow(m_path.end, m_path.endAngle);
    if (m_edge.flowsBackward)
        arrow(m_path.start, m_path.startAngle);

    const QString text = label();
    const bool far = m_scene.showsSelection()
        && QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform()) < farZoom;
    if (text.isEmpty() || far)
        return;
    const QRectF box = labelRect();
    painter->setBrush(theme::color(theme::Role::Window));
    painter->drawRoundedRect(box, 4, 4);
    painter->setFont(m_scene.metrics().small());
    painter->setPen(theme::color(theme::Role::TextMuted));
    painter->drawText(box, Qt::AlignCenter, text);
}

void EdgeItem::hoverEnterEvent(QGraphicsSceneHoverEvent *)
{
    m_hovered = true;
    setToolTip(tooltipOf(m_edge, m_scene.graph()));
    update();
}

void EdgeItem::hoverLeaveEvent(QGraphicsSceneHoverEvent *)
{
    m_hovered = false;
    update();
}

} // namespace zmqscope
