// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/message_rate.h"

#include <algorithm>

namespace zmqscope {

void MessageRate::sample(qint64 count, qint64 nowMs)
{
    int outdated = 0;
    while (outdated < m_size
        && (nowMs - m_samples[size_t(outdated)].ms > windowMs || m_size - outdated == capacity))
        ++outdated;
    std::move(m_samples.begin() + outdated, m_samples.begin() + m_size, m_samples.begin());
    m_size -= outdated;
    m_samples[size_t(m_size++)] = {count, nowMs};
}

qint64 MessageRate::perSecond() const
{
    if (m_size < 2)
        return 0;
    const Sample &oldest = m_samples[0];
    const Sample &newest = m_samples[size_t(m_size - 1)];
    const qint64 elapsed = newest.ms - oldest.ms;
    return elapsed > 0 ? (qMax<qint64>(0, newest.count - oldest.count) * 1000 + elapsed / 2) / elapsed : 0;
}

} // namespace zmqscope
