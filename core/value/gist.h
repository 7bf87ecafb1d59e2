// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree.h"

#include <QString>

namespace zmqscope {

/// A value on one line, as short as it can be understood: {event: "突发事件A", n: 7, …},
/// zmqStruct(cmd=1, data=None), PNG 640×480. At most about @p maxChars characters; what is left out
/// is marked by "…". Invisible characters are escaped as previewText() does.
QString gist(const ValueTree &tree, NodeId id, qsizetype maxChars);
inline QString gist(const ValueTree &tree, qsizetype maxChars)
{
    return gist(tree, tree.root(), maxChars);
}

/// What a scalar is, in full, for people: 18446744073709551615, 1.5e-3, the text without quotes.
/// For containers what gist() says. @p maxChars as there.
QString valueText(const ValueTree &tree, NodeId id, qsizetype maxChars);

/// The type of a value, as its format calls it, or plainly: "uint8", "tuple", "text", "list".
QString typeText(const ValueTree &tree, NodeId id);

} // namespace zmqscope
