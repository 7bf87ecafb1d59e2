// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/array/array_view.h"

#include "core/array/element.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ArrayView", text);
}

Error refused(const QString &detail)
{
    return {ErrorCode::Malformed, tr("Read array"), detail, {}};
}

} // namespace

QList<qsizetype> stridesOf(const QList<qsizetype> &shape, bool isFortran)
{
    QList<qsizetype> strides(shape.size());
    qsizetype step = 1;
    for (qsizetype i = 0; i < shape.size(); ++i) {
        const qsizetype dimension = isFortran ? i : shape.size() - 1 - i;
        strides[dimension] = step;
        step *= std::max<qsizetype>(shape[dimension], 1);
    }
    return strides;
}

Result<qsizetype> ArrayView::countOf(const DType &dtype, const QList<qsizetype> &shape)
{
    if (shape.size() > maxDimensions)
        return refused(tr("It has %1 dimensions; %2 are the most.").arg(shape.size()).arg(maxDimensions));
    // One of no elements is empty, but the others must be possible all the same: strides count with them.
    qsizetype bytes = dtype.itemSize();
    for (const qsizetype size : shape) {
        if (size < 0 || __builtin_mul_overflow(bytes, std::max<qsizetype>(size, 1), &bytes))
            return refused(tr("The shape %1 is not possible.").arg(shapeText(shape)));
    }
    return shape.contains(0) ? 0 : bytes / dtype.itemSize();
}

Result<ArrayView> ArrayView::over(const DType &dtype, const QList<qsizetype> &shape, bool isFortran, QByteArrayView bytes)
{
    const Result<qsizetype> count = countOf(dtype, shape);
    if (!count)
        return count.error();
    const qsizetype needed = *count * dtype.itemSize(); // countOf() saw that it fits
    if (needed > bytes.size()) {
        return refused(tr("An array of %1, %2, takes %3 bytes; there are %4.")
                           .arg(shapeText(shape), dtype.name(), QLocale().toString(qint64(needed)),
                                QLocale().toString(qint64(bytes.size()))));
    }
    ArrayView view;
    view.m_dtype = dtype;
    view.m_shape = shape;
    view.m_strides = stridesOf(shape, isFortran);
    view.m_count = *count;
    view.m_isFortran = isFortran;
    view.m_bytes = bytes.first(needed);
    return view;
}

qsizetype ArrayView::position(std::span<const qsizetype> indices) const
{
    qsizetype position = 0;
    for (std::size_t i = 0; i < indices.size(); ++i)
        position += indices[i] * m_strides[qsizetype(i)];
    return position;
}

double ArrayView::number(qsizetype position) const
{
    return elementNumber(m_dtype, at(position));
}

qint64 ArrayView::integer(qsizetype position) const
{
    return elementInteger(m_dtype, at(position));
}

QString ArrayView::elementText(qsizetype position, qsizetype maxChars) const
{
    return zmqscope::elementText(m_dtype, at(position), maxChars);
}

QString ArrayView::shapeText() const
{
    return shapeText(m_shape);
}

QString ArrayView::shapeText(const QList<qsizetype> &shape)
{
    if (shape.isEmpty())
        return tr("a single value");
    QString text;
    for (const qsizetype size : shape)
        text += (text.isEmpty() ? QString() : u" × "_s) + QString::number(size);
    return text;
}

} // namespace zmqscope
