// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace zmqscope {

/// Leaves of an OptionModel what was searched for, and unless asked for all, what means something
/// to the channel's socket type. What can be set comes first.
class OptionFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit OptionFilter(QObject *parent = nullptr);

    /// Each word must occur in the name or the help, in any case.
    void setSearch(const QString &text);
    void setShowAll(bool all);

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QStringList m_words;
    bool m_showAll = false;
};

} // namespace zmqscope
