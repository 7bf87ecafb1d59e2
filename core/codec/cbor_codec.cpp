// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/cbor_codec.h"

#include "core/codec/cbor_recogniser.h"
#include "core/codec/cbor_tree.h"
#include "core/codec/cbor_writer.h"
#include "core/codec/notation/diagnostic_notation.h"

namespace zmqscope {

QString CborCodec::id() const
{
    return QStringLiteral("cbor");
}

QString CborCodec::name() const
{
    return tr("CBOR");
}

QString CborCodec::hint() const
{
    return tr("JSON, sent as CBOR. Also h'0102' for bytes, {1: 2}, 32(\"tagged\"), float16(1.5), undefined.");
}

Recognition CborCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    return recogniseCbor(bytes, effort);
}

Result<DecodedText> CborCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    return diagnosticNotation::printWith(*this, bytes, maxChars, tr("Show CBOR"));
}

ValueTree CborCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    return CborTree::decode(bytes, limits);
}

ValueTree CborCodec::expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const
{
    return CborTree::expand(std::move(tree), folded, limits);
}

Result<QByteArray> CborCodec::encode(const QString &text) const
{
    const QString operation = tr("Write CBOR");
    const Result<ValueTree> tree = diagnosticNotation::parse(text, operation);
    if (!tree)
        return tree.error();
    return writeCbor(*tree, tree->root(), operation);
}

} // namespace zmqscope
