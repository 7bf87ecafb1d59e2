// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/pickle/python_draft.h"

namespace zmqscope {

/// What stands between the brackets of a call, and in front of them.
struct PythonCall
{
    int callee = PythonDraft::none;     ///< a Symbol, Call or Object
    int positional = PythonDraft::none; ///< a Call whose pairs have keys of kind Null
    int keywords = PythonDraft::none;   ///< a Map of texts; none when no keyword and no ** is there
    qint64 begin = 0;
    qint64 end = 0;
};

/// The value that a call means, see parsePython(): bytearray(b'…') is Bytes, data.C(x=1) an Object.
/// @p problem gets what cannot be meant.
int madeByCall(PythonDraft &draft, const PythonCall &call, std::optional<DecodeProblem> &problem);

/// The Call that @p made, a Call or an Object, is when it also gets "items", "pairs" or a "state".
int withSection(PythonDraft &draft, int made, const char *section, int argument);

/// True for names that stand without a module: "frozenset", "ValueError".
bool isPythonBuiltin(QByteArrayView name);

} // namespace zmqscope
