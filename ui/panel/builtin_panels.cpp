// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/builtin_panels.h"

#include "core/panel/bridge_panel.h"
#include "core/panel/socket_panel.h"
#include "ui/panel/bridge_panel_widget.h"
#include "ui/panel/socket_panel_widget.h"

namespace zmqscope {

QWidget *createPanelWidget(Panel &panel, QWidget *parent)
{
    if (auto *socketPanel = qobject_cast<SocketPanel *>(&panel))
        return new SocketPanelWidget(*socketPanel, parent);
    if (auto *bridgePanel = qobject_cast<BridgePanel *>(&panel))
        return new BridgePanelWidget(*bridgePanel, parent);
    Q_UNREACHABLE();
}

} // namespace zmqscope
