// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/codec/codec.h"
#include "core/value/value_tree.h"

/// CBOR's diagnostic notation (RFC 8949 §8), a superset of JSON, as the text of all binary formats
/// that are built like JSON:
///
///     {"a": [1, -1.5, true, null, undefined], 2: h'0102', 32("tagged"), "b": [_ 1, 2]}
///
/// What one format alone has is written like a call: float32(1.5), float16(1.5), simple(99),
/// ext(5, h'0102'), timestamp("2026-11-22T10:00:00Z"), objectid(h'…'), datetime("…"), int64(5),
/// regex("a", "i"), binary(4, h'…'), decimal128("1.5"), code("…", {}), minkey(), str(h'ff') for
/// a text that is not UTF-8. In the tree each is Tagged with its name as the label, "ext 5",
/// "binary 4" and "tag 32" with their number; float32, float16, int32, int64, str, text, string and
/// undefined are labels of the value itself, and so is "indefinite".
///
/// Whole numbers are those without point and exponent; they may have any size. A "," may stand
/// behind the last value, and comments /…/ and # up to the end of the line anywhere.
namespace zmqscope::diagnosticNotation {

/// Deeper nesting is refused when typed, as it is when received.
constexpr int maxDepth = DecodeLimits::defaultDepth;

/// One value a line, indented by two blanks; at most about @p maxChars characters. What is folded in
/// the tree is left out, and the text then counts as cut.
DecodedText print(const ValueTree &tree, NodeId id, qsizetype maxChars);

/// What @p codec decodes, printed: the common Codec::decode() of formats with this notation. Wrong
/// bytes are an error that names the first of them.
Result<DecodedText> printWith(const Codec &codec, QByteArrayView bytes, qsizetype maxChars, const QString &operation);

/// The value that @p text says. Texts and places of the tree are in the text's UTF-8, which it
/// keeps. Errors name line and column, and have @p operation as theirs.
Result<ValueTree> parse(const QString &text, const QString &operation);

/// What is wrong with the value @p id of a parsed tree, with its line and column.
Error errorAt(const ValueTree &tree, NodeId id, const QString &operation, const QString &detail, const QString &remedy);

} // namespace zmqscope::diagnosticNotation
