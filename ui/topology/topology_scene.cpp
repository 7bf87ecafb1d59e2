// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topology_scene.h"

#include "ui/topology/edge_item.h"
#include "ui/topology/node_item.h"

#include <QGraphicsSceneMouseEvent>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString fanKey(const QString &node, int port)
{
    return node + u'\n' + QString::number(port);
}

} // namespace

TopologyScene::TopologyScene(const QFont &font, QObject *parent)
    : QGraphicsScene(parent)
    , m_metrics(font)
{
    setItemIndexMethod(NoIndex); // few items, most of which move at once
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    m_motion.setDuration(moveMs);
    m_motion.setEasingCurve(QEasingCurve::InOutQuad);
    connect(&m_motion, &QVariantAnimation::valueChanged, this,
        [this](const QVariant &value) { step(value.toDouble()); });
    connect(this, &QGraphicsScene::selectionChanged, this, &TopologyScene::emphasize);
}

TopologyScene::~TopologyScene()
{
    disconnect(this, &QGraphicsScene::selectionChanged, this, nullptr);
    m_motion.stop();
}

QHash<QString, QSizeF> TopologyScene::sizesOf(const TopologyGraph &graph) const
{
    QHash<QString, QSizeF> sizes;
    for (const TopologyNode &node : graph.nodes)
        sizes.insert(node.id, m_metrics.sizeOf(node));
    return sizes;
}

void TopologyScene::show(
    const TopologyGraph &graph, const LayoutPositions &positions, const QSet<QString> &pinned)
{
    m_graph = graph;
    QSet<QString> present;
    for (const TopologyNode &node : graph.nodes)
        present.insert(node.id);
    for (auto it = m_nodes.begin(); it != m_nodes.end();) {
        if (present.contains(it.key())) {
            ++it;
            continue;
        }
        m_moves.remove(it.key());
        m_pressed.remove(it.key());
        if (m_hovered == it.key())
            m_hovered.clear();
        delete it.value();
        it = m_nodes.erase(it);
    }
    bool moves = false;
    for (const TopologyNode &node : graph.nodes) {
        NodeItem *&item = m_nodes[node.id];
        const QPointF target = positions.value(node.id);
        if (!item) {
            item = new NodeItem(*this, node);
            addItem(item);
            item->setPos(target);
            item->setOpacity(0);
            m_moves.insert(node.id, {target, target, true});
            moves = true;
        } else {
            item->setNode(node);
            const bool held = m_pressed.contains(node.id); // under the mouse right now
            const QPointF heading = m_moves.contains(node.id) ? m_moves.value(node.id).to : item->pos();
            if (!held && heading != target) {
                m_moves.insert(node.id, {item->pos(), target, item->opacity() < 1});
                moves = true;
            }
        }
        item->setPinned(pinned.contains(node.id));
    }

    QHash<QString, EdgeItem *> before;
    before.swap(m_edges);
    m_edgesOf.clear();
    for (const TopologyEdge &edge : graph.edges) {
        if (!present.contains(edge.from) || !present.contains(edge.to))
            continue;
        EdgeItem *item = before.take(edge.id());
        if (!item) {
            item = new EdgeItem(*this, edge);
            addItem(item);
        }
        item->setEdge(edge);
        m_edges.insert(edge.id(), item);
        m_edgesOf[edge.from].append(item);
        if (edge.to != edge.from)
            m_edgesOf[edge.to].append(item);
    }
    qDeleteAll(before);
    countFans();
    for (EdgeItem *item : std::as_const(m_edges))
        updateEdge(*item);
    emphasize();
    if (moves) {
        m_motion.stop();
        for (auto it = m_moves.begin(); it != m_moves.end(); ++it)
            it->from = m_nodes.value(it.key())->pos(); // those under way go on from where they are
        if (views().isEmpty())
            step(1);
        else
            m_motion.start();
    }
}

void TopologyScene::step(double progress)
{
    for (auto it = m_moves.cbegin(); it != m_moves.cend(); ++it) {
        NodeItem *item = m_nodes.value(it.key());
        if (!item || m_pressed.contains(it.key()))
            continue;
        item->setPos(it->from + (it->to - it->from) * progress);
        if (it->appears)
            item->setOpacity(std::max(item->opacity(), progress));
        for (EdgeItem *edge : m_edgesOf.value(it.key()))
            edge->setOpacity(std::min(
                m_nodes.value(edge->edge().from)->opacity(), m_nodes.value(edge->edge().to)->opacity()));
    }
    if (progress >= 1)
        m_moves.clear();
}

