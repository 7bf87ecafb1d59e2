// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/round_trips.h"

#include <QAbstractTableModel>

namespace zmqscope {

/// Messages that miss their other half, in the order of the log. Rows come and go; none moves.
class OrphanModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Time, What };
    static constexpr int columns = What + 1;

    /// @p trips must outlive the model.
    explicit OrphanModel(const RoundTrips &trips, QObject *parent = nullptr);

    /// Takes over what changed.
    void refresh();
    /// Value 0 when @p row lies outside.
    MessageIndex messageAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const RoundTrips &m_trips;
    QList<Orphan> m_rows;
    quint64 m_revision = 0;
};

} // namespace zmqscope
