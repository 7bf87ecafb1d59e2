// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/metrics/time_series.h"

#include <QString>
#include <memory>
#include <vector>

class QIODevice;

namespace zmqscope {

/// A copy of some points of a series: one column of a table.
struct SeriesColumn {
    QString name;
    std::shared_ptr<const std::vector<SeriesPoint>> points;
};

/// The points from @p from to @p to.
SeriesColumn copyColumn(const QString &name, const TimeSeries &series, Timestamp from, Timestamp to);

/// Writes CSV as RFC 4180 has it: a line with the names, then one for each moment at which any of the
/// columns has a value: the time as ISO 8601 in UTC, then the values with all their digits. A gap is
/// an empty field. False when the device failed.
bool writeSeriesCsv(const QList<SeriesColumn> &columns, QIODevice &device);
/// The same to a file, which is replaced as a whole or not at all.
Result<void> saveSeriesCsv(const QList<SeriesColumn> &columns, const QString &path);

} // namespace zmqscope
