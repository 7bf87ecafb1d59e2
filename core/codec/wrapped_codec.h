// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

namespace zmqscope {

/// A codec inside another that packs it: gzip of JSON, read and written as JSON.
class WrappedCodec final : public Codec
{
public:
    /// @p wrapper must unwrap.
    WrappedCodec(CodecPtr wrapper, CodecPtr inner);

    const CodecPtr &wrapper() const { return m_wrapper; }
    const CodecPtr &inner() const { return m_inner; }

    QString id() const override;
    QString name() const override;
    QString hint() const override;
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override;
    /// The tree's source() is what was unwrapped, and the tree keeps it.
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const override;
    bool unwraps() const override { return m_inner->unwraps(); }
    Unwrapped unwrap(QByteArrayView bytes, qsizetype maxOutput) const override;
    Result<QByteArray> wrap(QByteArrayView bytes) const override;
    bool encodes() const override { return m_inner->encodes(); }
    QString idFor(QByteArrayView bytes) const override;
    Result<QByteArray> encode(const QString &text) const override;

private:
    CodecPtr m_wrapper;
    CodecPtr m_inner;
};

} // namespace zmqscope
