// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree.h"

#include <QString>

namespace zmqscope {

/// A value that is no container and no Reference, in full: text without quotes, bytes as hex unless
/// they are plainly text. What is more than about @p maxChars characters is "…".
QString scalarText(const ValueTree &tree, NodeId id, qsizetype maxChars);

/// The same among other values: text in quotes, of bytes only the first few.
QString shortText(const ValueTree &tree, NodeId id, qsizetype maxChars);

/// The shortest digits that mean @p value; always recognisable as a float: "1.0", "1e+20", "nan".
/// @p single: the value came as one of 32 bits or fewer.
QString floatText(double value, bool single);

/// True for what needs no quotes as a key: letters, digits and _, the first not a digit.
bool isIdentifier(QByteArrayView utf8);

} // namespace zmqscope
