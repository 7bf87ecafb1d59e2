// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/value/plain_trees.h"

#include "core/value/value_tree_builder.h"

#include <algorithm>

namespace zmqscope {

ValueTree linesTree(QByteArrayView text, const DecodeLimits &limits)
{
    ValueTreeBuilder tree(text, limits);
    const bool opened = tree.open(ValueKind::List, 0, tree.labelOf(linesLabel));
    for (qsizetype at = 0; opened && at < text.size() && !tree.isFull();) {
        const qsizetype feed = text.indexOf('\n', at);
        const qsizetype end = feed < 0 ? text.size() : feed;
        tree.addText(ValueKind::Text, text.sliced(at, end - at), at, end);
        at = feed < 0 ? end : feed + 1;
    }
    if (opened && !tree.isFull())
        tree.close(text.size());
    return tree.finish();
}

ValueTree bytesTree(QByteArrayView bytes, const DecodeLimits &limits)
{
    ValueTreeBuilder tree(bytes, limits);
    const bool opened = tree.open(ValueKind::List, 0, tree.labelOf("bytes"));
    for (qsizetype at = 0; opened && at < bytes.size() && !tree.isFull(); at += bytesPerPlainRow) {
        const qsizetype end = std::min(at + bytesPerPlainRow, bytes.size());
        tree.addText(ValueKind::Bytes, bytes.sliced(at, end - at), at, end);
    }
    if (opened && !tree.isFull())
        tree.close(bytes.size());
    return tree.finish();
}

} // namespace zmqscope
