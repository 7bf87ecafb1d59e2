// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/protobuf/protobuf_codec.h"

#include "core/codec/notation/diagnostic_notation.h"
#include "core/codec/protobuf/message_shape.h"
#include "core/codec/protobuf/message_tree.h"
#include "core/codec/protobuf/protobuf_json.h"
#include "core/codec/protobuf/protobuf_pool.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Values that are looked at to see whether bytes are of a type.
constexpr qsizetype triedNodes = 1000;
/// Names of types that an error lists.
constexpr qsizetype listedTypes = 5;

const google::protobuf::Descriptor *descriptor(const ProtobufSchemasPtr &schemas, const QString &type)
{
    return schemas ? schemas->pool().find(type) : nullptr;
}

} // namespace

QString ProtobufCodec::id() const
{
    return m_type.isEmpty() ? QStringLiteral("protobuf") : QString("protobuf:"_L1 % m_type);
}

QString ProtobufCodec::name() const
{
    return m_type.isEmpty() ? tr("Protobuf") : tr("Protobuf %1").arg(m_type);
}

QString ProtobufCodec::hint() const
{
    return m_type.isEmpty() ? tr("Protobuf is written as JSON once a message type is chosen.")
                            : tr("JSON with the fields of %1.").arg(m_type);
}

QString ProtobufCodec::parameterHint() const
{
    return tr("a message type such as trade.Tick");
}

QStringList ProtobufCodec::parameters() const
{
    return ProtobufSchemas::current()->messageTypes();
}

Result<CodecPtr> ProtobufCodec::configured(const QString &parameter) const
{
    const QString type = parameter.startsWith(u'.') ? parameter.sliced(1) : parameter;
    ProtobufSchemasPtr schemas = ProtobufSchemas::current();
    if (schemas->hasMessageType(type))
        return CodecPtr(new ProtobufCodec(std::move(schemas), type));
    const QStringList &known = schemas->messageTypes();
    QString detail = tr("No message type \"%1\" is loaded.").arg(type);
    QString remedy = tr("Load the .proto file or the descriptor set that defines it.");
    const QString last = type.sliced(type.lastIndexOf(u'.') + 1);
    QStringList alike;
    std::copy_if(known.begin(), known.end(), std::back_inserter(alike), [&last](const QString &name) {
        return name.sliced(name.lastIndexOf(u'.') + 1).compare(last, Qt::CaseInsensitive) == 0;
    });
    if (!alike.isEmpty())
        remedy = tr("Choose %1, or load the file that defines it.").arg(alike.join(", "_L1));
    else if (!known.isEmpty())
        detail += u' ' + (known.size() > listedTypes ? tr("Loaded are %1 and others.") : tr("Loaded are %1."))
                             .arg(known.first(std::min(known.size(), listedTypes)).join(", "_L1));
    return Error{ErrorCode::NotFound, tr("Protobuf"), detail, remedy};
}

Recognition ProtobufCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    if (!m_type.isEmpty())
        return recogniseTyped(bytes, effort);
    if (bytes.isEmpty())
        return {};
    const MessageShape shape = messageShape(bytes, effort);
    if (!shape.isMessage)
        return {};
    const qsizetype looked = std::min(effort, bytes.size());
    const bool structured = shape.hasText || (!shape.longest.isEmpty() && messageShape(shape.longest, effort).hasText);
    const bool likely = shape.isOrdered && shape.hasSeveralNumbers && structured && !isReadableText(bytes.first(looked));
    return {likely ? Certainty::Likely : Certainty::Possible,
            (shape.fields == 1 ? tr("could be Protobuf: one field, %1 of %2 bytes used, no schema")
                               : tr("could be Protobuf: %1 fields, %2 of %3 bytes used, no schema").arg(shape.fields))
                .arg(looked).arg(bytes.size())};
}

Recognition ProtobufCodec::recogniseTyped(QByteArrayView bytes, qsizetype effort) const
{
    DecodeLimits limits;
    limits.maxNodes = triedNodes;
    BeyondJson beyond;
    const bool whole = bytes.size() <= effort;
    const ValueTree tree = messageTree(whole ? bytes : bytes.first(effort), limits, descriptor(m_schemas, m_type), &beyond);
    if (whole && tree.problem())
        return {};
    const bool sure = !beyond.unknown && tree.childCount(tree.root()) > 0;
    return {sure ? Certainty::Likely : Certainty::Possible,
            beyond.unknown ? tr("could be %1, with unknown fields").arg(m_type) : tr("fits %1, %2 of %3 bytes used")
                .arg(m_type).arg(std::min(effort, bytes.size())).arg(bytes.size())};
}

Result<DecodedText> ProtobufCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    if (m_type.isEmpty())
        return diagnosticNotation::printWith(*this, bytes, maxChars, tr("Show Protobuf"));
    const QString operation = tr("Show %1 as JSON").arg(m_type);
    if (bytes.size() > maxTextBytes) {
        return Error{ErrorCode::TooMany, operation, tr("Messages of more than 16 MiB are not shown as text."),
                     tr("Look at the values instead.")};
    }
    const google::protobuf::Descriptor *type = descriptor(m_schemas, m_type);
    BeyondJson beyond;
    const ValueTree tree = messageTree(bytes, {}, type, &beyond);
    if (tree.problem()) {
        return Error{ErrorCode::Malformed, operation,
                     tr("Byte %1: %2").arg(tree.problem()->offset).arg(tree.problem()->text), {}};
    }
    if (beyond.groups) {
        return Error{ErrorCode::Unsupported, operation, tr("The message has groups, which JSON cannot say."),
                     tr("Look at the values instead.")};
    }
    const Result<std::string> json = protobufJson::fromMessage(bytes, *type);
    if (!json)
        return json.error();
    DecodedText result;
    result.text = QString::fromStdString(*json).trimmed();
    result.cut = beyond.unknown || beyond.extensions || tree.isCut() || result.text.size() > maxChars;
    result.text.truncate(maxChars);
    return result;
}

ValueTree ProtobufCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    return messageTree(bytes, limits, descriptor(m_schemas, m_type));
}

Result<QByteArray> ProtobufCodec::encode(const QString &text) const
{
    if (m_type.isEmpty()) {
        return Error{ErrorCode::Unsupported, tr("Write Protobuf"), tr("The fields of a message are known by its type only."),
                     tr("Choose a message type; load its .proto file where there is none.")};
    }
    return protobufJson::toMessage(text, *descriptor(m_schemas, m_type));
}

} // namespace zmqscope
