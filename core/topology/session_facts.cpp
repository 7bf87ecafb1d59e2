// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/session_facts.h"

#include "core/connection/connection_book.h"
#include "core/connection/connection_holders.h"
#include "core/panel/session.h"
#include "core/topology/topology_builder.h"
#include "core/zmq/endpoint_parts.h"

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

TopologyState stateOf(EndpointState state)
{
    switch (state) {
    case EndpointState::Closed:
        return TopologyState::Closed;
    case EndpointState::Listening:
        return TopologyState::Listening;
    case EndpointState::Connecting:
        return TopologyState::Connecting;
    case EndpointState::Connected:
        return TopologyState::Established;
    case EndpointState::Failed:
        return TopologyState::Failed;
    }
    Q_UNREACHABLE();
}

TopologyState stateOf(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Handshaking:
        return TopologyState::Connecting;
    case ConnectionState::Established:
    case ConnectionState::Untold: // messages came by it
        return TopologyState::Established;
    case ConnectionState::Refused:
        return TopologyState::Failed;
    case ConnectionState::Gone:
        return TopologyState::Gone;
    }
    Q_UNREACHABLE();
}

/// The worst of the endpoints, or else the best.
TopologyState stateOf(const Panel &panel, const QList<SideFacts> &sides)
{
    if (!panel.isOpen())
        return TopologyState::Closed;
    TopologyState state = TopologyState::Idle;
    for (const SideFacts &side : sides) {
        for (const EndpointFacts &endpoint : side.endpoints) {
            if (endpoint.state == TopologyState::Failed)
                return TopologyState::Failed;
            if (endpoint.state > state && endpoint.state <= TopologyState::Established)
                state = endpoint.state;
        }
    }
    return state;
}

QString portOf(const QString &address)
{
    const std::optional<EndpointParts> parts = splitAddress(address);
    return parts ? parts->port : QString();
}

/// Which of the endpoints a connection belongs to; libzmq names it by resolved addresses, of which
/// the port is what stays the same.
qsizetype rowOf(const Connection &connection, const QList<EndpointFacts> &endpoints)
{
    qsizetype likely = -1;
    for (qsizetype i = 0; i < endpoints.size(); ++i) {
        const EndpointFacts &endpoint = endpoints[i];
        if (connection.state == ConnectionState::Untold && connection.endpoint.isEmpty()) {
            if (endpoint.address.startsWith("inproc://"_L1))
                return i;
            continue;
        }
        if (endpoint.role != connection.role)
            continue;
        if (connection.endpoint == endpoint.address || connection.endpoint == endpoint.written)
            return i;
        const QString port = portOf(connection.endpoint);
        if (likely < 0 && !port.isEmpty() && port == portOf(endpoint.address))
            likely = i;
    }
    return likely;
}

} // namespace

TopologyFacts SessionFacts::collect(Timestamp now)
{
    TopologyFacts facts;
    facts.now = now;
    m_meter.begin(now);
    const QList<Panel *> panels = m_session.panels();
    for (Panel *panel : panels)
        facts.panels.append(panelFacts(*panel, now));
    m_meter.end();
    return facts;
}

PanelFacts SessionFacts::panelFacts(Panel &panel, Timestamp now)
{
    quint64 &serial = m_serials[&panel];
    if (serial == 0)
        serial = ++m_lastSerial;
    PanelFacts facts;
    facts.serial = serial;
    facts.panel = &panel;
    facts.name = panel.name();
    facts.pattern = panel.pattern();
    const QString counter = QString::number(serial);
    const PanelCounters &counters = panel.counters();
    facts.in = flow(counter + u'i', counters.received, counters.receivedBytes);
    facts.out = flow(counter + u'o', counters.sent, counters.sentBytes);
    for (qsizetype i = 0; i < panel.channels().size(); ++i)
        facts.sides.append(sideFacts(*panel.channels()[i], u"%1/%2"_s.arg(counter, QString::number(i)), now));
    facts.state = stateOf(panel, facts.sides);
    return facts;
}

SideFacts SessionFacts::sideFacts(const Channel &channel, const QString &counter, Timestamp now)
{
    SideFacts facts;
    facts.type = channel.type();
    for (const EndpointStatus &status : channel.endpoints()) {
        EndpointFacts endpoint;
        endpoint.role = status.endpoint.role;
        endpoint.written = status.endpoint.address;
        endpoint.address = status.actualAddress.isEmpty() ? status.endpoint.address : status.actualAddress;
        endpoint.state = stateOf(status.state);
        endpoint.peers = status.peers;
        endpoint.detail = status.detail;
        facts.endpoints.append(endpoint);
    }
    for (const auto &[id, connection] : channel.connections().all()) {
        if (!connection.lives() && now.ns - connection.ended.ns > TopologyBuilder::goneForNs)
            continue; // there may be thousands of them
        const qsizetype row = rowOf(connection, facts.endpoints);
        if (row >= 0)
            facts.endpoints[row].connections.append(
                connectionFacts(connection, u"%1/%2"_s.arg(counter, QString::number(id))));
    }
    return facts;
}

ConnectionFacts SessionFacts::connectionFacts(const Connection &connection, const QString &counter)
{
    ConnectionFacts facts;
    facts.id = connection.id.value;
    facts.peerAddress = connection.peerAddress;
    facts.localAddress = connection.localAddress;
    facts.socketType = connection.socketType;
    facts.routingId = connection.routingId;
    facts.state = stateOf(connection.state);
    facts.ended = connection.ended;
    if (connection.failure)
        facts.detail = failureText(*connection.failure);
    facts.peer = connection.peer;
    facts.process = m_holders.holderOf(connection).value_or(QString());
    if (connection.lives()) {
        facts.in = flow(counter + u'i', connection.in->messages, connection.in->bytes);
        if (connection.outIsExact)
            facts.out = flow(counter + u'o', connection.out.messages, connection.out.bytes);
    }
    return facts;
}

TopologyFlow SessionFacts::flow(const QString &counter, qint64 messages, qint64 bytes)
{
    return {m_meter.rate(counter, messages), messages, bytes};
}

} // namespace zmqscope
