// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/message_way.h"
#include "core/metrics/time_series.h"

#include <array>
#include <memory>

namespace zmqscope {

struct PanelCounters;

/// Messages and bytes a second over the life of a panel, each way, from its counters. Fed while
/// traffic flows; silence costs no points, and is 0.
class RateHistory {
public:
    /// Three days of a sample every half second; four series of it take 40 MB at most.
    static constexpr qsizetype maxPoints = 500'000;

    explicit RateHistory(qsizetype limit = maxPoints);

    /// What the counters are at @p now. A point of a series is the rate from the sample before it until
    /// then. After silence call resume() first. True when something has passed since the last sample.
    bool sample(const PanelCounters &counters, Timestamp now);
    /// Traffic begins again: it was silent from the last sample until @p now.
    void resume(Timestamp now);

    std::shared_ptr<const TimeSeries> messages(MessageWay way) const { return m_messages[std::size_t(way)]; }
    std::shared_ptr<const TimeSeries> bytes(MessageWay way) const { return m_bytes[std::size_t(way)]; }
    /// What the last sample told, a second.
    double messagesNow(MessageWay way) const { return last(*m_messages[std::size_t(way)]); }
    double bytesNow(MessageWay way) const { return last(*m_bytes[std::size_t(way)]); }

private:
    struct Counts {
        std::array<qint64, 2> messages{};
        std::array<qint64, 2> bytes{};

        bool operator==(const Counts &) const = default;
    };
    static double last(const TimeSeries &series);
    void append(Timestamp time, const Counts &passed, double seconds);

    std::array<std::shared_ptr<TimeSeries>, 2> m_messages;
    std::array<std::shared_ptr<TimeSeries>, 2> m_bytes;
    Counts m_counts;
    Timestamp m_time;
    bool m_begun = false;
};

} // namespace zmqscope
