// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection_book.h"
#include "core/zmq/endpoint.h"

#include <QCoreApplication>
#include <QHash>
#include <QList>

namespace zmqscope {

/// Where one bind or connect stands.
enum class EndpointState {
    Closed,     ///< the socket is not open
    Listening,  ///< bound, nobody there yet
    Connecting, ///< no connection yet; libzmq goes on trying
    Connected,  ///< at least one peer shook hands
    Failed,     ///< refused; detail says why
};

struct EndpointStatus
{
    Endpoint endpoint;     ///< as the person wrote it
    QString actualAddress; ///< as libzmq resolved it; empty while not bound
    EndpointState state = EndpointState::Closed;
    int peers = 0;         ///< connections whose handshake succeeded
    bool inDoubt = false;  ///< lost, and libzmq has not said yet whether it tries again
    QString detail;        ///< for people: "nobody answers, trying again", the Error's text, …
    bool gaveUp = false;   ///< Failed: there was a connection, it ended, and libzmq does not try again
};

/// Follows libzmq's connection events to what a person wants to know of each endpoint: does it
/// listen, is anybody there, and if not, why.
class EndpointTracker
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::EndpointTracker)
public:
    /// @p rawTcp: a STREAM socket, which has no handshake.
    explicit EndpointTracker(bool rawTcp) : m_rawTcp(rawTcp) {}

    const QList<EndpointStatus> &all() const { return m_status; }
    EndpointStatus &at(qsizetype i) { return m_status[i]; }
    void add(const Endpoint &endpoint);
    void remove(qsizetype i);
    /// The socket has closed: every endpoint is Closed, every connection gone.
    void closeAll();

    /// The endpoint is in libzmq's hands now: listening at @p actualAddress, or connecting.
    void opened(qsizetype i, const QString &actualAddress);
    void refused(qsizetype i, const Error &error);

    void take(const JoinedEvent &joined);
    /// True when a connect has lost its peer and nothing was heard since.
    bool hasDoubts() const;
    /// What is in doubt now has ended for good: libzmq announces a new try at once or never.
    void resolveDoubts();
    /// As take(), where it was this side that ended the connection.
    void endedHere(const JoinedEvent &joined);

    /// Connections whose handshake succeeded, over all endpoints.
    int connectedPeers() const;
    /// True when an inproc endpoint is open: libzmq tells nothing of its peers.
    bool hasUntoldPeers() const;
    /// The endpoint that libzmq means by @p address in an event, or in Connection::endpoint; -1 for none.
    qsizetype rowOf(const QString &address, EndpointRole role) const;

private:
    qsizetype rowOf(const ConnectionEvent &event) const;
    void countPeers(qsizetype row, int change);

    bool m_rawTcp;
    QList<EndpointStatus> m_status;
    QHash<quint32, qsizetype> m_rows; ///< of the connections that live, by ConnectionId
};

} // namespace zmqscope
