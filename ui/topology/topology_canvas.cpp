// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topology_canvas.h"

#include "ui/theme/theme.h"
#include "ui/topology/node_item.h"
#include "ui/topology/topology_scene.h"
#include "ui/topology/topology_text.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QNativeGestureEvent>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Sockets shake hands within this time when a session opens; what comes later finds its own place.
constexpr qint64 openingMs = 2500;
constexpr double zoomStep = 1.2;
constexpr double gridStep = 24;
/// Pictures can be moved without end.
constexpr double endless = 4'000'000;

} // namespace

TopologyCanvas::TopologyCanvas(QWidget *parent)
    : QGraphicsView(parent)
    , m_scene(new TopologyScene(font(), this))
    , m_layout([this](LayoutPositions positions) {
        m_places.moveTo(positions);
        showGraph();
    })
{
    setScene(m_scene);
    setSceneRect(-endless / 2, -endless / 2, endless, endless);
    setAccessibleName(tr("Picture of the session"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setRenderHint(QPainter::Antialiasing);
    setDragMode(ScrollHandDrag);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(AnchorViewCenter);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setViewportUpdateMode(SmartViewportUpdate);
    viewport()->grabGesture(Qt::PinchGesture);

    m_camera.setStartValue(0.0);
    m_camera.setEndValue(1.0);
    m_camera.setDuration(TopologyScene::moveMs);
    m_camera.setEasingCurve(QEasingCurve::InOutQuad);
    connect(&m_camera, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        const double t = value.toDouble();
        setCamera(m_cameraZoom[0] * std::pow(m_cameraZoom[1] / m_cameraZoom[0], t),
            m_cameraCentre[0] + (m_cameraCentre[1] - m_cameraCentre[0]) * t);
    });
    connect(m_scene, &TopologyScene::activated, this, &TopologyCanvas::activated);
    connect(m_scene, &TopologyScene::dragged, this, [this](const QStringList &ids) {
        for (const QString &id : ids)
            m_places.pin(id, m_scene->item(id)->pos());
        m_layout.cancel();
        showGraph();
        emit placesChanged();
    });
    connect(m_scene, &QGraphicsScene::selectionChanged, this, &TopologyCanvas::tellCurrent);
}

TopologyCanvas::~TopologyCanvas()
{
    disconnect(m_scene, nullptr, this, nullptr);
    m_layout.cancel();
}

void TopologyCanvas::setGraph(const TopologyGraph &graph)
{
    if (m_graph.nodes.isEmpty()) {
        m_sinceEmpty.start();
        m_touched = false;
    }
    QSet<QString> before;
    for (const TopologyNode &node : m_graph.nodes)
        before.insert(node.id);
    const bool sameShape = before.size() == graph.nodes.size() && m_graph.edges.size() == graph.edges.size()
        && std::all_of(graph.nodes.cbegin(), graph.nodes.cend(),
            [&](const TopologyNode &n) { return before.contains(n.id); });
    m_graph = graph;
    const bool opening = m_sinceEmpty.isValid() && !m_sinceEmpty.hasExpired(openingMs);
    arrange(!sameShape && opening && !m_touched && !m_places.hasPins());
}

/// Lays all out anew, or finds places for what is new.
void TopologyCanvas::arrange(bool anew)
{
    if (!anew || m_graph.nodes.isEmpty())
        return showGraph();
    LayoutTask task = layoutTask(m_graph, m_scene->sizesOf(m_graph));
    m_places.follow(m_graph, task); // what was moved before goes where it was put
    task.aspect = std::clamp(double(viewport()->width()) / std::max(1, viewport()->height()), 0.5, 3.0);
    m_layout.start([task](const std::atomic<bool> &) { return layOut(task); });
    if (m_layout.isRunning())
        showGraph(); // until it is done, at least nothing is missing
}

void TopologyCanvas::showGraph()
{
    // A layout that took long may not know all that is there by now.
    m_places.follow(m_graph, layoutTask(m_graph, m_scene->sizesOf(m_graph)));
    QSet<QString> pinned;
    for (const TopologyNode &node : std::as_const(m_graph.nodes)) {
        if (m_places.isPinned(node.id))
            pinned.insert(node.id);
    }
    const QRectF before = m_scene->finalRect();
    const bool first = m_scene->graph().nodes.isEmpty();
    m_scene->show(m_graph, m_places.positions(), pinned);
    if (m_fits && m_scene->finalRect() != before && (first || needsFit()))
        applyFit(!first);
}

/// While all can be seen well, the picture stays where it is: what moves by itself is hard to read.
bool TopologyCanvas::needsFit() const
{
    constexpr double tooSmall = 0.6;
    const QRectF seen = mapToScene(viewport()->rect()).boundingRect();
    const QRectF all = m_scene->finalRect();
    const bool lost = zoom() < maxFitZoom && all.width() < seen.width() * tooSmall
        && all.height() < seen.height() * tooSmall;
    return lost || !seen.contains(all);
}

bool TopologyCanvas::isMoving() const
{
    return m_layout.isRunning() || m_scene->isMoving() || m_camera.state() == QAbstractAnimation::Running;
}

void TopologyCanvas::layOutAnew()
{
    m_places.unpinAll();
    arrange(true);
    fitAll();
    emit placesChanged();
}

void TopologyCanvas::setPinned(const QString &id, bool pinned)
{
    if (pinned)
        m_places.pin(id, m_places.positions().value(id));
    else
        m_places.unpin(id);
    showGraph();
    emit placesChanged();
}

bool TopologyCanvas::restorePlaces(const QByteArray &json)
{
    if (!m_places.restore(json))
        return false;
    showGraph();
    return true;
}

void TopologyCanvas::fitAll()
{
    m_fits = true;
    applyFit(true);
}

void TopologyCanvas::applyFit(bool gently)
{
    const QRectF all = m_scene->finalRect().adjusted(-24, -24, 24, 24);
    if (m_scene->graph().nodes.isEmpty())
        return;
    const double fits = std::min(viewport()->width() / all.width(), viewport()->height() / all.height());
    m_cameraZoom[0] = zoom();
    m_cameraZoom[1] = std::clamp(fits, minZoom, maxFitZoom);
    m_cameraCentre[0] = mapToScene(viewport()->rect()).boundingRect().center();
    m_cameraCentre[1] = all.center();
    m_camera.stop();
    if (gently && isVisible())
        m_camera.start();
    else
        setCamera(m_cameraZoom[1], m_cameraCentre[1]);
}

void TopologyCanvas::setCamera(double zoom, const QPointF &centre)
{
    setTransform(QTransform::fromScale(zoom, zoom));
    centerOn(centre);
}

void TopologyCanvas::zoomBy(double factor)
{
    zoomAt(factor, viewport()->rect().center());
}

void TopologyCanvas::setZoom(double wanted)
{
    zoomBy(wanted / zoom());
}

void TopologyCanvas::zoomAt(double factor, const QPoint &position)
{
    m_fits = false;
    m_camera.stop();
    const double wanted = std::clamp(zoom() * factor, minZoom, maxZoom);
    const QPointF under = mapToScene(position);
    setTransform(QTransform::fromScale(wanted, wanted));
    const QPointF now = mapToScene(position);
    const QPointF centre = mapToScene(viewport()->rect().center());
    centerOn(centre + under - now);
}

void TopologyCanvas::wheelEvent(QWheelEvent *event)
{
    constexpr double unitsPerStep = 120;
    const double steps = event->angleDelta().y() / unitsPerStep;
    if (steps != 0)
        zoomAt(std::pow(zoomStep, steps), event->position().toPoint());
    event->accept();
}

bool TopologyCanvas::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Gesture) {
        auto *gestures = static_cast<QGestureEvent *>(event);
        if (auto *pinch = static_cast<QPinchGesture *>(gestures->gesture(Qt::PinchGesture))) {
            zoomAt(pinch->scaleFactor(), viewport()->mapFromGlobal(pinch->hotSpot().toPoint()));
            gestures->accept(pinch);
            return true;
        }
    } else if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomAt(1 + gesture->value(), gesture->position().toPoint());
            return true;
        }
    } else if (event->type() == QEvent::MouseButtonPress) {
        m_touched = true;
    } else if (event->type() == QEvent::MouseMove) {
        if (static_cast<QMouseEvent *>(event)->buttons() & Qt::LeftButton && !m_scene->mouseGrabberItem())
            m_fits = false; // the background is dragged
    }
    return QGraphicsView::viewportEvent(event);
}

