// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/topology_layout.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace zmqscope {

namespace {

/// So far from where it should be a box may stand, in rows up or down, before the next column is
/// tried.
constexpr int maxRowsAway = 10;
constexpr int maxColumnsAway = 40;

QRectF rectAt(const QPointF &centre, const QSizeF &size)
{
    return QRectF(centre - QPointF(size.width(), size.height()) / 2, size);
}

class Placement {
public:
    Placement(const LayoutTask &task, const LayoutPositions &placed)
        : m_task(task)
        , m_positions(placed)
    {
        for (const LayoutBox &box : task.boxes) {
            m_sizes.insert(box.id, box.size);
            if (const auto at = placed.constFind(box.id); at != placed.cend())
                m_taken.push_back(rectAt(*at, box.size));
        }
    }

    LayoutPositions run()
    {
        QList<LayoutBox> waiting;
        for (const LayoutBox &box : m_task.boxes) {
            if (!m_positions.contains(box.id))
                waiting.append(box);
        }
        // Whoever has a neighbour with a place comes next to it; then the neighbours of that one.
        while (!waiting.isEmpty()) {
            auto next = std::find_if(waiting.begin(), waiting.end(),
                [this](const LayoutBox &box) { return besideNeighbour(box).has_value(); });
            if (next == waiting.end())
                next = waiting.begin();
            const std::optional<Wish> wish = besideNeighbour(*next);
            put(*next, wish ? nearest(*wish, next->size) : below(next->size));
            waiting.erase(next);
        }
        return m_result;
    }

private:
    struct Wish {
        QPointF centre;
        bool toTheRight = true;
    };

    std::optional<Wish> besideNeighbour(const LayoutBox &box) const
    {
        for (const LayoutLink &link : m_task.links) {
            const bool isTarget = link.to == box.id;
            if (!isTarget && link.from != box.id)
                continue;
            const QString &neighbour = isTarget ? link.from : link.to;
            const auto at = m_positions.constFind(neighbour);
            if (neighbour == box.id || at == m_positions.cend() || !m_sizes.contains(neighbour))
                continue;
            const double away =
                m_sizes.value(neighbour).width() / 2 + layout::columnGap + box.size.width() / 2;
            return Wish{*at + QPointF(isTarget ? away : -away, 0), isTarget};
        }
        return std::nullopt;
    }

    bool isFree(const QPointF &centre, const QSizeF &size) const
    {
        const QRectF rect = rectAt(centre, size)
                                .adjusted(-layout::rowGap, -layout::rowGap, layout::rowGap, layout::rowGap)
                                .adjusted(1, 1, -1, -1);
        return std::none_of(
            m_taken.begin(), m_taken.end(), [&](const QRectF &taken) { return taken.intersects(rect); });
    }

    QPointF nearest(const Wish &wish, const QSizeF &size) const
    {
        const double row = size.height() + layout::rowGap;
        const double column = (size.width() + layout::columnGap) * (wish.toTheRight ? 1 : -1);
        for (int c = 0; c < maxColumnsAway; ++c) {
            // Every other column stands between the rows of the one before, where the lines to it pass.
            const double stagger = c % 2 == 0 ? 0 : row / 2;
            // Half rows, so that it finds its place between others of another height.
            for (int half = 0; half <= 2 * maxRowsAway; ++half) {
                for (const int sign : {1, -1}) {
                    const QPointF centre = wish.centre + QPointF(c * column, stagger + sign * half * row / 2);
                    if (isFree(centre, size))
                        return centre;
                }
            }
        }
        return below(size);
    }

    /// At the left, under all that is there; beside others that were put there.
    QPointF below(const QSizeF &size) const
    {
        QRectF all;
        for (const QRectF &rect : m_taken)
            all |= rect;
        if (m_taken.empty())
            return QPointF(size.width(), size.height()) / 2;
        double bottom = all.bottom();
        const QPointF half(size.width() / 2, size.height() / 2);
        // A place in the last row, when it is not full yet.
        for (double x = all.left(); x + size.width() <= all.right() + 1;
             x += size.width() + layout::componentGap) {
            const QPointF centre(x + half.x(), bottom - half.y());
            const QRectF rect =
                rectAt(centre, size).adjusted(-layout::rowGap, -layout::componentGap, layout::rowGap, 0);
            if (std::none_of(m_taken.begin(), m_taken.end(),
                    [&](const QRectF &taken) { return taken.intersects(rect); }))
                return centre;
        }
        return QPointF(all.left(), bottom + layout::componentGap) + half;
    }

    void put(const LayoutBox &box, const QPointF &centre)
    {
        m_positions.insert(box.id, centre);
        m_result.insert(box.id, centre);
        m_taken.push_back(rectAt(centre, box.size));
    }

    const LayoutTask &m_task;
    LayoutPositions m_positions;
    LayoutPositions m_result;
    QHash<QString, QSizeF> m_sizes;
    std::vector<QRectF> m_taken;
};

} // namespace

LayoutPositions placeNew(const LayoutTask &task, const LayoutPositions &placed)
{
    return Placement(task, placed).run();
}

} // namespace zmqscope
