// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_view.h"

#include <functional>
#include <limits>
#include <memory>
#include <optional>

namespace zmqscope {

/// Where the messages of a topic carry a number that goes up by one with each, so that a gap tells of
/// lost ones.
struct TopicNumbers {
    /// Nothing when the message has none.
    std::function<std::optional<quint64>(const MessageView &)> numberOf;
    quint64 largest = std::numeric_limits<quint64>::max(); ///< after it comes 0
};
using TopicNumbersPtr = std::shared_ptr<const TopicNumbers>;

/// Says for the first message of a topic where the number of its messages is; null for nowhere.
using ChooseTopicNumbers = std::function<TopicNumbersPtr(const MessageView &)>;

} // namespace zmqscope
