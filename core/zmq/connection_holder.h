// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/zmq/peer_address.h"

#include <QList>
#include <QString>

namespace zmqscope {

/// "python3 feed.py (pid 4711)" for the process at the other end of a connection, when it runs on
/// this machine: @p peerAddress as "127.0.0.1:41234" (or "pid 4711", of ipc), @p localAddress our
/// end. Empty when it cannot be found out: another machine's, another user's, a connection that has
/// ended, other systems than Linux. It may take some hundred milliseconds: not for the GUI thread.
QString connectionHolder(const QString &peerAddress, const QString &localAddress);

/// The same for many connections, in one search; in their order.
QList<QString> connectionHolders(const QList<ConnectionEnds> &connections);

} // namespace zmqscope
