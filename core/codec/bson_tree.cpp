// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/bson_tree.h"

#include "core/base/utf8.h"
#include "core/codec/bson_format.h"
#include "core/codec/notation/binary_problems.h"
#include "core/codec/notation/decimal128.h"
#include "core/codec/notation/iso_time.h"

#include <QCoreApplication>
#include <QtEndian>
#include <bit>
#include <cstring>

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("BsonCodec", text);
}

} // namespace

BsonTree::BsonTree(ValueTreeBuilder &tree, const DecodeLimits &limits, qint64 at)
    : m_tree(tree), m_limits(limits), m_begin(tree.source().data()), m_end(m_begin + tree.source().size()), m_at(m_begin + at),
      m_int32(tree.labelOf("int32")), m_int64(tree.labelOf("int64"))
{
}

ValueTree BsonTree::decode(QByteArrayView bytes, const DecodeLimits &limits)
{
    ValueTreeBuilder tree(bytes, limits);
    if (tree.isFull())
        return tree.finish();
    if (bytes.isEmpty()) {
        tree.setProblem(0, problems::nothing());
        return tree.finish();
    }
    BsonTree reader(tree, limits, 0);
    const bool folds = limits.folds && bytes.size() > limits.eagerBytes;
    qint64 eagerLeft = folds ? limits.eagerBytes : bytes.size();
    if (reader.readBody(bson::Document, &eagerLeft)) {
        if (const qint64 left = bytes.size() - reader.offset(); left > 0)
            tree.setProblem(reader.offset(), problems::bytesFollow(left));
    }
    return tree.finish();
}

ValueTree BsonTree::expand(ValueTree folded, NodeId id, const DecodeLimits &limits)
{
    const ValueNode node = folded.node(id);
    ValueTreeBuilder tree(std::move(folded), id, limits);
    BsonTree reader(tree, limits, tree.resume());
    const char *const end = reader.m_begin + node.end;
    reader.m_open.push_back({end, node.kind == ValueKind::Map});
    reader.m_end = end - 1;
    qint64 eagerLeft = limits.eagerBytes;
    bool good = true;
    while (good && reader.m_at < reader.m_end && tree.pageSize() < DecodeLimits::pageChildren)
        good = reader.readElement(&eagerLeft) && !tree.isFull();
    return tree.finishPage(reader.offset(), reader.m_at == reader.m_end || !good);
}

bool BsonTree::fail(qint64 at, const QString &problem)
{
    m_tree.setProblem(at, problem);
    return false;
}

/// Whether so many bytes are left in the document.
bool BsonTree::has(qint64 bytes)
{
    return m_end - m_at >= bytes || fail(offset(), problems::bytesMissing(quint64(bytes), m_end - m_at));
}

/// A length at m_at, of @p least bytes or more that are there, itself not counted unless @p least
/// says so.
bool BsonTree::lengthAt(const char *at, qint64 least, qint64 &length)
{
    if (m_end - at < 4)
        return fail(at - m_begin, problems::valueCut());
    length = qFromLittleEndian<qint32>(at);
    if (length < least)
        return fail(at - m_begin, tr("This length must be %1 or more, and is %2.").arg(least).arg(length));
    return true;
}

bool BsonTree::cString(QByteArrayView &text)
{
    const void *zero = std::memchr(m_at, 0, std::size_t(m_end - m_at));
    if (!zero)
        return fail(offset(), tr("This name needs a zero byte at its end."));
    text = QByteArrayView(m_at, static_cast<const char *>(zero));
    m_at = text.data() + text.size() + 1;
    return true;
}

bool BsonTree::string(QByteArrayView &text)
{
    qint64 length = 0;
    if (!lengthAt(m_at, 1, length))
        return false;
    if (length > m_end - m_at - 4)
        return fail(offset(), problems::bytesMissing(quint64(length), m_end - m_at - 4));
    if (m_at[4 + length - 1] != '\0')
        return fail(offset() + 4 + length - 1, tr("A text ends with a zero byte."));
    text = QByteArrayView(m_at + 4, qsizetype(length - 1));
    m_at += 4 + length;
    return true;
}

void BsonTree::addText(QByteArrayView text, qint64 at)
{
    // What stands for a frame is looked at as far as the limits go: a line of a log wants no gigabyte.
    const bool isLong = text.size() > m_limits.maxOutput;
    const bool isText = utf8::firstInvalid(isLong ? utf8::withoutCutTail(text.first(m_limits.maxOutput)) : text) < 0;
    if (isText)
        m_tree.addText(ValueKind::Text, text, at, offset());
    else
        m_tree.addText(ValueKind::Bytes, text, at, offset(), m_tree.labelOf("string"));
}

