// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/protobuf/protobuf_pool.h"

#include "core/codec/protobuf/protobuf_schemas.h"

#include <QCoreApplication>
#include <set>
#include <string_view>

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;
using google::protobuf::FileDescriptorProto;

namespace zmqscope {

namespace {

constexpr std::string_view wellKnownFiles[] = {
    "google/protobuf/any.proto", "google/protobuf/api.proto", "google/protobuf/descriptor.proto",
    "google/protobuf/duration.proto", "google/protobuf/empty.proto", "google/protobuf/field_mask.proto",
    "google/protobuf/source_context.proto", "google/protobuf/struct.proto", "google/protobuf/timestamp.proto",
    "google/protobuf/type.proto", "google/protobuf/wrappers.proto",
};

QString tr(const char *text)
{
    return QCoreApplication::translate("ProtobufSchemas", text);
}

class PoolErrors final : public DescriptorPool::ErrorCollector
{
public:
    void AddError(const std::string &file, const std::string &element, const google::protobuf::Message *,
                  ErrorLocation, const std::string &message) override
    {
        errors.add(file, -1, -1, element + ": " + message);
    }

    SchemaErrors errors;
};

/// Builds files into a pool, those first that others import.
class PoolBuilder
{
public:
    PoolBuilder(DescriptorPool &pool, const ProtobufPool::Files &files) : m_pool(pool), m_files(files) {}

    void add(const std::string &name)
    {
        std::vector<std::string> open{name};
        while (!open.empty()) {
            const std::string file = open.back();
            if (m_pool.FindFileByName(file)) {
                open.pop_back();
                continue;
            }
            const FileDescriptorProto *proto = find(file);
            if (!proto) {
                errors.errors.add(file, -1, -1, tr("This import is not in the set. Write it with protoc --include_imports.").toStdString());
                return;
            }
            // A file that is met again below itself is left to the pool, which says what is wrong.
            const std::size_t before = open.size();
            if (m_opened.insert(file).second) {
                for (const std::string &import : proto->dependency()) {
                    if (!m_pool.FindFileByName(import))
                        open.push_back(import);
                }
            }
            if (open.size() > before)
                continue;
            if (!m_pool.BuildFileCollectingErrors(*proto, &errors))
                return;
            open.pop_back();
        }
    }

    PoolErrors errors;

private:
    const FileDescriptorProto *find(const std::string &file)
    {
        if (const auto own = m_files.find(file); own != m_files.end())
            return &own->second;
        if (!ProtobufPool::isWellKnown(file))
            return nullptr;
        const auto [copy, isNew] = m_wellKnown.try_emplace(file);
        if (isNew) {
            const FileDescriptor *known = DescriptorPool::generated_pool()->FindFileByName(file);
            if (!known)
                return nullptr;
            known->CopyTo(&copy->second);
            known->CopyJsonNameTo(&copy->second);
        }
        return &copy->second;
    }

    DescriptorPool &m_pool;
    const ProtobufPool::Files &m_files;
    ProtobufPool::Files m_wellKnown;
    std::set<std::string> m_opened;
};

} // namespace

void SchemaErrors::add(const std::string &file, int line, int column, const std::string &message)
{
    if (m_lines.size() >= ProtobufSchemas::maxErrors)
        return;
    const QString name = QString::fromStdString(file);
    const QString what = QString::fromStdString(message);
    m_lines += line < 0 ? tr("%1: %2").arg(name, what)
                        : tr("%1, line %2, column %3: %4").arg(name).arg(line + 1).arg(column + 1).arg(what);
}

bool ProtobufPool::isWellKnown(const std::string &file)
{
    return std::find(std::begin(wellKnownFiles), std::end(wellKnownFiles), file) != std::end(wellKnownFiles);
}

Result<std::unique_ptr<ProtobufPool>> ProtobufPool::build(const Files &files)
{
    auto pool = std::make_unique<ProtobufPool>();
    PoolBuilder builder(pool->m_descriptors, files);
    for (const auto &[name, proto] : files) {
        builder.add(name);
        if (!builder.errors.errors.isEmpty()) {
            return Error{ErrorCode::Malformed, tr("Load Protobuf types"), builder.errors.errors.text(), {}};
        }
    }
    // Those that the files define themselves stay theirs: an error here only means that.
    for (const std::string_view name : wellKnownFiles)
        builder.add(std::string(name));
    return pool;
}

const Descriptor *ProtobufPool::find(const QString &type) const
{
    const std::string name = type.toStdString();
    return m_descriptors.FindMessageTypeByName(name.starts_with('.') ? name.substr(1) : name);
}

QStringList ProtobufPool::messageTypes(const Files &files) const
{
    std::vector<const Descriptor *> found;
    for (const auto &[name, proto] : files) {
        const FileDescriptor *file = isWellKnown(name) ? nullptr : m_descriptors.FindFileByName(name);
        for (int i = 0; file && i < file->message_type_count(); ++i)
            found.push_back(file->message_type(i));
    }
    QStringList types;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Descriptor *type = found[i]; // found grows while it is walked
        if (type->options().map_entry())
            continue;
        types += QString::fromStdString(type->full_name());
        for (int nested = 0; nested < type->nested_type_count(); ++nested)
            found.push_back(type->nested_type(nested));
    }
    types.sort();
    return types;
}

} // namespace zmqscope
