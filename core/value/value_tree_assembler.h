// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree_maker.h"

namespace zmqscope {

/// Makes a ValueTree from the top down, where the children of a value are known when it is placed.
/// Each node has its final NodeId at once, so that references can be made while placing.
class ValueTreeAssembler final : public ValueTreeMaker
{
public:
    /// Borrows @p source, which is less than 4 GiB.
    explicit ValueTreeAssembler(QByteArrayView source);

    /// The place of the root is there from the start.
    NodeId root() const { return {0}; }
    /// To be filled by the caller. Not valid any more after reserveChildren().
    ValueNode &at(NodeId id) { return nodes()[id.value]; }
    qsizetype nodeCount() { return qsizetype(nodes().size()); }
    /// Makes room for @p count nodes below @p parent, and returns the first of them; the others
    /// follow it. For pairs, keys and values alternate.
    NodeId reserveChildren(NodeId parent, quint32 count);
    /// Takes memory for so many nodes at once, where about as many will come.
    void expect(qsizetype count) { nodes().reserve(std::size_t(count)); }
    ValueTree finish() { return takeTree(); }
};

} // namespace zmqscope
