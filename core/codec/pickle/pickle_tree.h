// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/decode_limits.h"
#include "core/value/value_tree.h"

namespace zmqscope {

/// The values of a Python pickle of protocol 0 to 5. Nothing of it is looked up, imported or called:
///
/// - A name becomes a Symbol, "os.system". A call that Python would make becomes a Call, labelled with
///   the callable; arguments by position have a Null key, others a Text key. Parts follow under keys of
///   kind Symbol: "state", "items", "pairs", and "args", "kwargs" where these are no plain tuple and
///   dict, and before all "callable" where that is more than a name.
/// - An instance that is nothing but its class and a dict of members becomes an Object.
/// - Calls that only say plain data become that data: set([…]) and bytes of protocols that have no
///   opcode for them, and the packed fields of datetime's classes.
/// - Lists are labelled "tuple", "set", "frozenset" where they are; Bytes "bytes" or "bytearray"; what
///   was a str in Python 2 "str (Python 2)", as Text where it is UTF-8 and as Bytes where not.
/// - A container that comes up again, or contains itself, is a Reference to its first place, in the order
///   of reading. Leaves are repeated.
///
/// What pickle.loads() of Python 3.11 refuses is the tree's problem(), except that names need not exist.
/// Bytes behind the end are ignored, as Python does.
ValueTree decodePickle(QByteArrayView bytes, const DecodeLimits &limits);

} // namespace zmqscope
