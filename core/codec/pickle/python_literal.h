// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree.h"

#include <QByteArray>

namespace zmqscope {

/// What a string token of Python's means.
struct PythonString
{
    QByteArray bytes;     ///< UTF-8 where it is no bytes literal; half a surrogate pair as three bytes
    bool isBytes = false; ///< b'…'
    std::optional<DecodeProblem> problem; ///< offset within the token
};

/// Reads a token with its prefix and quotes: 'a\n', rb"\d", '''…'''. An escape that Python does not
/// know stays as it is, as in Python.
PythonString readPythonString(QByteArrayView token);

/// What a number token of Python's means.
struct PythonNumber
{
    ValueNode value;   ///< Int, UInt, BigInt without its text, or Float
    QByteArray digits; ///< of a BigInt: decimal or 0x…, with its sign
    std::optional<DecodeProblem> problem; ///< offset within the token
};

/// Python reads no more digits of a decimal integer than this: the work grows with the square.
constexpr qsizetype pythonDecimalDigits = 4300;

/// Reads 7, 1_000, 0x1F, 0o17, 0b11, 1.5e-3; integers of any size. The sign stands in front of the token.
PythonNumber readPythonNumber(QByteArrayView token, bool negative);

/// As Python writes it: the shortest digits that say it exactly, with a point or an exponent. inf,
/// -inf and nan as these words.
QByteArray pythonFloat(double value);

} // namespace zmqscope
