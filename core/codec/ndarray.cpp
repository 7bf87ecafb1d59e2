// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/ndarray.h"

#include "core/codec/npy_tree.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// The object, and what is in it, around the elements.
constexpr int levelsAround = 2;

QString tr(const char *text, const char *note = nullptr, int n = -1)
{
    return QCoreApplication::translate("Ndarray", text, note, n);
}

/// Writes the elements of an array in brackets, as far as there is room.
class ArrayText
{
public:
    ArrayText(const NpyHeader &header, QByteArrayView bytes, qsizetype maxChars)
        : m_header(header), m_strides(stridesOf(header.shape, header.isFortran)), m_bytes(bytes), m_maxChars(maxChars)
    {
    }

    DecodedText write(QString head)
    {
        m_text = std::move(head);
        const bool isWhole = add(0, 0);
        if (m_text.size() > m_maxChars)
            m_text.truncate(m_maxChars);
        return {m_text, !isWhole};
    }

private:
    bool add(qsizetype dimension, qsizetype position)
    {
        if (m_text.size() > m_maxChars)
            return false;
        if (dimension == m_header.shape.size()) {
            const qint64 offset = m_header.dataOffset + position * m_header.dtype.itemSize();
            if (offset + m_header.dtype.itemSize() > m_bytes.size())
                return false;
            const QByteArrayView element = m_bytes.sliced(offset, m_header.dtype.itemSize());
            // One element is an array of no dimensions.
            m_text += ArrayView::over(m_header.dtype, {}, false, element)->elementText(0);
            return m_text.size() <= m_maxChars;
        }
        m_text += u'[';
        const bool isInnermost = dimension + 1 == m_header.shape.size();
        for (qsizetype i = 0; i < m_header.shape[dimension]; ++i) {
            if (i > 0)
                m_text += isInnermost ? u", "_s : QString(u",\n"_s + QString(dimension + 1, u' '));
            if (!add(dimension + 1, position + i * m_strides[dimension]))
                return false;
        }
        m_text += u']';
        return true;
    }

    const NpyHeader &m_header;
    QList<qsizetype> m_strides;
    QByteArrayView m_bytes;
    qsizetype m_maxChars;
    QString m_text;
};

} // namespace

DecodedText ndarrayText(const NpyHeader &header, QByteArrayView bytes, qsizetype maxChars)
{
    const QString head = tr("%1, %2, %3 order").arg(header.dtype.name(), ArrayView::shapeText(header.shape),
                                                    header.isFortran ? u"Fortran"_s : u"C"_s);
    return ArrayText(header, bytes, maxChars).write(head + u'\n');
}

ValueTree ndarrayTree(const NpyHeader &header, QByteArrayView bytes, const DecodeLimits &limits)
{
    ValueTreeBuilder tree(bytes, limits);
    const bool isOpen = tree.open(ValueKind::Object, 0, tree.labelOf("numpy.ndarray"));
    const NpyTree array(header, bytes);
    if (!isOpen || array.depth() + levelsAround > limits.maxDepth) {
        if (!tree.isFull())
            tree.setProblem(0, tr("The array has too many dimensions, or its records are nested too deep."));
        return tree.finish();
    }
    const auto addKey = [&tree](QByteArrayView key) { tree.addText(ValueKind::Text, key, 0, 0); };
    addKey("dtype");
    tree.addText(ValueKind::Text, tree.store(header.dtype.name().toUtf8()), 0, header.dataOffset);
    addKey("shape");
    if (!tree.open(ValueKind::List, 0, tree.labelOf("tuple")))
        return tree.finish();
    for (const qsizetype size : header.shape)
        tree.addInt(size, 0, header.dataOffset);
    tree.close(header.dataOffset);
    addKey("order");
    tree.addText(ValueKind::Text, header.isFortran ? "F" : "C", 0, header.dataOffset);
    addKey("data");
    array.addAll(tree, limits.folds);
    const qint64 end = array.endOffset();
    if (end > bytes.size())
        tree.setProblem(bytes.size(), tr("The array ends at byte %1, but there are only %2.").arg(end).arg(bytes.size()));
    else if (end < bytes.size())
        tree.setProblem(end, tr("%n more byte(s) follow behind the array.", nullptr, int(bytes.size() - end)));
    if (!tree.isFull() && tree.depth() == 1)
        tree.close(bytes.size());
    return tree.finish();
}

ValueTree expandNdarray(const NpyHeader &header, ValueTree tree, NodeId folded, const DecodeLimits &limits)
{
    if (header.shape.isEmpty())
        return tree;
    const QByteArrayView bytes = tree.source();
    const qsizetype done = tree.childCount(folded);
    const qsizetype dimensions = NpyTree::dimensionsOf(tree.label(folded));
    // A page is small, and must be whole: nothing stops it halfway.
    DecodeLimits page = limits;
    page.stop = nullptr;
    page.maxDepth = std::max(limits.maxDepth, DecodeLimits::defaultDepth);
    return NpyTree(header, bytes)
        .addPage(ValueTreeBuilder(std::move(tree), folded, page), dimensions, done, limits.maxNodes);
}

} // namespace zmqscope
