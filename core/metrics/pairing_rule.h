// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/message_way.h"

#include <QString>
#include <optional>

namespace zmqscope {

class Panel;

/// How it is told which reply belongs to which request.
struct PairingRule {
    enum class By {
        Turn, ///< the first reply answers the oldest request
        RoutingId, ///< the same for each routing id (frame 0) by itself
        Field, ///< both hold the same value
    };
    enum class Asker {
        InOrForward, ///< the peers ask; of a bridge, requests go forward
        OutOrBackward, ///< we ask; of a bridge, requests go backward
        WhoeverBegins, ///< what comes while nothing is open is a request: no reply is one to nothing
    };
    /// Longer than any sensible server takes, short enough to be seen.
    static constexpr qint64 defaultTimeoutNs = 30'000'000'000;

    By by = By::Turn;
    Asker asker = Asker::OutOrBackward;
    bool lockstep = false; ///< Turn, RoutingId: who asks again has given the request before up (REQ, REP)
    QString requestField; ///< Field: where the value stands; see FieldPath
    QString replyField; ///< empty = as requestField
    qint64 timeoutNs = defaultTimeoutNs; ///< a request that is older and not answered is an orphan

    /// What suits the sockets of @p panel; nothing when they do not ask and answer.
    static std::optional<PairingRule> usual(const Panel &panel);

    bool operator==(const PairingRule &) const = default;
};

} // namespace zmqscope
