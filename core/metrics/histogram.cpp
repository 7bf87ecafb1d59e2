// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/histogram.h"

#include <algorithm>
#include <cmath>

namespace zmqscope {

qint64 Histogram::quantile(double p) const
{
    if (m_count == 0)
        return 0;
    const qint64 rank = std::clamp<qint64>(qint64(std::ceil(p * double(m_count))), 1, m_count);
    if (rank == 1)
        return m_min;
    if (rank == m_count)
        return m_max;
    qint64 seen = 0;
    std::size_t bucket = bucketOf(quint64(m_min), subBits);
    while ((seen += m_buckets[bucket]) < rank)
        ++bucket;
    const quint64 from = startOf(bucket, subBits);
    const quint64 width = startOf(bucket + 1, subBits) - from;
    return std::clamp(qint64(from + width / 2), m_min, m_max);
}

QList<Histogram::Bar> Histogram::bars(int perOctave, qint64 least, qint64 most) const
{
    const int bits = std::clamp(int(std::bit_width(unsigned(std::max(perOctave, 1)))) - 1, 0, subBits);
    const std::size_t first = bucketOf(quint64(std::max<qint64>(least, 0)), bits);
    const std::size_t last = bucketOf(quint64(std::max<qint64>(most, 0)), bits);
    QList<Bar> bars;
    for (std::size_t bar = first; bar <= last; ++bar) {
        constexpr auto largest = quint64(std::numeric_limits<qint64>::max());
        bars.append({qint64(startOf(bar, bits)), qint64(std::min(startOf(bar + 1, bits), largest)), 0});
    }
    if (m_count == 0)
        return bars;
    for (std::size_t i = bucketOf(quint64(m_min), subBits); i <= bucketOf(quint64(m_max), subBits); ++i) {
        const std::size_t bar = bucketOf(startOf(i, subBits), bits);
        if (bar >= first && bar <= last)
            bars[qsizetype(bar - first)].count += m_buckets[i];
    }
    return bars;
}

} // namespace zmqscope
