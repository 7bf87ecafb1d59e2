// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/zmq/socket_type.h"

#include <QString>

namespace zmqscope {

enum class EndpointRole { Bind, Connect };

/// One end of a socket as a person wrote it: bind or connect, and a libzmq address such as
/// "tcp://*:5556", "ipc:///tmp/feed" or "inproc://a". See zmq_tcp(7), zmq_ipc(7), zmq_inproc(7).
struct Endpoint
{
    EndpointRole role = EndpointRole::Connect;
    QString address;

    bool operator==(const Endpoint &) const = default;
};

/// What is wrong with an address, before libzmq is asked, and what would be right.
/// Result<void> error: detail names what is wrong, remedy what to write instead.
/// Checks scheme (tcp, ipc, inproc, ws, udp is for draft types, pgm/epgm/tipc/vmci where
/// zmq_has() says so), host, port 0…65535 or wildcard, bind/connect rules, and lengths (ipc path
/// ≤ 107 bytes), STREAM's restriction to tcp.
Result<void> validateEndpoint(const Endpoint &endpoint, SocketType type);

/// An address that would be right in place of @p endpoint, or empty when none can be guessed:
/// bind tcp://localhost:5556 → tcp://127.0.0.1:5556, connect tcp://*:5556 → tcp://localhost:5556.
QString suggestedAddress(const Endpoint &endpoint);

/// True when binding the address makes libzmq or the system choose a part of it
/// ("tcp://*:*", "tcp://127.0.0.1:0", "ipc://*").
bool hasWildcardPort(const QString &address);

/// True for "tcp://[::1]:5556" and the like: libzmq takes such an address only while ZMQ_IPV6 is on.
bool usesIpv6(const QString &address);

/// The address by which a program on this machine reaches a bound @p boundAddress:
/// tcp://0.0.0.0:5556 and tcp://*:5556 → tcp://localhost:5556.
QString connectableAddress(const QString &boundAddress);

/// "python3 (pid 4711)" for the process that listens on a bound tcp or ipc address, from /proc;
/// empty when it cannot be found out (another user's process, other systems).
QString addressHolder(const QString &address);

} // namespace zmqscope
