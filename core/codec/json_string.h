// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// The bytes between the quotes of a JSON string. Ends are behind the last byte.
namespace zmqscope::json_string {

/// The first byte that is not simply a character: ", \, a control character, or not ASCII; the end
/// when there is none.
const char *passPlain(const char *at, const char *end);

/// Behind the character outside of ASCII at @p at; null when it is not UTF-8.
const char *passCharacter(const char *at, const char *end);

/// 0 to 15, or -1.
int hexDigit(char c);

/// Writes what the bytes mean, whose escapes must be right; returns the end of it, which is never
/// longer. Half a surrogate pair, which JSON allows, becomes the three bytes it would have.
char *unescape(const char *at, const char *end, char *out);

} // namespace zmqscope::json_string
