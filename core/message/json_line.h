// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_view.h"
#include "core/message/peer_table.h"

#include <QByteArray>

namespace zmqscope {

/// A message as one line of JSON, without the line break; nothing of its bytes is lost:
///
///     {"panel":"…","n":1,"time":"2026-01-31T12:00:00.123456789Z","dir":"in","peer":"…",
///      "frames":[{"text":"…"},{"base64":"…"}]}
///
/// A frame is text when it is UTF-8, else base64. dir is in, out, forward or backward; peer is null
/// where it is unknown. Invisible characters stand as \u202e, so that no line breaks in a viewer.
QByteArray messageJsonLine(const QString &panel, const MessageView &view, const PeerTable &peers);

/// The same appended to @p out, for writers of many lines.
void appendMessageJsonLine(QByteArray &out, const QString &panel, const MessageView &view,
                           const PeerTable &peers);

} // namespace zmqscope
