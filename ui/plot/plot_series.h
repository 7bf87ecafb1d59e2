// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/time_series.h"

#include <QString>
#include <memory>
#include <optional>

namespace zmqscope {

/// One line of a TimePlot.
struct PlotSeries {
    int id = 0;
    QString name;
    std::shared_ptr<const TimeSeries> points;
    int look = 0; ///< which colour, see theme::seriesColor()
    bool visible = true;
    bool ended = false; ///< nothing comes any more
};

/// The point nearest to @p time; nothing without one, and where there is a gap.
std::optional<SeriesPoint> nearestPoint(const TimeSeries &points, Timestamp time);

} // namespace zmqscope
