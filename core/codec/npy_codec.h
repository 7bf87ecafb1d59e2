// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// NumPy's .npy files, as numpy.save() writes them: for reading only.
class NpyCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::NpyCodec)
public:
    QString id() const override;
    QString name() const override;
    QString hint() const override;
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    /// Shape, type and elements in brackets, as NumPy prints them but with none left out.
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const override;
    bool encodes() const override { return false; }
    Result<QByteArray> encode(const QString &text) const override;
};

} // namespace zmqscope
