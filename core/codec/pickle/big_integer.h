// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace zmqscope {

/// An integer of any size, for what pickles write of it.
struct BigInteger
{
    QByteArray magnitude; ///< little-endian, without zeros at the end; empty is zero
    bool negative = false;

    static BigInteger of(quint64 value);
    static BigInteger of(qint64 value);
    /// Of the text of a ValueKind::BigInt. The work grows with the square of the decimal digits.
    static BigInteger fromText(QByteArrayView digits);

    /// Little-endian two's complement, as short as can be; empty for zero.
    QByteArray twosComplement() const;
    /// Decimal; hexadecimal, 0x…, where that has more digits than Python reads (pythonDecimalDigits).
    QByteArray text() const;
};

} // namespace zmqscope
