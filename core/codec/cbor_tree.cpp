// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/cbor_tree.h"

#include "core/array/half_float.h"
#include "core/base/utf8.h"
#include "core/codec/notation/big_decimal.h"
#include "core/codec/notation/binary_problems.h"

#include <QCoreApplication>
#include <bit>
#include <cstring>
#include <limits>

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CborCodec", text);
}

ValueKind kindOf(const CborHead &head)
{
    return head.major == CborHead::Map ? ValueKind::Map : head.major == CborHead::Tag ? ValueKind::Tagged : ValueKind::List;
}

} // namespace

CborTree::CborTree(ValueTreeBuilder &tree, const DecodeLimits &limits, qint64 at)
    : m_tree(tree), m_limits(limits), m_begin(tree.source().data()), m_end(m_begin + tree.source().size()), m_at(m_begin + at)
{
}

ValueTree CborTree::decode(QByteArrayView bytes, const DecodeLimits &limits)
{
    ValueTreeBuilder tree(bytes, limits);
    if (tree.isFull())
        return tree.finish();
    CborTree reader(tree, limits, 0);
    const bool folds = limits.folds && bytes.size() > limits.eagerBytes;
    const bool read = folds ? reader.readFolded(bytes.size()) : reader.readValue();
    if (const qint64 left = reader.m_end - reader.m_at; read && left > 0)
        tree.setProblem(bytes.size() - left, problems::bytesFollow(left));
    return tree.finish();
}

ValueTree CborTree::expand(ValueTree folded, NodeId id, const DecodeLimits &limits)
{
    const ValueNode node = folded.node(id);
    const auto done = quint64(folded.childCount(id));
    ValueTreeBuilder tree(std::move(folded), id, limits);
    CborTree reader(tree, limits, tree.resume());
    const CborHead head = readCborHead(reader.m_begin + node.begin, reader.m_end);
    const bool isMap = head.major == CborHead::Map;
    qint64 eagerLeft = limits.eagerBytes;
    quint64 left = head.isIndefinite ? std::numeric_limits<quint64>::max() / 2 : head.value - done;
    bool good = true;
    bool complete = left == 0;
    while (good && !complete && tree.pageSize() < DecodeLimits::pageChildren) {
        if (head.isIndefinite && reader.atBreak()) {
            ++reader.m_at;
            complete = true;
            break;
        }
        reader.m_open.assign(1, {isMap ? left * 2 : left, head});
        good = reader.readChild(eagerLeft);
        if (good && isMap && head.isIndefinite && reader.atBreak())
            good = reader.fail(reader.m_at - reader.m_begin, tr("The map ends between a key and its value."));
        good = good && (!isMap || reader.readChild(eagerLeft));
        complete = --left == 0;
    }
    const qint64 at = reader.m_at - reader.m_begin;
    if (good && complete && at < qint64(node.end)) // the end was not looked for when it was folded
        tree.setProblem(at, problems::bytesFollow(node.end - at));
    return tree.finishPage(at, complete || !good);
}

bool CborTree::fail(qint64 at, const QString &problem)
{
    m_tree.setProblem(at, problem);
    return false;
}

bool CborTree::failHead(const CborHead &head, qint64 at)
{
    if (head.state == CborHead::State::CutOff)
        return fail(at, problems::valueCut());
    return fail(at, tr("No value begins with the byte 0x%1.").arg(quint8(m_begin[at]), 2, 16, QLatin1Char('0')));
}

/// The bytes end where the innermost open container wants a value.
bool CborTree::failCut()
{
    const qint64 at = m_end - m_begin;
    if (m_open.empty() || m_open.back().head.major == CborHead::Tag)
        return fail(at, at == 0 ? problems::nothing() : problems::valueCut());
    const Open &open = m_open.back();
    if (open.head.isIndefinite)
        return fail(at, tr("The bytes end before the break that ends a list or map."));
    const quint64 promised = open.head.value;
    return fail(at, open.head.major == CborHead::Map ? problems::mapCut(promised, promised - (open.left + 1) / 2)
                                                     : problems::listCut(promised, promised - open.left));
}

/// What stands for a frame is looked at as far as the limits go: a line of a log wants no gigabyte.
bool CborTree::isText(QByteArrayView text) const
{
    if (text.size() <= m_limits.maxOutput)
        return utf8::firstInvalid(text) < 0;
    return utf8::firstInvalid(utf8::withoutCutTail(text.first(m_limits.maxOutput))) < 0;
}

quint32 CborTree::label(quint32 &known, QByteArrayView name)
{
    if (known == 0)
        known = m_tree.labelOf(name);
    return known;
}

quint32 CborTree::tagLabel(quint64 tag)
{
    if (m_tag == 0 || m_tagNumber != tag) {
        m_tag = m_tree.labelOf(QByteArray("tag " + QByteArray::number(tag)));
        m_tagNumber = tag;
    }
    return m_tag;
}

