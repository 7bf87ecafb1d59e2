// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree_assembler.h"

namespace zmqscope {

/// Values of a text whose kind and place show only behind them: (1) is a number and (1,) a tuple,
/// data.C(…) becomes a child when .extend(…) follows. Kept as chains of children; finish() makes the
/// tree of them.
class PythonDraft
{
public:
    static constexpr int none = -1;

    /// Borrows @p source.
    explicit PythonDraft(QByteArrayView source) : m_tree(source) {}

    int add(ValueKind kind, qint64 begin, qint64 end);
    int addText(ValueKind kind, QByteArrayView text, qint64 begin, qint64 end);
    /// @p name is a type name of the tree: "tuple".
    void setLabel(int value, QByteArrayView name);
    QByteArrayView label(int value) const { return m_values[std::size_t(value)].label; }
    void append(int parent, int child);
    void appendPair(int parent, int key, int child)
    {
        append(parent, key);
        append(parent, child);
    }
    void dropFirstPair(int parent);
    /// All children of @p from become the last of @p parent.
    void moveChildren(int parent, int from);

    /// Not valid any more after add…().
    ValueNode &node(int value) { return m_values[std::size_t(value)].node; }
    const ValueNode &node(int value) const { return m_values[std::size_t(value)].node; }
    int first(int value) const { return m_values[std::size_t(value)].first; }
    int next(int value) const { return m_values[std::size_t(value)].next; }
    /// Levels below, this one included.
    int depth(int value) const { return m_values[std::size_t(value)].depth; }
    /// Why Python takes the value for no key: the type name of what can change, "list"; null when it does.
    const char *unhashable(int value) const;

    ValueTree finish(int root);

private:
    struct Value
    {
        ValueNode node;
        QByteArrayView label;
        int first = none;
        int last = none;
        int next = none;
        int depth = 1;
        const char *changing = nullptr; ///< the type name of a child that can change
    };

    ValueTreeAssembler m_tree;
    std::vector<Value> m_values;
};

} // namespace zmqscope
