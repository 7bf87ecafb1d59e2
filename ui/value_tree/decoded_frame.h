// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"
#include "ui/inspector/held_frame.h"
#include "ui/value_tree/value_path.h"

namespace zmqscope {

/// A frame as a tree of values, with the bytes that the tree borrows.
struct DecodedFrame
{
    HeldFrame frame;
    CodecPtr codec; ///< the one that decoded it, and unfolds it
    ValueTree tree;
    ValueParents parents; ///< only where there are references
};

/// Decodes so much that there is something to see: the first page of a root that is folded.
/// Thread-safe.
DecodedFrame decodeFrame(const HeldFrame &frame, const CodecPtr &codec, const DecodeLimits &limits);

} // namespace zmqscope
