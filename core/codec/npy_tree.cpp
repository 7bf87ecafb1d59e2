// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/npy_tree.h"

#include "core/array/element.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

using Kind = DType::Kind;

constexpr char times[] = "×"; // UTF-8

/// The type of an element where it is a number: of a Float it says how exact it is.
quint32 numberLabel(ValueTreeBuilder &tree, const DType &type)
{
    return type.isNumber() ? tree.labelOf(type.name().toLatin1()) : 0;
}

/// "480×640" of what the dimensions from @p first on span.
QByteArray labelOf(const QList<qsizetype> &shape, qsizetype first)
{
    QByteArray label;
    for (qsizetype i = first; i < shape.size(); ++i)
        label += (label.isEmpty() ? QByteArray() : QByteArray(times)) + QByteArray::number(shape[i]);
    return label;
}

int depthOf(const DType &type)
{
    if (type.kind() == Kind::SubArray)
        return 1 + depthOf(type.base());
    int deepest = 0;
    for (const DType::Field &field : type.fields())
        deepest = std::max(deepest, depthOf(field.type));
    return type.kind() == Kind::Record ? deepest + 1 : 0;
}

void addKey(ValueTreeBuilder &tree, const QString &name)
{
    tree.addText(ValueKind::Text, tree.store(name.toUtf8()), 0, 0);
}

} // namespace

NpyTree::NpyTree(const NpyHeader &header, QByteArrayView bytes)
    : m_header(header), m_bytes(bytes), m_strides(stridesOf(header.shape, header.isFortran)),
      m_nodes(header.shape.size() + 1)
{
    constexpr qint64 enough = qint64(1) << 62;
    m_nodes.back() = header.dtype.valuesPerElement();
    for (qsizetype i = header.shape.size() - 1; i >= 0; --i) {
        if (__builtin_mul_overflow(m_nodes[i + 1], qint64(header.shape[i]), &m_nodes[i]))
            m_nodes[i] = enough;
        m_nodes[i] = std::min(m_nodes[i], enough) + 1;
    }
}

int NpyTree::depth() const
{
    return int(m_header.shape.size()) + depthOf(m_header.dtype);
}

qint64 NpyTree::endOffset() const
{
    return endOf(0, 0);
}

qint64 NpyTree::endOf(qsizetype dimension, qsizetype position) const
{
    for (qsizetype i = dimension; i < m_header.shape.size(); ++i) {
        if (m_header.shape[i] == 0)
            return offsetOf(position);
        position += (m_header.shape[i] - 1) * m_strides[i];
    }
    return offsetOf(position + 1);
}

qsizetype NpyTree::dimensionsOf(QByteArrayView label)
{
    return QByteArray::fromRawData(label.data(), label.size()).count(times) + 1;
}

void NpyTree::addAll(ValueTreeBuilder &tree, bool fold) const
{
    add(tree, 0, 0, fold, numberLabel(tree, m_header.dtype));
}

/// False when the bytes end before, or the tree is full: then what is open stays open.
bool NpyTree::add(ValueTreeBuilder &tree, qsizetype dimension, qsizetype position, bool fold, quint32 label) const
{
    if (dimension == m_header.shape.size()) {
        const qint64 offset = offsetOf(position);
        if (offset + m_header.dtype.itemSize() > m_bytes.size())
            return false;
        addElement(tree, m_header.dtype, offset, label);
        return !tree.isFull();
    }
    if (fold && m_nodes[dimension] > foldFrom) {
        addFolded(tree, dimension, position);
        return !tree.isFull();
    }
    const bool isOneRange = !m_header.isFortran;
    const qint64 begin = std::min<qint64>(offsetOf(position), m_bytes.size());
    if (!tree.open(ValueKind::List, isOneRange ? begin : 0, tree.labelOf(labelOf(m_header.shape, dimension))))
        return false;
    for (qsizetype i = 0; i < m_header.shape[dimension]; ++i) {
        if (!add(tree, dimension + 1, position + i * m_strides[dimension], fold, label))
            return false;
    }
    // Empty rows count on without bytes.
    tree.close(isOneRange ? std::min<qint64>(endOf(dimension, position), m_bytes.size()) : 0);
    return true;
}

