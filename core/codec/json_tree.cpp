// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/json_tree.h"

#include "core/base/utf8.h"
#include "core/codec/json_parser.h"
#include "core/codec/json_skip.h"
#include "core/value/value_tree_builder.h"

#include <algorithm>

namespace zmqscope {

namespace {

/// A page ends when it has passed over as much of large containers: that takes some milliseconds.
constexpr qsizetype pageSkippedBytes = 16 * 1024 * 1024;
/// No JSON has more values than one for so many of its bytes: "[0,0,…".
constexpr qint64 leastBytesPerNode = 2;

ValueKind kindOf(char bracket)
{
    return bracket == '{' ? ValueKind::Map : ValueKind::List;
}

/// Unfolds a page.
class Unfolder
{
public:
    Unfolder(ValueTree tree, NodeId folded, const DecodeLimits &limits)
        : m_isRoot(folded == tree.root()), m_node(tree.node(folded)), m_limits(inner(limits)),
          m_tree(std::move(tree), folded, m_limits), m_parser(m_tree, m_tree.source().size()),
          m_eagerLeft(limits.eagerBytes)
    {
    }

    ValueTree unfold()
    {
        const bool isObject = m_node.hasPairs();
        m_parser.goTo(m_tree.resume());
        m_parser.skipBlanks();
        const bool isFirst = m_tree.resume() == qint64(m_node.begin) + 1;
        if (isFirst && !m_parser.atEnd() && m_parser.peek() == (isObject ? '}' : ']'))
            return end();
        for (;;) {
            if (isPageFull())
                return m_tree.finishPage(m_parser.at(), false);
            if ((isObject && !m_parser.readKey()) || !readChild())
                return m_tree.finishPage(m_parser.at(), true);
            switch (m_parser.readSeparator(isObject)) {
            case JsonParser::Separator::Wrong: return m_tree.finishPage(m_parser.at(), true);
            case JsonParser::Separator::Comma: break;
            case JsonParser::Separator::Close: return end();
            }
        }
    }

private:
    /// The folded container is a level itself.
    static DecodeLimits inner(DecodeLimits limits)
    {
        limits.maxDepth = std::max(limits.maxDepth - 1, 0);
        return limits;
    }

    bool isPageFull() const
    {
        if (m_tree.pageSize() == 0)
            return false; // each page takes a step at least
        return m_tree.pageSize() == DecodeLimits::pageChildren || m_eagerLeft <= 0 || m_skipped >= pageSkippedBytes
            || m_tree.nodesLeft() < 2 || m_limits.stopped();
    }

    /// Passes the closing bracket, and what may stand behind the last one.
    ValueTree end()
    {
        m_parser.goTo(m_parser.at() + 1);
        if (m_isRoot)
            m_parser.readEnd();
        return m_tree.finishPage(m_parser.at(), true);
    }

    bool readChild()
    {
        m_parser.skipBlanks();
        const qint64 begin = m_parser.at();
        if (m_parser.atEnd() || (m_parser.peek() != '{' && m_parser.peek() != '[')) {
            const bool read = m_parser.readValue();
            m_eagerLeft -= m_parser.at() - begin;
            return read;
        }
        const JsonExtent extent = skipJsonContainer(m_tree.source().sliced(begin), m_limits.maxDepth);
        if (extent.tooDeep) {
            m_parser.goTo(begin + extent.end);
            return m_parser.failTooDeep(m_limits.maxDepth + 1);
        }
        if (extent.end <= m_limits.eagerBytes && extent.end / leastBytesPerNode < m_tree.nodesLeft()) {
            m_eagerLeft -= extent.end;
            return m_parser.readValue();
        }
        m_skipped += extent.end;
        m_tree.addFolded(kindOf(m_parser.peek()), begin, begin + extent.end, begin + 1);
        m_parser.goTo(begin + extent.end);
        return !m_tree.isFull();
    }

    const bool m_isRoot;
    const ValueNode m_node;
    const DecodeLimits m_limits;
    ValueTreeBuilder m_tree;
    JsonParser m_parser;
    qint64 m_eagerLeft;
    qint64 m_skipped = 0;
};

} // namespace

ValueTree jsonTree(QByteArrayView bytes, const DecodeLimits &limits)
{
    ValueTreeBuilder tree(bytes, limits);
    if (tree.isFull())
        return tree.finish();
    const bool isLarge = bytes.size() > limits.eagerBytes;
    const bool beginningOnly = isLarge && !limits.folds;
    JsonParser parser(tree, beginningOnly ? utf8::withoutCutTail(bytes.first(limits.eagerBytes)).size() : bytes.size());
    parser.skipBlanks();
    if (isLarge && limits.folds && !parser.atEnd() && (parser.peek() == '{' || parser.peek() == '[')) {
        // Where it ends shows when all of it is unfolded; most probably it is the end of the bytes.
        tree.addFolded(kindOf(parser.peek()), parser.at(), bytes.size(), parser.at() + 1);
        return tree.finish();
    }
    if (parser.readValue())
        parser.readEnd();
    return tree.finish();
}

ValueTree expandJsonTree(ValueTree tree, NodeId folded, const DecodeLimits &limits)
{
    if (!tree.hasMore(folded))
        return tree;
    return Unfolder(std::move(tree), folded, limits).unfold();
}

} // namespace zmqscope
