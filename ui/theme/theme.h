// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/zmq/socket_type.h"

#include <QColor>
#include <QFont>
#include <QIcon>

class QApplication;

/// The one place for colours, icons, fonts and spacing: no literal colour anywhere else.
namespace zmqscope::theme {

enum class Mode { System, Light, Dark };

/// Sets style, palette and font of the program; may be called again at any time. Everything that
/// paints by itself asks color() at paint time, so a change of theme needs no more than a repaint.
void apply(QApplication &application, Mode mode);
Mode mode();
/// True while the dark colours are shown, chosen or by the system.
bool isDark();

/// What a colour is for, never what it looks like.
enum class Role {
    Window,
    Surface,
    SurfaceRaised,
    Border,
    Text,
    TextMuted,
    TextFaint,
    Accent,
    AccentText,
    Selection,
    SelectionText,
    RowAlternate,
    Hover,
    Good,
    Warning,
    Bad,
    Info, ///< states, as text or icon colour on Surface
    GoodFill,
    WarningFill,
    BadFill,
    InfoFill, ///< the same as quiet backgrounds
    DirectionIn,
    DirectionOut,
    DirectionThrough,
    Escape, ///< escaped, invisible or invalid characters
    FilterMatch, ///< background of a match
};
QColor color(Role role);
/// Each pattern has its own hue, readable as text and as a stripe in both themes.
QColor patternColor(Pattern pattern);

/// An icon of resources/icons by its file name without ".svg", in the colour of the theme, sharp
/// at every scale; an unknown name is a programming error and asserts.
QIcon icon(QLatin1StringView name);
QIcon icon(QLatin1StringView name, Role role);

/// The fixed-width font of logs, hex and payload editors.
QFont monospace();

/// Device-independent pixels.
constexpr int spacing = 6; ///< between neighbours
constexpr int margin = 8; ///< round the content of a panel or dialog
constexpr int iconSize = 16;

} // namespace zmqscope::theme
