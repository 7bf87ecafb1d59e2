// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/connection_holders.h"

#include "core/zmq/connection_holder.h"

#include <QPromise>
#include <QThreadPool>
#include <memory>
#include <utility>

namespace zmqscope {

ConnectionHolders::ConnectionHolders(QObject *parent)
    : QObject(parent)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &ConnectionHolders::search);
    connect(&m_search, &QFutureWatcherBase::finished, this, &ConnectionHolders::take);
}

std::optional<QString> ConnectionHolders::holderOf(const Connection &connection)
{
    const Ends ends{connection.localAddress, connection.peerAddress};
    if (const auto known = m_known.constFind(ends); known != m_known.cend())
        return *known;
    if (ends.far.isEmpty())
        return QString();
    if (!connection.lives())
        return std::nullopt;
    if (!m_wanted.contains(ends) && !m_asked.contains(ends)) {
        m_wanted.insert(ends);
        if (!m_soon.isActive() && m_asked.isEmpty())
            m_soon.start(0);
    }
    return std::nullopt;
}

void ConnectionHolders::search()
{
    if (m_wanted.isEmpty() || !m_asked.isEmpty())
        return;
    m_asked = std::exchange(m_wanted, {});
    QList<ConnectionEnds> connections;
    for (const Ends &ends : std::as_const(m_asked))
        connections.append({ends.near, ends.far});
    auto promise = std::make_shared<QPromise<QList<QString>>>();
    promise->start();
    m_search.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, connections] {
        promise->addResult(connectionHolders(connections));
        promise->finish();
    });
}

void ConnectionHolders::take()
{
    const QList<QString> names = m_search.result();
    if (m_known.size() + names.size() > maxKnown)
        m_known.clear();
    qsizetype i = 0;
    for (const Ends &ends : std::as_const(m_asked)) // in the order they were asked in
        m_known.insert(ends, names.at(i++));
    m_asked.clear();
    m_soon.start(restMs);
    emit found();
}

} // namespace zmqscope