bool CborTree::open(const CborHead &head, qint64 at)
{
    const quint32 name = head.major == CborHead::Tag ? tagLabel(head.value)
        : head.isIndefinite ? label(m_indefinite, "indefinite") : 0;
    if (m_tree.open(kindOf(head), at, name))
        return true;
    return m_tree.isFull() ? false : fail(at, problems::tooDeep(m_limits.maxDepth));
}

/// The head has been passed already.
bool CborTree::readSimple(const CborHead &head, qint64 at)
{
    const qint64 end = m_at - m_begin;
    if (head.size == 9) {
        m_tree.addFloat(std::bit_cast<double>(head.value), at, end);
    } else if (head.size == 5) {
        m_tree.addFloat(double(std::bit_cast<float>(quint32(head.value))), at, end, label(m_float32, "float32"));
    } else if (head.size == 3) {
        m_tree.addFloat(halfToFloat(quint16(head.value)), at, end, label(m_float16, "float16"));
    } else if (head.value == CborHead::falseValue || head.value == CborHead::trueValue) {
        m_tree.addBool(head.value == CborHead::trueValue, at, end);
    } else if (head.value == CborHead::nullValue) {
        m_tree.addNull(at, end);
    } else if (head.value == CborHead::undefinedValue) {
        m_tree.addNull(at, end, label(m_undefined, "undefined"));
    } else {
        if (!m_tree.open(ValueKind::Tagged, at, label(m_simple, "simple")))
            return m_tree.isFull() ? false : fail(at, problems::tooDeep(m_limits.maxDepth));
        m_tree.addInt(qint64(head.value), at, end);
        m_tree.close(end);
    }
    return true;
}

void CborTree::addString(CborHead::Major major, QByteArrayView body, qint64 at, bool isIndefinite)
{
    const qint64 end = m_at - m_begin;
    const quint32 name = isIndefinite ? label(m_indefinite, "indefinite") : 0;
    if (major == CborHead::Bytes)
        m_tree.addText(ValueKind::Bytes, body, at, end, name);
    else if (isText(body))
        m_tree.addText(ValueKind::Text, body, at, end, name);
    else
        m_tree.addText(ValueKind::Bytes, body, at, end, label(m_text, "text"));
}

/// The head has been passed already.
bool CborTree::readString(const CborHead &head, qint64 at)
{
    if (head.isIndefinite)
        return readChunks(head, at);
    if (const auto left = quint64(m_end - m_at); head.value > left)
        return fail(at, problems::bytesMissing(head.value, qint64(left)));
    const QByteArrayView body(m_at, qsizetype(head.value));
    m_at += body.size();
    addString(head.major, body, at, false);
    return true;
}

/// A text or bytes of indefinite length: looks where it ends, then joins the chunks.
bool CborTree::readChunks(const CborHead &head, qint64 at)
{
    const char *const first = m_at;
    qsizetype size = 0;
    int chunks = 0;
    QByteArrayView last;
    const auto readChunk = [this, &last](CborHead::Major major) {
        const qint64 chunkAt = m_at - m_begin;
        if (m_at == m_end)
            return fail(chunkAt, tr("The bytes end before the break that ends a text or bytes."));
        const CborHead chunk = readCborHead(m_at, m_end);
        if (chunk.state != CborHead::State::Good)
            return failHead(chunk, chunkAt);
        if (chunk.major != major || chunk.isIndefinite)
            return fail(chunkAt, tr("Only chunks of the same kind may stand in a text or bytes of indefinite length."));
        if (const auto left = quint64(m_end - m_at - chunk.size); chunk.value > left)
            return fail(chunkAt, problems::bytesMissing(chunk.value, qint64(left)));
        last = QByteArrayView(m_at + chunk.size, qsizetype(chunk.value));
        m_at = last.data() + last.size();
        return true;
    };
    for (; !atBreak(); ++chunks) {
        if (!readChunk(head.major))
            return false;
        size += last.size();
    }
    const char *const end = m_at;
    QByteArrayView joined = chunks == 0 ? QByteArrayView("", 0) : last;
    if (chunks > 1) {
        const bool tooMuch = size > m_limits.maxOutput;
        size = std::min(size, m_limits.maxOutput);
        char *const memory = m_tree.allocate(size);
        m_at = first;
        for (qsizetype done = 0; done < size; done += last.size()) {
            readChunk(head.major);
            std::memcpy(memory + done, last.data(), std::size_t(std::min(last.size(), size - done)));
        }
        joined = QByteArrayView(memory, size);
        if (tooMuch)
            m_tree.setCut();
    }
    m_at = end + 1;
    addString(head.major, joined, at, true);
    return true;
}

/// The tags 2 and 3 before bytes are a whole number. True when it was one that needs them.
bool CborTree::readBigInt(const CborHead &tag, qint64 at)
{
    if (tag.value != 2 && tag.value != 3)
        return false;
    const char *const next = m_at;
    if (next == m_end)
        return false;
    const CborHead bytes = readCborHead(next, m_end);
    const bool isSmall = bytes.value <= 8 || bytes.value > quint64(bigIntBytes) || bytes.value > quint64(m_end - next - bytes.size);
    if (bytes.state != CborHead::State::Good || bytes.major != CborHead::Bytes || bytes.isIndefinite || isSmall || next[bytes.size] == '\0')
        return false;
    const QByteArrayView magnitude(next + bytes.size, qsizetype(bytes.value));
    QByteArray digits = bigDecimal::fromBytes(magnitude, tag.value == 3 ? 1 : 0);
    if (tag.value == 3)
        digits.prepend('-');
    m_at = magnitude.data() + magnitude.size();
    m_tree.addText(ValueKind::BigInt, m_tree.store(digits), at, m_at - m_begin, tagLabel(tag.value));
    return true;
}

