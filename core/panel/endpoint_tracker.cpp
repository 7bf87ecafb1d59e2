// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/endpoint_tracker.h"

#include <algorithm>
#include <utility>

namespace zmqscope {

namespace {

constexpr QLatin1StringView inprocScheme("inproc://");

QStringView portOf(QStringView address)
{
    return address.sliced(address.lastIndexOf(u':') + 1);
}

} // namespace

void EndpointTracker::add(const Endpoint &endpoint)
{
    m_status.append({endpoint, {}, EndpointState::Closed, 0, false, {}, false});
}

void EndpointTracker::remove(qsizetype row)
{
    m_status.removeAt(row);
    m_rows.removeIf([&](const auto &entry) { return entry.value() == row; });
    for (qsizetype &other : m_rows) {
        if (other > row)
            --other;
    }
}

void EndpointTracker::closeAll()
{
    m_rows.clear();
    for (EndpointStatus &status : m_status) {
        status.state = EndpointState::Closed;
        status.peers = 0;
        status.inDoubt = false;
        status.gaveUp = false;
        status.detail.clear();
    }
}

void EndpointTracker::opened(qsizetype i, const QString &actualAddress)
{
    EndpointStatus &status = m_status[i];
    status.actualAddress = actualAddress;
    status.inDoubt = false;
    status.gaveUp = false;
    status.detail.clear();
    status.state = status.endpoint.role == EndpointRole::Bind ? EndpointState::Listening : EndpointState::Connecting;
    if (status.endpoint.role == EndpointRole::Connect && status.endpoint.address.startsWith(inprocScheme)) {
        status.state = EndpointState::Connected;
        status.detail = tr("within this program: libzmq does not tell who is there");
    }
}

void EndpointTracker::refused(qsizetype i, const Error &error)
{
    m_status[i].state = EndpointState::Failed;
    m_status[i].gaveUp = false;
    m_status[i].detail = error.detail + (error.remedy.isEmpty() ? QString() : QString(u' ' + error.remedy));
}

qsizetype EndpointTracker::rowOf(const QString &address, EndpointRole role) const
{
    qsizetype byPort = -1;
    for (qsizetype i = 0; i < m_status.size(); ++i) {
        const EndpointStatus &status = m_status[i];
        if (status.endpoint.role != role || status.state == EndpointState::Closed)
            continue;
        if (address == status.actualAddress || address == status.endpoint.address)
            return i;
        // libzmq names a connection by its resolved addresses: the port is what stays the same.
        if (portOf(address) == portOf(status.actualAddress.isEmpty() ? status.endpoint.address : status.actualAddress))
            byPort = i;
    }
    return byPort;
}

qsizetype EndpointTracker::rowOf(const ConnectionEvent &event) const
{
    const qsizetype bound = rowOf(event.endpoint, EndpointRole::Bind);
    return bound >= 0 ? bound : rowOf(event.endpoint, EndpointRole::Connect);
}

void EndpointTracker::countPeers(qsizetype row, int change)
{
    EndpointStatus &status = m_status[row];
    status.peers = std::max(0, status.peers + change);
    if (status.peers > 0) {
        status.state = EndpointState::Connected;
        status.gaveUp = false;
        status.detail.clear();
    } else if (status.state == EndpointState::Connected) {
        status.state = status.endpoint.role == EndpointRole::Bind ? EndpointState::Listening : EndpointState::Connecting;
    }
}

void EndpointTracker::take(const JoinedEvent &joined)
{
    using Kind = ConnectionEventKind;
    const ConnectionEvent &event = joined.event;
    const auto tell = [&](qsizetype row, const QString &text) {
        if (row >= 0)
            m_status[row].detail = text;
    };
    const auto describe = [&](qsizetype row, const QString &text) {
        if (row >= 0 && m_status[row].peers == 0)
            m_status[row].detail = text;
    };
    switch (event.kind) {
    case Kind::Accepted:
    case Kind::Connected: {
        const EndpointRole role = event.kind == Kind::Accepted ? EndpointRole::Bind : EndpointRole::Connect;
        const qsizetype row = rowOf(event.endpoint, role);
        if (row < 0)
            return;
        m_rows.insert(joined.connection.value, row);
        m_status[row].inDoubt = false;
        describe(row, tr("connected, handshake under way"));
        if (m_rawTcp)
            countPeers(row, +1);
        return;
    }
    case Kind::HandshakeSucceeded: {
        const qsizetype row = m_rows.value(joined.connection.value, -1);
        if (row >= 0)
            countPeers(row, +1);
        return;
    }
    case Kind::Disconnected: {
        const auto found = m_rows.constFind(joined.connection.value);
        if (found == m_rows.cend())
            return;
        const qsizetype row = *found;
        m_rows.erase(found);
        if (joined.wasEstablished)
            countPeers(row, -1);
        m_status[row].inDoubt = m_status[row].endpoint.role == EndpointRole::Connect;
        if (joined.wasEstablished)
            describe(row, tr("the peer has gone"));
        else
            describe(row, tr("the peer ended the connection during the handshake: not a ZeroMQ program, or a socket type that does not fit"));
        return;
    }
    case Kind::ConnectDelayed:
    case Kind::Closed:
    case Kind::ConnectRetried: {
        const qsizetype row = rowOf(event.endpoint, EndpointRole::Connect);
        if (row >= 0)
            m_status[row].inDoubt = false;
        return describe(row, event.kind == Kind::ConnectDelayed ? tr("trying to connect") : tr("nobody answers, trying again"));
    }
    case Kind::HandshakeFailedProtocol:
    case Kind::HandshakeFailedAuth:
    case Kind::HandshakeFailedNoDetail:
        return tell(rowOf(event), failureText(event)); // beside good peers, too
    case Kind::AcceptFailed:
        return tell(rowOf(event.endpoint, EndpointRole::Bind), failureText(event));
    case Kind::Listening:
    case Kind::BindFailed:
    case Kind::CloseFailed:
    case Kind::MonitorStopped:
        return;
    }
}

bool EndpointTracker::hasDoubts() const
{
    return std::any_of(m_status.cbegin(), m_status.cend(), [](const EndpointStatus &status) { return status.inDoubt; });
}

void EndpointTracker::resolveDoubts()
{
    for (EndpointStatus &status : m_status) {
        if (!std::exchange(status.inDoubt, false))
            continue;
        status.state = EndpointState::Failed;
        status.gaveUp = true;
        status.detail = tr("the connection ended and libzmq does not try again: a frame above ZMQ_MAXMSGSIZE, or a "
                           "socket type or security mechanism that does not fit. Change that, then retry.");
    }
}

void EndpointTracker::endedHere(const JoinedEvent &joined)
{
    const qsizetype row = m_rows.value(joined.connection.value, -1);
    m_rows.remove(joined.connection.value);
    if (row >= 0 && joined.wasEstablished)
        countPeers(row, -1);
}

int EndpointTracker::connectedPeers() const
{
    int sum = 0;
    for (const EndpointStatus &status : m_status)
        sum += status.peers;
    return sum;
}

bool EndpointTracker::hasUntoldPeers() const
{
    return std::any_of(m_status.cbegin(), m_status.cend(), [](const EndpointStatus &status) {
        return status.state != EndpointState::Closed && status.endpoint.address.startsWith(inprocScheme);
    });
}

} // namespace zmqscope
