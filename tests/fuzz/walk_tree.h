// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"
#include "core/value/gist.h"

#include <cstdio>
#include <cstdlib>
#include <vector>

namespace zmqscope::fuzz {

/// Ends the process when a promise is broken: the fuzzer keeps the input that did it.
inline void require(bool holds, const char *promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

/// Touches every node and every byte of text, and checks what ValueTree promises. Returns the first
/// container that can still be unfolded, or nothing.
inline std::optional<NodeId> walk(const ValueTree &tree, int maxDepth)
{
    struct Step
    {
        NodeId id;
        int depth;
    };
    std::optional<NodeId> folded;
    std::vector<Step> open{{tree.root(), 0}};
    volatile char sink = 0;
    while (!open.empty()) {
        const Step step = open.back();
        open.pop_back();
        require(qsizetype(step.id.value) < tree.nodeCount(), "every child is a node of the tree");
        require(step.depth <= maxDepth + 2, "no tree is deeper than its limit");
        const ValueNode &node = tree.node(step.id);
        require(node.begin <= node.end && qsizetype(node.end) <= tree.source().size(), "a value's bytes are in the source");
        (void)tree.label(step.id);
        if (node.hasText()) {
            for (const char c : node.bytes())
                sink = c;
        }
        if (node.kind == ValueKind::Reference)
            require(qsizetype(node.first) < tree.nodeCount(), "a reference leads to a node");
        if (!node.isContainer())
            continue;
        if (!folded && tree.hasMore(step.id))
            folded = step.id;
        for (qsizetype i = 0; i < tree.childCount(step.id); ++i) {
            open.push_back({tree.child(step.id, i), step.depth + 1});
            if (node.hasPairs())
                open.push_back({tree.key(step.id, i), step.depth + 1});
        }
    }
    (void)sink;
    return folded;
}

/// Decodes with @p limits, unfolds a number of pages, and looks at all of it.
inline void readTree(const Codec &codec, QByteArrayView bytes, const DecodeLimits &limits)
{
    constexpr int pages = 50;
    ValueTree tree = codec.decodeTree(bytes, limits);
    (void)gist(tree, 200);
    std::optional<NodeId> folded = walk(tree, limits.maxDepth);
    for (int page = 0; folded && page < pages; ++page) {
        tree = codec.expand(std::move(tree), *folded, limits);
        folded = walk(tree, limits.maxDepth * (page + 2)); // each unfolding may go as deep again
    }
    if (tree.problem())
        require(tree.problem()->offset >= 0 && !tree.problem()->text.isEmpty(), "a problem says where and what");
}

} // namespace zmqscope::fuzz
