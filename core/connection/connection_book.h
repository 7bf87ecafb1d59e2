// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection_timeline.h"
#include "core/zmq/peer_address.h"

#include <QHash>
#include <QList>
#include <deque>
#include <map>

namespace zmqscope {

/// A connection event, joined to the connection that it concerns.
struct JoinedEvent
{
    ConnectionEvent event;
    ConnectionId connection;     ///< 0: concerns none, or it is not known which
    bool wasEstablished = false; ///< Disconnected: the handshake had succeeded before
};

/// All connections a channel has and had, and what happened to them.
///
/// libzmq's events name a descriptor when a connection begins and ends, but not when its handshake
/// succeeds or fails. Failures come right before the end of the same connection, so they are known
/// for certain; a success is given to the oldest connection that waits for one, and taken back when
/// that one turns out to have failed. Descriptors are used again: a connection is the one that
/// was accepted last under it.
class ConnectionBook
{
public:
    /// Connections that ended are kept up to this number; beyond, the oldest are forgotten and
    /// counted. Those that live are bounded by the descriptors of the process.
    static constexpr size_t maxEnded = 2000;
    /// A handshake takes milliseconds. One that takes longer than this hangs: the peer does not speak
    /// ZMTP, or a version without handshake; a success is another one's then.
    static constexpr qint64 hangsAfterNs = 1'000'000'000;

    /// @p rawTcp: a STREAM socket, which has no handshake.
    explicit ConnectionBook(bool rawTcp) : m_rawTcp(rawTcp) {}

    /// @p ends are those of the descriptor of an Accepted or Connected event.
    JoinedEvent take(const ConnectionEvent &event, Timestamp now, const ConnectionEnds &ends = {});
    /// This side ended the connection, of which libzmq tells nothing (STREAM).
    std::optional<JoinedEvent> endedHere(int fd, Timestamp now);
    /// The socket has closed: every connection has ended.
    void closeAll(Timestamp now);

    /// What is learned of a connection by its first message; whoever reads its messages counts them
    /// in what is returned. @p fd is -1 where libzmq does not tell the connection; a message may come
    /// before the news that its connection began, and after the news that it ended.
    struct Heard
    {
        PeerId peer;
        QString address;
        QString socketType;
        QByteArray routingId;
        QString userId;
    };
    std::shared_ptr<Traffic> heard(int fd, const Heard &by, Timestamp now);

    /// All messages were read that came by @p fd, whose connection has ended: what is heard by it from
    /// now on is another one's.
    void allRead(int fd);

    /// A message of @p bytes was sent to the peer that is known as @p peer.
    void sentTo(PeerId peer, qint64 bytes, Timestamp now);
    /// A message was sent to one of those that are connected: counted where there is only one, else
    /// it makes all of them inexact.
    void sentToSome(qint64 bytes, Timestamp now);

    /// By id, oldest first.
    const std::map<quint32, Connection> &all() const { return m_all; }
    /// Null when it was forgotten, or never was.
    const Connection *find(ConnectionId id) const;
    /// The connection that is or was last heard as @p peer; null where there is none.
    const Connection *ofPeer(PeerId peer) const;
    /// Those whose handshake succeeded and that have not ended.
    int establishedCount() const { return m_established; }
    /// Ended connections that are not listed any more.
    qint64 forgotten() const { return m_forgotten; }

    const ConnectionTimeline &timeline() const { return m_timeline; }
    /// Grows with every change of a connection, but not with its traffic.
    quint64 revision() const { return m_revision; }

private:
    Connection &begin(const ConnectionEvent &event, Timestamp now, const ConnectionEnds &ends);
    Connection *livingAt(int fd);
    Connection *oldestWaiting(const QString &endpoint);
    Connection *likeliestToSucceed(const QString &endpoint, Timestamp now);
    void establish(Connection &connection, Timestamp now);
    void end(Connection &connection, Timestamp now);
    void passOnSuccess(Connection &from, Timestamp now);
    void stopWaiting(const Connection &connection);
    void forgetOldest();
    Connection *only();
    Connection *ofFd(int fd);
    void prove(Connection &connection, Timestamp now);

    bool m_rawTcp;
    std::map<quint32, Connection> m_all;
    QHash<int, quint32> m_living;                ///< by descriptor
    QHash<int, quint32> m_lastOfFd;              ///< the same, and what ended last under a descriptor
    QHash<QString, std::deque<quint32>> m_waiting; ///< for a handshake, by endpoint, oldest first
    QHash<quint32, quint32> m_ofPeer;            ///< PeerId → connection
    std::deque<quint32> m_ended;
    std::optional<ConnectionEvent> m_failure;    ///< of the connection that ends next
    ConnectionTimeline m_timeline;
    quint32 m_lastId = 0;
    int m_established = 0;
    qint64 m_forgotten = 0;
    quint64 m_revision = 0;
    Connection *m_only = nullptr;  ///< the one that is established, as of m_onlyAt
    quint64 m_onlyAt = 0;          ///< m_livingRevision then
    quint64 m_inexactAt = 0;       ///< m_livingRevision when all were last marked inexact
    quint64 m_livingRevision = 1;  ///< grows when one begins, is established or ends
};

} // namespace zmqscope
