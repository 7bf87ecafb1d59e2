// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace zmqscope::utf8 {

/// What stands at one place of a byte sequence.
struct Step
{
    char32_t codePoint; ///< the raw byte when not valid
    quint8 length;      ///< bytes consumed; 1 when not valid
    bool valid;
};

/// Reads one character at @p at (at < end). Overlong forms, surrogates, values over U+10FFFF and
/// truncated sequences are not valid; they are taken one byte at a time.
Step decode(const char *at, const char *end);

/// True for characters that cannot be seen, look like an ordinary space, or change how their
/// neighbours are shown: controls, bidi marks, zero-width, fillers, non-characters.
bool isInvisible(char32_t codePoint);

/// The offset of the first byte that is not UTF-8; -1 when all are.
qsizetype firstInvalid(QByteArrayView bytes);

/// @p bytes without a character that was cut in two at the end: for scans that stop at a limit.
QByteArrayView withoutCutTail(QByteArrayView bytes);

} // namespace zmqscope::utf8
