// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/flow_meter.h"

#include <algorithm>

namespace zmqscope {

namespace {
constexpr qint64 windowNs = 1'100'000'000; ///< a second, and what a timer may be late
constexpr double nsPerSecond = 1e9;
} // namespace

void FlowMeter::begin(Timestamp now)
{
    m_now = now;
    m_moving = false;
    for (Counter &counter : m_counters)
        counter.seen = false;
}

double FlowMeter::rate(const QString &name, qint64 total)
{
    Counter &counter = m_counters[name];
    counter.seen = true;
    std::deque<Sample> &samples = counter.samples;
    // A clock that was set back, or a counter that began anew, makes the past worthless.
    if (!samples.empty() && (samples.back().ns > m_now.ns || samples.back().total > total))
        samples.clear();
    while (!samples.empty() && m_now.ns - samples.front().ns > windowNs)
        samples.pop_front();
    samples.push_back({m_now.ns, total});
    const Sample &oldest = samples.front();
    if (m_now.ns <= oldest.ns)
        return 0;
    const double perSecond = double(total - oldest.total) * nsPerSecond / double(m_now.ns - oldest.ns);
    m_moving = m_moving || perSecond > 0;
    return perSecond;
}

void FlowMeter::end()
{
    m_counters.removeIf([](const auto &entry) { return !entry.value().seen; });
}

} // namespace zmqscope
