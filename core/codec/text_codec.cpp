// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/text_codec.h"

#include "core/codec/text_escapes.h"
#include "core/base/utf8.h"

namespace zmqscope {

namespace {
/// How much of a frame is looked at to tell whether it is text.
constexpr qsizetype recogniseBytes = 1024 * 1024;
} // namespace

QString TextCodec::id() const
{
    return QStringLiteral("text");
}

QString TextCodec::name() const
{
    return tr("Text");
}

QString TextCodec::hint() const
{
    return tr("Text, sent as UTF-8. Escapes: \\n \\r \\t \\0 \\\\ \\xHH \\uHHHH");
}

bool TextCodec::recognises(QByteArrayView bytes) const
{
    if (bytes.size() > recogniseBytes)
        bytes = utf8::withoutCutTail(bytes.first(recogniseBytes));
    return isUtf8(bytes) && !bytes.contains('\0');
}

Result<DecodedText> TextCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    DecodedText result;
    qsizetype used = 0;
    result.text = escapeStart(bytes, maxChars, &used);
    result.cut = used < bytes.size();
    return result;
}

Result<QByteArray> TextCodec::encode(const QString &text) const
{
    return unescape(text);
}

} // namespace zmqscope
