// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace zmqscope {

/// True when a connect to @p connectAddress ends at what this program has bound as
/// @p boundAddress: the same inproc name or ipc path; for tcp and ws the same port, and a host
/// that is bound and means this machine, or is the very same.
bool reaches(const QString &connectAddress, const QString &boundAddress);

} // namespace zmqscope
