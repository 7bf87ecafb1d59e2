// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/neighbours.h"

#include "core/zmq/endpoint_parts.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Connections further back have been replaced by later ones.
constexpr int lookBack = 64;
/// Both ends of a connection are told of it within that time.
constexpr qint64 togetherNs = 2'000'000'000;
constexpr qint64 atOnceNs = 50'000'000;

/// "127.0.0.1" for all that is this machine for sure; else as written.
QString hostOf(const EndpointParts &parts)
{
    QString host = parts.host;
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    const bool isHere = host == "localhost"_L1 || QHostAddress(host).isLoopback();
    return isHere ? u"127.0.0.1"_s : host;
}

bool samePort(const EndpointParts &one, const EndpointParts &other)
{
    return one.scheme == other.scheme && one.port == other.port;
}

void visitEndpoints(const Session &session, const std::function<void(Neighbour)> &visit)
{
    for (Panel *panel : session.panels()) {
        for (Channel *channel : panel->channels()) {
            for (qsizetype i = 0; channel->isOpen() && i < channel->endpoints().size(); ++i)
                visit({panel, channel, i, nullptr});
        }
    }
}

const EndpointStatus &statusOf(const Neighbour &neighbour)
{
    return neighbour.channel->endpoints().at(neighbour.endpoint);
}

bool isOtherEnd(const Channel &of, const Connection &connection, const Channel &mine, const Connection &other)
{
    if (connection.role == other.role || std::abs(connection.since.ns - other.since.ns) > togetherNs)
        return false;
    const bool isKnown = !connection.peerAddress.isEmpty() && !other.peerAddress.isEmpty();
    if (!isKnown) { // it ended before its addresses could be asked for
        return std::abs(connection.since.ns - other.since.ns) <= atOnceNs
            && (connection.role == EndpointRole::Connect ? leadsTo(connection.endpoint, other.endpoint) : leadsTo(other.endpoint, connection.endpoint));
    }
    if (!connection.localAddress.isEmpty())
        return other.localAddress == connection.peerAddress && other.peerAddress == connection.localAddress;
    // ipc tells the process only: of several within this program any may be it.
    const QString self = u"pid %1"_s.arg(QCoreApplication::applicationPid());
    if (connection.peerAddress != self || &of == &mine)
        return false;
    return samePlace(connection.endpoint, other.endpoint);
}

} // namespace

bool samePlace(const QString &one, const QString &other)
{
    if (one == other)
        return true;
    const std::optional<EndpointParts> a = splitAddress(one);
    const std::optional<EndpointParts> b = splitAddress(other);
    return a && b && schemeHasPort(a->scheme) && samePort(*a, *b) && hostOf(*a) == hostOf(*b);
}

bool leadsTo(const QString &wanted, const QString &bound)
{
    if (samePlace(wanted, bound))
        return true;
    const std::optional<EndpointParts> to = splitAddress(wanted);
    const std::optional<EndpointParts> at = splitAddress(bound);
    return to && at && schemeHasPort(to->scheme) && samePort(*to, *at) && isAnyHost(at->host) && hostOf(*to) == "127.0.0.1"_L1;
}

std::optional<Neighbour> listenerAt(const Session &session, const QString &address)
{
    std::optional<Neighbour> found;
    visitEndpoints(session, [&](const Neighbour &candidate) {
        const EndpointStatus &status = statusOf(candidate);
        const bool listens = status.endpoint.role == EndpointRole::Bind && status.state != EndpointState::Failed;
        if (!found && listens && leadsTo(address, status.actualAddress))
            found = candidate;
    });
    return found;
}

QList<Neighbour> othersConnectingTo(const Session &session, const QString &address, const Channel &channel)
{
    QList<Neighbour> all;
    visitEndpoints(session, [&](const Neighbour &candidate) {
        const Endpoint &endpoint = statusOf(candidate).endpoint;
        if (candidate.channel != &channel && endpoint.role == EndpointRole::Connect && samePlace(address, endpoint.address))
            all.append(candidate);
    });
    return all;
}

std::optional<Neighbour> otherEnd(const Session &session, const Channel &channel, const Connection &connection)
{
    for (Panel *panel : session.panels()) {
        for (Channel *candidate : panel->channels()) {
            const auto &all = candidate->connections().all();
            int looked = 0;
            for (auto entry = all.crbegin(); entry != all.crend() && looked < lookBack; ++entry, ++looked) {
                if (isOtherEnd(channel, connection, *candidate, entry->second))
                    return Neighbour{panel, candidate, candidate->endpointOf(entry->second.endpoint, entry->second.role), &entry->second};
            }
        }
    }
    return std::nullopt;
}

bool fit(SocketType one, SocketType other)
{
    const auto &peers = traits(one).peers;
    return std::find(peers.begin(), peers.end(), other) != peers.end();
}

} // namespace zmqscope
