// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/topology_build.h"

#include "core/message/peer_table.h"
#include "core/topology/address_match.h"
#include "core/zmq/endpoint_parts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

bool isInproc(const QString &address)
{
    return address.startsWith("inproc://"_L1);
}

QString connectionKey(const QString &endpointId, const ConnectionFacts &connection)
{
    return endpointId + u'/' + QString::number(connection.id);
}

/// An IPv4 address as the socket of an IPv6 one sees it is the same address.
QString plainAddress(const QString &address)
{
    constexpr QLatin1StringView mapped("[::ffff:");
    if (!address.startsWith(mapped))
        return address;
    QString plain = address.mid(mapped.size());
    return plain.remove(u']');
}

QString endsKey(const QString &near, const QString &far)
{
    return plainAddress(near) + u' ' + plainAddress(far);
}

QString panelId(const PanelFacts &panel)
{
    return u"panel\n"_s + QString::number(panel.serial);
}

bool lives(const ConnectionFacts &connection)
{
    return connection.ended.ns == 0;
}

/// A routing id that the peer chose itself; libzmq's own begin with a zero byte.
bool isChosen(const QByteArray &routingId)
{
    return !routingId.isEmpty() && routingId.front() != '\0';
}

/// "localhost:5556" of "tcp://localhost:5556"; others as they are.
QString withoutTcp(const QString &address)
{
    return address.startsWith("tcp://"_L1) ? address.mid(6) : address;
}

TopologyFlow sum(const TopologyFlow &a, const TopologyFlow &b)
{
    const auto add = [](const auto &x, const auto &y) -> std::decay_t<decltype(x)> {
        if (!x || !y)
            return std::nullopt;
        return *x + *y;
    };
    return {add(a.rate, b.rate), add(a.messages, b.messages), add(a.bytes, b.bytes)};
}

/// What is known; the receiver's count tells more than the sender's.
TopologyFlow known(const TopologyFlow &received, const TopologyFlow &sent)
{
    return received.messages ? received : sent;
}

} // namespace

TopologyGraph TopologyBuild::run()
{
    listPlaces();
    addPanels();
    indexIncoming();
    for (const Place &place : m_places) {
        if (place.endpoint->role == EndpointRole::Connect)
            joinOrFollow(place);
    }
    for (const Place &place : m_places) {
        if (place.endpoint->role == EndpointRole::Bind)
            addVisitors(place);
    }
    gather();
    m_builder.m_joined = m_joined;
    return m_graph;
}

void TopologyBuild::listPlaces()
{
    QHash<QString, int> names;
    for (const PanelFacts &panel : m_facts.panels) {
        const int same = names[panel.name]++;
        const QString lasting = u"panel\n"_s + panel.name + (same > 0 ? u"\n#%1"_s.arg(same) : QString());
        int port = 0;
        for (qsizetype s = 0; s < panel.sides.size(); ++s) {
            QHash<QString, int> addresses;
            for (const EndpointFacts &endpoint : panel.sides[s].endpoints) {
                const QString key = u"%1\n%2\n%3"_s.arg(
                    QString::number(s), QString::number(int(endpoint.role)), endpoint.written);
                const QString own = key + u"\n%1"_s.arg(addresses[key]++);
                m_places.push_back({&panel, &panel.sides[s], &endpoint, port++, int(s),
                    u"%1\n%2"_s.arg(QString::number(panel.serial), own), lasting + u'\n' + own});
            }
        }
        TopologyNode node;
        node.id = panelId(panel);
        node.lastingKey = lasting;
        m_graph.nodes.append(node);
    }
}

void TopologyBuild::addPanels()
{
    for (qsizetype i = 0; i < m_facts.panels.size(); ++i) {
        const PanelFacts &panel = m_facts.panels[i];
        TopologyNode &node = m_graph.nodes[i];
        node.kind = TopologyNodeKind::Panel;
        node.label = panel.name;
        node.pattern = panel.pattern;
        node.state = panel.state;
        node.panel = panel.panel;
        node.in = panel.in;
        node.out = panel.out;
        for (qsizetype s = 0; s < panel.sides.size(); ++s) {
            node.types.append(socketTypeName(panel.sides[s].type));
            for (const EndpointFacts &endpoint : panel.sides[s].endpoints)
                node.ports.append({int(s), endpoint.role, endpoint.address, endpoint.state, endpoint.peers,
                    endpoint.detail});
        }
    }
}

