// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <optional>

/// Decimal floating point numbers of 128 bits (IEEE 754-2008, in the binary form, as BSON has them)
/// and their texts: "1.5", "-0E+3", "NaN", "Infinity".
namespace zmqscope::decimal128 {

constexpr qsizetype size = 16;

/// The text of 16 bytes, least significant first; nothing where the text would give other bytes.
std::optional<QByteArray> toText(QByteArrayView bytes);
/// The 16 bytes of a text; nothing when it is no number, or one with more than 34 digits, or with
/// an exponent that does not fit.
std::optional<QByteArray> fromText(QByteArrayView text);

} // namespace zmqscope::decimal128
