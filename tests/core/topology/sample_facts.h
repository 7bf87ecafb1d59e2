// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_facts.h"

namespace zmqscope::test {

inline TopologyFlow flow(double rate, qint64 messages)
{
    return {rate, messages, messages * 100};
}

inline ConnectionFacts connection(quint64 id, const QString &peerAddress, const QString &localAddress,
    TopologyState state = TopologyState::Established)
{
    ConnectionFacts facts;
    facts.id = id;
    facts.peerAddress = peerAddress;
    facts.localAddress = localAddress;
    facts.state = state;
    facts.in = flow(0, 0);
    facts.out = flow(0, 0);
    return facts;
}

inline EndpointFacts endpoint(EndpointRole role, const QString &address, TopologyState state,
    const QList<ConnectionFacts> &connections = {})
{
    EndpointFacts facts;
    facts.role = role;
    facts.address = facts.written = address;
    facts.state = state;
    facts.connections = connections;
    for (const ConnectionFacts &one : connections)
        facts.peers += one.state == TopologyState::Established;
    return facts;
}

inline PanelFacts panel(quint64 serial, const QString &name, const QList<SideFacts> &sides)
{
    PanelFacts facts;
    facts.serial = serial;
    facts.name = name;
    facts.sides = sides;
    facts.pattern = sides.size() > 1 ? Pattern::Bridge : patternOf(sides.first().type);
    facts.state = TopologyState::Established;
    facts.in = flow(0, 0);
    facts.out = flow(0, 0);
    return facts;
}

/// @p count clients of "tcp://127.0.0.1:<port>", the first with the id @p from.
inline QList<ConnectionFacts> visitors(int count, int port, quint64 from = 1)
{
    QList<ConnectionFacts> all;
    for (int i = 0; i < count; ++i) {
        all.append(
            connection(from + quint64(i), QStringLiteral("10.0.0.%1:%2").arg(1 + i % 250).arg(40000 + i),
                QStringLiteral("127.0.0.1:%1").arg(port)));
    }
    return all;
}

} // namespace zmqscope::test
