// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree_maker.h"

#include <limits>

namespace zmqscope {

/// Makes a ValueTree in one pass over the bytes, as a decoder meets the values. Keys and values of a
/// map alternate. A decoder stops when isFull(), or when open() says that it is too deep; finish()
/// closes what is open.
///
///     ValueTreeBuilder tree(bytes, limits);
///     tree.open(ValueKind::List, 0, tree.labelOf("tuple"));
///     tree.addInt(7, 1, 2);
///     tree.close(3);
///     return tree.finish();
class ValueTreeBuilder final : public ValueTreeMaker
{
public:
    /// Borrows @p source, see ValueTree. Sources of 4 GiB and more become a tree that is nothing but
    /// a problem, isFull() from the start.
    ValueTreeBuilder(QByteArrayView source, const DecodeLimits &limits);
    /// Unfolds: what is added from now on are further children of the folded container @p id of
    /// @p tree. End with finishPage().
    ValueTreeBuilder(ValueTree tree, NodeId id, const DecodeLimits &limits);

    /// True when no further value may be added: add…() and open() then do nothing but remember that
    /// the tree is cut.
    bool isFull() const { return m_full; }
    /// How many more may be added.
    qsizetype nodesLeft() const { return m_limits.maxNodes - m_count; }
    int depth() const { return int(m_open.size()); }

    void addNull(qint64 begin, qint64 end, quint32 label = 0) { add(ValueKind::Null, begin, end, label); }
    void addBool(bool value, qint64 begin, qint64 end, quint32 label = 0) { add(ValueKind::Bool, begin, end, label).i = value; }
    void addInt(qint64 value, qint64 begin, qint64 end, quint32 label = 0) { add(ValueKind::Int, begin, end, label).i = value; }
    /// Becomes an Int where it fits one.
    void addUInt(quint64 value, qint64 begin, qint64 end, quint32 label = 0)
    {
        const bool fits = value <= quint64(std::numeric_limits<qint64>::max());
        add(fits ? ValueKind::Int : ValueKind::UInt, begin, end, label).u = value;
    }
    void addFloat(double value, qint64 begin, qint64 end, quint32 label = 0, ValueFlag flag = ValueFlag::None)
    {
        ValueNode &node = add(ValueKind::Float, begin, end, label);
        node.d = value;
        node.flags = quint8(flag);
    }
    /// Text, Bytes, BigInt, Symbol, Opaque. @p text must lie in the source, or come from store() or allocate().
    void addText(ValueKind kind, QByteArrayView text, qint64 begin, qint64 end, quint32 label = 0)
    {
        ValueNode &node = add(kind, begin, end, label);
        node.text = text.data();
        node.count = quint32(text.size());
    }

    /// A container: what is added until close() is below it. False, and nothing is opened, when it
    /// would be deeper than the limit.
    bool open(ValueKind kind, qint64 begin, quint32 label = 0);
    void close(qint64 end, ValueFlag flag = ValueFlag::None);
    /// A container that is decoded later, by Codec::expand(), which starts at @p resume.
    void addFolded(ValueKind kind, qint64 begin, qint64 end, qint64 resume, quint32 label = 0);
    /// How many nodes the innermost open container has so far; keys count too.
    quint32 countInOpen() const { return quint32(m_scratch.size() - m_open.back().first); }
    /// True when the innermost open container has pairs; only when one is open.
    bool inPairs() const { return m_open.back().node.hasPairs(); }
    /// True when the one value of the whole source is there.
    bool hasRoot() const { return m_open.empty() && !m_scratch.empty(); }

    /// The tree; containers that are still open are closed, flagged Cut. A builder is used once.
    ValueTree finish();
    /// How many children the page that is being unfolded has so far.
    qsizetype pageSize() const { return qsizetype(m_scratch.size()) / m_pageWidth; }
    /// Where unfolding goes on, as addFolded() or the last finishPage() left it.
    qint64 resume() const;
    /// Ends a page: the next one starts at @p resume, unless there is none because the container is
    /// @p complete. After a problem, or when the tree is full, there is none either. Containers that
    /// are still open are closed, flagged Cut. A page has 0 to DecodeLimits::pageChildren children.
    ValueTree finishPage(qint64 resume, bool complete);

private:
    struct Open
    {
        std::size_t first; ///< of its children in m_scratch
        ValueNode node;
    };
    struct Unread
    {
        std::size_t at; ///< of a folded node in m_scratch
        qint64 resume;
    };
    ValueNode &add(ValueKind kind, qint64 begin, qint64 end, quint32 label = 0)
    {
        if (m_count >= m_limits.maxNodes || m_full) [[unlikely]]
            return refused();
        ++m_count;
        ValueNode &node = m_scratch.emplace_back();
        node.kind = kind;
        node.label = label;
        node.begin = quint32(begin);
        node.end = quint32(end);
        return node;
    }
    ValueNode &refused();
    quint32 moveToTree(std::size_t from);
    void dropLast();
    void closeAll();

    DecodeLimits m_limits;
    std::vector<ValueNode> m_scratch; ///< nodes whose parent is still open
    std::vector<Open> m_open;
    std::vector<Unread> m_folded; ///< those whose nodes are in m_scratch
    ValueNode m_ignored;   ///< what is added when full
    qsizetype m_count = 0; ///< of nodes made by this builder
    bool m_full = false;
    NodeId m_page;
    std::optional<DecodeProblem> m_earlierProblem; ///< in another container
    qsizetype m_pageWidth = 1;
};

} // namespace zmqscope
