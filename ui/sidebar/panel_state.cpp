// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/panel_state.h"

#include "core/panel/panel.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::PanelState)
};

QString stateText(const EndpointStatus &status)
{
    switch (status.state) {
    case EndpointState::Closed:
        return Text::tr("closed");
    case EndpointState::Listening:
        return Text::tr("listening");
    case EndpointState::Connecting:
        return Text::tr("connecting");
    case EndpointState::Connected:
        return status.peers == 1 ? Text::tr("connected to 1 peer")
                                 : Text::tr("connected to %1 peers").arg(status.peers);
    case EndpointState::Failed:
        return Text::tr("failed");
    }
    Q_UNREACHABLE();
}

QString endpointLine(const EndpointStatus &status)
{
    const bool bind = status.endpoint.role == EndpointRole::Bind;
    const QString address = status.actualAddress.isEmpty() ? status.endpoint.address : status.actualAddress;
    QString line =
        (bind ? Text::tr("bind %1: %2") : Text::tr("connect %1: %2")).arg(address, stateText(status));
    if (!status.detail.isEmpty())
        line += u" – "_s + status.detail;
    return line;
}

} // namespace

PanelState panelState(const Panel &panel)
{
    PanelState state;
    int endpoints = 0;
    int failed = 0;
    bool listening = false;
    bool connecting = false;
    QStringList lines;
    for (const Channel *channel : panel.channels()) {
        for (const EndpointStatus &status : channel->endpoints()) {
            ++endpoints;
            failed += status.state == EndpointState::Failed;
            listening = listening || status.state == EndpointState::Listening;
            connecting = connecting || status.state == EndpointState::Connecting;
            lines << endpointLine(status);
        }
        state.peers += channel->connectedPeers();
    }
    state.detail = lines.join(u'\n');

    if (!panel.isOpen()) {
        state.kind = PanelState::Kind::Closed;
        state.text = Text::tr("Closed");
    } else if (failed > 0) {
        state.kind = PanelState::Kind::Failed;
        state.text =
            failed == endpoints ? Text::tr("Failed") : Text::tr("%1 of %2 failed").arg(failed).arg(endpoints);
    } else if (state.peers > 0) {
        state.kind = PanelState::Kind::Connected;
        state.text = state.peers == 1 ? Text::tr("Connected to 1 peer")
                                      : Text::tr("Connected to %1 peers").arg(state.peers);
    } else if (connecting) {
        state.kind = PanelState::Kind::Connecting;
        state.text = Text::tr("Connecting");
    } else if (listening) {
        state.kind = PanelState::Kind::Listening;
        state.text = Text::tr("Listening");
    } else {
        state.kind = PanelState::Kind::Idle;
        state.text = Text::tr("Open, no endpoint");
    }
    return state;
}

theme::Role roleOf(PanelState::Kind kind)
{
    switch (kind) {
    case PanelState::Kind::Closed:
        return theme::Role::TextFaint;
    case PanelState::Kind::Idle:
        return theme::Role::TextFaint;
    case PanelState::Kind::Listening:
        return theme::Role::Info;
    case PanelState::Kind::Connecting:
        return theme::Role::Warning;
    case PanelState::Kind::Connected:
        return theme::Role::Good;
    case PanelState::Kind::Failed:
        return theme::Role::Bad;
    }
    Q_UNREACHABLE();
}

QLatin1StringView iconOf(PanelState::Kind kind)
{
    switch (kind) {
    case PanelState::Kind::Closed:
        return "closed"_L1;
    case PanelState::Kind::Idle:
        return "ring"_L1;
    case PanelState::Kind::Listening:
        return "listening"_L1;
    case PanelState::Kind::Connecting:
        return "connecting"_L1;
    case PanelState::Kind::Connected:
        return "connected"_L1;
    case PanelState::Kind::Failed:
        return "error"_L1;
    }
    Q_UNREACHABLE();
}

QString panelTypeText(const Panel &panel)
{
    QStringList types;
    for (const Channel *channel : panel.channels())
        types << socketTypeName(channel->type());
    return types.join(u" → "_s);
}

} // namespace zmqscope
