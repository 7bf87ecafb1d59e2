// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/protobuf/message_tree.h"

#include "core/base/utf8.h"
#include "core/codec/protobuf/known_fields.h"
#include "core/codec/protobuf/message_fields.h"
#include "core/codec/protobuf/message_shape.h"
#include "core/value/value_tree_assembler.h"

#include <QCoreApplication>
#include <algorithm>
#include <google/protobuf/descriptor.h>
#include <limits>

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ProtobufCodec", text);
}

using Record = MessageFields::Record;
using Entry = MessageFields::Entry;

class MessageTreeMaker
{
public:
    MessageTreeMaker(QByteArrayView bytes, const DecodeLimits &limits)
        : m_bytes(bytes), m_limits(limits), m_tree(bytes), m_fields(bytes, limits.maxDepth), m_left(limits.maxNodes - 1)
    {
    }

    ValueTree make(const Descriptor *type)
    {
        if (m_bytes.size() > std::numeric_limits<quint32>::max()) {
            m_tree.setProblem(0, tr("More than 4 GiB are not decoded."));
            return m_tree.finish();
        }
        putMessage(m_tree.root(), type, "message", 0, m_bytes.size(), 0, 0);
        for (std::size_t next = 0; next < m_pending.size(); ++next) {
            if (m_limits.stopped()) {
                m_tree.setCut();
                break;
            }
            expand(Pending(m_pending[next])); // a copy: more will come behind it
        }
        return m_tree.finish();
    }

    const BeyondJson &beyondJson() const { return m_beyond; }

private:
    /// A message that has its node, but nothing below it yet. They are taken in the order they came:
    /// when the nodes run out, what is deep is missing.
    struct Pending
    {
        NodeId node;
        quint32 begin;
        quint32 end;
        int depth;
        int guesses; ///< levels that were guessed to be messages
        const Descriptor *type;
    };
    struct Name
    {
        QByteArrayView text;
        quint32 label;
    };

    void problem(qint64 offset, const QString &text)
    {
        if (!m_tree.hasProblem())
            m_tree.setProblem(offset, text);
    }

    ValueNode &at(NodeId id) { return m_tree.at(id); }

    void markCut(NodeId id) { at(id).flags |= quint8(ValueFlag::Cut); }

    void setRange(NodeId id, qsizetype begin, qsizetype end)
    {
        at(id).begin = quint32(begin);
        at(id).end = quint32(end);
    }

    void putText(NodeId id, ValueKind kind, QByteArrayView text, quint32 label)
    {
        ValueNode &node = at(id);
        node.kind = kind;
        node.label = label;
        node.text = text.data();
        node.count = quint32(text.size());
    }

    /// The name of a field, kept by the tree, and the name of its type.
    const Name &nameOf(const FieldDescriptor *field)
    {
        auto known = m_names.constFind(field);
        if (known == m_names.cend()) {
            const std::string text = field->is_extension() ? "[" + field->full_name() + "]" : field->name();
            known = m_names.insert(field, {m_tree.store(QByteArrayView(text)), m_tree.labelOf(scalarLabel(*field))});
        }
        return *known;
    }

    void putMessage(NodeId id, const Descriptor *type, QByteArrayView untyped, qsizetype begin, qsizetype end, int depth, int guesses)
    {
        ValueNode &node = at(id);
        node.kind = type ? ValueKind::Object : ValueKind::Map;
        node.label = m_tree.labelOf(type ? QByteArrayView(type->full_name()) : untyped);
        node.first = 0;
        node.count = 0;
        setRange(id, begin, end);
        if (depth >= m_limits.maxDepth) {
            markCut(id);
            problem(begin, tr("Messages are nested deeper than %1 levels.").arg(m_limits.maxDepth));
            return;
        }
        m_pending.push_back({id, quint32(begin), quint32(end), depth, guesses, type});
    }

    void expand(const Pending &message)
    {
        if (!m_fields.read(message.begin, message.end, message.type, m_left)) {
            markCut(message.node);
            if (m_fields.problem())
                problem(m_fields.problem()->offset, m_fields.problem()->text);
            else
                m_tree.setCut();
        }
        m_beyond.add(m_fields.beyondJson());
        const auto possible = std::min(qsizetype(m_fields.entries().size()), m_left / 2);
        if (possible < qsizetype(m_fields.entries().size())) {
            m_tree.setCut();
            markCut(message.node);
        }
        m_left -= possible * 2;
        NodeId id = m_tree.reserveChildren(message.node, quint32(possible * 2));
        for (const Entry &entry : m_fields.entries().first(std::size_t(possible))) {
            const Record &record = m_fields.record(entry.first);
            putKey(id, record, message);
            ++id.value;
            if (record.known && record.known->is_map())
                putMap(id, entry, message);
            else if (record.known && record.known->is_repeated())
                putList(id, entry, message);
            else
                putValue(id, record, message);
            ++id.value;
        }
    }

