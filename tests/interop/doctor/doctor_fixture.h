// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/doctor.h"
#include "core/diagnosis/endpoint_probes.h"
#include "tests/support/session_fixture.h"

#include <algorithm>

namespace zmqscope::test {

/// A session with the doctor that the program has, and what it found.
class DoctorFixture : public SessionFixture {
public:
    EndpointProbes probes;
    Doctor doctor{session, builtinRules(), &probes};

    QStringList rulesFound() const
    {
        QStringList rules;
        for (const Finding &finding : doctor.findings())
            rules.append(finding.rule);
        return rules;
    }
    /// Waits for a finding of @p rule; then goes on for a while to see that nothing else is found.
    /// True when it was, and is, the only one.
    bool findsOnly(const QString &rule, int settleMs = 1500)
    {
        (void)QTest::qWaitFor([&] { return rulesFound().contains(rule); }, 30'000);
        (void)QTest::qWaitFor([&] { return rulesFound() != QStringList{rule}; }, settleMs);
        const bool only = rulesFound() == QStringList{rule};
        if (!only) {
            for (const Finding &finding : doctor.findings())
                qWarning("found %s (%s): %s %s", qPrintable(finding.rule), qPrintable(finding.subject), qPrintable(finding.title), qPrintable(finding.cause));
        }
        return only;
    }
    /// Seconds from the newest piece of evidence that stood when it was found to the finding.
    static double delay(const Finding &finding)
    {
        Timestamp newest;
        for (const Evidence &evidence : finding.evidence) {
            if (evidence.time <= finding.since)
                newest = std::max(newest, evidence.time);
        }
        return newest.ns == 0 ? -1 : double(finding.since.ns - newest.ns) * 1e-9;
    }
    Finding only() const { return doctor.findings().value(0); }
};

} // namespace zmqscope::test
