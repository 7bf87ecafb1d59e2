// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <compare>

namespace zmqscope {

/// A moment: nanoseconds since 1970-01-01T00:00:00Z (UTC, without leap seconds).
struct Timestamp
{
    qint64 ns = 0;

    auto operator<=>(const Timestamp &) const = default;
};

/// Where the time comes from; passed in, so that a test can bring its own.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;

    /// The system's clock, CLOCK_REALTIME.
    static const Clock &system();
};

} // namespace zmqscope
