// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/protobuf/protobuf_schemas.h"

#include "core/codec/protobuf/protobuf_pool.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMutex>
#include <google/protobuf/compiler/importer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

using namespace Qt::StringLiterals;
using google::protobuf::FileDescriptor;
using google::protobuf::compiler::DiskSourceTree;

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ProtobufSchemas", text);
}

Error failure(ErrorCode code, const QString &path, const QString &detail, const QString &remedy = {})
{
    return {code, tr("Load %1").arg(path), detail, remedy};
}

std::string diskPath(const QString &path)
{
    return QFile::encodeName(QDir::cleanPath(QFileInfo(path).absoluteFilePath())).toStdString();
}

/// Keeps the text that it reads.
class TextStream final : public google::protobuf::io::ZeroCopyInputStream
{
public:
    explicit TextStream(std::string text) : m_text(std::move(text)), m_stream(m_text.data(), int(m_text.size())) {}
    bool Next(const void **data, int *size) override { return m_stream.Next(data, size); }
    void BackUp(int count) override { m_stream.BackUp(count); }
    bool Skip(int count) override { return m_stream.Skip(count); }
    int64_t ByteCount() const override { return m_stream.ByteCount(); }

private:
    std::string m_text;
    google::protobuf::io::ArrayInputStream m_stream;
};

/// Files on disk, and the well-known ones even where there are none.
class SchemaFiles final : public google::protobuf::compiler::SourceTree
{
public:
    google::protobuf::io::ZeroCopyInputStream *Open(const std::string &file) override
    {
        if (auto *stream = disk.Open(file))
            return stream;
        if (!ProtobufPool::isWellKnown(file))
            return nullptr;
        const FileDescriptor *known = google::protobuf::DescriptorPool::generated_pool()->FindFileByName(file);
        return known ? new TextStream(known->DebugString()) : nullptr;
    }
    std::string GetLastErrorMessage() override { return disk.GetLastErrorMessage(); }

    DiskSourceTree disk;
};

class ImportErrors final : public google::protobuf::compiler::MultiFileErrorCollector
{
public:
    void AddError(const std::string &file, int line, int column, const std::string &message) override
    {
        errors.add(file, line, column, message);
    }

    SchemaErrors errors;
};

/// @p file and all that it imports.
void collect(const FileDescriptor *file, ProtobufPool::Files &files)
{
    std::vector<const FileDescriptor *> open{file};
    while (!open.empty()) {
        const FileDescriptor *next = open.back();
        open.pop_back();
        const auto [place, isNew] = files.try_emplace(next->name());
        if (!isNew)
            continue;
        next->CopyTo(&place->second);
        next->CopyJsonNameTo(&place->second);
        for (int i = 0; i < next->dependency_count(); ++i)
            open.push_back(next->dependency(i));
    }
}

/// The name of @p path among the imports; its own directory is added where no other has it.
Result<std::string> importName(DiskSourceTree &disk, const QString &path)
{
    const std::string onDisk = diskPath(path);
    std::string name;
    std::string shadowing;
    auto found = disk.DiskFileToVirtualFile(onDisk, &name, &shadowing);
    if (found == DiskSourceTree::NO_MAPPING) {
        disk.MapPath("", diskPath(QFileInfo(path).absolutePath()));
        found = disk.DiskFileToVirtualFile(onDisk, &name, &shadowing);
    }
    switch (found) {
    case DiskSourceTree::SUCCESS:
        return name;
    case DiskSourceTree::SHADOWED:
        return failure(ErrorCode::InvalidArgument, path,
                       tr("%1 has the same name, %2, and is found first.").arg(QString::fromStdString(shadowing), QString::fromStdString(name)),
                       tr("Put its directory first, or leave out the other file."));
    default:
        return failure(ErrorCode::NotFound, path, tr("The file cannot be read."), tr("Check its name and your permission to read it."));
    }
}

Result<void> readProto(SchemaFiles &tree, const QString &path, ProtobufPool::Files &files)
{
    const Result<std::string> name = importName(tree.disk, path);
    if (!name)
        return name.error();
    ImportErrors collector;
    google::protobuf::compiler::Importer importer(&tree, &collector);
    const FileDescriptor *file = importer.Import(*name);
    if (!file || !collector.errors.isEmpty()) {
        return failure(ErrorCode::Malformed, path, collector.errors.text(),
                       tr("Where an import is not found, add the directory that it is looked for in."));
    }
    collect(file, files);
    return {};
}

Result<void> readDescriptorSet(const QString &path, ProtobufPool::Files &files)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, path, file.errorString(), tr("Check its name and your permission to read it."));
    const QByteArray bytes = file.read(ProtobufSchemas::maxDescriptorSet + 1);
    if (bytes.size() > ProtobufSchemas::maxDescriptorSet)
        return failure(ErrorCode::TooMany, path, tr("A descriptor set of more than 64 MiB is not read."));
    google::protobuf::FileDescriptorSet set;
    if (bytes.isEmpty() || !set.ParsePartialFromArray(bytes.data(), int(bytes.size())) || set.file_size() == 0) {
        return failure(ErrorCode::Malformed, path, tr("This is neither a .proto file nor a descriptor set."),
                       tr("Write one with protoc --include_imports --descriptor_set_out=FILE."));
    }
    for (const auto &proto : set.file())
        files.try_emplace(proto.name(), proto);
    return {};
}

struct Current
{
    QMutex mutex;
    ProtobufSchemasPtr schemas;
};

Current &currentSchemas()
{
    static Current current;
    return current;
}

} // namespace

ProtobufSchemas::ProtobufSchemas(Source source, QStringList messageTypes, std::unique_ptr<ProtobufPool> pool)
    : m_source(std::move(source)), m_messageTypes(std::move(messageTypes)), m_pool(std::move(pool))
{
}

ProtobufSchemas::~ProtobufSchemas() = default;

Result<ProtobufSchemasPtr> ProtobufSchemas::load(const Source &source)
{
    SchemaFiles tree;
    for (const QString &directory : source.includeDirectories)
        tree.disk.MapPath("", diskPath(directory));
    ProtobufPool::Files files;
    for (const QString &path : source.files) {
        const bool isProto = path.endsWith(u".proto"_s, Qt::CaseInsensitive);
        if (const Result<void> read = isProto ? readProto(tree, path, files) : readDescriptorSet(path, files); !read)
            return read.error();
    }
    Result<std::unique_ptr<ProtobufPool>> pool = ProtobufPool::build(files);
    if (!pool)
        return pool.error();
    QStringList types = pool.value()->messageTypes(files);
    return ProtobufSchemasPtr(new ProtobufSchemas(source, std::move(types), std::move(pool.value())));
}

ProtobufSchemasPtr ProtobufSchemas::current()
{
    Current &current = currentSchemas();
    const QMutexLocker lock(&current.mutex);
    if (!current.schemas)
        current.schemas = load({}).value(); // no file, so nothing that could fail
    return current.schemas;
}

void ProtobufSchemas::setCurrent(ProtobufSchemasPtr schemas)
{
    Current &current = currentSchemas();
    const QMutexLocker lock(&current.mutex);
    current.schemas.swap(schemas); // the old ones are freed behind the lock
}

bool ProtobufSchemas::hasMessageType(const QString &type) const
{
    return m_pool->find(type) != nullptr;
}

} // namespace zmqscope
