// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace zmqscope {

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
/// By the name that protocol files use: "routing id", "close request"; never translated.
std::optional<FrameRole> frameRoleFromName(QStringView name);

} // namespace zmqscope
