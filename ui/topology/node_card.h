// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_graph.h"

class QPainter;

namespace zmqscope {

class CardMetrics;

/// How a card is to be painted besides what stands on it.
struct CardLook {
    bool selected = false;
    bool hovered = false;
    bool pinned = false;
    /// Screen pixels for one of the picture. Far off, a card shows its name only, as large as it goes.
    double zoom = 1;
};

/// Paints the card of @p node round the origin.
void paintCard(QPainter &painter, const CardMetrics &metrics, const TopologyNode &node, const CardLook &look);

/// Below this zoom a card shows its name only.
constexpr double farZoom = 0.5;

} // namespace zmqscope
