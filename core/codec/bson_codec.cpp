// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/bson_codec.h"

#include "core/codec/bson_format.h"
#include "core/codec/bson_tree.h"
#include "core/codec/bson_writer.h"
#include "core/codec/notation/diagnostic_notation.h"

#include <QtEndian>
#include <algorithm>
#include <limits>

namespace zmqscope {

namespace {

/// An element and its name take as much at least.
constexpr qsizetype bytesPerNode = 4;

} // namespace

QString BsonCodec::id() const
{
    return QStringLiteral("bson");
}

QString BsonCodec::name() const
{
    return tr("BSON");
}

QString BsonCodec::hint() const
{
    return tr("JSON object, sent as BSON. Also datetime(\"2026-11-22T10:00:00Z\"), objectid(h'…'), int64(5), binary(4, h'…').");
}

Recognition BsonCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    if (bytes.size() < bson::emptyDocument || qFromLittleEndian<qint32>(bytes.data()) != bytes.size() || bytes.back() != '\0')
        return {};
    // The length and the zero at the end leave little to chance; the names of the elements the rest.
    DecodeLimits limits;
    limits.maxNodes = std::max<qsizetype>(effort / bytesPerNode, 1);
    limits.eagerBytes = std::numeric_limits<qsizetype>::max();
    limits.maxOutput = effort;
    const ValueTree tree = BsonTree::decode(bytes, limits);
    if (tree.problem())
        return {};
    if (tree.childCount(tree.root()) == 0 && !tree.isCut())
        return {Certainty::Possible, tr("an empty BSON document")};
    if (tree.isCut())
        return {Certainty::Certain, tr("BSON, as far as looked; its length says %1 bytes, and so many there are").arg(bytes.size())};
    return {Certainty::Certain, tr("valid BSON, %1 of %1 bytes used").arg(bytes.size())};
}

Result<DecodedText> BsonCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    return diagnosticNotation::printWith(*this, bytes, maxChars, tr("Show BSON"));
}

ValueTree BsonCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    return BsonTree::decode(bytes, limits);
}

ValueTree BsonCodec::expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const
{
    return BsonTree::expand(std::move(tree), folded, limits);
}

Result<QByteArray> BsonCodec::encode(const QString &text) const
{
    const QString operation = tr("Write BSON");
    const Result<ValueTree> tree = diagnosticNotation::parse(text, operation);
    if (!tree)
        return tree.error();
    return writeBson(*tree, tree->root(), operation);
}

} // namespace zmqscope