bool BsonTree::openTagged(qint64 at, QByteArrayView name)
{
    if (m_tree.open(ValueKind::Tagged, at, m_tree.labelOf(name)))
        return true;
    return m_tree.isFull() ? false : fail(at, problems::tooDeep(m_limits.maxDepth));
}

/// At the length of a document; its elements are read by readElements().
bool BsonTree::openDocument(ValueKind kind, qint64 begin, int closes)
{
    qint64 length = 0;
    if (!lengthAt(m_at, bson::emptyDocument, length) || !has(length))
        return false;
    if (m_at[length - 1] != '\0')
        return fail(offset() + length - 1, tr("A document ends with a zero byte."));
    if (!m_tree.open(kind, begin))
        return m_tree.isFull() ? false : fail(begin, problems::tooDeep(m_limits.maxDepth));
    m_open.push_back({m_at + length, kind == ValueKind::Map, closes});
    m_end = m_at + length - 1;
    m_at += 4;
    return true;
}

bool BsonTree::closeDocument()
{
    const Open closed = m_open.back();
    m_open.pop_back();
    m_at = closed.end;
    for (int i = 0; i < closed.closes; ++i)
        m_tree.close(offset());
    m_end = m_open.empty() ? m_begin + m_tree.source().size() : m_open.back().end - 1;
    return true;
}

/// The elements of all documents that are open above @p base, which are closed then.
bool BsonTree::readElements(std::size_t base)
{
    while (m_open.size() > base) {
        const bool good = m_at == m_end ? closeDocument() : readElement(nullptr);
        if (!good || m_tree.isFull())
            return false;
    }
    return true;
}

/// One element; of a document within only the beginning, unless @p eagerLeft is given, see readBody().
bool BsonTree::readElement(qint64 *eagerLeft)
{
    const qint64 at = offset();
    const auto type = quint8(*m_at++);
    if (type == 0)
        return fail(at, tr("The document ends before its length says so."));
    QByteArrayView key;
    if (!cString(key))
        return false;
    if (m_open.back().isMap)
        addText(key, at);
    return readBody(type, eagerLeft);
}

/// The value of an element. With @p eagerLeft a document is read to its end while so many bytes
/// last, and folded when they do not.
bool BsonTree::readBody(quint8 type, qint64 *eagerLeft)
{
    const qint64 at = offset();
    switch (type) {
    case bson::Document:
    case bson::Array: {
        const ValueKind kind = type == bson::Array ? ValueKind::List : ValueKind::Map;
        if (eagerLeft) {
            qint64 length = 0;
            if (!lengthAt(m_at, bson::emptyDocument, length))
                return false;
            if (length > *eagerLeft && length <= m_end - m_at && m_at[length - 1] == '\0') {
                m_tree.addFolded(kind, at, at + length, at + 4);
                m_at += length;
                return !m_tree.isFull();
            }
            *eagerLeft -= length;
        }
        const std::size_t base = m_open.size();
        return openDocument(kind, at, 1) && (!eagerLeft || readElements(base));
    }
    case bson::CodeWithScope: {
        const std::size_t base = m_open.size();
        return readCodeWithScope(at) && (!eagerLeft || readElements(base));
    }
    case bson::String:
    case bson::Code:
    case bson::Symbol: return readText(type, at);
    case bson::Binary: return readBinary(at);
    case bson::Regex: return readRegex(at);
    case bson::DbPointer: return readDbPointer(at);
    case bson::Decimal128: return readDecimal(at);
    case bson::Undefined: m_tree.addNull(at, at, m_tree.labelOf("undefined")); return true;
    case bson::Null: m_tree.addNull(at, at); return true;
    case bson::MinKey:
    case bson::MaxKey:
        if (!openTagged(at, type == bson::MinKey ? "minkey" : "maxkey"))
            return false;
        m_tree.close(at);
        return true;
    default: return readFixed(type, at);
    }
}

