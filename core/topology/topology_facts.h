// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_graph.h"

#include "core/base/timestamp.h"

namespace zmqscope {

/// What is known of one connection of a panel's endpoint.
struct ConnectionFacts {
    quint64 id = 0; ///< never used again within its panel and side
    QString peerAddress; ///< "127.0.0.1:41234", "pid 4711"; empty = unknown
    QString localAddress; ///< our end of it; empty = unknown
    QString socketType; ///< "DEALER"; empty = unknown
    QByteArray routingId; ///< empty = none or unknown
    QString process; ///< "python3 feed.py (pid 4711)", on this machine; empty = unknown
    TopologyState state = TopologyState::Unknown;
    Timestamp ended; ///< ns 0 = it lives
    QString detail; ///< why it was refused, …
    TopologyFlow in;
    TopologyFlow out;
    PeerId peer;
};

/// One bind or connect with its connections.
struct EndpointFacts {
    EndpointRole role = EndpointRole::Connect;
    QString address; ///< as resolved, else as written
    QString written; ///< as written
    TopologyState state = TopologyState::Unknown;
    int peers = 0; ///< that shook hands
    QString detail;
    QList<ConnectionFacts> connections;
};

struct SideFacts {
    SocketType type = SocketType::Pair;
    QList<EndpointFacts> endpoints;
};

struct PanelFacts {
    quint64 serial = 0; ///< never used again within the session
    Panel *panel = nullptr;
    QString name;
    Pattern pattern = Pattern::Pair;
    TopologyState state = TopologyState::Unknown;
    QList<SideFacts> sides; ///< one, or a bridge's two
    TopologyFlow in;
    TopologyFlow out;
};

/// What the picture is made from, as a plain value: all that a session knows of its connections at
/// one moment.
struct TopologyFacts {
    Timestamp now;
    QList<PanelFacts> panels;
};

} // namespace zmqscope
