// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/value_tree/decoded_frame.h"

namespace zmqscope {

/// What goes onto the clipboard, at most so many characters.
constexpr qsizetype maxCopiedChars = 2 * 1024 * 1024;

/// A scalar in full, without quotes; a container as copiedSubtree().
QString copiedValue(const DecodedFrame &decoded, NodeId id);
/// A value with all that is below, in the text notation of its format where its bytes stand for
/// themselves, else on one line.
QString copiedSubtree(const DecodedFrame &decoded, NodeId id);

} // namespace zmqscope
