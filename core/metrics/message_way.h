// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"

namespace zmqscope {

/// The two ways that figures keep apart: what a panel receives and what it sends; of a bridge what
/// goes forward and what goes backward.
enum class MessageWay : quint8 { InOrForward, OutOrBackward };

constexpr MessageWay wayOf(Direction direction)
{
    return direction == Direction::In || direction == Direction::Forward ? MessageWay::InOrForward
                                                                         : MessageWay::OutOrBackward;
}

constexpr MessageWay opposite(MessageWay way)
{
    return way == MessageWay::InOrForward ? MessageWay::OutOrBackward : MessageWay::InOrForward;
}

} // namespace zmqscope