void TopologyBuild::indexIncoming()
{
    for (qsizetype i = 0; i < qsizetype(m_places.size()); ++i) {
        const EndpointFacts &endpoint = *m_places[size_t(i)].endpoint;
        for (const ConnectionFacts &connection : endpoint.connections) {
            const QString key = connectionKey(m_places[size_t(i)].id, connection);
            if (m_builder.m_joined.contains(key))
                m_joined.insert(key);
            if (endpoint.role == EndpointRole::Bind && lives(connection)
                && !connection.localAddress.isEmpty())
                m_incoming.insert(endsKey(connection.localAddress, connection.peerAddress), {i, &connection});
        }
    }
}

void TopologyBuild::joinOrFollow(const Place &place)
{
    if (place.endpoint->state == TopologyState::Closed)
        return;
    if (!joinByPorts(place) && !joinByAddress(place))
        addFarEnd(place);
}

TopologyEdge TopologyBuild::edgeBetween(const Place &place, const QString &node, TopologyState state) const
{
    const SocketTraits &row = traits(place.side->type);
    const bool sends = row.canSend && !row.subscribes; // an XSUB sends subscriptions, no messages
    const bool receives = row.canReceive && !row.publishes;
    const bool isSource = sends && (!receives || place.endpoint->role == EndpointRole::Connect);
    TopologyEdge edge;
    const QString panel = panelId(*place.panel);
    edge.from = isSource ? panel : node;
    edge.fromPort = isSource ? place.port : -1;
    edge.to = isSource ? node : panel;
    edge.toPort = isSource ? -1 : place.port;
    edge.flowsBackward = sends && receives;
    edge.state = state;
    edge.pattern = patternOf(place.side->type);
    return edge;
}

TopologyEdge TopologyBuild::edgeBetween(
    const Place &connecting, const Place &bound, TopologyState state) const
{
    TopologyEdge edge = edgeBetween(connecting, panelId(*bound.panel), state);
    (edge.fromPort < 0 ? edge.fromPort : edge.toPort) = bound.port;
    return edge;
}

/// Joins by what cannot be mistaken: the two ends of one TCP connection.
bool TopologyBuild::joinByPorts(const Place &place)
{
    bool joined = false;
    for (const ConnectionFacts &connection : place.endpoint->connections) {
        if (!lives(connection) || connection.localAddress.isEmpty())
            continue;
        const auto incoming = m_incoming.constFind(endsKey(connection.peerAddress, connection.localAddress));
        if (incoming == m_incoming.cend())
            continue;
        const Place &bound = m_places[size_t(incoming->place)];
        TopologyEdge edge = edgeBetween(place, bound, connection.state);
        const TopologyFlow there = known(incoming->connection->in, connection.out);
        const TopologyFlow here = known(connection.in, incoming->connection->out);
        const bool away = edge.from == panelId(*place.panel) && edge.fromPort == place.port;
        edge.forward = away ? there : here;
        if (edge.flowsBackward)
            edge.backward = away ? here : there;
        takeAsJoined(bound, *incoming->connection);
        if (!m_edgeAt.contains(edge.id())) {
            m_edgeAt.insert(edge.id(), m_graph.edges.size());
            m_graph.edges.append(edge);
        }
        joined = true;
    }
    return joined;
}

/// Joins by where it wants to go: what connects still, and what has no ports.
bool TopologyBuild::joinByAddress(const Place &place)
{
    const auto bound = std::find_if(m_places.cbegin(), m_places.cend(), [&](const Place &other) {
        return other.endpoint->role == EndpointRole::Bind && other.endpoint->state != TopologyState::Closed
            && other.endpoint->state != TopologyState::Failed
            && reaches(place.endpoint->written, other.endpoint->address);
    });
    if (bound == m_places.cend())
        return false;
    const bool inproc = isInproc(place.endpoint->written);
    TopologyEdge edge = edgeBetween(place, *bound, place.endpoint->state);
    if (inproc) { // libzmq tells nothing of it but the messages
        edge.state = TopologyState::Established;
        for (const ConnectionFacts &connection : bound->endpoint->connections)
            takeAsJoined(*bound, connection);
    } else {
        const QString ours = u"pid %1"_s.arg(QCoreApplication::applicationPid());
        const auto same = std::find_if(bound->endpoint->connections.cbegin(),
            bound->endpoint->connections.cend(), [&](const ConnectionFacts &connection) {
                return lives(connection) && connection.peerAddress == ours
                    && !m_joined.contains(connectionKey(bound->id, connection));
            });
        if (same != bound->endpoint->connections.cend())
            takeAsJoined(*bound, *same);
    }
    TopologyFlow received;
    for (const ConnectionFacts &connection : place.endpoint->connections) {
        if (lives(connection))
            received = received.messages ? sum(received, connection.in) : connection.in;
    }
    const SocketTraits &row = traits(place.side->type);
    if (edge.flowsBackward)
        edge.backward = received;
    else if (!row.canSend || row.subscribes)
        edge.forward = received;
    m_edgeAt.insert(edge.id(), m_graph.edges.size());
    m_graph.edges.append(edge);
    return true;
}

