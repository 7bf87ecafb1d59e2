// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/value_tree/value_copy.h"

#include "core/codec/wrapped_codec.h"
#include "core/value/gist.h"

namespace zmqscope {

namespace {

/// The codec that reads the tree's own source.
const Codec &innermost(const Codec &codec)
{
    const Codec *at = &codec;
    while (const auto *wrapped = dynamic_cast<const WrappedCodec *>(at))
        at = wrapped->inner().get();
    return *at;
}

/// The text of a part of the bytes, where that part alone means the same value.
std::optional<QString> notation(const Codec &codec, const ValueTree &tree, NodeId id)
{
    const ValueNode &node = tree.node(id);
    const bool isRoot = id == tree.root();
    if (node.end <= node.begin || node.end > tree.source().size() || node.end - node.begin > maxCopiedChars)
        return {};
    const QByteArrayView bytes = isRoot ? tree.source() : tree.source().sliced(node.begin, node.end - node.begin);
    if (!isRoot) {
        const ValueTree alone = codec.decodeTree(bytes, {});
        if (!alone.isWhole() || alone.node(alone.root()).kind != node.kind
            || alone.childCount(alone.root()) != tree.childCount(id) || alone.label(alone.root()) != tree.label(id))
            return {};
    }
    const Result<DecodedText> text = codec.decode(bytes, maxCopiedChars);
    return text && !text->cut ? std::optional(text->text) : std::nullopt;
}

} // namespace

QString copiedValue(const DecodedFrame &decoded, NodeId id)
{
    return decoded.tree.node(id).isContainer() ? copiedSubtree(decoded, id) : valueText(decoded.tree, id, maxCopiedChars);
}

QString copiedSubtree(const DecodedFrame &decoded, NodeId id)
{
    if (decoded.tree.node(id).isContainer()) {
        if (const std::optional<QString> text = notation(innermost(*decoded.codec), decoded.tree, id))
            return *text;
    }
    return gist(decoded.tree, id, maxCopiedChars);
}

} // namespace zmqscope
