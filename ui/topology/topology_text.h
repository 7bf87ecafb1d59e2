// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_graph.h"

#include <QString>

namespace zmqscope {

/// "1,250/s", "0.5/s"; "–" when it is not known.
QString rateText(const std::optional<double> &perSecond);
/// "listening", "nobody answers" …
QString topologyStateText(TopologyState state);

/// All that is known of a node, for a tooltip: rich text in which nothing of a peer is markup.
QString tooltipOf(const TopologyNode &node);
QString tooltipOf(const TopologyEdge &edge, const TopologyGraph &graph);
/// A node in a line, for those who hear the picture.
QString spokenText(const TopologyNode &node, const TopologyGraph &graph);
/// "4 panels, 12 peers"
QString summaryOf(const TopologyGraph &graph);

} // namespace zmqscope
