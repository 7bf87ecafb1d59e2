// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"
#include "core/value/value_tree.h"

namespace zmqscope {

/// A tree in Python's notation: {'event': '突发事件A'}, data.zmqStruct(cmd=1, data=None), on one line
/// when short, indented over lines when long; at most about @p maxChars characters. parsePython()
/// reads it back, but for what Python has no notation for: references (<same as $['a'][0]>), what
/// cannot be shown (<…>); such a text is for reading only. See python_parser.h for the notation.
DecodedText pythonText(const ValueTree &tree, qsizetype maxChars);

} // namespace zmqscope
