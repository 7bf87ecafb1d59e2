// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"

#include <QString>

namespace zmqscope {

/// What happens to the other ends while a panel leaves its messages in libzmq, by socket type:
/// they wait, block or lose messages.
QString stoppedReceivingText(const PanelConfig &config);

} // namespace zmqscope
