// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/connection/connection_timeline.h"
#include "core/zmq/socket_type.h"

#include <QByteArray>
#include <QList>

namespace zmqscope {

/// How a timeline is written to a file.
enum class TimelineFormat {
    Csv,      ///< RFC 4180 with a line of names
    JsonLines ///< a JSON object a line
};

/// A row of a timeline, and whose it is.
struct ExportedRow
{
    SocketType socket = SocketType::Pair;
    TimelineRow row;
};

/// "accepted", "handshake_failed_auth": names for programs. Never translated, never changed.
QLatin1StringView eventKey(ConnectionEventKind kind);

/// The rows with all that is known of each, times in UTC with nanoseconds:
///
///     panel,socket,number,time,last,count,event,value,endpoint,peer,connection,text
///
/// `last` is when the last event of a row came that stands for `count` of them; `value` is what
/// libzmq said (a descriptor, an errno, milliseconds, a protocol error); `connection` is 0 for a row
/// that concerns none or several.
QByteArray exportedTimeline(const QString &panel, const QList<ExportedRow> &rows, TimelineFormat format);

/// The same into a file, whole or not at all; the error names the file.
Result<void> saveTimeline(const QString &path, const QString &panel, const QList<ExportedRow> &rows, TimelineFormat format);

} // namespace zmqscope
