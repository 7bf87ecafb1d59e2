// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection_timeline.h"

namespace zmqscope {

/// What happened, in a word or two: "accepted", "handshake failed".
QString eventName(ConnectionEventKind kind);
/// How much it matters.
enum class EventTone { Quiet, Good, Warning, Bad };
EventTone eventTone(ConnectionEventKind kind);

/// A row for people, with what the event's value means: "accepted from 127.0.0.1:41234", "nobody
/// answers, tries again after 100 ms (312 times)".
QString timelineText(const TimelineRow &row);

/// "handshaking", "connected", "refused", "gone"
QString connectionStateText(ConnectionState state);

} // namespace zmqscope
