// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/rate_history.h"

#include "core/panel/panel.h"

namespace zmqscope {

RateHistory::RateHistory(qsizetype limit)
    : m_messages{std::make_shared<TimeSeries>(limit), std::make_shared<TimeSeries>(limit)}
    , m_bytes{std::make_shared<TimeSeries>(limit), std::make_shared<TimeSeries>(limit)}
{
}

bool RateHistory::sample(const PanelCounters &counters, Timestamp now)
{
    const Counts counts{{counters.received, counters.sent}, {counters.receivedBytes, counters.sentBytes}};
    const Counts before = std::exchange(m_counts, counts);
    const Timestamp since = std::exchange(m_time, now);
    const bool flows = counts != before;
    if (!std::exchange(m_begun, true) || now <= since)
        return flows; // nothing is known of how long it took
    Counts passed;
    for (std::size_t way = 0; way < 2; ++way) {
        passed.messages[way] = counts.messages[way] - before.messages[way];
        passed.bytes[way] = counts.bytes[way] - before.bytes[way];
    }
    append(now, passed, double(now.ns - since.ns) * 1e-9);
    return flows;
}

void RateHistory::resume(Timestamp now)
{
    if (m_begun && now > m_time)
        append(now, {}, 1);
    m_time = now;
    m_begun = true;
}

void RateHistory::append(Timestamp time, const Counts &passed, double seconds)
{
    for (std::size_t way = 0; way < 2; ++way) {
        m_messages[way]->append(time, double(passed.messages[way]) / seconds);
        m_bytes[way]->append(time, double(passed.bytes[way]) / seconds);
    }
}

double RateHistory::last(const TimeSeries &series)
{
    return series.count() > 0 ? series.at(series.count() - 1).value : 0;
}

} // namespace zmqscope
