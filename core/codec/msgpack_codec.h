// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// MessagePack. As text it is diagnostic notation, a superset of JSON; what is typed becomes the
/// shortest bytes that say it.
class MsgpackCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::MsgpackCodec)
public:
    QString id() const override;
    QString name() const override;
    QString hint() const override;
    /// Likely at most: MessagePack has no mark.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const override;
    Result<QByteArray> encode(const QString &text) const override;
};

} // namespace zmqscope
