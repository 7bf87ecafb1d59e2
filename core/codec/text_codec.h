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
    /// A NUL byte means that it is not meant as text.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    Result<QByteArray> encode(const QString &text) const override;
};

} // namespace zmqscope