void TopologyBuild::takeAsJoined(const Place &place, const ConnectionFacts &connection)
{
    m_joined.insert(connectionKey(place.id, connection));
}

/// The one node at the other end of a connect: a peer, or the address where none answers.
void TopologyBuild::addFarEnd(const Place &place)
{
    const EndpointFacts &endpoint = *place.endpoint;
    TopologyNode node;
    node.id = u"far\n"_s + place.id;
    node.lastingKey = u"far\n"_s + place.lastingKey;
    node.label = withoutTcp(endpoint.written);
    node.address = endpoint.written;
    node.state = endpoint.state;
    node.detail = endpoint.detail;
    node.pattern = patternOf(place.side->type);
    node.panel = place.panel->panel;
    node.port = place.port;
    TopologyEdge edge = edgeBetween(place, node.id, endpoint.state);
    const auto alive = std::find_if(endpoint.connections.crbegin(), endpoint.connections.crend(), lives);
    const bool inproc = isInproc(endpoint.written);
    if (alive != endpoint.connections.crend() && !inproc) {
        node.kind = TopologyNodeKind::Peer;
        node.state = edge.state = alive->state;
        if (!alive->socketType.isEmpty())
            node.types = {alive->socketType};
        node.process = alive->process;
        node.secondLine = !alive->process.isEmpty() ? alive->process
            : alive->peerAddress != node.label      ? alive->peerAddress
                                                    : QString();
        node.routingId = routingIdText(alive->routingId);
        node.peer = alive->peer;
        const bool comes = edge.toPort == place.port && edge.from == node.id;
        edge.forward = comes ? alive->in : alive->out;
        if (edge.flowsBackward)
            edge.backward = comes ? alive->out : alive->in;
    } else {
        node.kind = TopologyNodeKind::Endpoint;
        if (inproc)
            node.state = edge.state = TopologyState::Connecting;
        node.secondLine = inproc                  ? tr("not bound by any panel")
            : node.state == TopologyState::Failed ? tr("refused")
                                                  : tr("nobody answers");
    }
    m_graph.nodes.append(node);
    m_graph.edges.append(edge);
}

bool TopologyBuild::isStillShown(const ConnectionFacts &connection)
{
    if (lives(connection))
        return true;
    const Timestamp until{connection.ended.ns + TopologyBuilder::goneForNs};
    if (!m_builder.m_goneShown || until <= m_facts.now)
        return false;
    m_builder.m_nextChange = std::min(until, m_builder.m_nextChange.value_or(until));
    return true;
}

TopologyBuild::Found TopologyBuild::visitor(const Place &place, const ConnectionFacts &connection) const
{
    TopologyNode node;
    const bool chosen = isChosen(connection.routingId);
    node.id = u"peer\n"_s + connectionKey(place.id, connection);
    if (chosen)
        node.lastingKey =
            u"peer\n%1\n%2"_s.arg(place.lastingKey, QString::fromLatin1(connection.routingId.toHex()));
    node.kind = TopologyNodeKind::Peer;
    node.address = connection.peerAddress;
    const QString where = connection.peerAddress.isEmpty() ? tr("address unknown") : connection.peerAddress;
    node.routingId = routingIdText(connection.routingId);
    node.process = connection.process;
    // What tells most to people first: its own name, its program, its address.
    if (chosen)
        node.label = node.routingId;
    else
        node.label = connection.process.isEmpty() ? where : connection.process;
    if (node.label != where)
        node.secondLine = where;
    if (!connection.socketType.isEmpty())
        node.types = {connection.socketType};
    node.pattern = patternOf(place.side->type);
    node.state = connection.state;
    node.detail = connection.detail;
    node.panel = place.panel->panel;
    node.port = place.port;
    node.peer = connection.peer;
    node.group = u"group\n"_s + place.id;
    TopologyEdge edge = edgeBetween(place, node.id, connection.state);
    const bool comes = edge.from == node.id;
    edge.forward = comes ? connection.in : connection.out;
    if (edge.flowsBackward)
        edge.backward = comes ? connection.out : connection.in;
    return {node, edge};
}

