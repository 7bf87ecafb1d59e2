// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_graph.h"
#include "ui/theme/theme.h"

#include <QPen>

namespace zmqscope {

theme::Role roleOf(TopologyState state);
/// The line of an edge: as wide as the logarithm of what goes over it, in the colour of its pattern
/// while it stands.
QPen penOf(const TopologyEdge &edge);

} // namespace zmqscope
