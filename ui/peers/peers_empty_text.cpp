// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/peers/peers_empty_text.h"

#include "core/panel/panel.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::PeersEmptyText)
};

/// More than these would push the text out of a small panel.
constexpr qsizetype maxTold = 3;

/// "a", "a and b", "a, b and 4 more"
QString listed(const QStringList &addresses)
{
    if (addresses.size() > maxTold)
        return Words::tr("%1 and %2 more").arg(addresses.first(maxTold - 1).join(u", "_s)).arg(addresses.size() - maxTold + 1);
    if (addresses.size() > 1)
        return Words::tr("%1 and %2").arg(addresses.first(addresses.size() - 1).join(u", "_s), addresses.last());
    return addresses.join(QString());
}

} // namespace

PeersEmptyText peersEmptyText(const Panel &panel)
{
    if (!panel.isOpen())
        return {Words::tr("The panel is closed"), Words::tr("Open it to see who connects.")};
    QStringList listening;
    QStringList connecting;
    QStringList failed;
    QStringList inproc;
    for (const Channel *channel : panel.channels()) {
        for (const EndpointStatus &status : channel->endpoints()) {
            const QString address = status.actualAddress.isEmpty() ? status.endpoint.address : status.actualAddress;
            if (status.state == EndpointState::Failed)
                failed.append(address);
            else if (address.startsWith("inproc:"_L1))
                inproc.append(address);
            else
                (status.endpoint.role == EndpointRole::Bind ? listening : connecting).append(address);
        }
    }
    if (listening.isEmpty() && connecting.isEmpty() && inproc.isEmpty()) {
        if (failed.isEmpty())
            return {Words::tr("No endpoint yet"), Words::tr("Add one to bind or connect.")};
        return {Words::tr("Nobody can connect"), Words::tr("%1 failed.").arg(listed(failed))};
    }
    QStringList lines;
    if (!listening.isEmpty())
        lines.append(Words::tr("Listening at %1.").arg(listed(listening)));
    if (!connecting.isEmpty())
        lines.append(Words::tr("Nobody answers at %1 yet.").arg(listed(connecting)));
    if (!inproc.isEmpty())
        lines.append(Words::tr("Over %1 libzmq does not tell who is there; peers are seen by their messages.").arg(listed(inproc)));
    if (!failed.isEmpty())
        lines.append(Words::tr("%1 failed.").arg(listed(failed)));
    return {listening.isEmpty() ? Words::tr("Not connected yet") : Words::tr("Nobody has connected yet"), lines.join(u'\n')};
}

} // namespace zmqscope
