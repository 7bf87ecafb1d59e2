// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_layout.h"

#include <optional>

namespace zmqscope {

/// Indices of two boxes.
struct BoxPair {
    qsizetype from = 0;
    qsizetype to = 0;
};

/// What `dot` makes of the boxes: their centres, in order, y growing downwards. Each link reaches
/// over as many columns as @p lengths says. Nothing when Graphviz cannot do it. Boxes go by their
/// numbers, so that no label has to be escaped.
std::optional<QList<QPointF>> dotPositions(
    const QList<QSizeF> &sizes, const QList<BoxPair> &links, const QList<int> &lengths);

} // namespace zmqscope
