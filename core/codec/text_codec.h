// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// UTF-8 text with the escapes of text_escapes.h, so that any bytes can be shown and typed.
class TextCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::TextCodec)
public:
    QString id() const override;
    QString name() const override;
    QString hint() const override;
    /// Looks at the first MiB; a NUL byte means that it is not meant as text.
    bool recognises(QByteArrayView bytes) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    Result<QByteArray> encode(const QString &text) const override;
};

} // namespace zmqscope
