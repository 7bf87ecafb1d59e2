// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/text_codec.h"

#include "core/base/text_escapes.h"
#include "core/base/utf8.h"

namespace zmqscope {

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

Recognition TextCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    const bool whole = bytes.size() <= effort;
    const QByteArrayView looked = whole ? bytes : utf8::withoutCutTail(bytes.first(effort));
    if (looked.contains('\0') || !isUtf8(looked))
        return {};
    return {Certainty::Likely, whole ? tr("valid UTF-8") : tr("valid UTF-8 in the first %1 bytes").arg(looked.size())};
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
