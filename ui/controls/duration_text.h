// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <QString>

namespace zmqscope {

/// "3 s", "2 min 5 s", "4 h 12 min": how long ago @p since was, for labels that tick each second.
QString durationSince(Timestamp since, Timestamp now);

} // namespace zmqscope
