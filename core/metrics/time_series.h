// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <QList>
#include <deque>
#include <vector>

namespace zmqscope {

struct SeriesPoint {
    Timestamp time;
    double value = 0;

    bool operator==(const SeriesPoint &) const = default;
};

/// Values over time, the oldest of which go when there are too many. Gives an outline of any
/// stretch in a time that does not grow with the number of points in it: what a plot needs to pan
/// smoothly over millions.
class TimeSeries {
public:
    /// 16 bytes each, and about a quarter more for the outline.
    static constexpr qsizetype defaultLimit = 4'000'000;

    explicit TimeSeries(qsizetype limit = defaultLimit);

    /// A time before the last one counts as the last one: clocks are set back. NaN makes a gap.
    void append(Timestamp time, double value);
    void clear();

    qsizetype count() const;
    /// 0 ≤ i < count()
    SeriesPoint at(qsizetype i) const;
    /// The first point at @p time or later; count() when there is none.
    qsizetype lowerBound(Timestamp time) const;
    /// Oldest points that made room.
    qint64 dropped() const;

    /// The points from @p from to @p to, and the one before and behind, when these are no more than
    /// @p maxPoints; else of each of about maxPoints / 2 runs the smallest and the largest, in the
    /// order of time: drawn, it looks the same.
    QList<SeriesPoint> outline(Timestamp from, Timestamp to, qsizetype maxPoints) const;

private:
    /// The smallest and the largest of some points in a row, by their numbers; the first that was
    /// ever appended has number 0.
    struct Extremes {
        double least = 0;
        double most = 0;
        qint64 leastAt = -1; ///< -1 while there is none: NaN only
        qint64 mostAt = -1;

        void add(double value, qint64 at);
        void add(const Extremes &other);
    };

    /// Extremes of each @ref size points in a row, when there are that many.
    struct Level {
        qint64 size = 0;
        std::deque<Extremes> nodes;
        qint64 firstNode = 0; ///< number of the first of them: point number / size
        Extremes open; ///< of the points behind the last node

        qint64 endNode() const { return firstNode + qint64(nodes.size()); }
    };

    void dropOldest();
    double valueAt(qint64 number) const { return m_points[std::size_t(number - m_dropped)].value; }
    qint64 end() const { return m_dropped + qint64(m_points.size()); }
    Extremes extremes(qint64 from, qint64 to) const;
    void appendRuns(QList<SeriesPoint> &outline, qsizetype from, qsizetype to, qsizetype runs) const;
    void appendRun(QList<SeriesPoint> &outline, qsizetype from, qsizetype to, bool withFirst) const;

    qsizetype m_limit;
    std::deque<SeriesPoint> m_points;
    qint64 m_dropped = 0;
    std::vector<Level> m_levels;
};

} // namespace zmqscope
