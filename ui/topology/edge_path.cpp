// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/edge_path.h"

#include <algorithm>
#include <cmath>

namespace zmqscope {

namespace {

/// The stretch in which a line bends; then it goes level.
constexpr double bend = 84;
/// How far a line swings out that has to turn round.
constexpr double swing = 70;

/// Sides that a line may use: -1 left, 1 right.
struct Sides {
    int from = 1;
    int to = -1;
};

double xOf(const EdgeEnd &end, int side)
{
    return side < 0 ? end.card.left() : end.card.right();
}

Sides bestSides(const EdgeEnd &from, const EdgeEnd &to)
{
    if (to.card.left() - from.card.right() > 12)
        return {1, -1};
    if (from.card.left() - to.card.right() > 12)
        return {-1, 1};
    // One above the other: out and in on the side where there is less to go.
    const double right = std::abs(from.card.right() - to.card.right());
    const double left = std::abs(from.card.left() - to.card.left());
    return left < right ? Sides{-1, -1} : Sides{1, 1};
}

} // namespace

EdgePath edgePath(const EdgeEnd &from, const EdgeEnd &to, double insetFrom, double insetTo)
{
    const Sides sides = from.card == to.card ? Sides{1, 1} : bestSides(from, to);
    EdgePath path;
    path.start = {xOf(from, sides.from), from.y};
    path.end = {xOf(to, sides.to), to.y};
    path.startAngle = sides.from > 0 ? 180 : 0;
    path.endAngle = sides.to > 0 ? 180 : 0;
    const QPointF a = path.start + QPointF(sides.from * insetFrom, 0);
    const QPointF b = path.end + QPointF(sides.to * insetTo, 0);
    path.line.moveTo(a);
    if (sides.from == sides.to) {
        const double out = swing + std::abs(b.y() - a.y()) * 0.08;
        const double x = sides.from > 0 ? std::max(a.x(), b.x()) + out : std::min(a.x(), b.x()) - out;
        path.line.cubicTo(QPointF(x, a.y()), QPointF(x, b.y()), b);
        path.level = QRectF(path.line.pointAtPercent(0.5), QSizeF());
        return path;
    }
    const double distance = std::abs(b.x() - a.x());
    const double stretch = std::min(distance, bend);
    const double reach = stretch * 0.5;
    if (from.fan >= to.fan) {
        const QPointF turned(a.x() + sides.from * stretch, b.y());
        path.line.cubicTo(
            a + QPointF(sides.from * reach, 0), turned - QPointF(sides.from * reach, 0), turned);
        path.line.lineTo(b);
        path.level = QRectF(turned, b).normalized();
    } else {
        const QPointF turning(b.x() + sides.to * stretch, a.y());
        path.line.lineTo(turning);
        path.line.cubicTo(turning - QPointF(sides.to * reach, 0), b + QPointF(sides.to * reach, 0), b);
        path.level = QRectF(a, turning).normalized();
    }
    return path;
}

} // namespace zmqscope
