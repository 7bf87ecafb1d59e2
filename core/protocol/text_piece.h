// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace zmqscope {

/// A part of a text of a protocol, which may hold placeholders: {frame} and {frame.member}. A brace
/// that is not closed is plain text.
struct TextPiece
{
    bool isPlaceholder = false;
    QStringView text;   ///< plain text; of a placeholder the name of a frame
    QStringView member; ///< of the JSON object in the frame; empty: the frame itself
};

/// The pieces of @p text in order; they borrow it.
QList<TextPiece> piecesOf(QStringView text);

} // namespace zmqscope
