// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/notation/big_decimal.h"

#include <algorithm>
#include <vector>

namespace zmqscope::bigDecimal {

namespace {

constexpr quint32 base = 1'000'000'000;
constexpr int baseDigits = 9;

/// number * factor + plus, in 32-bit limbs, least significant first.
void multiplyAdd(std::vector<quint32> &number, quint32 factor, quint32 plus)
{
    quint64 carry = plus;
    for (quint32 &limb : number) {
        carry += quint64(limb) * factor;
        limb = quint32(carry);
        carry >>= 32;
    }
    if (carry > 0)
        number.push_back(quint32(carry));
}

/// Divides the number by base; the remainder.
quint32 divide(std::vector<quint32> &number)
{
    quint64 rest = 0;
    for (auto limb = number.rbegin(); limb != number.rend(); ++limb) {
        rest = rest << 32 | *limb;
        *limb = quint32(rest / base);
        rest %= base;
    }
    while (!number.empty() && number.back() == 0)
        number.pop_back();
    return quint32(rest);
}

int digitOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 16;
}

} // namespace

QByteArray fromBytes(QByteArrayView magnitude, unsigned plus)
{
    std::vector<quint32> number;
    for (qsizetype end = magnitude.size(); end > 0; end -= 4) {
        quint32 limb = 0;
        for (qsizetype i = std::max<qsizetype>(0, end - 4); i < end; ++i)
            limb = limb << 8 | quint8(magnitude[i]);
        number.push_back(limb);
    }
    multiplyAdd(number, 1, plus);
    while (!number.empty() && number.back() == 0)
        number.pop_back();
    QByteArray digits;
    while (!number.empty()) {
        quint32 part = divide(number);
        for (int i = 0; i < baseDigits; ++i, part /= 10)
            digits.append(char('0' + part % 10));
    }
    while (digits.endsWith('0'))
        digits.chop(1);
    if (digits.isEmpty())
        digits.append('0');
    std::reverse(digits.begin(), digits.end());
    return digits;
}

std::optional<QByteArray> toBytes(QByteArrayView digits, unsigned minus)
{
    const bool isHex = digits.startsWith("0x") || digits.startsWith("0X");
    if (isHex)
        digits = digits.sliced(2);
    if (digits.isEmpty())
        return {};
    std::vector<quint32> number;
    const quint32 radix = isHex ? 16 : 10;
    for (qsizetype at = 0; at < digits.size();) {
        quint32 part = 0;
        quint32 factor = 1;
        for (int i = 0; i < (isHex ? 7 : baseDigits) && at < digits.size(); ++i, ++at, factor *= radix) {
            const int digit = digitOf(digits[at]);
            if (digit >= int(radix))
                return {};
            part = part * radix + quint32(digit);
        }
        multiplyAdd(number, factor, part);
    }
    for (std::size_t i = 0; minus > 0 && i < number.size(); ++i) {
        minus = number[i] == 0 ? 1 : 0;
        --number[i];
    }
    QByteArray bytes;
    for (const quint32 limb : number) {
        for (int shift = 0; shift < 32; shift += 8)
            bytes.append(char(limb >> shift));
    }
    while (bytes.endsWith('\0'))
        bytes.chop(1);
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

} // namespace zmqscope::bigDecimal
