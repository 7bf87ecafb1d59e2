// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"
#include "core/codec/protobuf/protobuf_schemas.h"

#include <QCoreApplication>

namespace zmqscope {

/// Protobuf messages. Without a type ("protobuf") they are read as their bytes tell, and cannot be
/// written; with one ("protobuf:trade.Tick") fields have names, and the text is JSON.
class ProtobufCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::ProtobufCodec)
public:
    /// Larger messages are not shown as JSON text: the library makes all of it at once. Their tree is.
    static constexpr qsizetype maxTextBytes = 16 * 1024 * 1024;

    ProtobufCodec() = default;

    QString id() const override;
    QString name() const override;
    QString hint() const override;
    QString parameterHint() const override;
    /// Those of ProtobufSchemas::current().
    QStringList parameters() const override;
    /// A type of ProtobufSchemas::current(), which the codec keeps from then on.
    Result<CodecPtr> configured(const QString &type) const override;

    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    /// With a type JSON, which cannot say all: the text counts as cut where fields are left out that
    /// the type has no name for, or that are extensions. Groups make it an error.
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    bool encodes() const override { return !m_type.isEmpty(); }
    Result<QByteArray> encode(const QString &text) const override;

private:
    ProtobufCodec(ProtobufSchemasPtr schemas, const QString &type) : m_schemas(std::move(schemas)), m_type(type) {}
    Recognition recogniseTyped(QByteArrayView bytes, qsizetype effort) const;

    ProtobufSchemasPtr m_schemas; ///< null where there is no type
    QString m_type;
};

} // namespace zmqscope
