// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree_builder.h"

#include <algorithm>

namespace zmqscope {

/// Many records of the same size behind each other, as a list that is folded when it is long.
struct StructList
{
    /// As many values are placed at once.
    static constexpr qint64 foldFrom = 64 * 1024;

    qsizetype records = 0;
    qsizetype recordBytes = 0;
    qint64 nodesPerRecord = 1; ///< exactly

    /// @p addRecord gets the number of the record, from 0.
    template <typename AddRecord>
    void addTo(ValueTreeBuilder &tree, const DecodeLimits &limits, AddRecord addRecord) const
    {
        const qint64 end = qint64(records) * recordBytes;
        if (records > foldFrom / nodesPerRecord && limits.folds) {
            tree.addFolded(ValueKind::List, 0, end, 0);
            return;
        }
        if (!tree.open(ValueKind::List, 0))
            return;
        for (qsizetype i = 0; i < records && !tree.isFull(); ++i)
            addRecord(tree, i);
        if (!tree.isFull())
            tree.close(end);
    }

    /// Unfolds the next page of the list, which is the root of @p list.
    template <typename AddRecord>
    ValueTree addPage(ValueTree list, const DecodeLimits &limits, AddRecord addRecord) const
    {
        const NodeId root = list.root();
        const qsizetype done = list.childCount(root);
        // A page is small, and must be whole: nothing stops it halfway.
        DecodeLimits page = limits;
        page.stop = nullptr;
        page.maxDepth = std::max(limits.maxDepth, DecodeLimits::defaultDepth);
        ValueTreeBuilder tree(std::move(list), root, page);
        const auto fitting = qsizetype(std::min<qint64>(limits.maxNodes / nodesPerRecord, DecodeLimits::pageChildren));
        const qsizetype last = std::min(done + fitting, records);
        for (qsizetype i = done; i < last; ++i)
            addRecord(tree, i);
        const bool isShort = fitting < DecodeLimits::pageChildren && last < records;
        if (isShort)
            tree.setCut();
        return tree.finishPage(qint64(last) * recordBytes, isShort || last == records);
    }
};

} // namespace zmqscope
