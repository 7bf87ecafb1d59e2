// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_node.h"

#include <QByteArray>
#include <QString>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace zmqscope {

/// Why bytes are not what their format wants.
struct DecodeProblem
{
    qint64 offset = 0; ///< the byte where it shows
    QString text;      ///< translated: "The list promises 7 values, and the bytes end after 3."

    bool operator==(const DecodeProblem &) const = default;
};

/// A decoded payload: one tree for all formats. Nodes lie in one array, the children of a node
/// behind each other, so that millions of values cost neither an allocation nor a destructor each.
/// Texts point into the source. A tree that was given no owner borrows the source: whoever holds
/// the tree keeps the bytes.
class ValueTree
{
public:
    /// A tree whose root is Null; ValueTreeBuilder makes others.
    ValueTree();

    NodeId root() const { return m_root; }
    const ValueNode &node(NodeId id) const { return m_nodes[id.value]; }
    qsizetype nodeCount() const { return qsizetype(m_nodes.size()); }
    /// The bytes that begin and end of the nodes count in.
    QByteArrayView source() const { return m_source; }
    /// What the format calls the value: "tuple", "uint8", "data.zmqStruct"; empty when it has no
    /// name of its own. UTF-8.
    QByteArrayView label(NodeId id) const { return m_labels[node(id).label]; }

    /// Values below @p id that are decoded: elements, or pairs.
    qsizetype childCount(NodeId id) const;
    /// Value @p i below @p id, 0 ≤ i < childCount(id); constant time, but for what was unfolded in
    /// many pages.
    NodeId child(NodeId id, qsizetype i) const;
    /// The key of it; only where node(id).hasPairs().
    NodeId key(NodeId id, qsizetype i) const;
    /// True while Codec::expand() can decode more children of @p id.
    bool hasMore(NodeId id) const;
    /// True when a limit left out something that hasMore() does not give.
    bool isCut() const { return m_cut; }
    /// Set when the bytes are not right; the tree then holds what could be read before.
    const std::optional<DecodeProblem> &problem() const { return m_problem; }
    bool isWhole() const { return !m_cut && !m_problem; }

    /// Makes the tree keep bytes that nobody else does: what a wrapper unpacked. Texts of the tree
    /// point into them already.
    void keep(const QByteArray &bytes) { m_kept.push_back(bytes); }
    /// Where what is wrong lies outside of the format: in what the bytes were packed with.
    void setProblem(const DecodeProblem &problem) { m_problem = problem; }
    void setCut()
    {
        m_cut = true;
        m_problem.reset(); // an end that is missing was cut off by us
    }
    /// Memory that the tree itself holds, in bytes.
    qint64 memory() const;

private:
    friend class ValueTreeMaker;

    /// Children that came by and by, in blocks.
    struct Pages
    {
        struct Block
        {
            quint32 node; ///< the first of the block
            quint32 end;  ///< children up to the end of it, all blocks before included
        };
        std::vector<Block> blocks;
        quint32 children = 0;
        qint64 resume = 0;          ///< source offset of what comes next
        bool complete = false;
    };
    NodeId nodeAt(NodeId id, qsizetype i, int offset) const;

    QByteArrayView m_source;
    std::vector<ValueNode> m_nodes;
    std::vector<QByteArray> m_labels; ///< [0] is empty
    std::unordered_map<quint32, Pages> m_pages; ///< of nodes that are or were folded
    std::vector<std::unique_ptr<char[]>> m_texts; ///< texts that do not stand in the source as they are
    qint64 m_textBytes = 0;
    std::vector<QByteArray> m_kept;
    NodeId m_root;
    bool m_cut = false;
    std::optional<DecodeProblem> m_problem;
};

} // namespace zmqscope
