// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/topology_layout.h"

#include "core/topology/graphviz.h"
#include "core/topology/rect_packing.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace zmqscope {

namespace {

/// More leaves than this beside one box are spread over several columns, which keeps the picture
/// from becoming a ribbon.
constexpr int leavesInColumn = 14;

/// Boxes that hang together, by their numbers.
struct Component {
    QList<qsizetype> boxes;
    QList<BoxPair> links;
    QList<QPointF> centres; ///< relative to the component's own corner
    QSizeF size;
};

QList<Component> components(const LayoutTask &task)
{
    QHash<QString, qsizetype> number;
    for (qsizetype i = 0; i < task.boxes.size(); ++i)
        number.insert(task.boxes[i].id, i);
    QList<qsizetype> root(task.boxes.size());
    std::iota(root.begin(), root.end(), 0);
    const auto find = [&](qsizetype i) {
        while (root[i] != i) {
            root[i] = root[root[i]];
            i = root[i];
        }
        return i;
    };
    QList<BoxPair> links;
    for (const LayoutLink &link : task.links) {
        const qsizetype from = number.value(link.from, -1);
        const qsizetype to = number.value(link.to, -1);
        if (from < 0 || to < 0 || from == to)
            continue;
        links.append({from, to});
        const qsizetype a = find(from);
        const qsizetype b = find(to);
        root[std::max(a, b)] = std::min(a, b); // the first box names the component
    }
    QList<Component> all;
    QHash<qsizetype, qsizetype> at;
    for (qsizetype i = 0; i < task.boxes.size(); ++i) {
        if (find(i) == i) {
            at.insert(i, all.size());
            all.append(Component());
        }
        all[at.value(find(i))].boxes.append(i);
    }
    for (const BoxPair &link : links)
        all[at.value(find(link.from))].links.append(link);
    return all;
}

/// How many columns each link reaches over: leaves beyond a column's number alternate.
QList<int> lengthsOf(const Component &component, const QHash<qsizetype, int> &degree)
{
    struct Fan {
        int leaves = 0;
        int next = 0;
    };
    QHash<std::pair<qsizetype, bool>, Fan> fans; // by hub, and whether the leaves are behind it
    const auto hubOf = [&](const BoxPair &link) -> std::optional<std::pair<qsizetype, bool>> {
        if (degree.value(link.to) == 1)
            return std::pair{link.from, true};
        if (degree.value(link.from) == 1)
            return std::pair{link.to, false};
        return std::nullopt;
    };
    for (const BoxPair &link : component.links) {
        if (const auto hub = hubOf(link))
            ++fans[*hub].leaves;
    }
    QList<int> lengths;
    for (const BoxPair &link : component.links) {
        const auto hub = hubOf(link);
        if (!hub) {
            lengths.append(1);
            continue;
        }
        Fan &fan = fans[*hub];
        const int columns = (fan.leaves + leavesInColumn - 1) / leavesInColumn;
        // No more columns than the picture is legible with: three keep gaps between the cards wide enough.
        lengths.append(1 + fan.next++ % std::clamp(columns, 1, 3));
    }
    return lengths;
}

/// Without Graphviz: each box one column behind the first that leads to it.
QList<QPointF> inColumns(const QList<QSizeF> &sizes, const QList<BoxPair> &links)
{
    QList<int> column(sizes.size(), 0);
    bool moved = true;
    for (qsizetype round = 0; moved && round < sizes.size(); ++round) {
        moved = false;
        for (const BoxPair &link : links) {
            const int behind = column[link.from] + 1;
            if (column[link.to] < behind && behind < sizes.size()) {
                column[link.to] = behind;
                moved = true;
            }
        }
    }
    const int last = column.isEmpty() ? 0 : *std::max_element(column.cbegin(), column.cend());
    QList<QPointF> centres(sizes.size());
    double x = 0;
    for (int c = 0; c <= last; ++c) {
        double width = 0;
        double y = 0;
        for (qsizetype i = 0; i < sizes.size(); ++i) {
            if (column[i] == c)
                width = std::max(width, sizes[i].width());
        }
        for (qsizetype i = 0; i < sizes.size(); ++i) {
            if (column[i] != c)
                continue;
            centres[i] = {x + width / 2, y + sizes[i].height() / 2};
            y += sizes[i].height() + layout::rowGap;
        }
        if (width > 0)
            x += width + layout::columnGap;
    }
    return centres;
}

void layOutComponent(Component &component, const LayoutTask &task)
{
    QHash<qsizetype, qsizetype> local;
    QList<QSizeF> sizes;
    for (const qsizetype box : component.boxes) {
        local.insert(box, sizes.size());
        sizes.append(task.boxes[box].size);
    }
    QHash<qsizetype, int> degree;
    for (BoxPair &link : component.links) {
        link = {local.value(link.from), local.value(link.to)};
        ++degree[link.from];
        ++degree[link.to];
    }
    if (sizes.size() == 1) {
        component.centres = {QPointF(0, 0)};
    } else {
        const auto centres = dotPositions(sizes, component.links, lengthsOf(component, degree));
        component.centres = centres ? *centres : inColumns(sizes, component.links);
    }
    QRectF bounds;
    for (qsizetype i = 0; i < sizes.size(); ++i) {
        const QPointF corner = component.centres[i] - QPointF(sizes[i].width(), sizes[i].height()) / 2;
        bounds |= QRectF(corner, sizes[i]);
    }
    for (QPointF &centre : component.centres)
        centre -= bounds.topLeft();
    component.size = bounds.size();
}

} // namespace

LayoutPositions layOut(const LayoutTask &task)
{
    QList<Component> all = components(task);
    QList<QSizeF> sizes;
    for (Component &component : all) {
        layOutComponent(component, task);
        sizes.append(component.size);
    }
    const QList<QPointF> corners = packed(sizes, layout::componentGap, task.aspect);
    LayoutPositions positions;
    for (qsizetype c = 0; c < all.size(); ++c) {
        for (qsizetype i = 0; i < all[c].boxes.size(); ++i)
            positions.insert(task.boxes[all[c].boxes[i]].id, corners[c] + all[c].centres[i]);
    }
    return positions;
}

} // namespace zmqscope
