// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/value_tree/decoded_frame.h"

namespace zmqscope {

DecodedFrame decodeFrame(const HeldFrame &frame, const CodecPtr &codec, const DecodeLimits &limits)
{
    DecodedFrame result{frame, codec, codec->decodeTree(frame.bytes, limits), {}};
    const NodeId root = result.tree.root();
    if (result.tree.hasMore(root) && result.tree.childCount(root) == 0 && !limits.stopped())
        result.tree = codec->expand(std::move(result.tree), root, limits);
    if (ValueParents::areNeeded(result.tree))
        result.parents = ValueParents(result.tree);
    return result;
}

} // namespace zmqscope
