// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/time_series.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zmqscope {

namespace {

/// Points, or nodes of the level below, in one node.
constexpr qint64 fanOut = 16;
/// 16^6 points in a node of the last level: more than any limit asks for.
constexpr int levelCount = 6;

} // namespace

void TimeSeries::Extremes::add(double value, qint64 at)
{
    if (std::isnan(value))
        return;
    if (leastAt < 0 || value < least) {
        least = value;
        leastAt = at;
    }
    if (mostAt < 0 || value > most) {
        most = value;
        mostAt = at;
    }
}

void TimeSeries::Extremes::add(const Extremes &other)
{
    if (other.leastAt < 0)
        return;
    add(other.least, other.leastAt);
    add(other.most, other.mostAt);
}

TimeSeries::TimeSeries(qsizetype limit)
    : m_limit(std::max<qsizetype>(limit, 1))
{
    clear();
}

void TimeSeries::clear()
{
    m_points.clear();
    m_dropped = 0;
    m_levels.assign(levelCount, {});
    qint64 size = 1;
    for (Level &level : m_levels)
        level.size = size *= fanOut;
}

void TimeSeries::append(Timestamp time, double value)
{
    if (!m_points.empty())
        time = std::max(time, m_points.back().time);
    const qint64 number = end();
    m_points.push_back({time, value});
    m_levels.front().open.add(value, number);
    for (std::size_t i = 0; i < m_levels.size() && (number + 1) % m_levels[i].size == 0; ++i) {
        Level &level = m_levels[i];
        level.nodes.push_back(level.open);
        if (i + 1 < m_levels.size())
            m_levels[i + 1].open.add(level.open);
        level.open = {};
    }
    if (qsizetype(m_points.size()) > m_limit)
        dropOldest();
}

void TimeSeries::dropOldest()
{
    m_points.pop_front();
    ++m_dropped;
    for (Level &level : m_levels) {
        if (level.nodes.empty() || (level.firstNode + 1) * level.size > m_dropped)
            break; // those above reach further
        level.nodes.pop_front();
        ++level.firstNode;
    }
}

qsizetype TimeSeries::count() const
{
    return qsizetype(m_points.size());
}

SeriesPoint TimeSeries::at(qsizetype i) const
{
    return m_points[std::size_t(i)];
}

qint64 TimeSeries::dropped() const
{
    return m_dropped;
}

qsizetype TimeSeries::lowerBound(Timestamp time) const
{
    const auto isBefore = [](const SeriesPoint &point, Timestamp other) { return point.time < other; };
    return std::lower_bound(m_points.begin(), m_points.end(), time, isBefore) - m_points.begin();
}

TimeSeries::Extremes TimeSeries::extremes(qint64 from, qint64 to) const
{
    Extremes sum;
    while (from < to) {
        const Level *widest = nullptr;
        for (const Level &level : m_levels) {
            if (from % level.size != 0 || from + level.size > to || from / level.size >= level.endNode())
                break;
            widest = &level;
        }
        if (widest) {
            sum.add(widest->nodes[std::size_t(from / widest->size - widest->firstNode)]);
            from += widest->size;
        } else {
            sum.add(valueAt(from), from);
            ++from;
        }
    }
    return sum;
}

QList<SeriesPoint> TimeSeries::outline(Timestamp from, Timestamp to, qsizetype maxPoints) const
{
    QList<SeriesPoint> outline;
    if (m_points.empty() || from > to)
        return outline;
    const auto isBehind = [](Timestamp time, const SeriesPoint &point) { return time < point.time; };
    const qsizetype inside = lowerBound(from);
    const qsizetype behind =
        std::upper_bound(m_points.begin() + inside, m_points.end(), to, isBehind) - m_points.begin();
    const qsizetype first = std::max<qsizetype>(inside - 1, 0);
    const qsizetype last = std::min(behind + 1, count());
    if (last - first <= maxPoints) {
        outline.reserve(last - first);
        std::copy(m_points.begin() + first, m_points.begin() + last, std::back_inserter(outline));
        return outline;
    }

    outline.reserve(maxPoints + 4);
    if (first < inside)
        outline.append(at(first));
    appendRuns(outline, inside, behind, std::max<qsizetype>(maxPoints / 2, 1));
    if (behind < last)
        outline.append(at(behind));
    return outline;
}

void TimeSeries::appendRuns(QList<SeriesPoint> &outline, qsizetype from, qsizetype to, qsizetype runs) const
{
    // Runs of equal time, as the columns of pixels are: what is dense in one place must not take
    // the detail from another.
    const auto isBefore = [](const SeriesPoint &point, Timestamp time) { return point.time < time; };
    bool afterEmpty = true;
    for (qsizetype run = 0, runFrom = from; runFrom < to; ++run) {
        qsizetype runTo = to;
        if (run + 1 < runs) {
            const qint64 begin = at(from).time.ns;
            const double span = double(quint64(at(to - 1).time.ns) - quint64(begin));
            const Timestamp end{qint64(quint64(begin) + quint64(span * double(run + 1) / double(runs)))};
            runTo = std::lower_bound(m_points.begin() + runFrom, m_points.begin() + to, end, isBefore)
                - m_points.begin();
        }
        if (runFrom < runTo) {
            appendRun(outline, runFrom, runTo, afterEmpty);
            afterEmpty = false;
        } else if (!afterEmpty) {
            outline.append(at(runFrom - 1)); // a line over empty runs joins the very points round them
            afterEmpty = true;
        }
        runFrom = runTo;
    }
}

void TimeSeries::appendRun(QList<SeriesPoint> &outline, qsizetype from, qsizetype to, bool withFirst) const
{
    const Extremes most = extremes(m_dropped + from, m_dropped + to);
    std::array<qsizetype, 4> chosen{};
    std::size_t n = 0;
    // Gaps at the ends of a run reach into the next.
    if (withFirst || std::isnan(at(from).value))
        chosen[n++] = from;
    if (most.leastAt >= 0) {
        chosen[n++] = qsizetype(std::min(most.leastAt, most.mostAt) - m_dropped);
        chosen[n++] = qsizetype(std::max(most.leastAt, most.mostAt) - m_dropped);
    }
    if (std::isnan(at(to - 1).value))
        chosen[n++] = to - 1;
    const auto end = std::unique(chosen.begin(), chosen.begin() + std::ptrdiff_t(n));
    for (auto i = chosen.begin(); i != end; ++i)
        outline.append(at(*i));
}

} // namespace zmqscope
