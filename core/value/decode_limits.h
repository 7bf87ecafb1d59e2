// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <atomic>

namespace zmqscope {

/// How much a decoder may make of bytes that anybody may have sent. Reaching a limit is no error:
/// the tree then holds what came before, and says that it is cut.
struct DecodeLimits
{
    /// As many values are decoded at once. A tree of them takes 32 MB.
    static constexpr qsizetype defaultNodes = 1'000'000;
    /// Nobody nests deeper on purpose; deeper data is refused, so that no walk need fear for its stack.
    static constexpr int defaultDepth = 1000;
    /// Larger containers are folded where the format allows it: decoding as much takes some 10 ms.
    static constexpr qsizetype defaultEagerBytes = 1024 * 1024;
    /// What packed bytes may unpack to, in all layers together.
    static constexpr qsizetype defaultOutput = 256 * 1024 * 1024;
    /// Children that one step of unfolding adds.
    static constexpr qsizetype pageChildren = 4096;

    qsizetype maxNodes = defaultNodes;
    int maxDepth = defaultDepth;
    qsizetype eagerBytes = defaultEagerBytes;
    /// False where the beginning is wanted at once: nothing is folded then, and of text formats no
    /// more than eagerBytes are read.
    bool folds = true;
    qsizetype maxOutput = defaultOutput;
    /// Set by another thread when the result is no longer wanted; the tree is then cut anywhere.
    const std::atomic<bool> *stop = nullptr;

    bool stopped() const { return stop && stop->load(std::memory_order_relaxed); }

    /// For one line of a log: a few values of the beginning, nothing unpacked that is large.
    static DecodeLimits forGist()
    {
        DecodeLimits limits;
        limits.maxNodes = 64;
        limits.maxOutput = 64 * 1024;
        limits.eagerBytes = limits.maxOutput;
        limits.folds = false;
        return limits;
    }
};

} // namespace zmqscope
