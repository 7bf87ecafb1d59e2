// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/rect_packing.h"

#include <QRectF>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace zmqscope {

namespace {

/// Looking for the best place takes the third power of the number of boxes: with more than this
/// they stand in plain rows.
constexpr qsizetype maxSearched = 60;
constexpr int widthsTried = 12;

struct Packing {
    QList<QPointF> corners;
    QSizeF size;
};

/// Each box as high up as it can be, and then as far left.
Packing searched(const QList<QSizeF> &sizes, const QList<qsizetype> &order, double gap, double width)
{
    Packing packing;
    packing.corners.resize(sizes.size());
    std::vector<QRectF> taken; // with the gap at the right and below
    std::vector<double> lefts{0};
    std::vector<double> tops{0};
    for (const qsizetype box : order) {
        const QSizeF room(sizes[box].width() + gap, sizes[box].height() + gap);
        QPointF corner(0, *std::max_element(tops.begin(), tops.end()));
        for (const double y : tops) {
            for (const double x : lefts) {
                const bool better = y < corner.y() || (y == corner.y() && x < corner.x());
                if (!better || (x > 0 && x + sizes[box].width() > width))
                    continue;
                const QRectF rect(QPointF(x, y), room);
                if (std::none_of(taken.begin(), taken.end(),
                        [&](const QRectF &other) { return other.intersects(rect); }))
                    corner = {x, y};
            }
        }
        const QRectF rect(corner, room);
        taken.push_back(rect);
        lefts.push_back(rect.right());
        tops.push_back(rect.bottom());
        packing.corners[box] = corner;
        packing.size = packing.size.expandedTo({rect.right() - gap, rect.bottom() - gap});
    }
    return packing;
}

Packing inRows(const QList<QSizeF> &sizes, const QList<qsizetype> &order, double gap, double width)
{
    Packing packing;
    packing.corners.resize(sizes.size());
    QPointF corner;
    double row = 0;
    for (const qsizetype box : order) {
        if (corner.x() > 0 && corner.x() + sizes[box].width() > width) {
            corner = {0, corner.y() + row + gap};
            row = 0;
        }
        packing.corners[box] = corner;
        row = std::max(row, sizes[box].height());
        corner.rx() += sizes[box].width() + gap;
        packing.size = packing.size.expandedTo({corner.x() - gap, corner.y() + row});
    }
    return packing;
}

} // namespace

QList<QPointF> packed(const QList<QSizeF> &sizes, double gap, double aspect)
{
    QList<qsizetype> order(sizes.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
        [&](qsizetype a, qsizetype b) { return sizes[a].height() > sizes[b].height(); });
    double widest = 1;
    double all = 0;
    double area = 0;
    for (const QSizeF &size : sizes) {
        widest = std::max(widest, size.width());
        all += size.width() + gap;
        area += (size.width() + gap) * (size.height() + gap);
    }
    if (sizes.size() > maxSearched)
        return inRows(sizes, order, gap, std::max(widest, std::sqrt(area * aspect))).corners;
    Packing best;
    double largest = 0;
    for (int i = 0; i < widthsTried; ++i) {
        const double width = widest * std::pow(std::max(1.0, all / widest), double(i) / (widthsTried - 1));
        Packing packing = searched(sizes, order, gap, width);
        const double zoom =
            std::min(aspect / std::max(1.0, packing.size.width()), 1 / std::max(1.0, packing.size.height()));
        if (zoom > largest) {
            largest = zoom;
            best = std::move(packing);
        }
    }
    return best.corners;
}

} // namespace zmqscope
