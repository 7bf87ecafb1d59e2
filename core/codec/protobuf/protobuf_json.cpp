// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/protobuf/protobuf_json.h"

#include "core/codec/json_codec.h"

#include <QCoreApplication>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/type_resolver_util.h>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

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

/// What went wrong is in the results: the library need not write it to stderr as well.
void silenceLibrary()
{
    [[maybe_unused]] static const auto before = google::protobuf::SetLogHandler(nullptr);
}

/// As the library says it, "(side): invalid value", but without the empty name where it has no field.
Error failure(const QString &operation, const google::protobuf::util::Status &status)
{
    QString detail = QString::fromStdString(std::string(status.message()));
    if (detail.startsWith(": "_L1))
        detail.remove(0, 2);
    return {ErrorCode::Malformed, operation, detail, {}};
}

/// The same message as the library writes it: fields by number, each in one place, numbers packed,
/// maps by key. Its ways from and to JSON leave all that as it comes. Nothing when the library
/// refuses the bytes.
std::optional<std::string> ordered(const std::string &bytes, const Descriptor &type)
{
    google::protobuf::DynamicMessageFactory factory(type.file()->pool());
    const std::unique_ptr<google::protobuf::Message> message(factory.GetPrototype(&type)->New());
    if (!message->ParsePartialFromString(bytes))
        return {};
    std::string result;
    {
        google::protobuf::io::StringOutputStream stream(&result);
        google::protobuf::io::CodedOutputStream output(&stream);
        output.SetSerializationDeterministic(true);
        message->SerializePartialToCodedStream(&output);
    }
    return result;
}

Error refused(const QString &operation)
{
    return {ErrorCode::Malformed, operation,
            tr("Protobuf itself refuses the message: it is nested in more than 100 levels, or has text that is not UTF-8."), {}};
}

} // namespace

Result<std::string> fromMessage(QByteArrayView bytes, const Descriptor &type)
{
    silenceLibrary();
    google::protobuf::util::JsonPrintOptions options;
    options.add_whitespace = true;
    options.preserve_proto_field_names = true;
    std::string json;
    const QString operation = tr("Show %1 as JSON").arg(nameOf(type));
    const std::optional<std::string> message = ordered(std::string(bytes.data(), std::size_t(bytes.size())), type);
    if (!message)
        return refused(operation);
    const auto status = google::protobuf::util::BinaryToJsonString(resolverOf(type).get(), urlOf(type), *message, &json, options);
    if (!status.ok())
        return failure(operation, status);
    return json;
}

Result<QByteArray> toMessage(const QString &json, const Descriptor &type)
{
    // Line and column of what is no JSON at all.
    const Result<QByteArray> utf8 = JsonCodec().encode(json);
    if (!utf8)
        return utf8;
    silenceLibrary();
    std::string bytes;
    const auto status = google::protobuf::util::JsonToBinaryString(
        resolverOf(type).get(), urlOf(type), {utf8->data(), std::size_t(utf8->size())}, &bytes, {});
    const QString operation = tr("Make a %1").arg(nameOf(type));
    if (!status.ok())
        return failure(operation, status);
    const std::optional<std::string> message = ordered(bytes, type);
    if (!message)
        return refused(operation);
    return QByteArray(message->data(), qsizetype(message->size()));
}

} // namespace zmqscope::protobufJson