bool TopologyCanvas::event(QEvent *event)
{
    if (event->type() == QEvent::KeyPress) { // before Qt takes it for a change of focus
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && walk(true))
            return true;
        if (key->key() == Qt::Key_Backtab && walk(false))
            return true;
    }
    return QGraphicsView::event(event);
}

void TopologyCanvas::keyPressEvent(QKeyEvent *event)
{
    const NodeItem *current = m_scene->current();
    if (event->modifiers() & Qt::ControlModifier) {
        if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal)
            return zoomBy(zoomStep);
        if (event->key() == Qt::Key_Minus)
            return zoomBy(1 / zoomStep);
        if (event->key() == Qt::Key_0)
            return setZoom(1);
    }
    switch (event->key()) {
    case Qt::Key_Left:
        return walkTowards({-1, 0});
    case Qt::Key_Right:
        return walkTowards({1, 0});
    case Qt::Key_Up:
        return walkTowards({0, -1});
    case Qt::Key_Down:
        return walkTowards({0, 1});
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current)
            emit activated(QString(current->node().id));
        return;
    case Qt::Key_Escape:
        if (current)
            return m_scene->clearSelection();
        break;
    default:
        break;
    }
    QGraphicsView::keyPressEvent(event);
}

bool TopologyCanvas::walk(bool forward)
{
    const QList<NodeItem *> order = m_scene->inOrder();
    const qsizetype at = order.indexOf(m_scene->current());
    const qsizetype next = at < 0 ? (forward ? 0 : order.size() - 1) : at + (forward ? 1 : -1);
    if (next < 0 || next >= order.size())
        return false;
    makeCurrent(order[next]);
    return true;
}

