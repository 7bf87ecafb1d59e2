// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/doctor.h"
#include "core/diagnosis/pattern_rules.h"

namespace zmqscope {

Doctor::Rules builtinRules()
{
    Doctor::Rules rules;
    // Connections.
    rules.push_back(makeUnansweredRule());
    rules.push_back(makeNobodyConnectedRule());
    rules.push_back(makeBindRefusedRule());
    rules.push_back(makeSameSideRule());
    rules.push_back(makeIncompatibleTypesRule());
    rules.push_back(makeDraftTypeRule());
    rules.push_back(makeOldZmtpRule());
    rules.push_back(makeSecurityMismatchRule());
    rules.push_back(makeKeyMismatchRule());
    rules.push_back(makeAccessRefusedRule());
    rules.push_back(makeNotZmtpRule());
    rules.push_back(makeOversizeFrameRule());
    rules.push_back(makeHalfOpenRule());
    rules.push_back(makeReconnectStormRule());
    rules.push_back(makeExposedBindRule());
    rules.push_back(makeUnsupportedOptionRule());

    // Patterns and messages.
    rules.push_back(makeSlowJoinerRule());
    rules.push_back(makeNoSubscriptionRule());
    rules.push_back(makeNearMissRule());
    rules.push_back(makeNothingMatchesRule());
    rules.push_back(makeLostReplyRule());
    rules.push_back(makeOwedReplyRule());
    rules.push_back(makeMissingDelimiterRule());
    rules.push_back(makeDiscardedMessagesRule());
    rules.push_back(makeUnroutableRule());
    rules.push_back(makeDuplicateRoutingIdRule());
    rules.push_back(makeSlowSubscriberRule());
    rules.push_back(makeStuckOutboxRule());
    rules.push_back(makeMissingNumbersRule());
    rules.push_back(makeConflatedFramesRule());
    rules.push_back(makeStuckBridgeRule());
    rules.push_back(makePausedPanelRule());

    return rules;
}

} // namespace zmqscope
