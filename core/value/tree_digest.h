// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree.h"

#include <vector>

namespace zmqscope {

/// A number for each value of a tree, the same for equal values of any tree, whatever bytes say
/// them: 1 and 1.0 are not equal, {a: 1, b: 2} and {b: 2, a: 1} are. Different values have the same
/// number once in 2^64.
class TreeDigest
{
public:
    /// @p tree must outlive the digest. Looks at @p maxNodes values at most.
    TreeDigest(const ValueTree &tree, qsizetype maxNodes);

    quint64 operator[](NodeId id) const { return m_of[id.value]; }
    /// True when values were left out; those count as equal to nothing.
    bool isCut() const { return m_cut; }

private:
    quint64 ofScalar(NodeId id) const;
    quint64 ofContainer(NodeId id) const;

    const ValueTree &m_tree;
    std::vector<quint64> m_of;
    bool m_cut = false;
};

} // namespace zmqscope
