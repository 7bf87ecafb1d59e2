// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QRectF>

namespace zmqscope {

/// One end of an edge: what it touches, and within that the height at which it does.
struct EdgeEnd {
    QRectF card;
    double y = 0;
    int fan = 1; ///< edges that meet here
};

/// The way of an edge between two cards.
struct EdgePath {
    QPainterPath line; ///< from arrow to arrow, tips excluded
    QPointF start; ///< touches the card
    QPointF end;
    double startAngle = 0; ///< degrees in which an arrow at the start points, 0 = to the right
    double endAngle = 0;
    /// Where it goes level, for what is written above and under it; as long as it is wide, and as
    /// high as nothing. Without a level stretch a point of the line.
    QRectF level;
};

/// A smooth curve that leaves and enters its cards level: bent near the end where many meet, and
/// level for the rest, so that it passes between cards that stand in rows. @p inset is kept free at
/// each end for an arrow.
EdgePath edgePath(const EdgeEnd &from, const EdgeEnd &to, double insetFrom, double insetTo);

} // namespace zmqscope
