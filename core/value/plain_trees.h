// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/decode_limits.h"
#include "core/value/value_tree.h"

namespace zmqscope {

/// Bytes of a plain row.
constexpr qsizetype bytesPerPlainRow = 16;
/// The label of the root of linesTree().
inline constexpr char linesLabel[] = "lines";

/// Text as a List of its lines, so that texts can be compared line by line. Borrows @p text.
ValueTree linesTree(QByteArrayView text, const DecodeLimits &limits);
/// Bytes as a List of rows of bytesPerPlainRow, so that they can be compared row by row. Borrows
/// @p bytes.
ValueTree bytesTree(QByteArrayView bytes, const DecodeLimits &limits);

} // namespace zmqscope
