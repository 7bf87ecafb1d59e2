// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/value/value_tree.h"

#include <QString>

namespace zmqscope {

/// Reads values in Python's notation; nothing is looked up, calculated or called. The tree is the one
/// that a pickle of the value decodes to, and keeps the text as UTF-8, which its offsets count in.
///
/// Literals are Python's own, with float('inf') and inf, bytearray(b'…'), frozenset({…}), set().
/// Names of the receiver's program have their module in front, but for Python's built-in ones:
///
///     data.zmqStruct                        the class itself (Symbol)
///     data.zmqStruct(cmd=1, desc='你好')     an instance with these members, without its __init__ (Object)
///     data.zmqStruct(**{'two words': 1})    the same, for names that are none; **{} for no members
///     decimal.Decimal('1.5')                what the receiver calls (Call)
///     data.Failed('late', code=7)           called, then given the members (Call with "state")
///     data.C(1).__setstate__((2, 3))        called, then given this state (Call with "state")
///     collections.deque().extend([1, 2])    filled by append (Call or Object with "items")
///     collections.Counter().update({'a': 1})  filled by key (… with "pairs")
///     data.C.__new__(data.C, 1, n=2)        made by __new__ with keywords (Call with text keys)
///     getattr(data.Outer, 'Inner')(1)       what is called may be a call itself (Call with "callable")
///
/// Errors name line and column, and what to write instead.
Result<ValueTree> parsePython(const QString &text);

} // namespace zmqscope
