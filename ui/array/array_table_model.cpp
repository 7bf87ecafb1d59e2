// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/array/array_table_model.h"

#include "core/array/element.h"

#include <algorithm>

namespace zmqscope {

namespace {

qsizetype parts(qsizetype all, qsizetype each)
{
    return std::max<qsizetype>(1, (all + each - 1) / each);
}

int countInPart(qsizetype all, qsizetype each, qsizetype part)
{
    return int(std::clamp<qsizetype>(all - part * each, 0, each));
}

} // namespace

void ArrayTableModel::setArray(const ArrayView &array)
{
    beginResetModel();
    m_array = array;
    m_leading = QList<qsizetype>(leadingDimensions(), 0);
    m_rowPart = 0;
    m_columnPart = 0;
    endResetModel();
}

void ArrayTableModel::setLeading(const QList<qsizetype> &indices)
{
    if (indices == m_leading)
        return;
    Q_ASSERT(indices.size() == m_leading.size());
    m_leading = indices;
    if (rowCount() > 0 && columnCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void ArrayTableModel::setPart(qsizetype rowPart, qsizetype columnPart)
{
    if (rowPart == m_rowPart && columnPart == m_columnPart)
        return;
    beginResetModel();
    m_rowPart = rowPart;
    m_columnPart = columnPart;
    endResetModel();
}

qsizetype ArrayTableModel::leadingDimensions() const
{
    return std::max(0, m_array.dimensions() - 2);
}

bool ArrayTableModel::hasFields() const
{
    return m_array.dimensions() == 1 && m_array.dtype().kind() == DType::Kind::Record;
}

/// None when there are no elements at all, so that no cell needs one.
qsizetype ArrayTableModel::allRows() const
{
    if (m_array.count() == 0)
        return 0;
    const int dimensions = m_array.dimensions();
    return dimensions == 0 ? 1 : m_array.shape()[std::max(0, dimensions - 2)];
}

qsizetype ArrayTableModel::allColumns() const
{
    if (m_array.count() == 0)
        return 0;
    if (hasFields())
        return qsizetype(m_array.dtype().fields().size());
    return m_array.dimensions() < 2 ? 1 : m_array.shape().back();
}

qsizetype ArrayTableModel::rowParts() const
{
    return parts(allRows(), rowsPerPart);
}

qsizetype ArrayTableModel::columnParts() const
{
    return parts(allColumns(), columnsPerPart);
}

int ArrayTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : countInPart(allRows(), rowsPerPart, m_rowPart);
}

int ArrayTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : countInPart(allColumns(), columnsPerPart, m_columnPart);
}

QString ArrayTableModel::cellText(qsizetype row, qsizetype column) const
{
    if (hasFields()) {
        const DType::Field &field = m_array.dtype().fields()[std::size_t(column)];
        return elementText(field.type, m_array.at(row) + field.offset, ArrayView::maxElementChars);
    }
    qsizetype position = 0;
    for (qsizetype i = 0; i < m_leading.size(); ++i)
        position += m_leading[i] * m_array.stride(int(i));
    const int dimensions = m_array.dimensions();
    if (dimensions > 0)
        position += row * m_array.stride(std::max(0, dimensions - 2));
    if (dimensions > 1)
        position += column * m_array.stride(dimensions - 1);
    return m_array.elementText(position);
}

QVariant ArrayTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return cellText(index.row() + m_rowPart * rowsPerPart, index.column() + m_columnPart * columnsPerPart);
    if (role == Qt::TextAlignmentRole) {
        const qsizetype column = index.column() + m_columnPart * columnsPerPart;
        const DType &type = hasFields() ? m_array.dtype().fields()[std::size_t(column)].type : m_array.dtype();
        return QVariant((type.isNumber() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

QVariant ArrayTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return QString::number(section + m_rowPart * rowsPerPart);
    const qsizetype column = section + m_columnPart * columnsPerPart;
    if (hasFields())
        return m_array.dtype().fields()[std::size_t(column)].name;
    return m_array.dimensions() < 2 ? tr("Value") : QString::number(column);
}

} // namespace zmqscope