bool BsonTree::readFixed(quint8 type, qint64 at)
{
    const qint64 size = type == bson::Bool ? 1 : type == bson::Int32 ? 4 : type == bson::ObjectId ? bson::objectIdBytes : 8;
    const char *const body = m_at;
    const auto take = [this, size] {
        if (!has(size))
            return false;
        m_at += size;
        return true;
    };
    switch (type) {
    case bson::Bool:
        if (!take())
            return false;
        if (quint8(*body) > 1)
            return fail(at, tr("A bool is 0 or 1."));
        m_tree.addBool(*body == 1, at, offset());
        return true;
    case bson::Double:
        if (take())
            m_tree.addFloat(std::bit_cast<double>(qFromLittleEndian<quint64>(body)), at, offset());
        break;
    case bson::Int32:
        if (take())
            m_tree.addInt(qFromLittleEndian<qint32>(body), at, offset(), m_int32);
        break;
    case bson::Int64:
        if (take())
            m_tree.addInt(qFromLittleEndian<qint64>(body), at, offset(), m_int64);
        break;
    case bson::ObjectId:
        if (!take() || !openTagged(at, "objectid"))
            return false;
        m_tree.addText(ValueKind::Bytes, {body, bson::objectIdBytes}, at, offset());
        m_tree.close(offset());
        return true;
    case bson::Timestamp:
        if (!take() || !openTagged(at, "timestamp"))
            return false;
        m_tree.addInt(qFromLittleEndian<quint32>(body + 4), at + 4, at + 8);
        m_tree.addInt(qFromLittleEndian<quint32>(body), at, at + 4);
        m_tree.close(offset());
        return true;
    case bson::DateTime: {
        if (!take() || !openTagged(at, "datetime"))
            return false;
        const auto milliseconds = qFromLittleEndian<qint64>(body);
        const QByteArray text = isoText(IsoTime::fromTicks(milliseconds, 1000));
        if (text.isEmpty())
            m_tree.addInt(milliseconds, at, offset());
        else
            m_tree.addText(ValueKind::Text, m_tree.store(text), at, offset());
        m_tree.close(offset());
        return true;
    }
    default: return fail(at, tr("There is no element type 0x%1.").arg(type, 2, 16, QLatin1Char('0')));
    }
    return m_at > body;
}

bool BsonTree::readText(quint8 type, qint64 at)
{
    QByteArrayView text;
    if (!string(text))
        return false;
    if (type == bson::String) {
        addText(text, at);
        return true;
    }
    if (!openTagged(at, type == bson::Code ? "code" : "symbol"))
        return false;
    addText(text, at);
    m_tree.close(offset());
    return true;
}

bool BsonTree::readBinary(qint64 at)
{
    qint64 length = 0;
    if (!lengthAt(m_at, 0, length))
        return false;
    if (length > m_end - m_at - 5)
        return fail(at, problems::bytesMissing(quint64(length), std::max<qint64>(0, m_end - m_at - 5)));
    const auto subtype = quint8(m_at[4]);
    QByteArrayView body(m_at + 5, qsizetype(length));
    if (subtype == bson::oldBinary) {
        if (length < 4 || qFromLittleEndian<qint32>(body.data()) != length - 4)
            return fail(at + 5, tr("Binary data of subtype 2 begin with their length, less the 4 bytes of it."));
        body = body.sliced(4);
    }
    m_at += 5 + length;
    if (subtype == 0) {
        m_tree.addText(ValueKind::Bytes, body, at, offset());
        return true;
    }
    if (!openTagged(at, QByteArray("binary " + QByteArray::number(subtype))))
        return false;
    m_tree.addText(ValueKind::Bytes, body, body.data() - m_begin, offset());
    m_tree.close(offset());
    return true;
}

bool BsonTree::readDecimal(qint64 at)
{
    if (!has(decimal128::size) || !openTagged(at, "decimal128"))
        return false;
    const QByteArrayView body(m_at, decimal128::size);
    m_at += decimal128::size;
    if (const std::optional<QByteArray> text = decimal128::toText(body))
        m_tree.addText(ValueKind::Text, m_tree.store(*text), at, offset());
    else
        m_tree.addText(ValueKind::Bytes, body, at, offset());
    m_tree.close(offset());
    return true;
}

bool BsonTree::readRegex(qint64 at)
{
    QByteArrayView pattern;
    QByteArrayView options;
    if (!openTagged(at, "regex") || !cString(pattern))
        return false;
    addText(pattern, at);
    const qint64 optionsAt = offset();
    if (!cString(options))
        return false;
    addText(options, optionsAt);
    m_tree.close(offset());
    return true;
}

bool BsonTree::readDbPointer(qint64 at)
{
    QByteArrayView name;
    if (!openTagged(at, "dbpointer") || !string(name))
        return false;
    addText(name, at);
    if (!has(bson::objectIdBytes))
        return false;
    const QByteArrayView body(m_at, bson::objectIdBytes);
    m_at += body.size();
    m_tree.addText(ValueKind::Bytes, body, body.data() - m_begin, offset());
    m_tree.close(offset());
    return true;
}

/// The code, and the beginning of its document.
bool BsonTree::readCodeWithScope(qint64 at)
{
    qint64 length = 0;
    if (!lengthAt(m_at, 4 + 5 + bson::emptyDocument, length) || !has(length))
        return false;
    const char *const end = m_at + length;
    m_at += 4;
    QByteArrayView code;
    if (!openTagged(at, "code") || !string(code))
        return false;
    addText(code, at + 4);
    const qint64 scopeAt = offset();
    qint64 scope = 0;
    if (!lengthAt(m_at, bson::emptyDocument, scope))
        return false;
    if (m_at + scope != end)
        return fail(at, tr("The length of the code and its document is not the sum of both."));
    return openDocument(ValueKind::Map, scopeAt, 2);
}

} // namespace zmqscope
