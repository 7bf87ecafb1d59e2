// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_view.h"
#include "core/zmq/socket_type.h"

#include <QString>

namespace zmqscope {

class Panel;

/// What a frame is for, by the conventions of its messaging pattern.
enum class FrameRole {
    Body,
    RoutingId,        ///< ROUTER, STREAM: whom it came from or goes to
    Delimiter,        ///< the empty frame between routing ids and body, RFC 28/REQREP
    Topic,            ///< what subscriptions are matched against, as a frame of its own
    Subscribe,        ///< a request to a publisher; the bytes after the first are the prefix
    Unsubscribe,
    ConnectionNotice, ///< STREAM, empty: somebody connected or disconnected
    CloseRequest,     ///< STREAM, empty: closes the connection
};

/// Short translated name: "routing id".
QString frameRoleText(FrameRole role);

/// Tells the envelope of one message from its body. Frames carry no marks of their own, so this is
/// what the pattern says and what they look like.
class Envelope
{
public:
    /// Frames in front of a delimiter that are looked at: REQ to REP through as many proxies.
    static constexpr qsizetype maxHops = 16;

    Envelope() = default;
    /// @p type is the socket the message came in by, or went out by.
    Envelope(SocketType type, const MessageView &message);
    /// A bridge's messages are told by the side they came from.
    static Envelope of(const Panel &panel, const MessageView &message);

    FrameRole roleOf(qsizetype frame) const { return frame < m_bodyStart ? leadingRole(frame) : m_bodyRole; }
    /// The first frame that is not envelope; the number of frames when there is none.
    qsizetype bodyStart() const { return m_bodyStart; }

private:
    FrameRole leadingRole(qsizetype frame) const;

    FrameRole m_leading = FrameRole::Body;
    FrameRole m_bodyRole = FrameRole::Body;
    qsizetype m_bodyStart = 0;
    qsizetype m_delimiter = -1;
};

} // namespace zmqscope
