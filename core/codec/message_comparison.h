// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"
#include "core/message/message_store.h"
#include "core/value/tree_diff.h"

#include <QList>
#include <vector>

namespace zmqscope {

/// One message of a comparison, with what keeps its bytes alive, and how its frames are read.
struct ComparedMessage
{
    StoreSnapshot owner; ///< must hold index
    MessageIndex index;
    QList<CodecPtr> readings; ///< one for each frame; null, or missing: detected
};

/// A frame of both messages side by side. Where one has fewer frames, its side is a Null.
struct ComparedFrame
{
    QString reading; ///< translated: "JSON", "JSON ↔ text"
    ValueTree left;
    ValueTree right;
    TreeDiff diff;
    bool hasLeft = false;
    bool hasRight = false;
};

/// Two messages side by side, frame by frame: as trees where both are read in one format, else as
/// lines of text, else as rows of bytes.
struct MessageComparison
{
    ComparedMessage left;
    ComparedMessage right;
    std::vector<ComparedFrame> frames;
    int changes = 0;  ///< values that differ
    bool cut = false; ///< not all was compared

    /// Frames beyond these are not compared.
    static constexpr qsizetype maxFrames = 256;
};

/// Takes its time with large messages: give it to another thread. Nothing when stopped.
std::optional<MessageComparison> compareMessages(ComparedMessage left, ComparedMessage right,
                                                 const std::atomic<bool> *stop = nullptr);

} // namespace zmqscope
