// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/peer_address.h"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace zmqscope {

namespace {

using NameCall = int (*)(int, sockaddr *, socklen_t *);

QString addressText(int fd, NameCall nameOf)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (nameOf(fd, reinterpret_cast<sockaddr *>(&storage), &size) != 0)
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

/// Who holds the other end of a Unix socket.
QString processText(int fd)
{
#ifdef SO_PEERCRED
    int domain = 0;
    socklen_t size = sizeof domain;
    if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) != 0 || domain != AF_UNIX)
        return {};
    ucred process{};
    size = sizeof process;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &process, &size) == 0 && process.pid > 0)
        return QStringLiteral("pid %1").arg(process.pid);
#endif
    return {};
}

} // namespace

QString peerAddressOfFd(int fd)
{
    const QString address = addressText(fd, getpeername);
    return address.isEmpty() ? processText(fd) : address;
}

ConnectionEnds connectionEndsOfFd(int fd)
{
    return {addressText(fd, getsockname), peerAddressOfFd(fd)};
}

} // namespace zmqscope
