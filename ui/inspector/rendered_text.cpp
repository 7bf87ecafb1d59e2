// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/rendered_text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

bool hasLongLine(const QString &text)
{
    qsizetype start = 0;
    while (text.size() - start > TextLimit::longLine) {
        const qsizetype end = text.lastIndexOf(u'\n', start + TextLimit::longLine);
        if (end < start)
            return true;
        start = end + 1;
    }
    return false;
}

} // namespace

RenderedText renderText(const Codec &codec, QByteArrayView bytes, qsizetype maxChars)
{
    RenderedText result;
    if (codec.id() == "text"_L1) {
        VisibleText visible = visibleText(bytes, maxChars);
        result.text = std::move(visible.text);
        result.escapes = std::move(visible.escapes);
        result.syntax = PayloadHighlighter::Syntax::Escapes;
        result.bytesShown = visible.bytes;
        result.cut = visible.bytes < bytes.size();
        result.longLines = visible.longestLine > TextLimit::longLine;
        return result;
    }
    const Result<DecodedText> decoded = codec.decode(bytes, maxChars);
    if (!decoded) {
        result.error = decoded.error();
        return result;
    }
    result.text = decoded->text;
    // The view wraps it to its own width.
    if (codec.id() == "base64"_L1)
        result.text.remove(u'\n');
    result.cut = decoded->cut;
    result.longLines = hasLongLine(result.text);
    // All notations of values are alike enough.
    if (codec.decodesTree())
        result.syntax = PayloadHighlighter::Syntax::Json;
    return result;
}

} // namespace zmqscope