    void putKey(NodeId id, const Record &record, const Pending &message)
    {
        if (record.known) {
            putText(id, ValueKind::Text, nameOf(record.known).text, 0);
        } else {
            const quint32 label = message.type ? m_tree.labelOf("unknown") : 0;
            ValueNode &key = at(id);
            key.kind = ValueKind::Int;
            key.label = label;
            key.i = record.field.number;
        }
        setRange(id, record.field.begin, record.field.valueBegin);
    }

    void putValue(NodeId id, const Record &record, const Pending &message)
    {
        if (record.known)
            putKnown(id, *record.known, record.field.value, record.field.valueBegin, record.end, message);
        else
            putUnknown(id, record, message);
    }

    void putKnown(NodeId id, const FieldDescriptor &field, quint64 value, qsizetype begin, qsizetype end, const Pending &message)
    {
        switch (field.type()) {
        case FieldDescriptor::TYPE_MESSAGE:
        case FieldDescriptor::TYPE_GROUP:
            putMessage(id, field.message_type(), {}, begin, end, message.depth + 1, message.guesses);
            return;
        case FieldDescriptor::TYPE_STRING:
        case FieldDescriptor::TYPE_BYTES: {
            const QByteArrayView text = m_bytes.sliced(begin, end - begin);
            if (field.type() == FieldDescriptor::TYPE_BYTES)
                putText(id, ValueKind::Bytes, text, 0);
            else if (utf8::firstInvalid(text) < 0)
                putText(id, ValueKind::Text, text, 0);
            else
                putText(id, ValueKind::Bytes, text, m_tree.labelOf("string, not UTF-8"));
            break;
        }
        case FieldDescriptor::TYPE_ENUM:
            putEnum(id, *field.enum_type(), qint32(quint32(value)));
            break;
        default:
            at(id).label = nameOf(&field).label;
            setNumber(at(id), field, value);
        }
        setRange(id, begin, end);
    }

    void putEnum(NodeId id, const EnumDescriptor &type, qint32 number)
    {
        const EnumValueDescriptor *value = type.FindValueByNumber(number);
        const QByteArrayView typeName(type.full_name());
        if (!value) {
            at(id).label = m_tree.labelOf(typeName);
            at(id).kind = ValueKind::Int;
            at(id).i = number;
            return;
        }
        auto known = m_enumNames.constFind(value);
        if (known == m_enumNames.cend()) {
            const QByteArray label = typeName.toByteArray() + ' ' + QByteArray::number(number);
            known = m_enumNames.insert(value, {m_tree.store(QByteArrayView(value->name())), m_tree.labelOf(label)});
        }
        putText(id, ValueKind::Symbol, known->text, known->label);
    }

    void putUnknown(NodeId id, const Record &record, const Pending &message)
    {
        const WireField &field = record.field;
        QByteArrayView label;
        if (field.type == WireType::StartGroup) {
            putMessage(id, nullptr, "group", field.valueBegin, record.end, message.depth + 1, message.guesses);
            label = "group";
        } else if (field.type == WireType::Bytes) {
            label = putGuess(id, field, message);
        } else {
            label = guessNumber(at(id), field.type, field.value);
        }
        if (record.mistyped) {
            const QByteArray wanted = label.toByteArray() + " instead of " + record.mistyped->type_name();
            at(id).label = m_tree.labelOf(wanted);
        } else {
            at(id).label = m_tree.labelOf(label);
        }
        setRange(id, field.valueBegin, record.end);
    }

    /// Bytes whose type nobody knows: text, a message, or just bytes.
    QByteArrayView putGuess(NodeId id, const WireField &field, const Pending &message)
    {
        const QByteArrayView value = m_bytes.sliced(field.valueBegin, field.end - field.valueBegin);
        const bool readable = isReadableText(value);
        // Text seldom begins with a line end, and messages often do: it is the tag of a first text.
        const bool mayBeMessage = !value.isEmpty() && (!readable || uchar(value.front()) < ' ');
        if (mayBeMessage && message.guesses < maxGuessedDepth && messageShape(value, value.size()).isMessage) {
            putMessage(id, nullptr, "message?", field.valueBegin, field.end, message.depth + 1, message.guesses + 1);
            return "message?";
        }
        putText(id, readable ? ValueKind::Text : ValueKind::Bytes, value, 0);
        return "bytes";
    }

    /// Values that one record of a repeated field holds: one, or those of a packed field.
    static bool isPacked(const Record &record)
    {
        return record.field.type == WireType::Bytes && record.known->is_packable();
    }