void TopologyCanvas::walkTowards(const QPointF &direction)
{
    const NodeItem *current = m_scene->current();
    const QList<NodeItem *> all = m_scene->inOrder();
    if (all.isEmpty())
        return;
    if (!current)
        return makeCurrent(all.first());
    NodeItem *best = nullptr;
    double shortest = 0;
    for (NodeItem *item : all) {
        const QPointF way = item->pos() - current->pos();
        const double along = QPointF::dotProduct(way, direction);
        const double aside = std::abs(QPointF::dotProduct(way, QPointF(direction.y(), direction.x())));
        if (item == current || along <= 1)
            continue;
        const double length = along + 2 * aside; // straight on rather than near by
        if (!best || length < shortest) {
            best = item;
            shortest = length;
        }
    }
    if (best)
        makeCurrent(best);
}

void TopologyCanvas::makeCurrent(NodeItem *item)
{
    m_scene->setCurrent(item->node().id);
    if (!mapToScene(viewport()->rect()).boundingRect().contains(item->card()))
        ensureVisible(item, 24, 24);
}

/// What a screen reader says of the chosen node.
void TopologyCanvas::tellCurrent()
{
    const NodeItem *current = m_scene->current();
    setAccessibleDescription(current ? spokenText(current->node(), m_scene->graph()) : QString());
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    emit currentChanged(current ? current->node().id : QString());
}

void TopologyCanvas::focusInEvent(QFocusEvent *event)
{
    QGraphicsView::focusInEvent(event);
    const bool byTab = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byTab && !m_scene->current())
        (void)walk(event->reason() == Qt::TabFocusReason);
}

void TopologyCanvas::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    if (m_fits)
        applyFit(false);
}

void TopologyCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    const NodeItem *node = nullptr;
    QPoint position = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        node = m_scene->current();
        if (node)
            position = viewport()->mapToGlobal(mapFromScene(node->card().center()));
    } else {
        const QList<QGraphicsItem *> under = items(event->pos());
        for (QGraphicsItem *item : under) {
            if ((node = qgraphicsitem_cast<NodeItem *>(item)))
                break;
        }
        if (node)
            m_scene->setCurrent(node->node().id);
    }
    emit menuRequested(node ? node->node().id : QString(), position);
}

void TopologyCanvas::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, theme::color(theme::Role::Window));
    if (zoom() < 0.4)
        return; // dots would be a haze
    QColor faint = theme::color(theme::Role::Border);
    faint.setAlphaF(0.7F);
    painter->setPen(QPen(faint, 1.4, Qt::SolidLine, Qt::RoundCap));
    QList<QPointF> dots;
    for (double x = std::ceil(rect.left() / gridStep) * gridStep; x <= rect.right(); x += gridStep) {
        for (double y = std::ceil(rect.top() / gridStep) * gridStep; y <= rect.bottom(); y += gridStep)
            dots.append({x, y});
    }
    painter->drawPoints(dots.constData(), int(dots.size()));
}

} // namespace zmqscope
