// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/tcp_state.h"

#include "core/zmq/peer_address.h"

#ifdef Q_OS_LINUX
#include <cstddef>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#endif

namespace zmqscope {

std::optional<TcpState> tcpStateOf(const Connection &connection)
{
#ifdef Q_OS_LINUX
    // The descriptor is libzmq's: it may be another connection's by now.
    if (connection.fd < 0 || connection.localAddress.isEmpty()
        || peerAddressOfFd(connection.fd) != connection.peerAddress)
        return {};
    tcp_info info{};
    socklen_t size = sizeof info;
    if (getsockopt(connection.fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0
        || size < offsetof(tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received)
        return {};
    int unread = 0;
    int unsent = 0;
    if (ioctl(connection.fd, SIOCINQ, &unread) != 0 || ioctl(connection.fd, SIOCOUTQ, &unsent) != 0)
        return {};
    return TcpState{qint64(info.tcpi_bytes_received), unread, unsent};
#else
    Q_UNUSED(connection)
    return {};
#endif
}

} // namespace zmqscope
