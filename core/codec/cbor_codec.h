// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// CBOR (RFC 8949). As text it is diagnostic notation, a superset of JSON; whole numbers and lengths
/// that are typed get their shortest form, floating point numbers 64 bits unless said otherwise.
class CborCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::CborCodec)
public:
    QString id() const override;
    QString name() const override;
    QString hint() const override;
    /// Certain with tag 55799, CBOR's mark, in front; Likely at most without.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const override;
    Result<QByteArray> encode(const QString &text) const override;
};

} // namespace zmqscope
