// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <optional>

namespace zmqscope {

/// The stretch of time that a plot shows: at the newest value while it is live, else where the
/// person moved it.
class TimeWindow {
public:
    static constexpr qint64 second = 1'000'000'000;
    /// Less cannot be told apart as seconds in a double once the window has moved on for hours.
    static constexpr qint64 leastSpan = 1000;
    static constexpr qint64 mostSpan = 100LL * 366 * 24 * 3600 * second;

    bool isLive() const { return m_live; }
    /// Nothing: all that there is.
    std::optional<qint64> width() const { return m_width; }
    Timestamp from() const { return m_from; }
    Timestamp to() const { return m_to; }
    qint64 span() const { return m_to.ns - m_from.ns; }

    /// Goes on with the newest value, showing @p width nanoseconds, or all.
    void followLive(std::optional<qint64> width);
    /// Goes on with the newest value.
    void resume();
    /// Stays where it is.
    void hold() { m_live = false; }
    /// There are values from @p oldest to @p newest: moves with them while live.
    void setExtent(Timestamp oldest, Timestamp newest);

    /// By so much of its width, to the right where positive; ends live.
    void pan(double part);
    /// As pan(), by nanoseconds.
    void panBy(qint64 ns);
    /// Makes the span @p factor times as long, round the place @p at (0 left, 1 right). A live
    /// window stays live and at the newest value.
    void zoom(double factor, double at);
    /// Where the values begin; ends live.
    void goToBegin();

private:
    void follow();

    Timestamp m_oldest;
    Timestamp m_newest;
    Timestamp m_from;
    Timestamp m_to{second};
    std::optional<qint64> m_width = 60 * second;
    bool m_live = true;
};

} // namespace zmqscope
