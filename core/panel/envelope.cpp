// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/envelope.h"

#include "core/panel/panel.h"
#include "core/protocol/protocol_registry.h"

namespace zmqscope {

Envelope::Envelope(SocketType type, const MessageView &message)
    : m_match(ProtocolRegistry::builtin().envelope(type, message))
{
}

SocketType Envelope::socketOf(const Panel &panel, const MessageView &message)
{
    const bool fromSecond = message.header.direction == Direction::Backward && panel.channels().size() > 1;
    return panel.channels().at(fromSecond ? 1 : 0)->type();
}

Envelope Envelope::of(const Panel &panel, const MessageView &message)
{
    return Envelope(socketOf(panel, message), message);
}

} // namespace zmqscope
