// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/utf8.h"
#include "core/codec/pickle/pickle_machine.h"

namespace zmqscope {

namespace {

/// Lists that become sets are copied; longer ones only once, so that a pickle cannot make them many times.
constexpr quint32 copiedOften = 16;

/// @p name without the module that Python's own types are in.
QByteArrayView builtinName(QByteArrayView name)
{
    for (const QByteArrayView module : {QByteArrayView("__builtin__."), QByteArrayView("builtins.")}) {
        if (name.startsWith(module))
            return name.sliced(module.size());
    }
    return {};
}

bool isLatin1Name(const ValueNode &value)
{
    return value.kind == ValueKind::Text && (value.bytes() == "latin1" || value.bytes() == "latin-1");
}

} // namespace

/// Calls that say what newer protocols have opcodes for become that value.
bool PickleMachine::addPlain(const ValueNode &callable, const PickleObject &args)
{
    if (args.count > 2 || (args.first && args.first->count != args.count))
        return false;
    const ValueNode *const values = args.first ? args.first->values() : nullptr;
    const QByteArrayView name = callable.bytes();
    const quint32 made = quint32(m_stack.size());
    bool added = false;
    if (name == "_codecs.encode") {
        added = args.count == 2 && addPlainBytes(false, values, 2);
    } else if (const QByteArrayView builtin = builtinName(name); builtin == "bytes") {
        added = args.count == 0 && addPlainBytes(false, nullptr, 0);
    } else if (builtin == "bytearray") {
        added = addPlainBytes(true, values, args.count);
    } else if (builtin == "set" || builtin == "frozenset") {
        added = args.count == 1 && addPlainSet(builtin == "frozenset", values[0]);
    }
    if (added)
        m_stack[made].begin = callable.begin;
    return added;
}

bool PickleMachine::addPlainBytes(bool mutableBytes, const ValueNode *args, std::size_t count)
{
    const quint32 label = mutableBytes ? labelOf(m_byteArrayLabel, "bytearray") : labelOf(m_bytesLabel, "bytes");
    if (count == 0)
        return addText(ValueKind::Bytes, QByteArrayView("", 0), label);
    if (count == 1)
        return args[0].kind == ValueKind::Bytes && !isByteArray(args[0]) && addText(ValueKind::Bytes, args[0].bytes(), label);
    if (args[0].kind != ValueKind::Text || !isLatin1Name(args[1]))
        return false;
    const QByteArrayView text = args[0].bytes();
    const auto isAscii = [](char c) { return quint8(c) < 0x80; };
    if (std::all_of(text.begin(), text.end(), isAscii))
        return addText(ValueKind::Bytes, text, label);
    // Each text is at hand once, but may be used often.
    if (m_converted + text.size() > 2 * (m_end - m_begin))
        return false;
    m_converted += text.size();
    char *const bytes = m_memory.allocate(text.size());
    qsizetype size = 0;
    for (const char *at = text.begin(); at < text.end();) {
        const utf8::Step step = utf8::decode(at, text.end());
        if (!step.valid || step.codePoint > 0xff) {
            m_memory.giveBack(text.size());
            return false;
        }
        bytes[size++] = char(step.codePoint);
        at += step.length;
    }
    m_memory.giveBack(text.size() - size);
    return addText(ValueKind::Bytes, QByteArrayView(bytes, size), label);
}

bool PickleMachine::addPlainSet(bool frozen, const ValueNode &list)
{
    if (!m_graph.isObject(list, PickleKind::List))
        return false;
    if (m_graph[list.first].inlined && m_graph[list.first].count > copiedOften)
        return false;
    const quint32 number = m_graph.make(frozen ? PickleKind::FrozenSet : PickleKind::Set, m_op, offset());
    PickleObject &members = m_graph.of(list);
    PickleObject &set = m_graph[number];
    for (const PickleChunk *chunk = members.first; chunk; chunk = chunk->next) {
        if (!std::all_of(chunk->values(), chunk->values() + chunk->count, [this](const ValueNode &value) { return isHashable(value); }))
            return false;
        m_graph.append(set, chunk->values(), chunk->count);
    }
    members.inlined = true;
    set.hashable = frozen;
    return pushObject(number, m_op);
}

/// datetime.datetime, date and time write their fields as packed bytes; @p args become what Python shows.
void PickleMachine::unpackTime(QByteArrayView name, ValueNode &args, ValueNode &kwargs)
{
    const qsizetype size = name == "datetime" ? 10 : name == "time" ? 6 : name == "date" ? 4 : 0;
    const PickleObject tuple = m_graph.of(args);
    const bool zoned = tuple.count == 2 && name != "date";
    if (size == 0 || (tuple.count != 1 && !zoned) || tuple.first->count != tuple.count)
        return;
    const ValueNode packed = tuple.first->values()[0];
    if ((packed.kind != ValueKind::Bytes && packed.kind != ValueKind::Text) || isByteArray(packed) || packed.bytes().size() != size)
        return;
    const auto byte = [&](qsizetype i) { return int(quint8(packed.text[i])); };
    constexpr int fold = 0x80; // which of two equal hours, when clocks are set back
    const qsizetype foldAt = name == "datetime" ? 2 : 0;
    const bool folded = name != "date" && (byte(foldAt) & fold) != 0;
    int fields[7];
    int count = 0;
    qsizetype at = 0;
    if (name != "time") {
        fields[count++] = byte(0) << 8 | byte(1);
        fields[count++] = byte(2) & ~(folded ? fold : 0);
        fields[count++] = byte(3);
        at = 4;
        if (fields[1] < 1 || fields[1] > 12)
            return;
    }
    if (name != "date") {
        const int hour = byte(at) & ~(folded && name == "time" ? fold : 0);
        if (hour > 23)
            return;
        fields[count++] = hour;
        fields[count++] = byte(at + 1);
        fields[count++] = byte(at + 2);
        fields[count++] = byte(at + 3) << 16 | byte(at + 4) << 8 | byte(at + 5);
        for (int i = 0; i < 2 && !zoned && !folded && fields[count - 1] == 0; ++i)
            --count;
    }
    const quint32 number = m_graph.make(PickleKind::Tuple, args.begin, args.end);
    PickleObject &unpacked = m_graph[number];
    for (int i = 0; i < count; ++i) {
        ValueNode field;
        field.kind = ValueKind::Int;
        field.begin = packed.begin;
        field.end = packed.end;
        field.i = fields[i];
        m_graph.append(unpacked, field);
    }
    if (zoned)
        m_graph.append(unpacked, tuple.first->values()[1]);
    m_made += count;
    if (folded) { // can only be said by name
        ValueNode named[2];
        for (ValueNode &part : named) {
            part.begin = packed.begin;
            part.end = packed.end;
        }
        named[0].kind = ValueKind::Text;
        named[0].text = "fold";
        named[0].count = 4;
        named[1].kind = ValueKind::Int;
        named[1].i = 1;
        const quint32 dict = m_graph.make(PickleKind::Dict, packed.begin, packed.end);
        m_graph.append(m_graph[dict], named, std::size(named));
        kwargs = PickleGraph::value(dict, packed.begin, packed.end);
    }
    args = PickleGraph::value(number, args.begin, args.end);
}

} // namespace zmqscope
