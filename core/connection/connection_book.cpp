// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/connection_book.h"

#include <algorithm>
#include <utility>

namespace zmqscope {

JoinedEvent ConnectionBook::take(const ConnectionEvent &event, Timestamp now, const ConnectionEnds &ends)
{
    using Kind = ConnectionEventKind;
    ++m_revision;
    JoinedEvent joined{event, {}, false};
    Connection *connection = nullptr;
    // A failed handshake is followed at once by the end of its connection.
    const std::optional<ConnectionEvent> failure = std::exchange(m_failure, std::nullopt);
    switch (event.kind) {
    case Kind::Accepted:
    case Kind::Connected:
        connection = &begin(event, now, ends);
        break;
    case Kind::HandshakeSucceeded:
        connection = likeliestToSucceed(event.endpoint, now);
        if (connection) {
            connection->assumed = m_waiting.value(event.endpoint).size() > 1;
            establish(*connection, now);
        }
        break;
    case Kind::HandshakeFailedNoDetail:
    case Kind::HandshakeFailedProtocol:
    case Kind::HandshakeFailedAuth:
        if (m_rawTcp)
            return joined; // libzmq says so of every end; there is no handshake
        m_failure = event;
        if (const auto waiting = m_waiting.constFind(event.endpoint); waiting != m_waiting.cend() && waiting->size() == 1)
            connection = oldestWaiting(event.endpoint);
        else if (handshakeProblem(event) == HandshakeProblem::NoZapHandler)
            connection = likeliestToSucceed(event.endpoint, now);
        if (connection && !connection->failure) // mostly it ends now; without a ZAP handler it may hang for long yet
            connection->failure = event;
        break;
    case Kind::Disconnected:
        connection = livingAt(int(event.value));
        if (!connection)
            break;
        if (failure && failure->endpoint == event.endpoint) {
            if (!connection->failure || handshakeProblem(*failure) != HandshakeProblem::TimedOut)
                connection->failure = failure;
            if (connection->state == ConnectionState::Established)
                passOnSuccess(*connection, now);
        }
        joined.wasEstablished = connection->state == ConnectionState::Established;
        end(*connection, now);
        break;
    case Kind::ConnectDelayed:
    case Kind::ConnectRetried:
    case Kind::Listening:
    case Kind::BindFailed:
    case Kind::AcceptFailed:
    case Kind::Closed:
    case Kind::CloseFailed:
    case Kind::MonitorStopped:
        break;
    }
    if (connection)
        joined.connection = connection->id;
    m_timeline.append(event, now, joined.connection, connection ? connection->peerAddress : QString());
    forgetOldest();
    return joined;
}

Connection &ConnectionBook::begin(const ConnectionEvent &event, Timestamp now, const ConnectionEnds &ends)
{
    const int fd = int(event.value);
    const auto isEarly = [&](const Connection &c) {
        return c.state == ConnectionState::Untold && (ends.far.isEmpty() || c.peerAddress == ends.far);
    };
    Connection *connection = livingAt(fd);
    const bool early = connection && isEarly(*connection); // its first message overtook the news of it
    if (!early) {
        if (connection)
            end(*connection, now); // its end was not told
        // An address is asked for some time after the connection began: where the one before it under
        // the same descriptor was given the same, that was asked too late.
        const auto before = m_all.find(m_lastOfFd.value(fd));
        if (before != m_all.end() && !ends.far.isEmpty() && before->second.peerAddress == ends.far) {
            before->second.peerAddress.clear();
            before->second.localAddress.clear();
        }
        connection = &m_all[++m_lastId];
        connection->id = {m_lastId};
        connection->peerAddress = ends.far;
        connection->fd = fd;
        connection->since = now;
        m_living.insert(fd, m_lastId);
        m_lastOfFd.insert(fd, m_lastId);
    }
    connection->role = event.kind == ConnectionEventKind::Accepted ? EndpointRole::Bind : EndpointRole::Connect;
    connection->endpoint = event.endpoint;
    connection->localAddress = ends.near;
    connection->state = ConnectionState::Handshaking;
    std::deque<quint32> &waiting = m_waiting[event.endpoint];
    waiting.insert(early ? waiting.begin() : waiting.end(), connection->id.value);
    if (m_rawTcp)
        establish(*connection, now);
    return *connection;
}

Connection *ConnectionBook::ofFd(int fd)
{
    const auto found = m_all.find(m_lastOfFd.value(fd));
    return found == m_all.end() ? nullptr : &found->second;
}

Connection *ConnectionBook::livingAt(int fd)
{
    const auto found = m_living.constFind(fd);
    return found == m_living.cend() ? nullptr : &m_all.at(*found);
}

Connection *ConnectionBook::oldestWaiting(const QString &endpoint)
{
    const auto waiting = m_waiting.constFind(endpoint);
    return waiting == m_waiting.cend() ? nullptr : &m_all.at(waiting->front());
}

/// Of those that wait, the oldest whose handshake does not hang.
Connection *ConnectionBook::likeliestToSucceed(const QString &endpoint, Timestamp now)
{
    const auto waiting = m_waiting.constFind(endpoint);
    if (waiting == m_waiting.cend())
        return nullptr;
    Connection *likeliest = nullptr;
    for (auto id = waiting->crbegin(); id != waiting->crend(); ++id) {
        Connection &connection = m_all.at(*id);
        if (now.ns - connection.since.ns > hangsAfterNs)
            break;
        likeliest = &connection;
    }
    return likeliest ? likeliest : oldestWaiting(endpoint);
}

void ConnectionBook::stopWaiting(const Connection &connection)
{
    const auto waiting = m_waiting.find(connection.endpoint);
    if (waiting == m_waiting.end())
        return;
    std::erase(*waiting, connection.id.value);
    if (waiting->empty())
        m_waiting.erase(waiting);
}

void ConnectionBook::establish(Connection &connection, Timestamp now)
{
    stopWaiting(connection);
    connection.state = ConnectionState::Established;
    connection.established = now;
    connection.failure.reset(); // it was another one's
    ++m_established;
    ++m_livingRevision;
}

/// @p from was taken for the one that shook hands, and did not: another of those that wait did.
void ConnectionBook::passOnSuccess(Connection &from, Timestamp now)
{
    from.state = ConnectionState::Handshaking;
    from.established = {};
    from.assumed = false;
    --m_established;
    if (Connection *other = likeliestToSucceed(from.endpoint, now))
        establish(*other, now);
}

void ConnectionBook::end(Connection &connection, Timestamp now)
{
    stopWaiting(connection);
    m_living.remove(connection.fd);
    if (connection.state == ConnectionState::Established)
        --m_established;
    connection.state = connection.state == ConnectionState::Handshaking ? ConnectionState::Refused : ConnectionState::Gone;
    ++m_livingRevision;
    connection.ended = now;
    connection.fd = -1;
    m_ended.push_back(connection.id.value);
}

void ConnectionBook::forgetOldest()
{
    while (m_ended.size() > maxEnded) {
        const auto oldest = m_all.find(m_ended.front());
        if (m_ofPeer.value(oldest->second.peer.value) == oldest->first)
            m_ofPeer.remove(oldest->second.peer.value);
        if (m_onlyAt != 0 && m_only == &oldest->second)
            m_onlyAt = 0;
        m_all.erase(oldest);
        m_ended.pop_front();
        ++m_forgotten;
    }
}

std::optional<JoinedEvent> ConnectionBook::endedHere(int fd, Timestamp now)
{
    const Connection *connection = livingAt(fd);
    if (!connection)
        return std::nullopt;
    const JoinedEvent joined = take({ConnectionEventKind::Disconnected, quint32(fd), connection->endpoint}, now);
    if (const auto ended = m_all.find(joined.connection.value); ended != m_all.end())
        ended->second.endedHere = true;
    return joined;
}

void ConnectionBook::closeAll(Timestamp now)
{
    for (auto &[id, connection] : m_all) {
        if (!connection.lives())
            continue;
        end(connection, now);
        connection.endedHere = true;
    }
    m_failure.reset();
    m_lastOfFd.clear();
    m_ofPeer.clear();
    ++m_revision;
    forgetOldest();
}

std::shared_ptr<Traffic> ConnectionBook::heard(int fd, const Heard &by, Timestamp now)
{
    ++m_revision;
    Connection *connection = fd < 0 ? nullptr : ofFd(fd);
    if (!connection && fd < 0) {
        const auto known = m_all.find(m_ofPeer.value(by.peer.value));
        if (known != m_all.end() && known->second.state == ConnectionState::Untold)
            connection = &known->second;
    }
    if (!connection) {
        connection = &m_all[++m_lastId];
        connection->id = {m_lastId};
        connection->peerAddress = by.address;
        connection->state = ConnectionState::Untold;
        connection->since = now;
        connection->fd = fd;
        if (fd >= 0) {
            m_living.insert(fd, m_lastId);
            m_lastOfFd.insert(fd, m_lastId);
        }
    }
    prove(*connection, now);
    connection->peer = by.peer;
    if (!by.socketType.isEmpty())
        connection->socketType = by.socketType;
    if (!by.routingId.isEmpty())
        connection->routingId = by.routingId;
    if (!by.userId.isEmpty())
        connection->userId = by.userId;
    m_ofPeer.insert(by.peer.value, connection->id.value);
    return connection->in;
}

void ConnectionBook::allRead(int fd)
{
    if (const Connection *connection = ofFd(fd); connection && !connection->lives())
        m_lastOfFd.remove(fd);
}

/// A message came by it, so its handshake succeeded.
void ConnectionBook::prove(Connection &connection, Timestamp now)
{
    connection.assumed = false;
    if (connection.state == ConnectionState::Refused)
        connection.state = ConnectionState::Gone;
    if (connection.state != ConnectionState::Handshaking)
        return;
    const auto mistaken = std::find_if(m_all.begin(), m_all.end(), [&](const auto &entry) {
        const Connection &other = entry.second;
        return other.assumed && other.state == ConnectionState::Established && other.endpoint == connection.endpoint;
    });
    std::deque<quint32> &waiting = m_waiting[connection.endpoint];
    if (mistaken == m_all.end()) { // the news of it is on its way: it is for this one
        std::erase(waiting, connection.id.value);
        waiting.push_front(connection.id.value);
        return;
    }
    // The news was given to another one by mistake.
    Connection &other = mistaken->second;
    other.state = ConnectionState::Handshaking;
    other.established = {};
    other.assumed = false;
    --m_established;
    waiting.push_front(other.id.value);
    establish(connection, now);
}

/// The one connection that is established; null when none is, or several are.
Connection *ConnectionBook::only()
{
    if (m_onlyAt != m_livingRevision) {
        m_onlyAt = m_livingRevision;
        m_only = nullptr;
        for (const quint32 id : std::as_const(m_living)) {
            Connection &connection = m_all.at(id);
            if (m_established == 1 && connection.state == ConnectionState::Established)
                m_only = &connection;
        }
    }
    return m_only;
}

void ConnectionBook::sentTo(PeerId peer, qint64 bytes, Timestamp now)
{
    const auto known = m_all.find(m_ofPeer.value(peer.value));
    if (peer.value != 0 && known != m_all.end())
        known->second.out.count(bytes, now);
}

void ConnectionBook::sentToSome(qint64 bytes, Timestamp now)
{
    if (Connection *single = only()) {
        single->out.count(bytes, now);
        return;
    }
    if (std::exchange(m_inexactAt, m_livingRevision) == m_livingRevision)
        return; // all of them are marked
    for (const quint32 id : std::as_const(m_living))
        m_all.at(id).outIsExact = false;
}

const Connection *ConnectionBook::find(ConnectionId id) const
{
    const auto found = m_all.find(id.value);
    return found == m_all.end() ? nullptr : &found->second;
}

const Connection *ConnectionBook::ofPeer(PeerId peer) const
{
    return find({m_ofPeer.value(peer.value)});
}

} // namespace zmqscope
