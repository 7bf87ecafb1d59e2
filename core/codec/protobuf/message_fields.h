// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/protobuf/group_ends.h"
#include "core/codec/protobuf/wire_reader.h"
#include "core/value/value_tree.h"

#include <optional>
#include <span>

namespace google::protobuf {
class Descriptor;
class FieldDescriptor;
}

namespace zmqscope {

/// What is in a message and cannot be said in Protobuf's JSON.
struct BeyondJson
{
    bool unknown = false;    ///< fields that the type has not, or has otherwise
    bool extensions = false;
    bool groups = false;

    void add(const BeyondJson &other)
    {
        unknown = unknown || other.unknown;
        extensions = extensions || other.extensions;
        groups = groups || other.groups;
    }
};

/// The outermost fields of a message, those of one repeated field tied together: they need not
/// stand behind each other in the bytes.
class MessageFields
{
public:
    /// A field as it stands in the bytes.
    struct Record
    {
        WireField field;
        quint32 end = 0;  ///< of the value; of groups, without the end tag
        quint32 next = 0; ///< record of the same repeated field; 0 = none
        const google::protobuf::FieldDescriptor *known = nullptr;
        const google::protobuf::FieldDescriptor *mistyped = nullptr; ///< has the number, but another wire type
    };
    /// What is shown as one value: a repeated field, or a single record.
    struct Entry
    {
        quint32 first; ///< records
        quint32 last;
    };

    MessageFields(QByteArrayView bytes, int maxDepth) : m_bytes(bytes), m_maxDepth(maxDepth), m_groups(bytes, maxDepth) {}

    /// Reads the message @p begin ≤ i < @p end; @p type may be null. False when it is not whole:
    /// there is a problem(), or there are more fields than @p most.
    bool read(qsizetype begin, qsizetype end, const google::protobuf::Descriptor *type, qsizetype most);

    std::span<const Entry> entries() const { return m_entries; }
    const Record &record(quint32 i) const { return m_records[i]; }
    const std::optional<DecodeProblem> &problem() const { return m_problem; }
    /// Of the fields that were read; only where there is a type.
    const BeyondJson &beyondJson() const { return m_beyond; }

    /// Why @p reader stopped, at @p field; nothing when it did at the end.
    static std::optional<DecodeProblem> explain(const WireReader &reader, const WireField &field, qsizetype end);

private:
    void add(const Record &record);

    QByteArrayView m_bytes;
    int m_maxDepth;
    GroupEnds m_groups;
    std::vector<Record> m_records; ///< [0] is none
    std::vector<Entry> m_entries;
    QHash<const google::protobuf::FieldDescriptor *, quint32> m_repeated; ///< places in m_entries
    std::optional<DecodeProblem> m_problem;
    BeyondJson m_beyond;
};

} // namespace zmqscope
