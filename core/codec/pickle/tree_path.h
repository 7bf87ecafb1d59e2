// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree.h"

#include <QString>

namespace zmqscope {

/// Says where in a tree a value is, as Python gets there: "value['a'][0].desc".
class TreePath
{
public:
    /// Longer ways are shown by their end.
    static constexpr int maxSteps = 20;

    explicit TreePath(const ValueTree &tree) : m_tree(tree) {}

    QString of(NodeId id);

private:
    struct Place
    {
        NodeId parent;
        quint32 child = 0;
    };
    void findParents();
    QString step(const Place &place) const;

    const ValueTree &m_tree;
    std::vector<Place> m_places; ///< of each node; made when first asked for
};

} // namespace zmqscope
