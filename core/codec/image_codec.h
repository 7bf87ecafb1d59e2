// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// Pictures: tells what kind and how large they are, of the header alone. Showing them is another's
/// work.
class ImageCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::ImageCodec)
public:
    QString id() const override;
    QString name() const override;
    QString hint() const override;
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    /// Its members; where the limits allow for a line only, what it is: PNG 640×480.
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    bool encodes() const override { return false; }
    Result<QByteArray> encode(const QString &text) const override;
};

} // namespace zmqscope
