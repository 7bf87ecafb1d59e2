// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/text_piece.h"

namespace zmqscope {

QList<TextPiece> piecesOf(QStringView text)
{
    QList<TextPiece> pieces;
    while (!text.isEmpty()) {
        const qsizetype open = text.indexOf(u'{');
        const qsizetype close = open < 0 ? -1 : text.indexOf(u'}', open);
        if (close < 0) {
            pieces.append({false, text, {}});
            break;
        }
        if (open > 0)
            pieces.append({false, text.first(open), {}});
        const QStringView inside = text.sliced(open + 1, close - open - 1);
        const qsizetype dot = inside.indexOf(u'.');
        pieces.append({true, dot < 0 ? inside : inside.first(dot), dot < 0 ? QStringView() : inside.sliced(dot + 1)});
        text = text.sliced(close + 1);
    }
    return pieces;
}

} // namespace zmqscope
