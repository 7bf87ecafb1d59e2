// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/array_reader.h"
#include "core/value/value_tree_builder.h"

namespace zmqscope {

/// Places the elements of an array in a tree: lists in lists as numpy.ndarray.tolist() makes them.
/// Lists of many values are folded. Their label is the shape below them, "480×640".
class NpyTree
{
public:
    /// As many values are placed at once, whatever the limits allow: no more fit a screen.
    static constexpr qint64 foldFrom = 64 * 1024;

    /// Borrows the bytes of an .npy file, which may be fewer than the array takes.
    NpyTree(const NpyHeader &header, QByteArrayView bytes);

    /// Bytes from the start of the file to the end of the last element.
    qint64 endOffset() const;
    /// Containers within each other, at most.
    int depth() const;
    /// Adds all as one value; the limits must allow depth(). @p fold: lists may be folded.
    void addAll(ValueTreeBuilder &tree, bool fold) const;
    /// Adds the next page of children of a folded list of @p dimensions that has @p done of them,
    /// and ends it.
    ValueTree addPage(ValueTreeBuilder tree, qsizetype dimensions, qsizetype done, qint64 maxNodes) const;
    /// The dimensions of a folded list, of its label.
    static qsizetype dimensionsOf(QByteArrayView label);

private:
    bool add(ValueTreeBuilder &tree, qsizetype dimension, qsizetype position, bool fold, quint32 label) const;
    void addFolded(ValueTreeBuilder &tree, qsizetype dimension, qsizetype position) const;
    void addElement(ValueTreeBuilder &tree, const DType &type, qint64 offset, quint32 label) const;
    qint64 offsetOf(qsizetype position) const { return m_header.dataOffset + position * m_header.dtype.itemSize(); }
    /// One behind the last element of what is below @p dimension at @p position.
    qint64 endOf(qsizetype dimension, qsizetype position) const;

    NpyHeader m_header;
    QByteArrayView m_bytes;
    QList<qsizetype> m_strides;
    QList<qint64> m_nodes; ///< of one value below so many indices; [dimensions] is an element
};

} // namespace zmqscope
