// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/python_draft.h"

#include <algorithm>

namespace zmqscope {

int PythonDraft::add(ValueKind kind, qint64 begin, qint64 end)
{
    Value &value = m_values.emplace_back();
    value.node.kind = kind;
    value.node.begin = quint32(begin);
    value.node.end = quint32(end);
    return int(m_values.size() - 1);
}

int PythonDraft::addText(ValueKind kind, QByteArrayView text, qint64 begin, qint64 end)
{
    const int value = add(kind, begin, end);
    const QByteArrayView kept = m_tree.store(text);
    node(value).text = kept.data();
    node(value).count = quint32(kept.size());
    return value;
}

void PythonDraft::setLabel(int value, QByteArrayView name)
{
    Value &named = m_values[std::size_t(value)];
    named.label = m_tree.store(name);
    named.node.label = m_tree.labelOf(name);
}

void PythonDraft::append(int parent, int child)
{
    Value &above = m_values[std::size_t(parent)];
    if (above.last == none)
        above.first = child;
    else
        m_values[std::size_t(above.last)].next = child;
    above.last = child;
    ++above.node.count;
    above.depth = std::max(above.depth, depth(child) + 1);
    if (!above.changing)
        above.changing = unhashable(child);
}

void PythonDraft::dropFirstPair(int parent)
{
    Value &above = m_values[std::size_t(parent)];
    const int value = next(above.first);
    above.first = next(value);
    if (above.first == none)
        above.last = none;
    above.node.count -= 2;
}

void PythonDraft::moveChildren(int parent, int from)
{
    for (int child = first(from); child != none;) {
        const int following = next(child);
        m_values[std::size_t(child)].next = none;
        append(parent, child);
        child = following;
    }
}

const char *PythonDraft::unhashable(int value) const
{
    const Value &asked = m_values[std::size_t(value)];
    if (asked.node.kind == ValueKind::Map)
        return "dict";
    if (asked.node.kind == ValueKind::Bytes)
        return asked.label == "bytearray" ? "bytearray" : nullptr;
    if (asked.node.kind != ValueKind::List || asked.label == "frozenset")
        return nullptr;
    return asked.label.isEmpty() ? "list" : asked.label == "set" ? "set" : asked.changing;
}

ValueTree PythonDraft::finish(int root)
{
    std::vector<std::pair<int, NodeId>> open{{root, m_tree.root()}};
    while (!open.empty()) {
        const auto [value, id] = open.back();
        open.pop_back();
        const ValueNode &node = m_values[std::size_t(value)].node;
        m_tree.at(id) = node;
        if (!node.isContainer())
            continue;
        NodeId place = m_tree.reserveChildren(id, node.count);
        for (int child = first(value); child != none; child = next(child), ++place.value)
            open.emplace_back(child, place);
    }
    return m_tree.finish();
}

} // namespace zmqscope