QRectF TopologyScene::finalRect() const
{
    QRectF all;
    for (auto it = m_nodes.cbegin(); it != m_nodes.cend(); ++it) {
        const QPointF centre = m_moves.contains(it.key()) ? m_moves.value(it.key()).to : it.value()->pos();
        all |= m_metrics.rectOf(it.value()->node()).translated(centre);
    }
    for (const EdgeItem *edge : m_edges) {
        if (m_moves.isEmpty()) // lines that swing out beside the cards
            all |= edge->boundingRect();
    }
    return all;
}

NodeItem *TopologyScene::current() const
{
    const QList<QGraphicsItem *> selected = selectedItems();
    return selected.size() == 1 ? qgraphicsitem_cast<NodeItem *>(selected.first()) : nullptr;
}

void TopologyScene::setCurrent(const QString &id)
{
    if (NodeItem *one = item(id); one != current() || !one) {
        clearSelection();
        if (one)
            one->setSelected(true);
    }
}

QList<NodeItem *> TopologyScene::inOrder() const
{
    QList<NodeItem *> all = m_nodes.values();
    const double row = m_metrics.lineHeight() * 2;
    std::sort(all.begin(), all.end(), [row](const NodeItem *a, const NodeItem *b) {
        const auto line = [row](const NodeItem *item) { return std::floor(item->card().top() / row); };
        return std::pair(line(a), a->pos().x()) < std::pair(line(b), b->pos().x());
    });
    return all;
}

void TopologyScene::countFans()
{
    m_fans.clear();
    for (const TopologyEdge &edge : std::as_const(m_graph.edges)) {
        ++m_fans[fanKey(edge.from, edge.fromPort)];
        ++m_fans[fanKey(edge.to, edge.toPort)];
    }
}

void TopologyScene::updateEdge(EdgeItem &item)
{
    const auto endAt = [this](const QString &id, int port) {
        const NodeItem *node = m_nodes.value(id);
        const double y = node->pos().y() + m_metrics.portRect(node->node(), port).center().y();
        return EdgeEnd{node->card(), y, m_fans.value(fanKey(id, port))};
    };
    const TopologyEdge &edge = item.edge();
    item.setEnds(endAt(edge.from, edge.fromPort), endAt(edge.to, edge.toPort));
    item.setOpacity(std::min(m_nodes.value(edge.from)->opacity(), m_nodes.value(edge.to)->opacity()));
}

void TopologyScene::nodeMoved(const QString &id)
{
    for (EdgeItem *item : m_edgesOf.value(id))
        updateEdge(*item);
}

void TopologyScene::setHovered(const QString &id)
{
    m_hovered = id;
    emphasize();
}

/// The edges of the node under the mouse stand out, and else those of the chosen one.
void TopologyScene::emphasize()
{
    using Emphasis = EdgeItem::Emphasis;
    const NodeItem *chosen = current();
    for (EdgeItem *item : std::as_const(m_edges)) {
        const auto touches = [item](const QString &id) {
            return item->edge().from == id || item->edge().to == id;
        };
        if (!m_hovered.isEmpty())
            item->setEmphasis(touches(m_hovered) ? Emphasis::Raised : Emphasis::Subdued);
        else
            item->setEmphasis(chosen && touches(chosen->node().id) ? Emphasis::Raised : Emphasis::Usual);
    }
}

void TopologyScene::mousePressEvent(QGraphicsSceneMouseEvent *event)
{
    QGraphicsScene::mousePressEvent(event);
    m_pressed.clear();
    if (event->button() != Qt::LeftButton || !mouseGrabberItem())
        return;
    const QList<QGraphicsItem *> selected = selectedItems();
    for (QGraphicsItem *item : selected) {
        if (auto *node = qgraphicsitem_cast<NodeItem *>(item))
            m_pressed.insert(node->node().id, node->pos());
    }
}

void TopologyScene::mouseReleaseEvent(QGraphicsSceneMouseEvent *event)
{
    QGraphicsScene::mouseReleaseEvent(event);
    QStringList moved;
    for (auto it = m_pressed.cbegin(); it != m_pressed.cend(); ++it) {
        if (const NodeItem *node = item(it.key()); node && node->pos() != it.value())
            moved << it.key();
    }
    m_pressed.clear();
    if (!moved.isEmpty())
        emit dragged(moved);
}

void TopologyScene::mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event)
{
    QGraphicsScene::mouseDoubleClickEvent(event);
    const NodeItem *node = current();
    if (event->button() == Qt::LeftButton && node && node->card().contains(event->scenePos()))
        emit activated(QString(node->node().id));
}

} // namespace zmqscope
