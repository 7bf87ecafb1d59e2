// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// One of the ways that computers write numbers.
struct NumberType;

/// One number or an array of them, of the type that configured() chose: "u8", "i32le", "f64be". As
/// long as none is chosen it shows one number in every way that its size allows.
class NumberCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::NumberCodec)
public:
    NumberCodec() = default;
    explicit NumberCodec(const NumberType &type) : m_type(&type) {}

    /// The parameters of all types: "u8", "i8", "u16le", …
    static QStringList types();

    QString id() const override;
    QString name() const override;
    QString hint() const override;
    QString parameterHint() const override;
    Result<CodecPtr> configured(const QString &parameter) const override;
    /// Never more than possible: any bytes are numbers.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const override;
    bool encodes() const override { return m_type != nullptr; }
    /// Numbers with commas or blanks between them; brackets may stand round them.
    Result<QByteArray> encode(const QString &text) const override;

private:
    const NumberType *m_type = nullptr; ///< in a table that is never freed
};

} // namespace zmqscope
