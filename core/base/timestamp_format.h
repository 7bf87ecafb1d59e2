// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <QByteArray>
#include <QString>

namespace zmqscope {

/// "2026-01-31T12:00:00.123456789Z"; exact for every Timestamp.
QString isoUtc(Timestamp time);
/// The same appended to @p out, for writers of many lines.
void appendIsoUtc(QByteArray &out, Timestamp time);

/// "13:00:00.123" in local time, with @p digits behind the point (3, 6 or 9); the rest is cut off,
/// not rounded, so that equal prefixes mean equal times.
QString localTime(Timestamp time, int digits);
/// "2026-01-31 13:00:00.123456789" in local time.
QString localDateTime(Timestamp time, int digits);

/// A distance in seconds with its sign, "+0.001234", cut off behind @p digits (3, 6 or 9).
QString deltaText(qint64 ns, int digits);

} // namespace zmqscope
