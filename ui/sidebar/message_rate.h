// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <array>

namespace zmqscope {

/// Messages per second over about the last second, from a counter that is looked at every now and
/// then. Times are milliseconds of any steady clock.
class MessageRate {
public:
    /// Looks at the counter. Samples older than a second make room.
    void sample(qint64 count, qint64 nowMs);
    /// Rounded; 0 until there are two samples.
    qint64 perSecond() const;

private:
    struct Sample {
        qint64 count = 0;
        qint64 ms = 0;
    };
    static constexpr qint64 windowMs = 1000;
    static constexpr int capacity = 6; ///< a second of samples every 250 ms, and one to spare

    std::array<Sample, capacity> m_samples;
    int m_size = 0;
};

} // namespace zmqscope
