// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/topology_places.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int formatVersion = 1;

bool isPlausible(const QPointF &point)
{
    return std::abs(point.x()) <= TopologyPlaces::maxCoordinate
        && std::abs(point.y()) <= TopologyPlaces::maxCoordinate;
}

QRectF rectOf(const QPointF &centre, const QSizeF &size)
{
    return QRectF(centre - QPointF(size.width(), size.height()) / 2, size);
}

} // namespace

void TopologyPlaces::follow(const TopologyGraph &graph, const LayoutTask &task)
{
    QSet<QString> present;
    for (const TopologyNode &node : graph.nodes)
        present.insert(node.id);
    for (auto it = m_positions.begin(); it != m_positions.end();) {
        if (present.contains(it.key())) {
            ++it;
            continue;
        }
        const bool pinned = m_pinned.remove(it.key());
        if (const QString key = m_lastingKeys.take(it.key()); !key.isEmpty())
            m_remembered.insert(key, {it.value(), pinned});
        it = m_positions.erase(it);
    }
    for (const TopologyNode &node : graph.nodes) {
        if (node.lastingKey.isEmpty())
            continue;
        m_lastingKeys.insert(node.id, node.lastingKey);
        if (!m_positions.contains(node.id) && recall(node.id, node.lastingKey) && !m_pinned.contains(node.id)
            && isCovered(node.id, task))
            m_positions.remove(node.id); // another one stands there by now
    }
    m_positions.insert(placeNew(task, m_positions));
}

bool TopologyPlaces::isCovered(const QString &id, const LayoutTask &task) const
{
    QHash<QString, QRectF> rects;
    for (const LayoutBox &box : task.boxes) {
        if (const auto at = m_positions.constFind(box.id); at != m_positions.cend())
            rects.insert(box.id, rectOf(*at, box.size));
    }
    const QRectF own = rects.take(id);
    return std::any_of(
        rects.cbegin(), rects.cend(), [&](const QRectF &other) { return other.intersects(own); });
}

/// A node that was there before comes back to its place; false for one that was not.
bool TopologyPlaces::recall(const QString &id, const QString &lastingKey)
{
    const auto found = m_remembered.constFind(lastingKey);
    if (found == m_remembered.cend())
        return false;
    m_positions.insert(id, found->centre);
    if (found->pinned)
        m_pinned.insert(id);
    m_remembered.erase(found);
    return true;
}

void TopologyPlaces::moveTo(const LayoutPositions &positions)
{
    for (auto it = positions.cbegin(); it != positions.cend(); ++it) {
        if (!m_pinned.contains(it.key()))
            m_positions.insert(it.key(), it.value());
    }
}

void TopologyPlaces::pin(const QString &id, const QPointF &centre)
{
    m_positions.insert(id, centre);
    m_pinned.insert(id);
}

void TopologyPlaces::unpinAll()
{
    m_pinned.clear();
    m_remembered.clear();
}

QByteArray TopologyPlaces::save() const
{
    QMap<QString, Remembered> all;
    bool pinned = false;
    for (auto it = m_remembered.cbegin(); it != m_remembered.cend(); ++it) {
        all.insert(it.key(), *it);
        pinned = pinned || it->pinned;
    }
    for (auto it = m_lastingKeys.cbegin(); it != m_lastingKeys.cend(); ++it) {
        if (const auto at = m_positions.constFind(it.key()); at != m_positions.cend())
            all.insert(it.value(), {*at, isPinned(it.key())});
    }
    if (!pinned && m_pinned.isEmpty())
        return {};
    QJsonArray nodes;
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        nodes.append(QJsonObject{{u"key"_s, it.key()}, {u"x"_s, std::round(it->centre.x())},
            {u"y"_s, std::round(it->centre.y())}, {u"pinned"_s, it->pinned}});
    }
    return QJsonDocument(QJsonObject{{u"version"_s, formatVersion}, {u"nodes"_s, nodes}})
        .toJson(QJsonDocument::Compact);
}

bool TopologyPlaces::restore(const QByteArray &json)
{
    if (json.isEmpty()) {
        unpinAll();
        return true;
    }
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    if (root[u"version"_s].toInt() != formatVersion || !root[u"nodes"_s].isArray())
        return false;
    m_pinned.clear();
    m_remembered.clear();
    const QJsonArray nodes = root[u"nodes"_s].toArray();
    for (const QJsonValue &value : nodes) {
        const QPointF centre(value[u"x"_s].toDouble(), value[u"y"_s].toDouble());
        const QString key = value[u"key"_s].toString();
        if (!key.isEmpty() && isPlausible(centre) && m_remembered.size() < maxRestored)
            m_remembered.insert(key, {centre, value[u"pinned"_s].toBool()});
    }
    const QHash<QString, QString> present = m_lastingKeys;
    for (auto it = present.cbegin(); it != present.cend(); ++it)
        (void)recall(it.key(), it.value());
    return true;
}

LayoutTask layoutTask(const TopologyGraph &graph, const QHash<QString, QSizeF> &sizes)
{
    LayoutTask task;
    for (const TopologyNode &node : graph.nodes)
        task.boxes.append({node.id, sizes.value(node.id)});
    for (const TopologyEdge &edge : graph.edges)
        task.links.append({edge.from, edge.to});
    return task;
}

} // namespace zmqscope
