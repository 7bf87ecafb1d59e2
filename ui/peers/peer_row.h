// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection.h"
#include "ui/peers/recent_rate.h"

namespace zmqscope {

/// What a table of peers shows.
enum class PeerColumn {
    State,
    Peer,
    Type,
    RoutingId,
    UserId,
    Mechanism,
    Endpoint,
    Since,
    Received,
    ReceivedBytes,
    Sent,
    SentBytes,
    LastSeen,
    Rate,
    Process,
    Subscriptions, ///< PUB, XPUB
};
inline constexpr int peerColumnCount = int(PeerColumn::Subscriptions) + 1;

/// A connection as it was when it was last looked at.
struct PeerRow
{
    int side = 0;
    Connection connection;
    Traffic in; ///< connection.in goes on counting
    RecentRate rate;

    qint64 messages() const { return in.messages + connection.out.messages; }
    Timestamp lastSeen() const { return std::max(in.last, connection.out.last); }
    /// Looks again; false when nothing has changed.
    bool take(const Connection &now);
};

} // namespace zmqscope
