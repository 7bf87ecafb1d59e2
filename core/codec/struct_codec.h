// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"
#include "core/codec/struct_format.h"

#include <QCoreApplication>

namespace zmqscope {

/// Records of fixed size, as Python's struct packs them. A frame may hold several of them behind each
/// other. Without a format, which configured() gives it, it can read and write nothing.
class StructCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::StructCodec)
public:
    StructCodec() = default;
    explicit StructCodec(const StructFormat &format) : m_format(format) {}

    QString id() const override;
    QString name() const override;
    QString hint() const override;
    QString parameterHint() const override;
    Result<CodecPtr> configured(const QString &parameter) const override;
    /// With a format: possible, where the size fits.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    /// A tuple, or a list of tuples, in Python's notation.
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const override;
    bool encodes() const override { return m_format.has_value(); }
    /// Values in Python's notation or JSON's: (1, 2.5, b'abc'), or a list of records.
    Result<QByteArray> encode(const QString &text) const override;

private:
    std::optional<StructFormat> m_format;
};

} // namespace zmqscope
