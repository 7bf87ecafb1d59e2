// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/json_number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace zmqscope {

namespace {

constexpr quint64 largestNegative = 1ULL << 63;
/// Up to here a double holds every integer, and every power of ten: one operation on the two rounds once.
constexpr quint64 largestExact = 1ULL << 53;
constexpr std::array<double, 23> exactPowers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                             1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
/// Decimals of so many digits, and of no more than the second, go to a double and back.
constexpr int alwaysSameDigits = std::numeric_limits<double>::digits10;
constexpr int sometimesSameDigits = std::numeric_limits<double>::max_digits10;

double toDouble(const JsonNumber &number)
{
    constexpr auto mostShift = qint64(exactPowers.size()) - 1;
    if (number.count <= maxJsonDigits && number.digits <= largestExact && number.pointShift >= -mostShift
        && number.pointShift <= mostShift) {
        const auto whole = double(number.digits);
        const double value = number.pointShift < 0 ? whole / exactPowers[std::size_t(-number.pointShift)]
                                                   : whole * exactPowers[std::size_t(number.pointShift)];
        return number.negative ? -value : value;
    }
    double value = 0;
    const auto read = std::from_chars(number.begin, number.end, value);
    if (read.ec == std::errc::result_out_of_range) {
        const bool isLarge = number.pointShift + number.count > 0;
        value = isLarge ? std::numeric_limits<double>::infinity() : 0.0;
        if (number.negative)
            value = -value;
    }
    return value;
}

/// The digits that count, without sign, point, exponent and zeros around; false when there are more
/// than fit.
bool significantDigits(const char *at, const char *end, std::array<char, sometimesSameDigits> &digits, int &count)
{
    count = 0;
    qsizetype zeros = 0; // seen, but of no meaning unless another digit follows
    for (; at != end && *at != 'e' && *at != 'E'; ++at) {
        if (*at < '0' || *at > '9')
            continue;
        if (*at == '0') {
            zeros += count > 0;
            continue;
        }
        if (qsizetype(count) + zeros >= sometimesSameDigits)
            return false;
        for (; zeros > 0; --zeros)
            digits[std::size_t(count++)] = '0';
        digits[std::size_t(count++)] = *at;
    }
    return true;
}

bool printsTheSame(const JsonNumber &number, double value)
{
    const double size = std::abs(value);
    if (number.count <= alwaysSameDigits && size >= std::numeric_limits<double>::min() && std::isfinite(value))
        return true;
    if (number.count == 0)
        return true; // zero
    if (size == 0 || !std::isfinite(value))
        return false;
    std::array<char, sometimesSameDigits> written;
    std::array<char, sometimesSameDigits> shortest;
    int writtenCount = 0;
    int shortestCount = 0;
    std::array<char, 64> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific);
    return significantDigits(number.begin, number.end, written, writtenCount)
        && significantDigits(text.data(), end.ptr, shortest, shortestCount)
        && std::equal(written.begin(), written.begin() + writtenCount, shortest.begin(), shortest.begin() + shortestCount);
}

} // namespace

void addJsonNumber(ValueTreeBuilder &tree, const JsonNumber &number, qint64 begin, qint64 end)
{
    if (!number.isInteger || (number.negative && number.count == 0)) { // -0 is no integer of ours
        const double value = toDouble(number);
        const bool same = number.isInteger ? false : printsTheSame(number, value);
        tree.addFloat(value, begin, end, 0, same ? ValueFlag::None : ValueFlag::Verbatim);
        return;
    }
    if (number.count <= maxJsonDigits) {
        if (!number.negative) {
            tree.addUInt(number.digits, begin, end);
            return;
        }
        if (number.digits <= largestNegative) {
            tree.addInt(qint64(0 - number.digits), begin, end);
            return;
        }
    } else if (!number.negative && number.count == maxJsonDigits + 1) {
        quint64 value = 0;
        if (std::from_chars(number.begin, number.end, value).ec == std::errc()) {
            tree.addUInt(value, begin, end);
            return;
        }
    }
    tree.addText(ValueKind::BigInt, {number.begin, number.end - number.begin}, begin, end);
}

} // namespace zmqscope