void NpyTree::addFolded(ValueTreeBuilder &tree, qsizetype dimension, qsizetype position) const
{
    const qint64 start = std::min<qint64>(offsetOf(position), m_bytes.size());
    const qint64 end = std::min<qint64>(endOf(dimension, position), m_bytes.size());
    tree.addFolded(ValueKind::List, m_header.isFortran ? 0 : start, m_header.isFortran ? 0 : end, start,
                   tree.labelOf(labelOf(m_header.shape, dimension)));
}

ValueTree NpyTree::addPage(ValueTreeBuilder tree, qsizetype dimensions, qsizetype done, qint64 maxNodes) const
{
    const qsizetype dimension = std::clamp<qsizetype>(m_header.shape.size() - dimensions, 0, m_header.shape.size() - 1);
    const qsizetype stride = m_strides[dimension];
    const qsizetype size = m_header.shape[dimension];
    const qsizetype last = std::min(done + DecodeLimits::pageChildren, size);
    qsizetype position = (tree.resume() - m_header.dataOffset) / m_header.dtype.itemSize();
    const qint64 below = m_nodes[dimension + 1];
    const bool isContainer = dimension + 1 < m_header.shape.size();
    const bool fold = isContainer && below * std::max<qsizetype>(last - done, 1) > foldFrom;
    const quint32 label = numberLabel(tree, m_header.dtype);
    qint64 left = maxNodes;
    bool isStopped = false;
    for (; done < last && !isStopped; ++done, position += stride) {
        left -= fold ? 1 : below;
        isStopped = left < 0 || endOf(dimension + 1, position) > m_bytes.size();
        if (left < 0)
            tree.setCut();
        if (isStopped)
            break;
        if (fold)
            addFolded(tree, dimension + 1, position);
        else
            add(tree, dimension + 1, position, false, label);
    }
    return tree.finishPage(offsetOf(position), isStopped || done == size);
}

void NpyTree::addElement(ValueTreeBuilder &tree, const DType &type, qint64 offset, quint32 label) const
{
    const char *at = m_bytes.data() + offset;
    const qint64 end = offset + type.itemSize();
    switch (type.kind()) {
    case Kind::Bool:
        tree.addBool(*at != 0, offset, end);
        break;
    case Kind::Int:
        tree.addInt(elementInteger(type, at), offset, end, label);
        break;
    case Kind::UInt:
        tree.addUInt(quint64(elementInteger(type, at)), offset, end, label);
        break;
    case Kind::Float:
        tree.addFloat(elementNumber(type, at), offset, end, label);
        break;
    case Kind::Complex:
    case Kind::DateTime:
    case Kind::TimeDelta:
        tree.addText(ValueKind::Text, tree.store(elementText(type, at, ArrayView::maxElementChars).toUtf8()),
                     offset, end, tree.labelOf(type.name().toLatin1()));
        break;
    case Kind::Text:
        tree.addText(ValueKind::Text, tree.store(elementUtf8(type, at)), offset, end);
        break;
    case Kind::Bytes:
        tree.addText(ValueKind::Bytes, elementBytes(type, at), offset, end);
        break;
    case Kind::Raw:
        tree.addText(ValueKind::Bytes, {at, type.itemSize()}, offset, end, tree.labelOf("void"));
        break;
    case Kind::Record:
        if (!tree.open(ValueKind::Map, offset, tree.labelOf("record")))
            break;
        for (const DType::Field &field : type.fields()) {
            addKey(tree, field.name);
            addElement(tree, field.type, offset + field.offset, numberLabel(tree, field.type));
            if (tree.isFull())
                return;
        }
        tree.close(end);
        break;
    case Kind::SubArray:
        if (!tree.open(ValueKind::List, offset, tree.labelOf(labelOf(type.shape(), 0))))
            break;
        for (qsizetype i = 0; i < type.subCount(); ++i) {
            addElement(tree, type.base(), offset + i * type.base().itemSize(), numberLabel(tree, type.base()));
            if (tree.isFull())
                return;
        }
        tree.close(end);
        break;
    }
}

} // namespace zmqscope
