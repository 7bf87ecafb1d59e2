// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/protobuf/message_fields.h"

#include "core/codec/protobuf/known_fields.h"

#include <QCoreApplication>
#include <algorithm>
#include <google/protobuf/descriptor.h>

using google::protobuf::FieldDescriptor;

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ProtobufCodec", text);
}

/// Whether @p field may stand in the bytes as @p type.
bool fits(const FieldDescriptor &field, WireType type)
{
    return type == wireType(field) || (type == WireType::Bytes && field.is_packable());
}

} // namespace

std::optional<DecodeProblem> MessageFields::explain(const WireReader &reader, const WireField &field, qsizetype end)
{
    switch (reader.stop()) {
    case WireReader::Stop::End:
        break;
    case WireReader::Stop::Truncated:
        return DecodeProblem{reader.at(), tr("The bytes end amid a field.")};
    case WireReader::Stop::Overlong:
        return DecodeProblem{reader.at(), tr("Field %1 promises %2 bytes, and %3 are left.")
                                              .arg(field.number).arg(field.value).arg(end - field.valueBegin)};
    case WireReader::Stop::LongVarint:
        return DecodeProblem{reader.at(), tr("A number of this field takes more than 10 bytes.")};
    case WireReader::Stop::BadTag:
        return DecodeProblem{reader.at(), tr("No field begins with this byte.")};
    }
    return {};
}

bool MessageFields::read(qsizetype begin, qsizetype end, const google::protobuf::Descriptor *type, qsizetype most)
{
    m_records.assign(1, {});
    m_entries.clear();
    m_repeated.clear();
    m_problem.reset();
    m_beyond = {};
    WireReader reader(m_bytes, begin, end);
    Record record;
    while (reader.next(record.field)) {
        const WireField &field = record.field;
        if (qsizetype(m_records.size()) > most)
            return false;
        record.end = quint32(field.end);
        if (field.type == WireType::EndGroup) {
            m_problem = DecodeProblem{field.begin, tr("Group %1 ends here, and did not begin.").arg(field.number)};
            return false;
        }
        if (field.type == WireType::StartGroup) {
            const GroupEnds::End groupEnd = m_groups.find(field, end);
            if (groupEnd.behind == 0) {
                m_problem = DecodeProblem{field.begin, groupEnd.tooDeep ? tr("Groups are nested deeper than %1 levels.").arg(m_maxDepth)
                                                                        : tr("Group %1 has no end.").arg(field.number)};
                return false;
            }
            record.end = groupEnd.content;
            reader.moveTo(groupEnd.behind);
        }
        record.known = type ? findField(*type, field.number) : nullptr;
        record.mistyped = nullptr;
        if (record.known && !fits(*record.known, field.type))
            std::swap(record.known, record.mistyped);
        if (type)
            m_beyond.add({!record.known, record.known && record.known->is_extension(), field.type == WireType::StartGroup});
        add(record);
    }
    m_problem = explain(reader, record.field, end);
    return !m_problem;
}

void MessageFields::add(const Record &record)
{
    const auto index = quint32(m_records.size());
    m_records.push_back(record);
    if (record.known && record.known->is_repeated()) {
        const auto known = m_repeated.constFind(record.known);
        if (known != m_repeated.cend()) {
            Entry &entry = m_entries[*known];
            m_records[entry.last].next = index;
            entry.last = index;
            return;
        }
        m_repeated.insert(record.known, quint32(m_entries.size()));
    }
    m_entries.push_back({index, index});
}

} // namespace zmqscope
