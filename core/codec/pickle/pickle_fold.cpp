// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_machine.h"

namespace zmqscope {

// What is on the stack when a pickle ends too early would have been put together by opcodes that do not
// come. These functions do it instead, as Python's writers would have gone on.

ValueNode PickleMachine::foldUp()
{
    while (!m_marks.empty())
        foldMark();
    foldTop(0, false);
    if (m_stack.empty())
        return {};
    if (m_stack.size() > 1)
        foldToTuple(0, m_stack.front().begin);
    return m_stack.front();
}

/// The values above the last mark go to the container below it. Where none is, they are a tuple.
void PickleMachine::foldMark()
{
    const Mark mark = m_marks.back();
    foldTop(mark.height, true);
    Mark gone;
    popMark(gone);
    std::size_t count = m_stack.size() - mark.height;
    if (count == 0)
        return;
    if (mark.height == m_floor)
        return foldToTuple(mark.height, mark.begin);
    ValueNode &target = m_stack[mark.height - 1];
    quint32 number = target.first;
    if (m_graph.isObject(target, PickleKind::Dict))
        count -= count % 2;
    else if (isUnknown(target) && target.kind == ValueKind::Reference)
        number = partOf(target, PickleKind::List);
    else if (!m_graph.isObject(target, PickleKind::List) && !m_graph.isObject(target, PickleKind::Set))
        return foldToTuple(mark.height, mark.begin);
    PickleObject &object = m_graph[number];
    m_graph.append(object, m_stack.data() + mark.height, count);
    object.cut = true;
    object.end = offset();
    m_stack.resize(mark.height);
}

void PickleMachine::foldTop(std::size_t from, bool aboveMark)
{
    while (m_stack.size() >= from + 2 && foldOnce(from, aboveMark)) { }
}

/// Joins the last value with those before it, if these wait for it. Above a mark values that are ready lie
/// side by side: there only the next opcode can tell.
bool PickleMachine::foldOnce(std::size_t from, bool aboveMark)
{
    const ValueNode last = m_stack.back();
    ValueNode &before = m_stack[m_stack.size() - 2];
    if (m_graph.isObject(before, PickleKind::Call) && m_graph.of(before).count == 3 && m_graph.isObject(last, PickleKind::Dict)) {
        m_stack.pop_back();
        addState(before, last);
        return true;
    }
    if (before.kind == ValueKind::Symbol && isTuple(last)) {
        const ValueNode callable = before;
        m_stack.resize(m_stack.size() - 2);
        return call(callable, last, {});
    }
    const auto next = m_at < m_end ? PickleOp(*m_at) : PickleOp::Stop;
    const bool appends = next == PickleOp::Append || !aboveMark;
    const bool sets = next == PickleOp::SetItem || !aboveMark;
    if (appends && m_graph.isObject(before, PickleKind::List)) {
        PickleObject &list = m_graph.of(before);
        m_graph.append(list, last);
        list.cut = true;
        list.end = offset();
        m_stack.pop_back();
        return true;
    }
    if (sets && m_stack.size() >= from + 3 && m_graph.isObject(m_stack[m_stack.size() - 3], PickleKind::Dict) && isHashable(before)) {
        PickleObject &dict = m_graph.of(m_stack[m_stack.size() - 3]);
        m_graph.append(dict, m_stack.data() + m_stack.size() - 2, 2);
        dict.cut = true;
        dict.end = offset();
        m_stack.resize(m_stack.size() - 2);
        return true;
    }
    if (!aboveMark && m_graph.isObject(before, PickleKind::Dict)) { // a key that waits for its value
        m_graph.of(before).cut = true;
        m_stack.pop_back();
        return true;
    }
    return false;
}

void PickleMachine::foldToTuple(std::size_t from, quint32 begin)
{
    const quint32 number = m_graph.make(PickleKind::Tuple, begin, offset());
    m_graph.append(m_graph[number], m_stack.data() + from, m_stack.size() - from);
    m_graph[number].cut = true;
    m_stack.resize(from);
    m_stack.push_back(PickleGraph::value(number, begin, offset()));
}

} // namespace zmqscope
