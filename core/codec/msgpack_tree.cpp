// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/msgpack_tree.h"

#include "core/base/utf8.h"
#include "core/codec/notation/binary_problems.h"
#include "core/codec/notation/iso_time.h"

#include <QCoreApplication>
#include <bit>

namespace zmqscope {

namespace {

constexpr int timestampType = -1;

ValueKind kindOf(const MsgpackHead &head)
{
    return head.kind == MsgpackHead::Kind::Map ? ValueKind::Map : ValueKind::List;
}

/// The three forms of a timestamp; nothing for bytes that are none.
QByteArray timestampText(QByteArrayView body)
{
    if (body.size() == 4)
        return isoText({qFromBigEndian<quint32>(body.data()), 0});
    if (body.size() == 8) {
        const auto packed = qFromBigEndian<quint64>(body.data());
        return isoText({qint64(packed & 0x3'ffff'ffffU), quint32(packed >> 34)});
    }
    if (body.size() == 12)
        return isoText({qFromBigEndian<qint64>(body.data() + 4), qFromBigEndian<quint32>(body.data())});
    return {};
}

} // namespace

MsgpackTree::MsgpackTree(ValueTreeBuilder &tree, const DecodeLimits &limits, qint64 at)
    : m_tree(tree), m_limits(limits), m_begin(tree.source().data()), m_end(m_begin + tree.source().size()), m_at(m_begin + at)
{
}

ValueTree MsgpackTree::decode(QByteArrayView bytes, const DecodeLimits &limits)
{
    ValueTreeBuilder tree(bytes, limits);
    if (tree.isFull())
        return tree.finish();
    MsgpackTree reader(tree, limits, 0);
    const bool folds = limits.folds && bytes.size() > limits.eagerBytes;
    const bool read = folds ? reader.readFolded(bytes.size()) : reader.readValue();
    if (const qint64 left = reader.m_end - reader.m_at; read && left > 0)
        tree.setProblem(bytes.size() - left, problems::bytesFollow(left));
    return tree.finish();
}

ValueTree MsgpackTree::expand(ValueTree folded, NodeId id, const DecodeLimits &limits)
{
    const ValueNode node = folded.node(id);
    const auto done = quint64(folded.childCount(id));
    ValueTreeBuilder tree(std::move(folded), id, limits);
    const qint64 resume = tree.resume();
    MsgpackTree reader(tree, limits, resume);
    const quint64 promised = readMsgpackHead(reader.m_begin + node.begin, reader.m_end).value;
    qint64 eagerLeft = limits.eagerBytes;
    const bool isMap = node.kind == ValueKind::Map;
    quint64 left = promised - done;
    bool good = true;
    for (; good && left > 0 && tree.pageSize() < DecodeLimits::pageChildren; --left) {
        reader.m_open.assign(1, {isMap ? left * 2 : left, promised, isMap});
        good = reader.readChild(eagerLeft) && (!isMap || reader.readChild(eagerLeft));
    }
    const qint64 at = reader.m_at - reader.m_begin;
    if (good && left == 0 && at < qint64(node.end)) // the end was not looked for when it was folded
        tree.setProblem(at, problems::bytesFollow(node.end - at));
    return tree.finishPage(at, left == 0 || !good);
}

bool MsgpackTree::fail(qint64 at, const QString &problem)
{
    m_tree.setProblem(at, problem);
    return false;
}

/// The bytes end where the innermost open container wants a value.
bool MsgpackTree::failCut()
{
    const qint64 at = m_end - m_begin;
    if (m_open.empty())
        return fail(at, at == 0 ? problems::nothing() : problems::valueCut());
    const Open &open = m_open.back();
    return fail(at, open.isMap ? problems::mapCut(open.promised, open.promised - (open.left + 1) / 2)
                               : problems::listCut(open.promised, open.promised - open.left));
}

/// What stands for a frame is looked at as far as the limits go: a line of a log wants no gigabyte.
bool MsgpackTree::isText(QByteArrayView text) const
{
    if (text.size() <= m_limits.maxOutput)
        return utf8::firstInvalid(text) < 0;
    return utf8::firstInvalid(utf8::withoutCutTail(text.first(m_limits.maxOutput))) < 0;
}

bool MsgpackTree::readExt(const MsgpackHead &head, qint64 at, QByteArrayView body)
{
    const qint64 bodyAt = body.data() - m_begin;
    const qint64 end = bodyAt + body.size();
    const QByteArray time = head.ext == timestampType ? timestampText(body) : QByteArray();
    if (!time.isEmpty()) {
        if (!m_tree.open(ValueKind::Tagged, at, m_tree.labelOf("timestamp")))
            return m_tree.isFull() ? false : fail(at, problems::tooDeep(m_limits.maxDepth));
        m_tree.addText(ValueKind::Text, m_tree.store(time), bodyAt, end);
        m_tree.close(end);
        return true;
    }
    if (m_ext == 0 || m_extType != head.ext) {
        m_ext = m_tree.labelOf(QByteArray("ext " + QByteArray::number(head.ext)));
        m_extType = head.ext;
    }
    if (!m_tree.open(ValueKind::Tagged, at, m_ext))
        return m_tree.isFull() ? false : fail(at, problems::tooDeep(m_limits.maxDepth));
    m_tree.addText(ValueKind::Bytes, body, bodyAt, end);
    m_tree.close(end);
    return true;
}

/// Adds what is no container; the head has been passed already, and its bytes are there.
bool MsgpackTree::readScalar(const MsgpackHead &head, qint64 at)
{
    using Kind = MsgpackHead::Kind;
    const QByteArrayView body(m_at, qsizetype(head.bytes()));
    m_at += body.size();
    const qint64 end = m_at - m_begin;
    switch (head.kind) {
    case Kind::UInt: m_tree.addUInt(head.value, at, end); return true;
    case Kind::Int: m_tree.addInt(qint64(head.value), at, end); return true;
    case Kind::Str:
        if (isText(body)) {
            m_tree.addText(ValueKind::Text, body, at, end);
        } else {
            if (m_str == 0)
                m_str = m_tree.labelOf("str");
            m_tree.addText(ValueKind::Bytes, body, at, end, m_str);
        }
        return true;
    case Kind::Nil: m_tree.addNull(at, end); return true;
    case Kind::False: m_tree.addBool(false, at, end); return true;
    case Kind::True: m_tree.addBool(true, at, end); return true;
    case Kind::Float64: m_tree.addFloat(std::bit_cast<double>(head.value), at, end); return true;
    case Kind::Float32:
        if (m_float32 == 0)
            m_float32 = m_tree.labelOf("float32");
        m_tree.addFloat(std::bit_cast<float>(quint32(head.value)), at, end, m_float32);
        return true;
    case Kind::Bin: m_tree.addText(ValueKind::Bytes, body, at, end); return true;
    case Kind::Ext: return readExt(head, at, body);
    default: return false;
    }
}

/// One value with all that is below it. False when it is not whole: the bytes are wrong, or a limit
/// is reached.
bool MsgpackTree::readValue()
{
    using Kind = MsgpackHead::Kind;
    const std::size_t base = m_open.size();
    do {
        if (m_at == m_end)
            return failCut();
        const qint64 at = m_at - m_begin;
        if (const auto first = quint8(*m_at); first < 0x80) { // the commonest by far
            ++m_at;
            m_tree.addInt(first, at, at + 1);
        } else {
            const MsgpackHead head = readMsgpackHead(m_at, m_end);
            if (head.kind == Kind::Unused)
                return fail(at, QCoreApplication::translate("MsgpackCodec", "No value begins with the byte 0xc1."));
            if (head.kind == Kind::CutOff)
                return fail(at, problems::valueCut());
            m_at += head.size;
            if (head.isContainer()) {
                if (!m_tree.open(kindOf(head), at))
                    return m_tree.isFull() ? false : fail(at, problems::tooDeep(m_limits.maxDepth));
                if (head.value > 0) {
                    m_open.push_back({head.below(), head.value, head.kind == Kind::Map});
                    continue;
                }
                m_tree.close(m_at - m_begin);
            } else {
                if (const auto left = quint64(m_end - m_at); head.bytes() > left)
                    return fail(at, problems::bytesMissing(head.bytes(), qint64(left)));
                if (!readScalar(head, at))
                    return false;
            }
        }
        if (m_tree.isFull())
            return false;
        while (m_open.size() > base && --m_open.back().left == 0) {
            m_open.pop_back();
            m_tree.close(m_at - m_begin);
        }
    } while (m_open.size() > base);
    return true;
}

/// A value that ends at @p end, its elements left for later when it has any.
bool MsgpackTree::readFolded(qint64 end)
{
    const MsgpackHead head = readMsgpackHead(m_at, m_end);
    if (!head.isContainer() || head.value == 0)
        return readValue();
    const qint64 at = m_at - m_begin;
    m_tree.addFolded(kindOf(head), at, end, at + head.size);
    m_at = m_begin + end;
    return !m_tree.isFull();
}

/// A value on a page: containers are read at once while @p eagerLeft bytes last.
bool MsgpackTree::readChild(qint64 &eagerLeft)
{
    if (m_at == m_end || !readMsgpackHead(m_at, m_end).isContainer())
        return readValue();
    const char *end = m_at;
    const bool isWhole = skipMsgpack(end, m_end);
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
