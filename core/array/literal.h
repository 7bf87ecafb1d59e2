// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QStringView>
#include <vector>

namespace zmqscope {

/// A constant as Python writes it: a number, a text, a tuple of those. The notation of NumPy's
/// headers, and of the values that a person types for a struct. Nothing is ever called.
struct Literal
{
    enum class Kind { None, Bool, Int, Float, Text, Bytes, Tuple, List, Dict };

    Kind kind = Kind::None;
    bool negative = false;      ///< of an Int
    quint64 magnitude = 0;      ///< of an Int; 0 or 1 of a Bool
    double real = 0;            ///< of a Float
    QByteArray bytes;           ///< of Bytes; of a Text as UTF-8
    std::vector<Literal> items; ///< of Tuple and List; of a Dict keys and values alternating
    qsizetype at = 0;           ///< where it starts in the text, in characters from 0

    bool isSequence() const { return kind == Kind::Tuple || kind == Kind::List; }
};

/// Which words the text may use.
enum class LiteralNotation {
    Python, ///< True, False, None
    Lax,    ///< true, false, null, NaN and Infinity as well; commas at the top need no brackets
};

/// Deeper nesting is refused: the reader calls itself, and what it reads here is never deep.
constexpr int maxLiteralDepth = 32;

/// The one constant that @p text is. Errors say at which character.
Result<Literal> parseLiteral(QStringView text, LiteralNotation notation);

} // namespace zmqscope
