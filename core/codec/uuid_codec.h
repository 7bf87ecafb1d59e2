// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// A UUID as 16 bytes, or as the text of 36 characters.
class UuidCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::UuidCodec)
public:
    QString id() const override;
    QString name() const override;
    QString hint() const override;
    /// Never more than possible: 16 bytes may be anything, and text is text.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    /// Makes the 16 bytes.
    Result<QByteArray> encode(const QString &text) const override;
};

} // namespace zmqscope
