// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree_maker.h"

#include <optional>

namespace zmqscope {

// The arguments that pickles of protocol 0 write as a line of text, read as Python's C code reads them. Lines
// come without their end.

/// Which rules an integer follows.
enum class PickleIntText {
    Int,  ///< as C's strtol() has it, "010" is 8; else as Python's int(…, 0)
    Long, ///< as Python's int(…, 0)
    Key,  ///< as Python's int(…, 10)
};

/// @p line as an Int, UInt or BigInt node without offsets; nothing when it is no integer.
std::optional<ValueNode> readPickleInt(QByteArrayView line, PickleIntText rules, ValueTreeMaker &memory);

/// Nothing when it is no number, or one too large for a double.
std::optional<double> readPickleFloat(QByteArrayView line);

/// The bytes that @p escaped, a bytes literal without its quotes, stands for.
std::optional<QByteArrayView> readPickleString(QByteArrayView escaped, ValueTreeMaker &memory);

/// The text that @p line stands for in Python's raw-unicode-escape, as UTF-8; halves of surrogate pairs
/// become three bytes each, as Python's "surrogatepass" has it.
std::optional<QByteArrayView> readPickleUnicode(QByteArrayView line, ValueTreeMaker &memory);

/// The first byte that Python does not take for UTF-8, where it lets halves of surrogate pairs pass; -1 when
/// it takes all.
qsizetype firstNotPickleUtf8(QByteArrayView bytes);

} // namespace zmqscope
