// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QStringList>
#include <memory>

namespace zmqscope {

class ProtobufPool;
class ProtobufSchemas;
/// Shared between threads, and kept by every codec that was set up with it.
using ProtobufSchemasPtr = std::shared_ptr<const ProtobufSchemas>;

/// The message types that .proto files define; never changed once it is made. The well-known types
/// (google/protobuf/timestamp.proto and its like) are always there, and need no directory.
class ProtobufSchemas
{
public:
    /// Where types come from, as a profile keeps it.
    struct Source
    {
        /// .proto files, or descriptor sets as protoc --descriptor_set_out writes them.
        QStringList files;
        /// Where imports are looked for, in this order; for files outside of them their own
        /// directory is tried last.
        QStringList includeDirectories;

        bool operator==(const Source &) const = default;
    };
    /// Descriptor sets of more bytes are refused.
    static constexpr qint64 maxDescriptorSet = 64 * 1024 * 1024;
    /// So many errors of the files are told at once.
    static constexpr int maxErrors = 10;

    /// Reads and compiles the files. Takes as long as the files need: call it on a worker thread.
    /// Errors name file, line and column, one a line.
    static Result<ProtobufSchemasPtr> load(const Source &source);

    /// The types that codecs are set up with from now on: the one place of the program that says
    /// so. Thread-safe. Never null; at first there are only the well-known types.
    static ProtobufSchemasPtr current();
    /// Codecs that are set up already stay as they are: resolve them anew.
    static void setCurrent(ProtobufSchemasPtr schemas);

    ~ProtobufSchemas();
    Q_DISABLE_COPY_MOVE(ProtobufSchemas)

    const Source &source() const { return m_source; }
    /// Full names, "trade.Tick", sorted; without the well-known ones.
    const QStringList &messageTypes() const { return m_messageTypes; }
    bool hasMessageType(const QString &type) const;

    /// For the decoder alone: core/codec/protobuf/protobuf_pool.h.
    const ProtobufPool &pool() const { return *m_pool; }

private:
    ProtobufSchemas(Source source, QStringList messageTypes, std::unique_ptr<ProtobufPool> pool);

    Source m_source;
    QStringList m_messageTypes;
    std::unique_ptr<ProtobufPool> m_pool;
};

} // namespace zmqscope
