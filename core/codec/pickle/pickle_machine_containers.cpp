// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_machine.h"

#include <algorithm>

namespace zmqscope {

bool PickleMachine::containerStep(PickleOp op)
{
    switch (op) {
    case PickleOp::EmptyTuple:
        return makeOfLast(0);
    case PickleOp::Tuple1:
        return makeOfLast(1);
    case PickleOp::Tuple2:
        return makeOfLast(2);
    case PickleOp::Tuple3:
        return makeOfLast(3);
    case PickleOp::Tuple:
        return makeFromMark(PickleKind::Tuple);
    case PickleOp::List:
        return makeFromMark(PickleKind::List);
    case PickleOp::Dict:
        return makeFromMark(PickleKind::Dict);
    case PickleOp::FrozenSet:
        return makeFromMark(PickleKind::FrozenSet);
    case PickleOp::EmptyList:
        return pushObject(m_graph.make(PickleKind::List, m_op, offset()), m_op);
    case PickleOp::EmptyDict:
        return pushObject(m_graph.make(PickleKind::Dict, m_op, offset()), m_op);
    case PickleOp::EmptySet:
        return pushObject(m_graph.make(PickleKind::Set, m_op, offset()), m_op);
    case PickleOp::Append:
        return m_stack.size() <= m_floor + 1 ? failTaking() : addTo(m_stack.size() - 1, op);
    case PickleOp::SetItem:
        return m_stack.size() <= m_floor + 2 ? failTaking() : addTo(m_stack.size() - 2, op);
    default: {
        Mark mark;
        if (!popMark(mark))
            return false;
        return mark.height <= m_floor ? failTaking() : addTo(mark.height, op);
    }
    }
}

bool PickleMachine::makeFromMark(PickleKind kind)
{
    Mark mark;
    if (!popMark(mark))
        return false;
    const std::size_t count = m_stack.size() - mark.height;
    if (kind == PickleKind::Dict && count % 2 != 0)
        return fail(tr("The dict has a key without a value."));
    const bool hashable = (kind != PickleKind::Dict && kind != PickleKind::FrozenSet && kind != PickleKind::Tuple)
        || allHashable(mark.height, kind == PickleKind::Dict ? 2 : 1);
    if (!hashable && kind != PickleKind::Tuple)
        return fail(tr("A key of a dict or a member of a set can be changed, which Python refuses."));
    const quint32 number = m_graph.make(kind, mark.begin, offset());
    PickleObject &object = m_graph[number];
    object.hashable = kind == PickleKind::FrozenSet || (kind == PickleKind::Tuple && hashable);
    m_graph.append(object, m_stack.data() + mark.height, count);
    m_stack.resize(mark.height);
    return pushObject(number, mark.begin);
}

bool PickleMachine::makeOfLast(std::size_t count)
{
    if (m_stack.size() - m_floor < count)
        return failTaking();
    const std::size_t from = m_stack.size() - count;
    const quint32 begin = count > 0 ? m_stack[from].begin : m_op;
    const quint32 number = m_graph.make(PickleKind::Tuple, begin, offset());
    PickleObject &tuple = m_graph[number];
    tuple.hashable = allHashable(from, 1);
    m_graph.append(tuple, m_stack.data() + from, count);
    m_stack.resize(from);
    return pushObject(number, begin);
}

/// The values from @p from on go to what lies below them.
bool PickleMachine::addTo(std::size_t from, PickleOp op)
{
    if (from == m_stack.size())
        return true; // Python does not even look what they would go to
    ValueNode &target = m_stack[from - 1];
    const bool added = op == PickleOp::Append || op == PickleOp::Appends ? addToList(target, from)
        : op == PickleOp::AddItems                                     ? addToSet(target, from)
                                                                       : addToDict(target, from);
    if (!added)
        return false;
    if (target.kind == ValueKind::Reference)
        m_graph.of(target).end = offset();
    m_stack.resize(from);
    return true;
}

bool PickleMachine::addToList(ValueNode &target, std::size_t from)
{
    const ValueNode *const values = m_stack.data() + from;
    const std::size_t count = m_stack.size() - from;
    if (m_graph.isObject(target, PickleKind::List)) {
        m_graph.append(m_graph.of(target), values, count);
        return true;
    }
    const auto isByte = [](const ValueNode &value) {
        return (value.kind == ValueKind::Int || value.kind == ValueKind::Bool) && value.i >= 0 && value.i < 256;
    };
    if (!isUnknown(target) && !(isByteArray(target) && std::all_of(values, values + count, isByte)))
        return fail(tr("A value is appended to what is no list."));
    const quint32 part = partOf(target, PickleKind::List);
    m_graph.append(m_graph[part], values, count);
    m_graph[part].end = offset();
    return true;
}

bool PickleMachine::addToDict(ValueNode &target, std::size_t from)
{
    const std::size_t count = m_stack.size() - from;
    if (count % 2 != 0)
        return fail(tr("The dict has a key without a value."));
    if (m_graph.isObject(target, PickleKind::Dict)) {
        if (!allHashable(from, 2))
            return fail(tr("A key of a dict can be changed, which Python refuses."));
        m_graph.append(m_graph.of(target), m_stack.data() + from, count);
        return true;
    }
    if (m_graph.isObject(target, PickleKind::List))
        return setListItem(m_graph.of(target), from);
    if (!isUnknown(target))
        return fail(tr("A key and a value are set in what is no dict."));
    const quint32 part = partOf(target, PickleKind::Dict);
    m_graph.append(m_graph[part], m_stack.data() + from, count);
    m_graph[part].end = offset();
    return true;
}

/// Python sets items of lists so too, where they are there.
bool PickleMachine::setListItem(PickleObject &list, std::size_t from)
{
    for (; from < m_stack.size(); from += 2) {
        const ValueNode &index = m_stack[from];
        const bool number = index.kind == ValueKind::Int || index.kind == ValueKind::Bool;
        if (!number && !isUnknown(index))
            return fail(tr("A key and a value are set in what is no dict."));
        const qint64 i = !number ? -1 : index.i < 0 ? index.i + list.count : index.i;
        if (i < 0 || i >= list.count)
            return fail(tr("An item of a list is set which the list does not have."));
        m_graph.at(list, std::size_t(i)) = m_stack[from + 1];
    }
    return true;
}

bool PickleMachine::addToSet(ValueNode &target, std::size_t from)
{
    const bool isSet = m_graph.isObject(target, PickleKind::Set);
    if (!isSet && !isUnknown(target))
        return fail(tr("A member is added to what is no set."));
    if (isSet && !allHashable(from, 1))
        return fail(tr("A member of a set can be changed, which Python refuses."));
    const quint32 part = isSet ? target.first : partOf(target, PickleKind::List);
    m_graph.append(m_graph[part], m_stack.data() + from, m_stack.size() - from);
    m_graph[part].end = offset();
    return true;
}

bool PickleMachine::allHashable(std::size_t from, std::size_t stride)
{
    for (; from < m_stack.size(); from += stride) {
        const ValueNode &value = m_stack[from];
        if ((value.kind == ValueKind::Reference || value.kind == ValueKind::Bytes) && !isHashable(value))
            return false;
    }
    return true;
}

} // namespace zmqscope