/// One data item with all that is below it. False when it is not whole: the bytes are wrong, or a
/// limit is reached.
bool CborTree::readValue()
{
    const std::size_t base = m_open.size();
    do {
        if (m_at == m_end)
            return failCut();
        const qint64 at = m_at - m_begin;
        const CborHead head = readCborHead(m_at, m_end);
        if (head.state != CborHead::State::Good)
            return failHead(head, at);
        m_at += head.size;
        switch (head.major) {
        case CborHead::Unsigned:
            m_tree.addUInt(head.value, at, m_at - m_begin);
            break;
        case CborHead::Negative:
            if (head.value <= quint64(std::numeric_limits<qint64>::max())) {
                m_tree.addInt(-1 - qint64(head.value), at, m_at - m_begin);
            } else {
                const auto bytes = qToBigEndian(head.value);
                const QByteArray digits = bigDecimal::fromBytes({reinterpret_cast<const char *>(&bytes), 8}, 1);
                m_tree.addText(ValueKind::BigInt, m_tree.store(QByteArray('-' + digits)), at, m_at - m_begin);
            }
            break;
        case CborHead::Bytes:
        case CborHead::Text:
            if (!readString(head, at))
                return false;
            break;
        case CborHead::Array:
        case CborHead::Map:
            if (!open(head, at))
                return false;
            if (head.value > 0 || head.isIndefinite) {
                // Twice the pairs would not fit; so many bytes are not there anyway.
                if (head.value > quint64(std::numeric_limits<qint64>::max()))
                    return fail(at, problems::bytesMissing(head.value, m_end - m_at));
                m_open.push_back({head.major == CborHead::Map ? head.value * 2 : head.value, head});
                continue;
            }
            m_tree.close(m_at - m_begin);
            break;
        case CborHead::Tag:
            if (readBigInt(head, at))
                break;
            if (!open(head, at))
                return false;
            m_open.push_back({1, head});
            continue;
        case CborHead::Simple:
            if (!head.isBreak()) {
                if (!readSimple(head, at))
                    return false;
                break;
            }
            if (m_open.size() == base || !m_open.back().head.isIndefinite)
                return fail(at, tr("Here a value should be, not a break."));
            if (m_open.back().head.major == CborHead::Map && m_tree.countInOpen() % 2 == 1)
                return fail(at, tr("The map ends between a key and its value."));
            m_open.pop_back();
            m_tree.close(m_at - m_begin);
            break;
        }
        if (m_tree.isFull())
            return false;
        while (m_open.size() > base && !m_open.back().head.isIndefinite && --m_open.back().left == 0) {
            m_open.pop_back();
            m_tree.close(m_at - m_begin);
        }
    } while (m_open.size() > base);
    return true;
}

/// A value that ends at @p end, its elements left for later when it has any.
bool CborTree::readFolded(qint64 end)
{
    const char *inside = m_at;
    const char *const last = m_begin + end;
    CborHead head;
    int tags = 0;
    do {
        head = readCborHead(inside, last);
        inside += head.size;
    } while (head.state == CborHead::State::Good && head.major == CborHead::Tag && inside < last && ++tags < m_limits.maxDepth);
    if (head.state != CborHead::State::Good || !head.isContainer() || (head.value == 0 && !head.isIndefinite))
        return readValue();
    for (int i = 0; i < tags; ++i) {
        const qint64 at = m_at - m_begin;
        const CborHead tag = readCborHead(m_at, m_end);
        if (!open(tag, at))
            return false;
        m_at += tag.size;
    }
    m_tree.addFolded(kindOf(head), m_at - m_begin, end, inside - m_begin, head.isIndefinite ? label(m_indefinite, "indefinite") : 0);
    for (int i = 0; i < tags; ++i)
        m_tree.close(end);
    m_at = last;
    return !m_tree.isFull();
}

/// A value on a page: containers are read at once while @p eagerLeft bytes last.
bool CborTree::readChild(qint64 &eagerLeft)
{
    if (m_at == m_end)
        return readValue();
    const CborHead head = readCborHead(m_at, m_end);
    if (!head.isContainer() && head.major != CborHead::Tag)
        return readValue();
    const char *end = m_at;
    const bool isWhole = CborSkipper(m_limits.maxDepth).skip(end, m_end);
    const qint64 wrongAt = end - m_begin;
    if (!isWhole)
        end = m_end;
    if (end - m_at <= eagerLeft) {
        eagerLeft -= end - m_at;
        return readValue();
    }
    return readFolded(end - m_begin) && (isWhole || fail(wrongAt, problems::notWhole()));
}

} // namespace zmqscope
