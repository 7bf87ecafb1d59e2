// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree.h"

#include <atomic>
#include <optional>
#include <vector>

namespace zmqscope {

/// How one place of two trees compares.
enum class DiffState : quint8 {
    Same,
    Changed,   ///< another value, or something below it differs
    LeftOnly,  ///< gone on the right
    RightOnly, ///< new on the right
};

/// One place of the comparison; a tree of them lies in TreeDiff::rows.
struct DiffRow
{
    DiffState state = DiffState::Same;
    bool hasLeft = false;
    bool hasRight = false;
    NodeId left;        ///< only where hasLeft
    NodeId right;
    quint32 firstChild = 0; ///< the children of a row follow each other
    quint32 childCount = 0;
    quint32 parent = 0;
    quint32 index = 0;      ///< among the children of the parent
    quint32 leftIndex = 0;  ///< the place among the children of the left value, for its key
    quint32 rightIndex = 0;
};

/// Two values side by side: keys of maps are matched by what they are, elements of lists by the
/// longest sequence that both have, so that one inserted element does not shift all others.
struct TreeDiff
{
    /// Values of both trees that are looked at; beyond them the comparison is cut.
    static constexpr qsizetype maxNodes = 400'000;
    /// Lists of which the product of what differs is larger are matched place by place: the work
    /// grows with it.
    static constexpr qsizetype maxMatching = 4'000'000;

    std::vector<DiffRow> rows; ///< [0] is the root
    bool cut = false;          ///< not all was compared
    int changes = 0;           ///< rows without children that are not Same
};

/// Looks at what is decoded: folded containers count as they are. Takes some 100 ns for each value:
/// give large trees to another thread. Null when stopped by @p stop.
std::optional<TreeDiff> compareTrees(const ValueTree &left, const ValueTree &right,
                                     const std::atomic<bool> *stop = nullptr);

} // namespace zmqscope
