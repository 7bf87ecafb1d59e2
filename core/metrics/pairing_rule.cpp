// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/pairing_rule.h"

#include "core/panel/panel.h"

namespace zmqscope {

namespace {

/// Of a panel with one socket.
std::optional<PairingRule> usualOf(SocketType type)
{
    using By = PairingRule::By;
    using Asker = PairingRule::Asker;
    PairingRule rule;
    switch (type) {
    case SocketType::Req:
        rule.lockstep = true;
        return rule;
    case SocketType::Rep:
        rule.lockstep = true;
        rule.asker = Asker::InOrForward;
        return rule;
    case SocketType::Dealer:
        return rule;
    case SocketType::Router:
        rule.by = By::RoutingId;
        rule.asker = Asker::InOrForward;
        return rule;
    default:
        return {};
    }
}

} // namespace

std::optional<PairingRule> PairingRule::usual(const Panel &panel)
{
    const SocketType first = panel.channels().first()->type();
    if (panel.channels().size() == 1)
        return usualOf(first);
    // Of a bridge, the side that is asked says how: requests come in there.
    const SocketType second = panel.channels().last()->type();
    const auto isAsked = [](SocketType type) {
        return type == SocketType::Router || type == SocketType::Rep;
    };
    if (!isAsked(first) && !isAsked(second))
        return {};
    std::optional<PairingRule> rule = usualOf(isAsked(first) ? first : second);
    rule->asker = isAsked(first) ? Asker::InOrForward : Asker::OutOrBackward;
    return rule;
}

} // namespace zmqscope
