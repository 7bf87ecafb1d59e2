// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QStringList>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <map>
#include <string>

namespace zmqscope {

/// The compiled types behind ProtobufSchemas. Heavy to include: only where protobuf itself is needed.
class ProtobufPool
{
public:
    using Files = std::map<std::string, google::protobuf::FileDescriptorProto>;

    /// Compiles @p files, whatever order they need. What they import must be among them, or be well
    /// known.
    static Result<std::unique_ptr<ProtobufPool>> build(const Files &files);
    /// True for google/protobuf/timestamp.proto and the others that are built into the library.
    static bool isWellKnown(const std::string &file);

    /// Null when there is no such type. A dot in front does no harm.
    const google::protobuf::Descriptor *find(const QString &type) const;
    /// Full names of all types in @p files, sorted, without the well-known ones.
    QStringList messageTypes(const Files &files) const;
    const google::protobuf::DescriptorPool &descriptors() const { return m_descriptors; }

private:
    google::protobuf::DescriptorPool m_descriptors;
};

/// "tick.proto, line 3, column 5: …", at most ProtobufSchemas::maxErrors of them.
class SchemaErrors
{
public:
    /// @p line and @p column from 0; negative when they are not known.
    void add(const std::string &file, int line, int column, const std::string &message);
    bool isEmpty() const { return m_lines.isEmpty(); }
    QString text() const { return m_lines.join(u'\n'); }

private:
    QStringList m_lines;
};

} // namespace zmqscope
