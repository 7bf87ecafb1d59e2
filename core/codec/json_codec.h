// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// JSON, shown indented with every key, number and string as it was written. Typed JSON is checked
/// and then sent exactly as typed.
class JsonCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::JsonCodec)
public:
    QString id() const override;
    QString name() const override;
    QString hint() const override;
    /// For one object or array. Checks as much as the effort allows, and the last character.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Recognition recogniseStart(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const override;
    Result<QByteArray> encode(const QString &text) const override;

private:
    static Recognition recognise(QByteArrayView bytes, qsizetype effort, bool hasEnd);
};

} // namespace zmqscope
