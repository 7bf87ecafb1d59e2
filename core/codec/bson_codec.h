// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// BSON, the documents of MongoDB. As text it is diagnostic notation, a superset of JSON, with a map
/// at the top; whole numbers that are typed get 32 bits where they fit.
class BsonCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::BsonCodec)
public:
    QString id() const override;
    QString name() const override;
    QString hint() const override;
    /// Certain where a document with elements in it is as long as it says.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const override;
    Result<QByteArray> encode(const QString &text) const override;
};

} // namespace zmqscope
