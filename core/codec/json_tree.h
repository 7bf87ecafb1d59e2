// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/decode_limits.h"
#include "core/value/value_tree.h"

namespace zmqscope {

/// JSON as values: order and duplicate keys kept, integers of any size exact, numbers that a double
/// does not hold with the digits of the source. Texts larger than DecodeLimits::eagerBytes are
/// folded; what is wrong in them shows when it is reached.
ValueTree jsonTree(QByteArrayView bytes, const DecodeLimits &limits);

/// The next children of a container that jsonTree() folded.
ValueTree expandJsonTree(ValueTree tree, NodeId folded, const DecodeLimits &limits);

} // namespace zmqscope
