// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace zmqscope::theme {

constexpr int seriesColors = 8;
/// Colours of the lines of a plot, far apart also for the colour-blind. @p series ≥ 0; they begin
/// again after seriesColors.
QColor seriesColor(int series);
/// The table behind it, for either theme.
QColor hueOfSeries(int series, bool dark);

} // namespace zmqscope::theme
