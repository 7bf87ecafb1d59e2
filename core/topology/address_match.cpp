// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/address_match.h"

#include "core/zmq/endpoint_parts.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QHostAddress addressOf(QString host)
{
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        return QHostAddress(QHostAddress::LocalHost);
    return QHostAddress(host);
}

bool isThisMachine(const QString &host)
{
    const QHostAddress address = addressOf(host);
    return isAnyHost(host) || address.isLoopback();
}

} // namespace

bool reaches(const QString &connectAddress, const QString &boundAddress)
{
    const std::optional<EndpointParts> to = splitAddress(connectAddress);
    const std::optional<EndpointParts> bound = splitAddress(boundAddress);
    if (!to || !bound || to->scheme != bound->scheme)
        return false;
    if (!schemeHasPort(to->scheme))
        return !to->host.isEmpty() && to->host == bound->host && to->path == bound->path;
    if (to->port != bound->port || to->port.isEmpty() || to->port == "0"_L1 || to->port == "*"_L1)
        return false;
    if (to->host == bound->host)
        return true;
    const QHostAddress wanted = addressOf(to->host);
    const QHostAddress held = addressOf(bound->host);
    if (!wanted.isNull() && wanted.isEqual(held, QHostAddress::TolerantConversion))
        return true;
    return isAnyHost(bound->host) && isThisMachine(to->host);
}

} // namespace zmqscope
