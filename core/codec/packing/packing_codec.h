// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

namespace zmqscope {

/// What all formats share that pack other bytes. They have no text of their own: the text is that of
/// the packed bytes, with escapes.
class PackingCodec : public Codec
{
public:
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const final;
    bool unwraps() const final { return true; }
    Unwrapped unwrap(QByteArrayView bytes, qsizetype maxOutput) const override = 0;
    Result<QByteArray> wrap(QByteArrayView bytes) const override = 0;
    Result<QByteArray> encode(const QString &text) const final;

protected:
    /// "gzip, 1.2 KiB packed"
    QString packedReason(QByteArrayView bytes) const;
    /// What wrap() says when the library refuses.
    Error packError(const QString &detail) const;
};

/// Texts of what can be wrong in packed bytes, whatever packs them.
namespace packing {

DecodeProblem endsEarly(qint64 offset);
DecodeProblem damaged(qint64 offset, const char *libraryText);
/// Behind the end of what is packed come @p count more bytes.
DecodeProblem bytesBehind(qint64 offset, qint64 count);
DecodeProblem needsDictionary(qint64 offset);
DecodeProblem noMemory(qint64 offset);

} // namespace packing

} // namespace zmqscope
