// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/array/array_statistics.h"

#include "core/array/element.h"

#include <algorithm>
#include <cmath>

namespace zmqscope {

namespace {

/// Elements that are summed up on their own: few enough to stay in the cache for a second pass, and
/// small sums added to each other lose no digits.
constexpr qsizetype blockElements = 4096;

/// Sums as if all blocks were one (Chan, Golub, LeVeque).
struct Moments
{
    double count = 0;
    double mean = 0;
    double squares = 0; ///< of the distances from the mean

    void add(const Moments &other)
    {
        if (other.count == 0)
            return;
        const double total = count + other.count;
        const double distance = other.mean - mean;
        mean += distance * (other.count / total);
        squares += other.squares + distance * distance * (count * other.count / total);
        count = total;
    }
};

template <typename Loader>
std::optional<ArrayStatistics> run(const ArrayView &array, const std::atomic<bool> *stop)
{
    using Number = decltype(Loader::load(nullptr));
    ArrayStatistics result;
    Moments all;
    Number least{};
    Number most{};
    for (qsizetype from = 0; from < array.count(); from += blockElements) {
        if (stop && stop->load(std::memory_order_relaxed))
            return {};
        const qsizetype to = std::min(from + blockElements, array.count());
        Moments block;
        double sum = 0;
        qsizetype finite = 0;
        for (qsizetype i = from; i < to; ++i) {
            const Number value = Loader::load(array.bytes().data() + i * Loader::size);
            if constexpr (std::is_floating_point_v<Number>) {
                if (std::isnan(value)) {
                    ++result.nans;
                    continue;
                }
            }
            if (result.minAt < 0 || value < least) {
                least = value;
                result.minAt = i;
            }
            if (result.maxAt < 0 || value > most) {
                most = value;
                result.maxAt = i;
            }
            if constexpr (std::is_floating_point_v<Number>) {
                if (std::isinf(value)) {
                    ++result.infinities;
                    continue;
                }
            }
            sum += double(value);
            ++finite;
        }
        if (finite == 0)
            continue;
        block.count = double(finite);
        block.mean = sum / block.count;
        for (qsizetype i = from; i < to; ++i) {
            const auto value = double(Loader::load(array.bytes().data() + i * Loader::size));
            if (std::isfinite(value))
                block.squares += (value - block.mean) * (value - block.mean);
        }
        all.add(block);
        result.numbers += finite;
    }
    result.mean = all.mean;
    result.deviation = all.count > 0 ? std::sqrt(all.squares / all.count) : 0;
    return result;
}

} // namespace

std::optional<ArrayStatistics> statisticsOf(const ArrayView &array, const std::atomic<bool> *stop)
{
    if (!array.dtype().isNumber())
        return {};
    return withNumberLoader(array.dtype(), [&](auto loader) { return run<decltype(loader)>(array, stop); });
}

} // namespace zmqscope
