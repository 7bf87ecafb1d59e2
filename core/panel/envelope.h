// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/protocol_match.h"

namespace zmqscope {

class Panel;

/// Tells the envelope of one message from its body. Frames carry no marks of their own, so this is
/// what the pattern says and what they look like; resources/protocols/envelope-*.json says how.
class Envelope
{
public:
    Envelope() = default;
    /// @p type is the socket the message came in by, or went out by.
    Envelope(SocketType type, const MessageView &message);
    /// A bridge's messages are told by the side they came from.
    static Envelope of(const Panel &panel, const MessageView &message);
    /// The socket of @p panel whose conventions @p message follows.
    static SocketType socketOf(const Panel &panel, const MessageView &message);

    FrameRole roleOf(qsizetype frame) const { return m_match ? m_match->patternOf(frame).role : FrameRole::Body; }
    /// The first frame that is not envelope; the number of frames when there is none.
    qsizetype bodyStart() const { return m_match ? m_match->envelopeFrames() : 0; }
    /// The first frame behind routing ids and delimiter: a topic where there is one.
    qsizetype routingEnd() const { return m_match ? m_match->routingFrames() : 0; }

private:
    std::optional<ProtocolMatch> m_match;
};

} // namespace zmqscope
