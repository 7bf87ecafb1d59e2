// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/endpoint_parts.h"
#include "ui/new_panel/endpoint_row.h"

#include <QCoreApplication>
#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(EndpointMeaning)
};

bool isThisMachine(const QString &host)
{
    QString bare = host;
    if (bare.startsWith(u'[') && bare.endsWith(u']'))
        bare = bare.mid(1, bare.size() - 2);
    return bare == "localhost"_L1 || QHostAddress(bare).isLoopback();
}

QString networkMeaning(const EndpointParts &parts, const Endpoint &endpoint)
{
    if (endpoint.role == EndpointRole::Connect) {
        return isThisMachine(parts.host) ? Words::tr("Goes to port %1 on this machine.").arg(parts.port)
                                         : Words::tr("Goes to port %1 of %2.").arg(parts.port, parts.host);
    }
    const QString port = hasWildcardPort(endpoint.address) ? Words::tr("any free port; the panel shows which")
                                                           : Words::tr("port %1").arg(parts.port);
    if (isAnyHost(parts.host))
        return Words::tr("Listens on all networks of this machine, %1.").arg(port);
    if (isThisMachine(parts.host))
        return Words::tr("Listens for programs on this machine only, %1.").arg(port);
    return Words::tr("Listens on %1, %2.").arg(parts.host, port);
}

} // namespace

QString endpointMeaning(const Endpoint &endpoint)
{
    const std::optional<EndpointParts> parts = splitAddress(endpoint.address);
    if (!parts)
        return {};
    if (schemeHasPort(parts->scheme))
        return networkMeaning(*parts, endpoint);
    if (parts->scheme == "inproc"_L1)
        return Words::tr("Between panels of this ZmqScope only.");
    if (parts->scheme != "ipc"_L1)
        return {};
    if (parts->host == "*"_L1)
        return Words::tr("Listens at a new file on this machine; the panel shows which.");
    if (parts->host.startsWith(u'@'))
        return Words::tr("For programs on this machine, under the name %1.").arg(parts->host.mid(1));
    return Words::tr("For programs on this machine, by the file %1.").arg(parts->host);
}

} // namespace zmqscope
