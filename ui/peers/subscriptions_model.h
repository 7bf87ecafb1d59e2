// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QTimer>
#include <vector>

namespace zmqscope {

/// What the subscribers of a PUB or XPUB socket want: a row a prefix, sorted, with how many want it and
/// who. Changes by difference, at most four times a second and only while it is watched.
class SubscriptionsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column { Prefix, Count, Who };
    static constexpr int columns = int(Column::Who) + 1;
    static constexpr int refreshMs = 250;
    /// Prefixes beyond this are counted, not listed: narrow the list by a text.
    static constexpr qsizetype maxListed = 2000;
    /// Peers, and subscriptions of theirs, looked at to tell who wants what: with more, only numbers
    /// are told.
    static constexpr int maxPeers = 500;
    static constexpr qsizetype maxSubscriptions = 20'000;

    /// Of the channel @p side of @p panel, which must outlive the model.
    SubscriptionsModel(Panel &panel, int side, QObject *parent = nullptr);

    void setWatched(bool on);
    void refresh();
    /// Only prefixes that hold this, without regard to case.
    void setSought(const QString &text);
    bool isSeeking() const { return !m_sought.isEmpty(); }
    /// Prefixes that are not listed, maxListed being exceeded.
    qsizetype notListed() const { return m_notListed; }
    const Channel &channel() const { return m_channel; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void refreshed();

private:
    struct Row
    {
        QByteArray prefix;
        int count = 0;
        QStringList who;

        bool operator==(const Row &) const = default;
    };
    std::vector<Row> wanted();
    QHash<QByteArray, QStringList> namesByPrefix() const;
    void show(const std::vector<Row> &rows);
    void schedule();

    Panel &m_panel;
    Channel &m_channel;
    std::vector<Row> m_rows;
    QString m_sought;
    qsizetype m_notListed = 0;
    bool m_watched = false;
    QTimer m_soon;
};

} // namespace zmqscope
