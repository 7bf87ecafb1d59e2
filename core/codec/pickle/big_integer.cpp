// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/big_integer.h"

#include "core/codec/notation/big_decimal.h"
#include "core/codec/pickle/python_literal.h"

#include <algorithm>

namespace zmqscope {

namespace {

/// As many bytes have at most pythonDecimalDigits digits: 256 is more than 10^2.408.
constexpr qsizetype decimalBytes = pythonDecimalDigits * 1000 / 2409;

QByteArray reversed(QByteArray bytes)
{
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

} // namespace

BigInteger BigInteger::of(quint64 value)
{
    BigInteger made;
    for (; value; value >>= 8)
        made.magnitude += char(value);
    return made;
}

BigInteger BigInteger::of(qint64 value)
{
    BigInteger made = of(value < 0 ? 0 - quint64(value) : quint64(value));
    made.negative = value < 0;
    return made;
}

BigInteger BigInteger::fromText(QByteArrayView digits)
{
    BigInteger made;
    made.negative = digits.startsWith('-');
    if (made.negative)
        digits = digits.sliced(1);
    made.magnitude = reversed(bigDecimal::toBytes(digits, 0).value_or(QByteArray()));
    return made;
}

QByteArray BigInteger::twosComplement() const
{
    QByteArray bytes = magnitude;
    if (negative) {
        int carry = 1;
        for (char &byte : bytes) {
            carry += quint8(~byte);
            byte = char(carry);
            carry >>= 8;
        }
    }
    if (!bytes.isEmpty() && (bytes.back() & 0x80 ? !negative : negative))
        bytes += negative ? '\xff' : '\0';
    return bytes;
}

QByteArray BigInteger::text() const
{
    const QByteArray sign = negative ? "-" : "";
    const QByteArray bytes = reversed(magnitude);
    return sign + (bytes.size() <= decimalBytes ? bigDecimal::fromBytes(bytes, 0) : QByteArray("0x" + bytes.toHex()));
}

} // namespace zmqscope
