// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile/session_profile.h"

#include "core/automation/panel_automation.h"
#include "core/panel/session.h"

namespace zmqscope {

Profile captureProfile(const Session &session, const Profile &base)
{
    Profile profile = base;
    profile.panels.clear();
    profile.schemas = session.schemas().source();
    for (const Panel *panel : session.panels())
        profile.panels.append(panel->config());
    return profile;
}

QList<Panel *> createPanels(Session &session, const QList<PanelConfig> &configs)
{
    QList<Panel *> panels;
    for (const PanelConfig &config : configs) {
        Panel *panel = session.create(config);
        if (auto *socketPanel = qobject_cast<SocketPanel *>(panel))
            attachAutomation(*socketPanel);
        panels.append(panel);
    }
    // All are there before the first message flows, so that nobody's first ones go astray.
    for (qsizetype i = 0; i < panels.size(); ++i) {
        if (!configs[i].openAtStart)
            continue;
        if (const Result<void> opened = panels[i]->open(); !opened)
            emit panels[i]->failed(opened.error());
    }
    return panels;
}

} // namespace zmqscope
