// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/packing/packing_codec.h"

#include "core/base/text_escapes.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace zmqscope {

namespace {

/// Bytes that one character of a text may stand for.
constexpr qsizetype maxBytesPerChar = 4;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("PackingCodec", text, nullptr, n);
}

} // namespace

Result<DecodedText> PackingCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    const qsizetype most = std::clamp<qsizetype>(maxChars, 0, DecodeLimits::defaultOutput / maxBytesPerChar);
    const Unwrapped inside = unwrap(bytes, most * maxBytesPerChar);
    if (inside.problem && inside.bytes.isEmpty()) {
        return Error{ErrorCode::Malformed, tr("Unpack %1").arg(name()),
                     tr("Byte %1: %2").arg(inside.problem->offset).arg(inside.problem->text), {}};
    }
    DecodedText result;
    qsizetype used = 0;
    result.text = escapeStart(inside.bytes, maxChars, &used);
    result.cut = inside.cut || inside.problem || used < inside.bytes.size();
    return result;
}

Result<QByteArray> PackingCodec::encode(const QString &text) const
{
    const Result<QByteArray> bytes = unescape(text);
    return bytes ? wrap(*bytes) : bytes;
}

QString PackingCodec::packedReason(QByteArrayView bytes) const
{
    return tr("%1, %2 packed").arg(name(), QLocale::c().formattedDataSize(bytes.size(), 1));
}

Error PackingCodec::packError(const QString &detail) const
{
    return {ErrorCode::System, tr("Pack as %1").arg(name()), detail, {}};
}

namespace packing {

DecodeProblem endsEarly(qint64 offset)
{
    return {offset, tr("The packed bytes end too early.")};
}

DecodeProblem damaged(qint64 offset, const char *libraryText)
{
    return {offset, tr("The packed bytes are damaged (%1).").arg(QString::fromUtf8(libraryText))};
}

DecodeProblem bytesBehind(qint64 offset, qint64 count)
{
    return {offset, tr("Behind the packed data come bytes that do not belong to it: %1.").arg(count)};
}

DecodeProblem needsDictionary(qint64 offset)
{
    return {offset, tr("It was packed with a dictionary, which only the sender has.")};
}

DecodeProblem noMemory(qint64 offset)
{
    return {offset, tr("There is not enough memory to unpack it.")};
}

} // namespace packing

} // namespace zmqscope
