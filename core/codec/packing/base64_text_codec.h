// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/packing/packing_codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// Bytes that a program sent as base64 text (RFC 4648, either alphabet), as JSON and XML do it: what
/// stands in the text is the payload. Base64Codec is the opposite: it shows any bytes as base64.
class Base64TextCodec final : public PackingCodec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Base64TextCodec)
public:
    /// Shorter words are letters by chance too often.
    static constexpr qsizetype minRecognised = 16;

    QString id() const override;
    QString name() const override;
    QString hint() const override;
    /// Possible for what no word looks like; Likely when readable text or the mark of a known format
    /// is inside.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    /// Blanks and line breaks are passed over; the padding may be missing.
    Unwrapped unwrap(QByteArrayView bytes, qsizetype maxOutput) const override;
    Result<QByteArray> wrap(QByteArrayView bytes) const override;
};

} // namespace zmqscope
