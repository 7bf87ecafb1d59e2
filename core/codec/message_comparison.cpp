// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/message_comparison.h"

#include "core/codec/detector.h"
#include "core/base/text_escapes.h"
#include "core/value/plain_trees.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MessageComparison", text);
}

CodecPtr readingOf(const ComparedMessage &message, qsizetype frame, QByteArrayView bytes)
{
    CodecPtr codec = frame < message.readings.size() ? message.readings.at(frame) : nullptr;
    return codec ? codec : Detector().best(bytes).codec;
}

bool isText(QByteArrayView bytes)
{
    return isUtf8(bytes) && !bytes.contains('\0');
}

/// The tree with nothing folded, as far as the limits go.
ValueTree wholeTree(const Codec &codec, QByteArrayView bytes, const DecodeLimits &limits)
{
    ValueTree tree = codec.decodeTree(bytes, limits);
    bool unread = false;
    // What is unfolded stands behind all that was there, and is come to later.
    for (quint32 i = 0; qsizetype(i) < tree.nodeCount(); ++i) {
        while (tree.hasMore({i}) && tree.nodeCount() < limits.maxNodes && !limits.stopped())
            tree = codec.expand(std::move(tree), {i}, limits);
        unread = unread || tree.hasMore({i});
    }
    if (unread && tree.isWhole())
        tree.setCut();
    return tree;
}

ComparedFrame compareFrame(QByteArrayView left, const CodecPtr &leftCodec, QByteArrayView right, const CodecPtr &rightCodec,
                           const DecodeLimits &limits)
{
    ComparedFrame frame;
    const bool oneFormat = leftCodec->id() == rightCodec->id();
    frame.reading = oneFormat ? leftCodec->name() : tr("%1 ↔ %2").arg(leftCodec->name(), rightCodec->name());
    if (leftCodec->decodesTree() && rightCodec->decodesTree()) {
        frame.left = wholeTree(*leftCodec, left, limits);
        frame.right = wholeTree(*rightCodec, right, limits);
    } else if (isText(left) && isText(right)) {
        frame.left = linesTree(left, limits);
        frame.right = linesTree(right, limits);
    } else {
        frame.reading = tr("Bytes");
        frame.left = bytesTree(left, limits);
        frame.right = bytesTree(right, limits);
    }
    return frame;
}

} // namespace

std::optional<MessageComparison> compareMessages(ComparedMessage left, ComparedMessage right, const std::atomic<bool> *stop)
{
    MessageComparison comparison{std::move(left), std::move(right), {}, 0, false};
    const std::optional<MessageView> a = comparison.left.owner.at(comparison.left.index);
    const std::optional<MessageView> b = comparison.right.owner.at(comparison.right.index);
    if (!a || !b)
        return {};
    DecodeLimits limits;
    limits.maxNodes = TreeDiff::maxNodes / 2;
    limits.stop = stop;
    const qsizetype most = std::max(a->frames.count(), b->frames.count());
    comparison.cut = most > MessageComparison::maxFrames;
    for (qsizetype i = 0; i < std::min(most, MessageComparison::maxFrames); ++i) {
        const bool hasLeft = i < a->frames.count();
        const bool hasRight = i < b->frames.count();
        const QByteArrayView leftBytes = hasLeft ? a->frames[i] : QByteArrayView();
        const QByteArrayView rightBytes = hasRight ? b->frames[i] : QByteArrayView();
        const CodecPtr leftCodec = hasLeft ? readingOf(comparison.left, i, leftBytes) : nullptr;
        const CodecPtr rightCodec = hasRight ? readingOf(comparison.right, i, rightBytes) : nullptr;
        ComparedFrame frame = compareFrame(leftBytes, leftCodec ? leftCodec : rightCodec, rightBytes,
                                           rightCodec ? rightCodec : leftCodec, limits);
        frame.hasLeft = hasLeft;
        frame.hasRight = hasRight;
        std::optional<TreeDiff> diff = compareTrees(frame.left, frame.right, stop);
        if (!diff)
            return {};
        frame.diff = *std::move(diff);
        comparison.changes += frame.diff.changes;
        comparison.cut = comparison.cut || frame.diff.cut || !frame.left.isWhole() || !frame.right.isWhole();
        comparison.frames.push_back(std::move(frame));
    }
    return comparison;
}

} // namespace zmqscope
