// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>

namespace zmqscope {

/// A node as the layout sees it: how large it is, nothing else.
struct LayoutBox {
    QString id;
    QSizeF size;

    bool operator==(const LayoutBox &) const = default;
};

/// An edge as the layout sees it. It should run to the right.
struct LayoutLink {
    QString from;
    QString to;

    bool operator==(const LayoutLink &) const = default;
};

/// Centres by box.
using LayoutPositions = QHash<QString, QPointF>;

/// What is to be laid out.
struct LayoutTask {
    QList<LayoutBox> boxes;
    QList<LayoutLink> links; ///< those to boxes that are not there are ignored
    double aspect = 1.6; ///< wished width : height of the whole
};

/// Lengths in the picture, in device-independent pixels at a zoom of 1.
namespace layout {
constexpr double rowGap = 16;
constexpr double columnGap = 165; ///< room for the arrows, and what is written at them
constexpr double componentGap = 56; ///< between parts of the picture that are not joined
} // namespace layout

/// Lays everything out anew with Graphviz, flow going from left to right; parts that are not joined
/// stand side by side. Free of overlaps. Without Graphviz's plugin for it, boxes stand in columns.
/// Takes milliseconds for dozens of boxes, seconds for a thousand; may be called on any thread, one
/// call waits for the other because Graphviz can do but one thing at a time.
LayoutPositions layOut(const LayoutTask &task);

/// Places for the boxes of @p task that are not in @p placed yet: near those that they are linked
/// to, on the right side of them by the direction of flow, over nothing else. What has its place
/// keeps it and is not in the result.
LayoutPositions placeNew(const LayoutTask &task, const LayoutPositions &placed);

} // namespace zmqscope
