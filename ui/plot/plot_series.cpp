// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/plot_series.h"

#include <cmath>

namespace zmqscope {

std::optional<SeriesPoint> nearestPoint(const TimeSeries &points, Timestamp time)
{
    const qsizetype behind = points.lowerBound(time);
    std::optional<SeriesPoint> nearest;
    if (behind < points.count())
        nearest = points.at(behind);
    if (behind > 0) {
        const SeriesPoint before = points.at(behind - 1);
        if (!nearest || time.ns - before.time.ns < nearest->time.ns - time.ns)
            nearest = before;
    }
    return nearest && std::isfinite(nearest->value) ? nearest : std::nullopt;
}

} // namespace zmqscope
