// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/array_view.h"

#include <QAbstractTableModel>

namespace zmqscope {

/// Two dimensions of an array as a table: the last two, or the one there is as a column; the fields
/// of records in one dimension as columns. Reads the bytes when a cell is asked for. Long dimensions
/// come in parts, because a view keeps a size for each row.
class ArrayTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr qsizetype rowsPerPart = 1'000'000;
    static constexpr qsizetype columnsPerPart = 10'000;

    using QAbstractTableModel::QAbstractTableModel;

    /// Borrows the bytes; shows the first slice. An array without elements empties the table.
    void setArray(const ArrayView &array);
    /// One index for each dimension that is not shown: leadingDimensions() of them.
    void setLeading(const QList<qsizetype> &indices);
    void setPart(qsizetype rowPart, qsizetype columnPart);

    qsizetype leadingDimensions() const;
    /// At least 1.
    qsizetype rowParts() const;
    qsizetype columnParts() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    bool hasFields() const;
    qsizetype allRows() const;
    qsizetype allColumns() const;
    QString cellText(qsizetype row, qsizetype column) const;

    ArrayView m_array;
    QList<qsizetype> m_leading;
    qsizetype m_rowPart = 0;
    qsizetype m_columnPart = 0;
};

} // namespace zmqscope
