// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/array/half_float.h"

#include "core/value/scalar_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>

namespace zmqscope {

namespace {
/// So many digits tell every binary16 from the next.
constexpr int mostDigits = 5;
} // namespace

float halfToFloat(quint16 bits)
{
    const bool negative = (bits & 0x8000) != 0;
    const int exponent = bits >> 10 & 0x1f;
    const int fraction = bits & 0x3ff;
    float value = 0;
    if (exponent == 0x1f)
        value = std::bit_cast<float>(0x7f800000U | quint32(fraction) << 13);
    else if (exponent == 0)
        value = std::ldexp(float(fraction), -24);
    else
        value = std::ldexp(float(fraction | 0x400), exponent - 25);
    return negative ? -value : value;
}

quint16 halfFromDouble(double value)
{
    const quint16 sign = std::signbit(value) ? 0x8000 : 0;
    const double magnitude = std::fabs(value);
    if (std::isnan(value))
        return sign | 0x7e00;
    if (magnitude == 0)
        return sign;
    int exponent = 0;
    if (std::isinf(value) || (std::frexp(magnitude, &exponent), exponent > 16))
        return sign | 0x7c00;
    // Below 2^-14 the steps stay as wide as there; nearbyint() rounds ties to even.
    const int step = std::max(exponent, -13) - 11;
    const auto units = quint32(std::nearbyint(std::ldexp(magnitude, -step)));
    // A carry out of the fraction falls into the exponent, which is then right again.
    const quint32 bits = exponent < -13 ? units : (quint32(exponent + 14) << 10) + units - 0x400;
    return quint16(sign | bits);
}

QString halfText(quint16 bits)
{
    const float value = halfToFloat(bits);
    if (!std::isfinite(value))
        return floatText(value, true);
    for (int digits = 1; digits < mostDigits; ++digits) {
        std::array<char, 32> buffer;
        const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                                std::chars_format::general, digits);
        double rounded = 0;
        std::from_chars(buffer.data(), end, rounded);
        if (halfFromDouble(rounded) == bits)
            return floatText(rounded, false);
    }
    return floatText(value, true);
}

} // namespace zmqscope
