// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/dtype.h"

#include <QByteArrayView>
#include <span>

namespace zmqscope {

/// An array as NumPy has it, over bytes that others own: whoever holds the view keeps them. An
/// element is found by its position in memory; position() gives it for indices.
class ArrayView
{
public:
    /// NumPy knows no more.
    static constexpr int maxDimensions = 64;
    /// What a cell of a table is wide enough for.
    static constexpr qsizetype maxElementChars = 200;

    /// Without elements.
    ArrayView() = default;
    /// Errors when the elements do not all lie in @p bytes; bytes behind them are not looked at.
    static Result<ArrayView> over(const DType &dtype, const QList<qsizetype> &shape, bool isFortran,
                                  QByteArrayView bytes);
    /// Elements of an array of that shape, or an error when they are more than can be.
    static Result<qsizetype> countOf(const DType &dtype, const QList<qsizetype> &shape);

    const DType &dtype() const { return m_dtype; }
    const QList<qsizetype> &shape() const { return m_shape; }
    int dimensions() const { return int(m_shape.size()); }
    /// True when the first index counts through memory, not the last: order='F'.
    bool isFortran() const { return m_isFortran; }
    /// All elements.
    qsizetype count() const { return m_count; }
    /// Exactly those of the elements.
    QByteArrayView bytes() const { return m_bytes; }

    /// Positions from one index of that dimension to the next.
    qsizetype stride(int dimension) const { return m_strides[dimension]; }
    /// One index for each dimension, within the shape.
    qsizetype position(std::span<const qsizetype> indices) const;

    /// 0 ≤ position < count() for all of these.
    const char *at(qsizetype position) const { return m_bytes.data() + position * m_dtype.itemSize(); }
    double number(qsizetype position) const;
    qint64 integer(qsizetype position) const;
    QString elementText(qsizetype position, qsizetype maxChars = maxElementChars) const;

    /// "480 × 640 × 3"; "a single value" for no dimensions.
    QString shapeText() const;
    /// The same for people of any shape.
    static QString shapeText(const QList<qsizetype> &shape);

private:
    DType m_dtype;
    QList<qsizetype> m_shape{0};
    QList<qsizetype> m_strides{1};
    qsizetype m_count = 0;
    bool m_isFortran = false;
    QByteArrayView m_bytes;
};

/// Strides in elements of an array that lies in memory without gaps.
QList<qsizetype> stridesOf(const QList<qsizetype> &shape, bool isFortran);

} // namespace zmqscope
