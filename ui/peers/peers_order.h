// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace zmqscope {

/// The rows of a PeersModel sorted by a column, without those that have gone where they are hidden,
/// and only those that hold a text where one is sought.
class PeersOrder final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit PeersOrder(QObject *parent = nullptr);

    void setGoneShown(bool on);
    bool isGoneShown() const { return m_goneShown; }
    /// Looked for in the columns that name a peer, without regard to case.
    void setSought(const QString &text);
    bool isSeeking() const { return !m_sought.isEmpty(); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    bool m_goneShown = true;
    QString m_sought;
};

} // namespace zmqscope
