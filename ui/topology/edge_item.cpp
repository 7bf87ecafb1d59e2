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
constexpr double leastLevel = 0.6; ///< of a label's width must be level for it to stand beside the line
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
    m_bounds = m_path.line.controlPointRect().adjusted(-margin, -margin, margin, margin);
    m_labels = labels();
    for (const Label &label : std::as_const(m_labels))
        m_bounds |= label.box;
    update();
}

/// What goes to the right is written above the line, what comes back under it.
QList<EdgeItem::Label> EdgeItem::labels() const
{
    if (m_edge.state != TopologyState::Established)
        return {};
    const bool rightwards = m_path.start.x() <= m_path.end.x();
    const QFontMetricsF metrics(m_scene.metrics().small());
    const double away = penOf(m_edge).widthF() / 2 + 1;
    QList<Label> all;
    const auto add = [&](const TopologyFlow &flow, bool above) {
        if (flow.rate.value_or(0) <= 0)
            return;
        Label label{rateText(flow.rate), {}, false};
        if (m_edge.flowsBackward)
            label.text = above ? label.text + u" →"_s : u"← "_s + label.text;
        const double width = metrics.horizontalAdvance(label.text) + 2 * labelPadding;
        label.box = QRectF(0, 0, width, metrics.height());
        label.box.moveCenter(m_path.level.center());
        label.onTheLine = m_path.level.width() < width * leastLevel;
        if (!label.onTheLine)
            label.box.moveTop(m_path.level.top() + (above ? -away - metrics.height() : away));
        else if (m_edge.flowsBackward)
            label.box.translate(0, (above ? -0.5 : 0.5) * metrics.height());
        all.append(label);
    };
    add(m_edge.forward, !m_edge.flowsBackward || rightwards);
    if (m_edge.flowsBackward)
        add(m_edge.backward, !rightwards);
    return all;
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
    const bool onScreen = m_scene.showsSelection();
    if (onScreen && (m_emphasis == Emphasis::Raised || m_hovered)) {
        QColor color = pen.color();
        color.setAlphaF(1);
        pen.setColor(color);
        pen.setWidthF(pen.widthF() + 1);
    }
    if (onScreen && m_emphasis == Emphasis::Subdued)
        painter->setOpacity(0.25);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(m_path.line);

    const double length = arrowLength();
    painter->setPen(Qt::NoPen);
    painter->setBrush(pen.color());
    const auto arrow = [&](const QPointF &tip, double angle) {
        QPolygonF head{{0, 0}, {-length, -length * 0.45}, {-length * 0.85, 0}, {-length, length * 0.45}};
        QTransform turn;
        turn.translate(tip.x(), tip.y());
        turn.rotate(angle);
        painter->drawPolygon(turn.map(head));
    };
    if (m_edge.flowsForward)
        arrow(m_path.end, m_path.endAngle);
    if (m_edge.flowsBackward)
        arrow(m_path.start, m_path.startAngle);

    const bool far =
        onScreen && QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform()) < farZoom;
    if (far)
        return;
    painter->setFont(m_scene.metrics().small());
    for (const Label &label : std::as_const(m_labels)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme::color(theme::Role::Window));
        if (label.onTheLine)
            painter->drawRoundedRect(label.box, 4, 4);
        painter->setPen(theme::color(theme::Role::TextMuted));
        painter->drawText(label.box, Qt::AlignCenter, label.text);
    }
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
