// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace zmqscope {

/// The two ends of a connected stream socket.
struct ConnectionEnds
{
    QString near; ///< "127.0.0.1:5556"; empty for what is no TCP
    QString far;  ///< "127.0.0.1:41234" or "[::1]:41234"; "pid 4711" over ipc
};

/// Both are empty when the descriptor is no such thing (any more).
ConnectionEnds connectionEndsOfFd(int fd);
/// The far end alone.
QString peerAddressOfFd(int fd);

} // namespace zmqscope
