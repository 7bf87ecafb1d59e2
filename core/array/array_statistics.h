// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/array_view.h"

#include <atomic>
#include <optional>

namespace zmqscope {

/// What the numbers of an array are like. Mean and deviation are of the finite ones.
struct ArrayStatistics
{
    qint64 numbers = 0;  ///< that are neither NaN nor infinite
    qint64 nans = 0;
    qint64 infinities = 0;
    qsizetype minAt = -1; ///< position of the least that is not NaN; -1 when all are
    qsizetype maxAt = -1;
    double mean = 0;
    double deviation = 0; ///< standard deviation over all: numpy.std()
};

/// Nothing when the elements are no numbers, or when @p stop was set meanwhile. Reads all elements:
/// 100 million take a tenth of a second and more, which is no work for the thread of a window.
std::optional<ArrayStatistics> statisticsOf(const ArrayView &array, const std::atomic<bool> *stop = nullptr);

} // namespace zmqscope
