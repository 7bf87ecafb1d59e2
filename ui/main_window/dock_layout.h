// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

/// The names of docks inside what QMainWindow::saveState() gives. A dock must keep its name while
/// it lives, because the places it can go back to are found by it; a profile wants to count from 1.
namespace zmqscope::dock_layout {

/// "panel-0003": every name has the same length.
QString name(int number);
/// The names from 1 to @p count.
QStringList names(qsizetype count);

/// The layout with every name of @p from replaced by its neighbour in @p to. Any other name of a
/// dock is taken out of use, so that it cannot be mistaken for one of @p to.
QByteArray renamed(const QByteArray &layout, const QStringList &from, const QStringList &to);

} // namespace zmqscope::dock_layout
