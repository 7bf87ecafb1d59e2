// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QtGlobal>
#include <array>
#include <bit>
#include <limits>

namespace zmqscope {

/// How often values of which size came: buckets whose width grows with the values, so that tiny and
/// huge ones share a constant piece of memory (15 KiB) and are told equally well. Adding costs a few
/// nanoseconds.
class Histogram {
public:
    /// Each power of two is divided into so many buckets.
    static constexpr int bucketsPerOctave = 32;
    /// No quantile is further off than this part of its value: half the width of a bucket.
    static constexpr double maxRelativeError = 0.5 / bucketsPerOctave;

    /// Values from ≤ v < to, and how many of them; the last bar of all ends at its largest value.
    struct Bar {
        qint64 from = 0;
        qint64 to = 0;
        qint64 count = 0;

        bool operator==(const Bar &) const = default;
    };

    /// A negative @p value counts as 0.
    void add(qint64 value)
    {
        value = value < 0 ? 0 : value;
        ++m_buckets[bucketOf(quint64(value), subBits)];
        ++m_count;
        m_min = value < m_min ? value : m_min;
        m_max = value > m_max ? value : m_max;
        m_sum = value > std::numeric_limits<qint64>::max() - m_sum ? std::numeric_limits<qint64>::max()
                                                                   : m_sum + value;
    }
    void clear() { *this = {}; }

    qint64 count() const { return m_count; }
    bool isEmpty() const { return m_count == 0; }
    /// These are exact; 0 while nothing was added.
    qint64 min() const { return m_count > 0 ? m_min : 0; }
    qint64 max() const { return m_max; }
    double mean() const { return m_count > 0 ? double(m_sum) / double(m_count) : 0; }
    /// Stops at the largest qint64.
    qint64 sum() const { return m_sum; }

    /// The value that the part @p p of all values (0 to 1) does not exceed, off by no more than
    /// maxRelativeError; 0 while nothing was added. The smallest and the largest value are exact.
    qint64 quantile(double p) const;

    /// What to draw: from the bar that holds @p least to the one that holds @p most, empty ones in between
    /// included; values beyond are left out. Each power of two is divided into @p perOctave bars: a power
    /// of two itself, and at most bucketsPerOctave. Small values have a bar each.
    QList<Bar> bars(int perOctave, qint64 least, qint64 most) const;

private:
    static constexpr int subBits = 5;
    static_assert(1 << subBits == bucketsPerOctave);

    /// Values below 2^(bits + 1) have a bucket each.
    static constexpr std::size_t bucketOf(quint64 value, int bits)
    {
        const int shift = int(std::bit_width(value)) - 1 - bits;
        return shift <= 0 ? std::size_t(value) : (std::size_t(shift) << bits) + std::size_t(value >> shift);
    }
    static constexpr quint64 startOf(std::size_t bucket, int bits)
    {
        const auto shift = int(bucket >> bits) - 1;
        return shift <= 0 ? bucket : quint64(bucket - (std::size_t(shift) << bits)) << shift;
    }

    /// bucketOf() the largest qint64, which has 63 bits, and one more.
    static constexpr std::size_t buckets = std::size_t(63 - subBits + 1) << subBits;

    std::array<qint64, buckets> m_buckets{};
    qint64 m_count = 0;
    qint64 m_min = std::numeric_limits<qint64>::max();
    qint64 m_max = 0;
    qint64 m_sum = 0;
};

} // namespace zmqscope
