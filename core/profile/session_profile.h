// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/profile/profile.h"

#include <QList>

namespace zmqscope {

class Panel;
class Session;

/// The profile that holds the session as it is now. What a session does not know (description,
/// window layout, keys of newer versions) is taken from @p base.
Profile captureProfile(const Session &session, const Profile &base = {});

/// Makes the panels, with their automation, and opens those that open at start. A panel that cannot
/// be opened stays there, closed, and says why by its failed() signal, so connect to
/// Session::panelAdded before. Returns them in the order of @p configs.
QList<Panel *> createPanels(Session &session, const QList<PanelConfig> &configs);

} // namespace zmqscope
