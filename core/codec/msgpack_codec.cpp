// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/msgpack_codec.h"

#include "core/codec/msgpack_recogniser.h"
#include "core/codec/msgpack_tree.h"
#include "core/codec/msgpack_writer.h"
#include "core/codec/notation/diagnostic_notation.h"

namespace zmqscope {

QString MsgpackCodec::id() const
{
    return QStringLiteral("msgpack");
}

QString MsgpackCodec::name() const
{
    return tr("MessagePack");
}

QString MsgpackCodec::hint() const
{
    return tr("JSON, sent as MessagePack. Also h'0102' for bytes, {1: 2}, float32(1.5), ext(5, h'01').");
}

Recognition MsgpackCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    return recogniseMsgpack(bytes, effort);
}

Result<DecodedText> MsgpackCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    return diagnosticNotation::printWith(*this, bytes, maxChars, tr("Show MessagePack"));
}

ValueTree MsgpackCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    return MsgpackTree::decode(bytes, limits);
}

ValueTree MsgpackCodec::expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const
{
    return MsgpackTree::expand(std::move(tree), folded, limits);
}

Result<QByteArray> MsgpackCodec::encode(const QString &text) const
{
    const QString operation = tr("Write MessagePack");
    const Result<ValueTree> tree = diagnosticNotation::parse(text, operation);
    if (!tree)
        return tree.error();
    return writeMsgpack(*tree, tree->root(), operation);
}

} // namespace zmqscope
