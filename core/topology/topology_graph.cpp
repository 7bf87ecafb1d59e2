// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/topology_graph.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

QString TopologyEdge::id() const
{
    return u"%1\n%2\n%3\n%4"_s.arg(QString::number(fromPort), QString::number(toPort), from, to);
}

const TopologyNode *TopologyGraph::node(const QString &id) const
{
    const auto found =
        std::find_if(nodes.cbegin(), nodes.cend(), [&](const TopologyNode &n) { return n.id == id; });
    return found == nodes.cend() ? nullptr : &*found;
}

qsizetype TopologyGraph::count(TopologyNodeKind kind) const
{
    return std::count_if(nodes.cbegin(), nodes.cend(), [&](const TopologyNode &n) { return n.kind == kind; });
}

qsizetype TopologyGraph::peerCount() const
{
    qsizetype sum = 0;
    for (const TopologyNode &node : nodes) {
        const bool isPeer = node.kind == TopologyNodeKind::Peer && node.state != TopologyState::Gone;
        if (isPeer || node.kind == TopologyNodeKind::Group)
            sum += node.count;
    }
    return sum;
}

} // namespace zmqscope
