// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/value_tree/decoded_frame.h"

namespace zmqscope {

/// What one row of a tree of values shows.
struct ValueRow
{
    QString key;
    bool keyIsOurs = false; ///< a number or a part that we name, not a key of the sender's
    bool keyIsSection = false;
    QString value;
    bool valueIsOurs = false; ///< words about the value: what another one is the same as
    theme::Role tone = theme::Role::Text;
    QString type;
};

/// So many characters of a value stand in its row.
constexpr qsizetype rowChars = 500;

/// The row of the root.
ValueRow rootRow(const DecodedFrame &decoded);
/// The row of a child, 0 ≤ child < childCount(parent).
ValueRow childRow(const DecodedFrame &decoded, NodeId parent, qsizetype child);
/// The value alone, at most about @p maxChars characters: for a row, or a tooltip.
QString rowValueText(const DecodedFrame &decoded, NodeId id, qsizetype maxChars);

} // namespace zmqscope
