// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"
#include "core/zmq/endpoint.h"
#include "core/zmq/socket_type.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace zmqscope {

class Panel;

/// Where a part of the picture stands.
enum class TopologyState {
    Unknown, ///< libzmq does not tell
    Closed, ///< the socket is not open
    Idle, ///< open, and nothing to connect to
    Listening, ///< bound, nobody there
    Connecting, ///< tried, or in the handshake
    Established, ///< messages can pass
    Failed, ///< refused
    Gone, ///< was there a moment ago
};

/// Messages a second each way, seen from a panel or along an edge; nothing where libzmq does not
/// let us count.
struct TopologyFlow {
    std::optional<double> rate;
    std::optional<qint64> messages;
    std::optional<qint64> bytes;

    bool operator==(const TopologyFlow &) const = default;
};

/// One bind or connect of a panel: a line on its card, from which edges begin.
struct TopologyPort {
    int side = 0; ///< 1: a bridge's second
    EndpointRole role = EndpointRole::Connect;
    QString address; ///< as resolved, else as written
    TopologyState state = TopologyState::Unknown;
    int peers = 0;
    QString detail; ///< for people, see EndpointStatus::detail

    bool operator==(const TopologyPort &) const = default;
};

enum class TopologyNodeKind {
    Panel,
    Endpoint, ///< an address of which nothing is known but that a panel wants to go there
    Peer,
    Group, ///< many peers of one endpoint
};

struct TopologyNode {
    /// The same as long as the session runs, whatever is renamed.
    QString id;
    /// By which it is known again after the next start; empty for what does not come back, such as
    /// a client with a port that the system chose.
    QString lastingKey;
    TopologyNodeKind kind = TopologyNodeKind::Peer;
    QString label; ///< a panel's name, an address, "37 peers"
    QString secondLine; ///< may be empty
    QString routingId; ///< of a peer, for people; empty = none, or unknown
    QString process; ///< that a peer is, on this machine; empty = unknown
    QString detail; ///< why it failed, what libzmq said last
    QStringList types; ///< "SUB"; a bridge has two; empty = unknown
    Pattern pattern = Pattern::Pair;
    TopologyState state = TopologyState::Unknown;
    QList<TopologyPort> ports; ///< panels only
    TopologyFlow in; ///< into the program: panels only, edges tell the rest
    TopologyFlow out;

    Panel *panel = nullptr; ///< itself, or whose peer it is
    int port = -1; ///< of that panel
    QString address; ///< for copying: empty when there is none
    PeerId peer; ///< by which stored messages name it; 0 while it has sent none
    QList<PeerId> members; ///< of a group, as far as known
    int count = 1; ///< peers in it
    /// The group that it can be gathered into, or is.
    QString group;

    bool operator==(const TopologyNode &) const = default;
};

/// A connection, or all connections of a group. It runs the way messages flow; where they flow
/// both ways, from the side that connects to the side that listens.
struct TopologyEdge {
    QString from;
    int fromPort = -1; ///< the line on a panel's card; -1 for others
    QString to;
    int toPort = -1;
    bool flowsForward = true;
    bool flowsBackward = false;
    TopologyFlow forward;
    TopologyFlow backward;
    TopologyState state = TopologyState::Unknown;
    Pattern pattern = Pattern::Pair;

    /// Tells an edge from all others of the graph.
    QString id() const;
    bool operator==(const TopologyEdge &) const = default;
};

/// The picture of a session, as a plain value: who talks with whom, and how much.
struct TopologyGraph {
    QList<TopologyNode> nodes;
    QList<TopologyEdge> edges;

    /// Null when there is none.
    const TopologyNode *node(const QString &id) const;
    /// Nodes of one kind; peers within groups count one by one.
    qsizetype count(TopologyNodeKind kind) const;
    qsizetype peerCount() const;

    bool operator==(const TopologyGraph &) const = default;
};

} // namespace zmqscope
