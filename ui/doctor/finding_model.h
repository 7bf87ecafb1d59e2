// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/doctor.h"

#include <QAbstractListModel>

namespace zmqscope {

/// What the doctor found, the worst first, and below it what has gone by itself.
class FindingModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        NumberRole = Qt::UserRole + 1, ///< quint64: Finding::number
        SeverityRole, ///< int: Severity
        PanelRole, ///< QString: the name of its panel
        PatternRole, ///< int: Pattern of its panel
        ResolvedRole, ///< bool: it is not so any more
    };

    /// @p doctor must outlive the model.
    explicit FindingModel(Doctor &doctor, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    /// Null when there is no such row.
    const Finding *findingAt(int row) const;
    bool isResolved(int row) const { return row >= m_current; }
    /// -1 when it is not there.
    int rowOf(quint64 number) const;
    /// How many are true now.
    int currentCount() const { return m_current; }

private:
    void refresh();

    Doctor &m_doctor;
    QList<Finding> m_rows;
    int m_current = 0; ///< rows before this one are true now
};

} // namespace zmqscope
