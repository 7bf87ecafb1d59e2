// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection.h"

#include <QFutureWatcher>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <optional>

namespace zmqscope {

/// Finds out which processes of this machine are at the other ends of connections; remembers them.
/// The search runs on another thread, for all that were asked for at once.
class ConnectionHolders final : public QObject
{
    Q_OBJECT
public:
    /// So long after one search the next begins at the earliest: connections may come by the thousand.
    static constexpr int restMs = 1000;
    /// Known ones beyond this are forgotten, all at once.
    static constexpr qsizetype maxKnown = 10'000;

    explicit ConnectionHolders(QObject *parent = nullptr);

    /// See connectionHolder(); empty when it cannot be found out, nothing while that is not known.
    /// Asks for it then, as long as the connection lives.
    std::optional<QString> holderOf(const Connection &connection);

signals:
    /// More is known than before.
    void found();

private:
    struct Ends
    {
        QString near;
        QString far;

        bool operator==(const Ends &) const = default;
    };
    friend size_t qHash(const Ends &ends, size_t seed) { return qHashMulti(seed, ends.near, ends.far); }

    void search();
    void take();

    QHash<Ends, QString> m_known;
    QSet<Ends> m_wanted;
    QSet<Ends> m_asked; ///< by the search that runs
    QFutureWatcher<QList<QString>> m_search;
    QTimer m_soon;
};

} // namespace zmqscope
