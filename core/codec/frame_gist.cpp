// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/frame_gist.h"

#include "core/base/text_escapes.h"
#include "core/codec/any_bytes.h"
#include "core/codec/detector.h"
#include "core/value/gist.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// The shortest value and what stands between two: "1, ".
constexpr qsizetype charsPerNode = 3;

DecodeLimits limitsFor(qsizetype maxChars)
{
    DecodeLimits limits = DecodeLimits::forGist();
    limits.maxNodes = std::clamp(maxChars / charsPerNode, limits.maxNodes, DecodeLimits::defaultNodes);
    return limits;
}

} // namespace

QString frameGist(QByteArrayView bytes, const CodecPtr &pinned, qsizetype maxChars)
{
    const CodecPtr codec = pinned ? pinned : Detector().best(bytes, Codec::gistEffort).codec;
    if (codec->decodesTree()) {
        const ValueTree tree = codec->decodeTree(bytes, limitsFor(maxChars));
        const ValueNode &root = tree.node(tree.root());
        const bool isEmpty = root.kind == ValueKind::Null && root.begin == root.end && tree.problem();
        return isEmpty ? previewText(bytes, maxChars) : gist(tree, maxChars);
    }
    // What shows any bytes shows no more of a frame than previewText() does, and less well.
    if (codec->id() == u"text" || (!pinned && showsAnyBytes(codec->id())))
        return previewText(bytes, maxChars);
    const Result<DecodedText> text = codec->decode(bytes, maxChars);
    if (!text)
        return previewText(bytes, maxChars);
    QString line = previewText(text->text.toUtf8(), maxChars);
    if (text->cut && !line.endsWith(u'…'))
        line += u'…';
    return line;
}

} // namespace zmqscope
