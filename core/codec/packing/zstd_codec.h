// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/packing/packing_codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// Zstandard of RFC 8878: any number of frames, skippable ones passed over.
class ZstdCodec final : public PackingCodec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::ZstdCodec)
public:
    /// Unpacking needs memory for a window of 2^this bytes at most; what all programs take that are
    /// not told otherwise. The system gives it page by page, as it is filled.
    static constexpr int maxWindowLog = 27;

    QString id() const override;
    QString name() const override;
    QString hint() const override;
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Unwrapped unwrap(QByteArrayView bytes, qsizetype maxOutput) const override;
    Result<QByteArray> wrap(QByteArrayView bytes) const override;
};

} // namespace zmqscope
