// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/packing/packing_codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// LZ4 in its frame format: any number of frames, skippable ones passed over. Bare LZ4 blocks carry
/// neither a mark nor their length, and are not read.
class Lz4Codec final : public PackingCodec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Lz4Codec)
public:
    QString id() const override;
    QString name() const override;
    QString hint() const override;
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Unwrapped unwrap(QByteArrayView bytes, qsizetype maxOutput) const override;
    Result<QByteArray> wrap(QByteArrayView bytes) const override;
};

} // namespace zmqscope
