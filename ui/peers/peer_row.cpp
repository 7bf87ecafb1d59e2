// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/peers/peer_row.h"

namespace zmqscope {

namespace {

/// All but the traffic received.
bool isSame(const Connection &a, const Connection &b)
{
    return a.state == b.state && a.assumed == b.assumed && a.role == b.role && a.endpoint == b.endpoint
        && a.peerAddress == b.peerAddress && a.localAddress == b.localAddress && a.since == b.since
        && a.established == b.established && a.ended == b.ended && a.endedHere == b.endedHere && a.failure == b.failure && a.peer == b.peer
        && a.socketType == b.socketType && a.routingId == b.routingId && a.userId == b.userId && a.out == b.out
        && a.outIsExact == b.outIsExact;
}

} // namespace

bool PeerRow::take(const Connection &now)
{
    if (in == *now.in && isSame(connection, now))
        return false;
    connection = now;
    in = *now.in;
    return true;
}

} // namespace zmqscope
