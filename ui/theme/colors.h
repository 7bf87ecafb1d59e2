// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QPalette>

namespace zmqscope::theme {

/// The table of colours behind color() and patternColor(), for either theme.
QColor roleColor(Role role, bool dark);
QColor hueOfPattern(Pattern pattern, bool dark);
/// The palette that standard widgets are drawn with.
QPalette standardPalette(bool dark);

} // namespace zmqscope::theme
