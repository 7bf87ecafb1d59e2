// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_empty_text.h"

#include "core/panel/panel.h"

#include <QCoreApplication>
#include <QStringList>

namespace zmqscope {

namespace {

/// More than these would push the text out of a small panel.
constexpr qsizetype maxEndpointsTold = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("EmptyLog", text);
}

QString endpointText(const EndpointStatus &status)
{
    const QString address = status.actualAddress.isEmpty() ? status.endpoint.address : status.actualAddress;
    switch (status.state) {
    case EndpointState::Listening:
        return tr("Listening on %1.").arg(address);
    case EndpointState::Connecting:
        return tr("Connecting to %1…").arg(address);
    case EndpointState::Connected:
        return status.endpoint.role == EndpointRole::Bind ? tr("Listening on %1.").arg(address)
                                                          : tr("Connected to %1.").arg(address);
    case EndpointState::Failed:
        return tr("%1 failed.").arg(address);
    case EndpointState::Closed:
        break;
    }
    return {};
}

} // namespace

QString emptyLogText(const Panel &panel)
{
    if (!panel.isOpen())
        return tr("The panel is closed.");
    QStringList lines;
    qsizetype endpoints = 0;
    for (const Channel *channel : panel.channels()) {
        for (const EndpointStatus &status : channel->endpoints()) {
            const QString line = endpointText(status);
            if (!line.isEmpty() && ++endpoints <= maxEndpointsTold)
                lines += line;
        }
    }
    if (endpoints == 0)
        lines += tr("No endpoint yet: add one to bind or connect.");
    else if (endpoints > maxEndpointsTold)
        lines += tr("And %1 more.").arg(endpoints - maxEndpointsTold);

    const Channel &first = *panel.channels().first();
    const SocketTraits &type = traits(first.type());
    if (panel.channels().size() > 1)
        lines += tr("Messages are shown as they pass.");
    else if (type.type == SocketType::Sub && first.config().subscriptions.isEmpty())
        lines += tr("No subscription yet: nothing arrives until you subscribe to a topic, or to everything.");
    else if (!type.canReceive || type.publishes)
        lines += tr("Messages you send appear here.");
    else if (type.type == SocketType::Req)
        lines += tr("Send a request; it and its reply appear here.");
    else
        lines += tr("Messages appear here as they arrive.");
    return lines.join(u'\n');
}

} // namespace zmqscope
