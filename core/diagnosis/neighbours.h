// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/session.h"

#include <QList>
#include <QString>
#include <optional>

namespace zmqscope {

/// A channel of this session that has to do with another one.
struct Neighbour
{
    Panel *panel = nullptr;
    Channel *channel = nullptr;
    qsizetype endpoint = -1;                ///< the place in channel->endpoints()
    const Connection *connection = nullptr; ///< otherEnd(): its view of the connection
};

/// True when what is bound at @p bound is what a program on this machine reaches by @p wanted:
/// tcp://*:5556 and tcp://localhost:5556.
bool leadsTo(const QString &wanted, const QString &bound);
/// True when two programs on this machine mean the same place by these addresses to connect to.
bool samePlace(const QString &one, const QString &other);

/// The channel of the session that listens where @p address leads.
std::optional<Neighbour> listenerAt(const Session &session, const QString &address);
/// The channels, but for @p channel itself, that connect or try to connect to @p address.
QList<Neighbour> othersConnectingTo(const Session &session, const QString &address, const Channel &channel);
/// The channel of the session that was at the other end of a connection of @p channel, with its view
/// of that connection.
std::optional<Neighbour> otherEnd(const Session &session, const Channel &channel, const Connection &connection);

/// True when sockets of these types can talk to each other.
bool fit(SocketType one, SocketType other);

} // namespace zmqscope
