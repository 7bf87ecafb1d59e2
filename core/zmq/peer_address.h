// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace zmqscope {

/// "127.0.0.1:41234" or "[::1]:41234" for the far end of a connected TCP socket; empty when the
/// descriptor is no such thing (any more).
QString peerAddressOfFd(int fd);

} // namespace zmqscope