    qsizetype elementCount(const Record &record) const
    {
        if (!isPacked(record))
            return 1;
        const QByteArrayView packed = m_bytes.sliced(record.field.valueBegin, record.end - record.field.valueBegin);
        switch (wireType(*record.known)) {
        case WireType::Fixed64:
            return packed.size() / 8;
        case WireType::Fixed32:
            return packed.size() / 4;
        default:
            return std::count_if(packed.begin(), packed.end(), [](char c) { return uchar(c) < 0x80; });
        }
    }

    void putList(NodeId id, const Entry &entry, const Pending &message)
    {
        qsizetype count = 0;
        for (quint32 i = entry.first; i != 0; i = m_fields.record(i).next)
            count += elementCount(m_fields.record(i));
        const qsizetype possible = std::min(count, m_left);
        m_left -= possible;
        at(id).kind = ValueKind::List;
        setRange(id, m_fields.record(entry.first).field.begin, m_fields.record(entry.last).end);
        NodeId element = m_tree.reserveChildren(id, quint32(possible));
        const quint32 behind = element.value + quint32(possible);
        for (quint32 i = entry.first; i != 0 && element.value < behind; i = m_fields.record(i).next) {
            const Record &record = m_fields.record(i);
            if (isPacked(record)) {
                element = putPacked(element, behind, record, message);
            } else {
                putValue(element, record, message);
                ++element.value;
            }
        }
        // Fewer than counted where a packed number is wrong: the rest has no place in the tree.
        at(id).count -= behind - element.value;
        if (possible < count) {
            m_tree.setCut();
            markCut(id);
        }
    }

    /// Returns the place behind the last element.
    NodeId putPacked(NodeId element, quint32 behind, const Record &record, const Pending &message)
    {
        WireReader reader(m_bytes, record.field.valueBegin, record.end);
        while (reader.at() < record.end) {
            const qsizetype begin = reader.at();
            quint64 value = 0;
            if (!reader.number(wireType(*record.known), value)) {
                problem(begin, tr("The packed field \"%1\" ends amid a number.").arg(QString::fromUtf8(nameOf(record.known).text)));
                break;
            }
            if (element.value == behind)
                break;
            putKnown(element, *record.known, value, begin, reader.at(), message);
            ++element.value;
        }
        return element;
    }

    void putMap(NodeId id, const Entry &entry, const Pending &message)
    {
        qsizetype count = 0;
        for (quint32 i = entry.first; i != 0; i = m_fields.record(i).next)
            ++count;
        const qsizetype possible = std::min(count, m_left / 2);
        m_left -= possible * 2;
        at(id).kind = ValueKind::Map;
        setRange(id, m_fields.record(entry.first).field.begin, m_fields.record(entry.last).end);
        NodeId pair = m_tree.reserveChildren(id, quint32(possible * 2));
        const quint32 behind = pair.value + quint32(possible * 2);
        for (quint32 i = entry.first; i != 0 && pair.value < behind; i = m_fields.record(i).next) {
            putPair(pair, m_fields.record(i), message);
            pair.value += 2;
        }
        if (possible < count) {
            m_tree.setCut();
            markCut(id);
        }
    }

    /// An entry of a map is a message of key and value; the one that is missing has its default.
    void putPair(NodeId pair, const Record &record, const Pending &message)
    {
        const Descriptor &type = *record.known->message_type();
        WireField found[2];
        found[0].valueBegin = found[0].end = found[1].valueBegin = found[1].end = record.end;
        WireReader reader(m_bytes, record.field.valueBegin, record.end);
        WireField field;
        while (reader.next(field)) {
            const FieldDescriptor *known = field.number == 1 ? type.map_key() : field.number == 2 ? type.map_value() : nullptr;
            if (known && wireType(*known) == field.type)
                found[field.number - 1] = field;
            else
                m_beyond.unknown = true;
        }
        if (const auto wrong = MessageFields::explain(reader, field, record.end))
            problem(wrong->offset, wrong->text);
        for (const quint32 i : {0U, 1U})
            putKnown({pair.value + i}, i == 0 ? *type.map_key() : *type.map_value(), found[i].value, found[i].valueBegin, found[i].end, message);
    }

    QByteArrayView m_bytes;
    const DecodeLimits &m_limits;
    ValueTreeAssembler m_tree;
    MessageFields m_fields; ///< of the message that is being expanded
    qsizetype m_left; ///< nodes that may still be made
    std::vector<Pending> m_pending;
    QHash<const FieldDescriptor *, Name> m_names;
    QHash<const EnumValueDescriptor *, Name> m_enumNames;
    BeyondJson m_beyond;
};

} // namespace

ValueTree messageTree(QByteArrayView bytes, const DecodeLimits &limits, const Descriptor *type, BeyondJson *beyond)
{
    MessageTreeMaker maker(bytes, limits);
    ValueTree tree = maker.make(type);
    if (beyond)
        *beyond = maker.beyondJson();
    return tree;
}

} // namespace zmqscope
