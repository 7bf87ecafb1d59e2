// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/peer_address.h"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace zmqscope {

QString peerAddressOfFd(int fd)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (getpeername(fd, reinterpret_cast<sockaddr *>(&storage), &size) != 0)
        return {};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (storage.ss_family == AF_INET) {
        sockaddr_in address{};
        std::memcpy(&address, &storage, sizeof address);
        inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size());
        return QStringLiteral("%1:%2").arg(QLatin1StringView(text.data())).arg(ntohs(address.sin_port));
    }
    if (storage.ss_family == AF_INET6) {
        sockaddr_in6 address{};
        std::memcpy(&address, &storage, sizeof address);
        inet_ntop(AF_INET6, &address.sin6_addr, text.data(), text.size());
        return QStringLiteral("[%1]:%2").arg(QLatin1StringView(text.data())).arg(ntohs(address.sin6_port));
    }
    return {};
}

} // namespace zmqscope