/// Those who came to a bound endpoint.
void TopologyBuild::addVisitors(const Place &place)
{
    QSet<QByteArray> here;
    for (const ConnectionFacts &connection : place.endpoint->connections) {
        if (lives(connection) && isChosen(connection.routingId))
            here.insert(connection.routingId);
    }
    std::vector<Found> found;
    for (const ConnectionFacts &connection : place.endpoint->connections) {
        const bool cameBack = !lives(connection) && here.contains(connection.routingId);
        if (!cameBack && !m_joined.contains(connectionKey(place.id, connection)) && isStillShown(connection))
            found.push_back(visitor(place, connection));
    }
    if (!found.empty())
        m_found.insert(u"group\n"_s + place.id, std::move(found));
}

void TopologyBuild::gather()
{
    QSet<QString> gathered;
    const auto isCandidate = [&](const QString &group) {
        return !m_builder.isGroupOpen(group) && !gathered.contains(group);
    };
    qsizetype nodes = m_graph.nodes.size();
    for (auto it = m_found.cbegin(); it != m_found.cend(); ++it) {
        const auto size = qsizetype(it.value().size());
        const bool wasGathered = m_builder.m_gathered.contains(it.key());
        const int atLeast =
            wasGathered ? TopologyBuilder::minPeersInGroup : TopologyBuilder::maxPeersAtEndpoint + 1;
        if (size >= atLeast && isCandidate(it.key()))
            gathered.insert(it.key());
        nodes += gathered.contains(it.key()) ? 1 : size;
    }
    const int limit = m_builder.m_gathered.isEmpty() ? TopologyBuilder::maxNodes : TopologyBuilder::calmNodes;
    while (nodes > limit) {
        QString fullest;
        size_t most = 2; // a group of two shows less than it hides
        for (auto it = m_found.cbegin(); it != m_found.cend(); ++it) {
            if (it.value().size() > most && isCandidate(it.key())) {
                fullest = it.key();
                most = it.value().size();
            }
        }
        if (fullest.isEmpty())
            break;
        gathered.insert(fullest);
        nodes -= qsizetype(most) - 1;
    }
    for (auto it = m_found.cbegin(); it != m_found.cend(); ++it) {
        if (gathered.contains(it.key())) {
            addGroup(it.key(), it.value());
            continue;
        }
        for (const Found &found : it.value()) {
            m_graph.nodes.append(found.node);
            m_graph.edges.append(found.edge);
        }
    }
    m_builder.m_gathered = gathered;
}

void TopologyBuild::addGroup(const QString &id, const std::vector<Found> &members)
{
    const auto isHere = [](const Found &found) {
        return found.node.state != TopologyState::Gone && found.node.state != TopologyState::Failed;
    };
    const auto here = int(std::count_if(members.begin(), members.end(), isHere));
    const int gone = int(members.size()) - here;
    const Found &any = here > 0 ? *std::find_if(members.begin(), members.end(), isHere) : members.front();
    TopologyNode node = any.node;
    node.id = node.group = id;
    node.lastingKey.clear();
    node.kind = TopologyNodeKind::Group;
    node.count = here;
    node.peer = {};
    node.types.clear();
    node.address.clear();
    node.routingId.clear();
    node.detail.clear();
    TopologyEdge edge = any.edge;
    (edge.fromPort < 0 ? edge.from : edge.to) = id;
    bool first = true;
    for (const Found &found : members) {
        for (const QString &type : found.node.types) {
            if (!node.types.contains(type))
                node.types.append(type);
        }
        if (found.node.peer.value != 0)
            node.members.append(found.node.peer);
        if (!isHere(found))
            continue;
        edge.forward = first ? found.edge.forward : sum(edge.forward, found.edge.forward);
        edge.backward = first ? found.edge.backward : sum(edge.backward, found.edge.backward);
        first = false;
    }
    node.label = here > 0 ? tr("%1 peers").arg(here) : tr("%1 gone peers").arg(gone);
    node.secondLine = here > 0 && gone > 0 ? tr("and %1 that have gone").arg(gone) : QString();
    m_graph.nodes.append(node);
    m_graph.edges.append(edge);
}

} // namespace zmqscope
