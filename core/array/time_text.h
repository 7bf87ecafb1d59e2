// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/dtype.h"

namespace zmqscope {

/// A datetime64 as NumPy prints it: "2024-05-06T12:30:15.123", with as many parts as its unit has;
/// "NaT". Plain steps where no calendar reaches that far.
QString dateTimeText(qint64 value, const DType &type);
/// A timedelta64: "15 ms", "NaT".
QString timeDeltaText(qint64 value, const DType &type);

} // namespace zmqscope
