// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QString>

namespace zmqscope {

class Panel;

/// Where a panel stands as a whole, told in a word, a colour and an icon: what sidebar and title
/// bars show. The most urgent of its endpoints counts.
struct PanelState {
    enum class Kind { Closed, Idle, Listening, Connecting, Connected, Failed };

    Kind kind = Kind::Closed;
    int peers = 0;
    QString text; ///< "Connected to 2 peers", "Listening"
    QString detail; ///< each endpoint on a line of its own, for a tooltip

    bool operator==(const PanelState &) const = default;
};

PanelState panelState(const Panel &panel);
theme::Role roleOf(PanelState::Kind kind);
/// The name of the icon, for theme::icon().
QLatin1StringView iconOf(PanelState::Kind kind);

/// "SUB", or "PULL → PUSH" for a bridge.
QString panelTypeText(const Panel &panel);

} // namespace zmqscope
