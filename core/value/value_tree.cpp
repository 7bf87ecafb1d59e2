// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/value/value_tree.h"

#include <algorithm>
#include <iterator>

namespace zmqscope {

ValueTree::ValueTree()
    : m_nodes(1), m_labels(1)
{
}

qsizetype ValueTree::childCount(NodeId id) const
{
    const ValueNode &parent = node(id);
    if (!parent.isContainer())
        return 0;
    if (parent.has(ValueFlag::Folded)) {
        const auto pages = m_pages.find(id.value);
        return pages == m_pages.end() ? 0 : pages->second.children;
    }
    return parent.hasPairs() ? parent.count / 2 : parent.count;
}

NodeId ValueTree::nodeAt(NodeId id, qsizetype i, int offset) const
{
    const ValueNode &parent = node(id);
    const quint32 width = parent.hasPairs() ? 2 : 1;
    if (parent.has(ValueFlag::Folded)) {
        const Pages &pages = m_pages.at(id.value);
        const auto block = std::upper_bound(pages.blocks.begin(), pages.blocks.end(), i,
                                            [](qsizetype child, const Pages::Block &b) { return child < b.end; });
        const quint32 begin = block == pages.blocks.begin() ? 0 : std::prev(block)->end;
        return {block->node + (quint32(i) - begin) * width + quint32(offset)};
    }
    return {parent.first + quint32(i) * width + quint32(offset)};
}

NodeId ValueTree::child(NodeId id, qsizetype i) const
{
    return nodeAt(id, i, node(id).hasPairs() ? 1 : 0);
}

NodeId ValueTree::key(NodeId id, qsizetype i) const
{
    Q_ASSERT(node(id).hasPairs());
    return nodeAt(id, i, 0);
}

bool ValueTree::hasMore(NodeId id) const
{
    if (!node(id).has(ValueFlag::Folded))
        return false;
    const auto pages = m_pages.find(id.value);
    return pages == m_pages.end() || !pages->second.complete;
}

qint64 ValueTree::memory() const
{
    return qint64(m_nodes.capacity() * sizeof(ValueNode)) + m_textBytes;
}

} // namespace zmqscope
