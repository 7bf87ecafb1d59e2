// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/packing/packing_codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// Z85 of ZeroMQ's RFC 32: five printable characters for four bytes, as CURVE keys are written.
class Z85Codec final : public PackingCodec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Z85Codec)
public:
    /// Half a CURVE key; shorter texts are of its alphabet by chance too often.
    static constexpr qsizetype minRecognised = 20;

    QString id() const override;
    QString name() const override;
    QString hint() const override;
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Unwrapped unwrap(QByteArrayView bytes, qsizetype maxOutput) const override;
    /// Only whole groups of four bytes.
    Result<QByteArray> wrap(QByteArrayView bytes) const override;
};

} // namespace zmqscope
