// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/decode_limits.h"
#include "core/value/value_tree.h"

#include <QHash>
#include <utility>

namespace zmqscope {

/// What all makers of a ValueTree share: its type names, its text memory, what went wrong.
class ValueTreeMaker
{
public:
    /// The number of a type name; the same text gets the same number.
    quint32 labelOf(QByteArrayView text);
    /// A copy of @p text that lives as long as the tree.
    QByteArrayView store(QByteArrayView text);
    /// Memory of that length, living as long as the tree, to be filled by the caller. Check the
    /// length against the bytes at hand before.
    char *allocate(qsizetype bytes);
    /// Gives back the last @p bytes of the newest allocate().
    void giveBack(qsizetype bytes);

    QByteArrayView source() const { return m_tree.m_source; }
    void setProblem(qint64 offset, const QString &text) { m_tree.m_problem = DecodeProblem{offset, text}; }
    bool hasProblem() const { return m_tree.m_problem.has_value(); }
    void setCut() { m_tree.m_cut = true; }

protected:
    using Pages = ValueTree::Pages;

    explicit ValueTreeMaker(QByteArrayView source) { m_tree.m_source = source; }
    explicit ValueTreeMaker(ValueTree tree);
    ~ValueTreeMaker() = default;

    // ValueTree trusts this class alone; its children reach the tree through these.
    std::vector<ValueNode> &nodes() { return m_tree.m_nodes; }
    Pages &pagesOf(NodeId id) { return m_tree.m_pages[id.value]; }
    const Pages *findPages(NodeId id) const;
    void setRoot(NodeId root) { m_tree.m_root = root; }
    bool isCut() const { return m_tree.m_cut; }
    std::optional<DecodeProblem> takeProblem() { return std::exchange(m_tree.m_problem, std::nullopt); }
    void putProblem(const DecodeProblem &problem) { m_tree.m_problem = problem; }
    ValueTree takeTree() { return std::move(m_tree); }

private:
    ValueTree m_tree;
    QHash<QByteArray, quint32> m_labels;
    char *m_text = nullptr; ///< the rest of the newest piece of text memory
    qsizetype m_textLeft = 0;
};

} // namespace zmqscope
