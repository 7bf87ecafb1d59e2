// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <optional>

/// Whole numbers of any size: between their bytes, most significant first, and decimal digits. Takes
/// time with the square of the length: callers limit that.
namespace zmqscope::bigDecimal {

/// The digits of @p magnitude + @p plus; plus is 0 or 1.
QByteArray fromBytes(QByteArrayView magnitude, unsigned plus);

/// The bytes of a magnitude, without leading zeros, of decimal digits or of 0x and hexadecimal ones,
/// minus @p minus, which is 0 or 1 and no more than the number. Nothing when @p digits are none.
std::optional<QByteArray> toBytes(QByteArrayView digits, unsigned minus);

} // namespace zmqscope::bigDecimal
