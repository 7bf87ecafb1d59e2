// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/channel.h"

#include <QString>

namespace zmqscope {

/// The security mechanism in force: "NULL", "PLAIN", "CURVE", "GSSAPI".
QString mechanismOf(const Channel &channel);
/// True when the channel is the server of its mechanism: the side that checks who comes.
bool isSecurityServer(const Channel &channel);

} // namespace zmqscope
