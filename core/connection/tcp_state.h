// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection.h"

#include <optional>

namespace zmqscope {

/// What the system counts of the TCP connection under a ZeroMQ one. libzmq tells nothing of bytes
/// that make no message, nor of what waits in the system's buffers.
struct TcpState {
    qint64 received = 0; ///< bytes that came, those of the handshake among them
    qint64 unread = 0; ///< of these, what libzmq has not read yet: it stops when its queue is full
    qint64 unsent = 0; ///< bytes that the peer's system has not confirmed
};

/// Nothing where it cannot be known: no TCP, ended, or another system than Linux.
std::optional<TcpState> tcpStateOf(const Connection &connection);

} // namespace zmqscope
