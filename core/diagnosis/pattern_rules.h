// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/rule.h"

#include <memory>

namespace zmqscope {

// What goes wrong with patterns and messages, though the connection stands. Each in a file of its
// own, which tells what it goes by.

std::unique_ptr<Rule> makeSlowJoinerRule();
std::unique_ptr<Rule> makeNoSubscriptionRule();
std::unique_ptr<Rule> makeNearMissRule();
std::unique_ptr<Rule> makeNothingMatchesRule();
std::unique_ptr<Rule> makeLostReplyRule();
std::unique_ptr<Rule> makeOwedReplyRule();
std::unique_ptr<Rule> makeMissingDelimiterRule();
std::unique_ptr<Rule> makeDiscardedMessagesRule();
std::unique_ptr<Rule> makeUnroutableRule();
std::unique_ptr<Rule> makeDuplicateRoutingIdRule();
std::unique_ptr<Rule> makeSlowSubscriberRule();
std::unique_ptr<Rule> makeStuckOutboxRule();
std::unique_ptr<Rule> makeMissingNumbersRule();
std::unique_ptr<Rule> makeConflatedFramesRule();
std::unique_ptr<Rule> makeStuckBridgeRule();
std::unique_ptr<Rule> makePausedPanelRule();

} // namespace zmqscope
