// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// Base64 of RFC 4648, standard or URL-safe alphabet, padded or not. Blanks and line breaks are
/// passed over; everything else that does not belong is an error.
class Base64Codec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Base64Codec)
public:
    QString id() const override;
    QString name() const override;
    QString hint() const override;
    /// Always possible: base64 can show any bytes, but is the format of none.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    Result<QByteArray> encode(const QString &text) const override;
};

} // namespace zmqscope
