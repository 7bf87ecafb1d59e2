// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/rule.h"

#include <QHostAddress>
#include <QList>
#include <functional>
#include <memory>

namespace zmqscope {

// Why no connection comes to stand, or does not last. Each in a file of its own, which tells what it
// goes by. No two of them tell the same trouble.

std::unique_ptr<Rule> makeUnansweredRule();
std::unique_ptr<Rule> makeNobodyConnectedRule();
std::unique_ptr<Rule> makeBindRefusedRule();
std::unique_ptr<Rule> makeSameSideRule();
std::unique_ptr<Rule> makeIncompatibleTypesRule();
std::unique_ptr<Rule> makeDraftTypeRule();
std::unique_ptr<Rule> makeOldZmtpRule();
std::unique_ptr<Rule> makeSecurityMismatchRule();
std::unique_ptr<Rule> makeKeyMismatchRule();
std::unique_ptr<Rule> makeAccessRefusedRule();
std::unique_ptr<Rule> makeNotZmtpRule();
std::unique_ptr<Rule> makeOversizeFrameRule();
std::unique_ptr<Rule> makeReconnectStormRule();
std::unique_ptr<Rule> makeUnsupportedOptionRule();

/// When silence counts as suspicious.
struct SilenceLimits
{
    qint64 steadyNs = 30'000'000'000; ///< messages must have come regularly for so long before
    qint64 silentNs = 30'000'000'000; ///< and then none at all for so long
    int timesGap = 20;                ///< and for so many times the longest pause between them
};
std::unique_ptr<Rule> makeHalfOpenRule(const SilenceLimits &limits = {});

/// The addresses of this machine's interfaces that are up.
QList<QHostAddress> addressesOfThisMachine();
using AddressList = std::function<QList<QHostAddress>()>;
std::unique_ptr<Rule> makeExposedBindRule(const AddressList &addresses = addressesOfThisMachine);

} // namespace zmqscope
