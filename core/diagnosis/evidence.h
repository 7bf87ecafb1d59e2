// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection_timeline.h"
#include "core/diagnosis/finding.h"
#include "core/message/message_view.h"

namespace zmqscope {

/// The ways to say where a piece of evidence stands.
inline Evidence fact(const QString &text, Timestamp time = {})
{
    Evidence evidence;
    evidence.text = text;
    evidence.time = time;
    return evidence;
}
inline Evidence messageEvidence(const QString &text, MessageIndex message, Timestamp time)
{
    Evidence evidence = fact(text, time);
    evidence.message = message;
    return evidence;
}
inline Evidence connectionEvidence(const QString &text, ConnectionId connection, Timestamp time)
{
    Evidence evidence = fact(text, time);
    evidence.connection = connection;
    return evidence;
}
inline Evidence optionEvidence(const QString &text, const QString &option)
{
    Evidence evidence = fact(text);
    evidence.option = option;
    return evidence;
}
inline Evidence eventEvidence(const QString &text, const TimelineRow &row)
{
    Evidence evidence = fact(text, row.last);
    evidence.event = row.number;
    return evidence;
}

} // namespace zmqscope
