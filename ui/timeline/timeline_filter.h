// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timeline_model.h"

#include <QSortFilterProxyModel>
#include <optional>

namespace zmqscope {

/// The rows of a timeline that a person wants to see, each with its distance from the one above.
class TimelineFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    /// @p model must outlive the filter.
    explicit TimelineFilter(TimelineModel &model, QObject *parent = nullptr);

    void setProblemsOnly(bool on);
    bool isProblemsOnly() const { return m_problemsOnly; }
    /// Only rows of this connection; rows that several connections share are of none.
    void setConnection(std::optional<PanelConnection> connection);
    const std::optional<PanelConnection> &connection() const { return m_connection; }
    /// Only rows that hold this, without regard to case.
    void setSought(const QString &text);
    /// True while some rows may be left out.
    bool isActive() const { return m_problemsOnly || m_connection || !m_sought.isEmpty(); }

    const TimelineModel::Entry &entry(int row) const;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    TimelineModel &m_model;
    bool m_problemsOnly = false;
    std::optional<PanelConnection> m_connection;
    QString m_sought;
};

} // namespace zmqscope
