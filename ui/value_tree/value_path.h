// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree.h"

#include <QString>
#include <optional>
#include <vector>

namespace zmqscope {

/// Which value each value of a tree is in; a tree itself knows the way down alone. Takes four bytes a
/// value, so it is made for the trees that need it.
class ValueParents
{
public:
    ValueParents() = default;
    explicit ValueParents(const ValueTree &tree);

    /// True when the tree has references, whose targets are to be named.
    static bool areNeeded(const ValueTree &tree);

    /// Nothing for the root, and for values that came after this was made.
    std::optional<NodeId> parentOf(NodeId id) const;

private:
    std::vector<quint32> m_parents;
};

/// What leads from @p parent to its child: ".event", "[3]", "["a b"]", "(0)".
QString valueStep(const ValueTree &tree, NodeId parent, qsizetype child);
/// The whole way: $.items[2]. Empty where it is not known.
QString valuePath(const ValueTree &tree, const ValueParents &parents, NodeId id);
/// The same as positions from the root down; nothing where it is not known, or @p id is a key.
std::optional<QList<qsizetype>> valuePosition(const ValueTree &tree, const ValueParents &parents, NodeId id);
/// Which positional argument of an object or call a child is, from 0.
qsizetype argumentNumber(const ValueTree &tree, NodeId parent, qsizetype child);

} // namespace zmqscope
