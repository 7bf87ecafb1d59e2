// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/message_comparison.h"

#include <QAbstractItemModel>

namespace zmqscope {

/// Two messages side by side as a tree: a row for each frame, below it what is in it, matched by
/// key or place.
class CompareModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Key, Left, Right, ColumnCount };
    enum Role {
        StateRole = Qt::UserRole + 1, ///< int: DiffState
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setComparison(std::shared_ptr<const MessageComparison> comparison);
    /// The rows that differ and have nothing below them, from the top down.
    const std::vector<QModelIndex> &changes() const { return m_changes; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const ComparedFrame &frameOf(const QModelIndex &index) const;
    const DiffRow &rowOf(const QModelIndex &index) const;
    QString keyText(const QModelIndex &index) const;
    QString sideText(const QModelIndex &index, bool left, qsizetype maxChars) const;
    QVariant background(const QModelIndex &index) const;
    void collectChanges();

    std::shared_ptr<const MessageComparison> m_comparison;
    std::vector<QModelIndex> m_changes;
};

} // namespace zmqscope
