// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/npy_codec.h"

#include "core/codec/ndarray.h"
#include "core/value/value_tree_builder.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

QString NpyCodec::id() const
{
    return u"npy"_s;
}

QString NpyCodec::name() const
{
    return tr("NumPy array");
}

QString NpyCodec::hint() const
{
    return tr("For reading only: what numpy.save() wrote.");
}

Recognition NpyCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    if (!hasNpyMagic(bytes))
        return {};
    const Result<NpyHeader> header = parseNpyHeader(bytes.first(std::min(bytes.size(), effort)));
    if (!header)
        return {Certainty::Certain, tr("starts as an .npy file")};
    return {Certainty::Certain,
            tr("NumPy array, %1, %2").arg(header->dtype.name(), ArrayView::shapeText(header->shape))};
}

Result<DecodedText> NpyCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    const Result<NpyHeader> header = parseNpyHeader(bytes);
    if (!header)
        return header.error();
    return ndarrayText(*header, bytes, maxChars);
}

ValueTree NpyCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    const Result<NpyHeader> header = parseNpyHeader(bytes);
    if (header)
        return ndarrayTree(*header, bytes, limits);
    ValueTreeBuilder tree(bytes, limits);
    tree.open(ValueKind::Object, 0, tree.labelOf("numpy.ndarray"));
    if (!tree.isFull())
        tree.setProblem(0, header.error().detail);
    return tree.finish();
}

ValueTree NpyCodec::expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const
{
    const Result<NpyHeader> header = parseNpyHeader(tree.source());
    if (!header)
        return tree;
    return expandNdarray(*header, std::move(tree), folded, limits);
}

Result<QByteArray> NpyCodec::encode(const QString &) const
{
    return Error{ErrorCode::Unsupported, tr("Write NumPy array"), tr("Arrays can only be read."), {}};
}

} // namespace zmqscope
