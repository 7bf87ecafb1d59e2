// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree.h"

#include <vector>

namespace zmqscope {

/// What to do after a value.
enum class Walk {
    Down, ///< on, with what is below it
    Over, ///< on, without that; leave() is not called for it
    Stop,
};

/// Calls @p enter(id) for each value from @p root down, keys before their values, and @p leave(id)
/// behind the last value below a container. Enter returns a Walk. Needs no recursion. False when it
/// was stopped.
template <typename Enter, typename Leave>
bool walkValues(const ValueTree &tree, NodeId root, Enter enter, Leave leave)
{
    struct Open
    {
        NodeId id;
        qsizetype count; ///< nodes: a pair is two
        qsizetype next;
    };
    std::vector<Open> open;
    NodeId id = root;
    for (;;) {
        const Walk walk = enter(id);
        if (walk == Walk::Stop)
            return false;
        if (const ValueNode &node = tree.node(id); walk == Walk::Down && node.isContainer())
            open.push_back({id, tree.childCount(id) * (node.hasPairs() ? 2 : 1), 0});
        while (!open.empty() && open.back().next == open.back().count) {
            leave(open.back().id);
            open.pop_back();
        }
        if (open.empty())
            return true;
        Open &inner = open.back();
        const qsizetype next = inner.next++;
        if (!tree.node(inner.id).hasPairs())
            id = tree.child(inner.id, next);
        else
            id = next % 2 == 0 ? tree.key(inner.id, next / 2) : tree.child(inner.id, next / 2);
    }
}

} // namespace zmqscope
