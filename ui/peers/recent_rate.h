// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <algorithm>
#include <array>
#include <limits>

namespace zmqscope {

/// How many messages went through in each of the last seconds. Seconds in which nobody looked are
/// unknown.
class RecentRate
{
public:
    static constexpr int seconds = 60;
    static constexpr qint32 unknown = -1;

    RecentRate() { m_counts.fill(unknown); }

    /// Counting begins, or begins again, at @p count: what came before is not known.
    void begin(qint64 count)
    {
        m_count = count;
        m_begun = true;
    }
    /// A second has passed, and the counter stands at @p count.
    void sample(qint64 count)
    {
        constexpr qint64 most = std::numeric_limits<qint32>::max();
        push(m_begun ? qint32(std::clamp<qint64>(count - m_count, 0, most)) : unknown);
        begin(count);
    }
    /// So many seconds passed in which nobody looked.
    void miss(qint64 missed)
    {
        for (qint64 i = 0; i < std::min<qint64>(missed, seconds); ++i)
            push(unknown);
    }

    /// 0 is the oldest, seconds - 1 the last one.
    qint32 at(int i) const { return m_counts[size_t((m_next + i) % seconds)]; }
    qint32 last() const { return at(seconds - 1); }
    qint32 highest() const { return *std::max_element(m_counts.begin(), m_counts.end()); }

private:
    void push(qint32 count)
    {
        m_counts[size_t(m_next)] = count;
        m_next = (m_next + 1) % seconds;
    }

    std::array<qint32, seconds> m_counts;
    int m_next = 0;
    qint64 m_count = 0;
    bool m_begun = false;
};

} // namespace zmqscope

Q_DECLARE_METATYPE(const zmqscope::RecentRate *)
