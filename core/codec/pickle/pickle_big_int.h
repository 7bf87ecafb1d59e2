// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree_maker.h"

namespace zmqscope {

/// Larger integers are shown in hex, for the time that decimal digits take grows with the square of it.
constexpr qsizetype mostDecimalBytes = 4 * 1024;

/// The integer in @p bytes, little endian in two's complement of any length, as an Int, UInt or BigInt node
/// without offsets. BigInts are decimal, or hex where @p decimal is false or there are more than
/// mostDecimalBytes.
ValueNode pickleBigInt(QByteArrayView bytes, ValueTreeMaker &memory, bool decimal = true);

} // namespace zmqscope
