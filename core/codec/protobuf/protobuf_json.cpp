// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/protobuf/protobuf_json.h"

#include "core/codec/json_codec.h"

#include <QCoreApplication>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/type_resolver_util.h>
#include <memory>

namespace zmqscope::protobufJson {

namespace {

using google::protobuf::Descriptor;
using google::protobuf::util::TypeResolver;

/// Ahead of the name of a type in the addresses that the library knows types by.
constexpr char urlPrefix[] = "type.googleapis.com";

QString tr(const char *text)
{
    return QCoreApplication::translate("ProtobufCodec", text);
}

std::unique_ptr<TypeResolver> resolverOf(const Descriptor &type)
{
    return std::unique_ptr<TypeResolver>(
        google::protobuf::util::NewTypeResolverForDescriptorPool(urlPrefix, type.file()->pool()));
}

std::string urlOf(const Descriptor &type)
{
    return std::string(urlPrefix) + '/' + type.full_name();
}

QString nameOf(const Descriptor &type)
{
    return QString::fromStdString(type.full_name());
}

/// Required fields that @p bytes lack, "a, b.c"; empty when they are all there.
std::string missingFields(const std::string &bytes, const Descriptor &type)
{
    google::protobuf::DynamicMessageFactory factory(type.file()->pool());
    const std::unique_ptr<google::protobuf::Message> message(factory.GetPrototype(&type)->New());
    if (!message->ParsePartialFromString(bytes) || message->IsInitialized())
        return {};
    return message->InitializationErrorString();
}

} // namespace

Result<std::string> fromMessage(QByteArrayView bytes, const Descriptor &type)
{
    google::protobuf::util::JsonPrintOptions options;
    options.add_whitespace = true;
    options.preserve_proto_field_names = true;
    std::string json;
    const auto status = google::protobuf::util::BinaryToJsonString(
        resolverOf(type).get(), urlOf(type), std::string(bytes.data(), std::size_t(bytes.size())), &json, options);
    if (!status.ok()) {
        return Error{ErrorCode::Malformed, tr("Show %1 as JSON").arg(nameOf(type)),
                     QString::fromStdString(std::string(status.message())), {}};
    }
    return json;
}

Result<QByteArray> toMessage(const QString &json, const Descriptor &type)
{
    // Line and column of what is no JSON at all.
    const Result<QByteArray> utf8 = JsonCodec().encode(json);
    if (!utf8)
        return utf8;
    std::string bytes;
    const auto status = google::protobuf::util::JsonToBinaryString(
        resolverOf(type).get(), urlOf(type), {utf8->data(), std::size_t(utf8->size())}, &bytes, {});
    const QString operation = tr("Make a %1").arg(nameOf(type));
    if (!status.ok())
        return Error{ErrorCode::Malformed, operation, QString::fromStdString(std::string(status.message())), {}};
    if (const std::string missing = missingFields(bytes, type); !missing.empty()) {
        return Error{ErrorCode::InvalidArgument, operation,
                     tr("Required fields are missing: %1.").arg(QString::fromStdString(missing)), tr("Add them.")};
    }
    return QByteArray(bytes.data(), qsizetype(bytes.size()));
}

} // namespace zmqscope::protobufJson
