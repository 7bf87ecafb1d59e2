// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <optional>

namespace zmqscope {

/// A moment of the years 1 to 9999, of which Timestamp holds too few.
struct IsoTime
{
    qint64 seconds = 0;      ///< since 1970-01-01T00:00:00Z
    quint32 nanoseconds = 0; ///< of the second, less than 1,000,000,000

    bool operator==(const IsoTime &) const = default;

    /// From a count of 1/@p perSecond seconds; @p perSecond divides 1,000,000,000.
    static IsoTime fromTicks(qint64 ticks, qint64 perSecond);
};

/// "2026-11-22T10:00:00Z" or "2026-11-22T10:00:00.123456789Z", with 0, 3, 6 or 9 digits behind the
/// point as needed; empty for other years.
QByteArray isoText(const IsoTime &time);

/// Reads what isoText() writes, and RFC 3339 dates with any digits behind the point and any offset.
std::optional<IsoTime> parseIsoText(QByteArrayView text);

} // namespace zmqscope
