// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCustomPlot;
class QPen;
class QFont;

namespace zmqscope {

/// Gives a plot the colours of the theme and a quiet grid. To be called again when they change.
void applyPlotLook(QCustomPlot &plot, const QFont &font);
/// The pen that the line of a series is drawn with, see PlotSeries::look.
QPen seriesPen(int look);

} // namespace zmqscope
