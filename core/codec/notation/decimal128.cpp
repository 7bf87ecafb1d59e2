// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/notation/decimal128.h"

#include "core/codec/notation/big_decimal.h"

#include <algorithm>
#include <charconv>

namespace zmqscope::decimal128 {

namespace {

constexpr int maxDigits = 34;
constexpr int bias = 6176;
constexpr int maxExponent = 6111;
/// The most significant two bytes of what is no number.
constexpr quint16 infinity = 0x7800;
constexpr quint16 nan = 0x7c00;

QByteArray special(quint16 high, bool isNegative)
{
    QByteArray bytes(size, '\0');
    bytes[15] = char(high >> 8 | (isNegative ? 0x80 : 0));
    return bytes;
}

/// As the specification of BSON's decimal128 writes it.
QByteArray layOut(const QByteArray &digits, int exponent)
{
    const auto count = int(digits.size());
    const int scientific = exponent + count - 1;
    if (exponent > 0 || scientific < -6) {
        QByteArray text = digits.first(1);
        if (count > 1)
            text += QByteArray('.' + digits.sliced(1));
        text += 'E';
        if (scientific >= 0)
            text += '+';
        text += QByteArray::number(scientific);
        return text;
    }
    if (exponent == 0)
        return digits;
    const int whole = count + exponent;
    if (whole > 0)
        return QByteArray(digits.first(whole) + '.' + digits.sliced(whole));
    return QByteArray("0." + QByteArray(-whole, '0') + digits);
}

} // namespace

std::optional<QByteArray> toText(QByteArrayView bytes)
{
    if (bytes.size() != size)
        return {};
    QByteArray big(bytes.data(), size);
    std::reverse(big.begin(), big.end());
    const auto high = quint16(quint8(big[0]) << 8 | quint8(big[1]));
    const bool isNegative = (high & 0x8000) != 0;
    QByteArray text;
    if ((high & 0x7c00) == nan) {
        text = "NaN";
    } else if ((high & 0x7800) == infinity) {
        text = "Infinity";
    } else if ((high & 0x6000) == 0x6000) {
        return {}; // a form whose coefficient is always too large
    } else {
        const int exponent = (high >> 1 & 0x3fff) - bias;
        big[0] = '\0';
        big[1] = char(high & 1);
        text = layOut(bigDecimal::fromBytes(big, 0), exponent);
    }
    if (isNegative)
        text.prepend('-');
    const std::optional<QByteArray> same = fromText(text);
    return same && *same == bytes ? std::optional(text) : std::nullopt;
}

std::optional<QByteArray> fromText(QByteArrayView text)
{
    const bool isNegative = text.startsWith('-');
    if (isNegative || text.startsWith('+'))
        text = text.sliced(1);
    if (text == "NaN")
        return special(nan, isNegative);
    if (text == "Infinity" || text == "Inf")
        return special(infinity, isNegative);

    QByteArray digits;
    int exponent = 0;
    bool seenPoint = false;
    bool seenDigit = false;
    qsizetype at = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.' && !seenPoint) {
            seenPoint = true;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        seenDigit = true;
        if (c != '0' || !digits.isEmpty())
            digits += c;
        if (digits.size() > maxDigits)
            return {};
        exponent -= seenPoint ? 1 : 0;
    }
    if (!seenDigit)
        return {};
    if (at < text.size()) {
        if (text[at] != 'e' && text[at] != 'E')
            return {};
        ++at;
        at += at < text.size() && text[at] == '+' ? 1 : 0;
        int written = 0;
        const auto end = std::from_chars(text.begin() + at, text.end(), written);
        if (end.ec != std::errc() || end.ptr != text.end() || written > 2 * bias || written < -2 * bias)
            return {};
        exponent += written;
    }
    while (exponent > maxExponent && (digits.isEmpty() || digits.size() < maxDigits)) {
        if (!digits.isEmpty())
            digits += '0';
        --exponent;
    }
    if (exponent > maxExponent || exponent < -bias)
        return {};

    QByteArray bytes = digits.isEmpty() ? QByteArray() : bigDecimal::toBytes(digits, 0).value_or(QByteArray());
    bytes.prepend(QByteArray(size - bytes.size(), '\0'));
    const auto head = quint16((exponent + bias) << 1 | (isNegative ? 0x8000 : 0));
    bytes[0] = char(quint8(bytes[0]) | head >> 8);
    bytes[1] = char(quint8(bytes[1]) | (head & 0xff));
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

} // namespace zmqscope::decimal128
