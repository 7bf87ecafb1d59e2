// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A peer of ZMTP 1.0 or 2.0, as ZeroMQ 2 and 3 speak it. It has no handshake: messages come, and
/// libzmq never says that it is connected.
class OldZmtpRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::OldZmtpRule)
public:
    QString id() const override { return u"old-zmtp"_s; }
    void examine(Examination &examination) override;
};

void OldZmtpRule::examine(Examination &examination)
{
    for (const TroubledEndpoint &troubled : troubledEndpoints(examination)) {
        const bool hangs = troubled.trouble == LinkTrouble::Hangs;
        if (!hangs && troubled.trouble != LinkTrouble::OldZmtp)
            continue;
        const std::optional<ProbeAnswer> answer = askAbout(examination, troubled.place);
        const bool saysSo = answer && answer->greeting.kind == PeerGreeting::Kind::Zmtp && answer->greeting.major > 0 && answer->greeting.major < 3;
        if (hangs && !saysSo)
            continue; // see NotZmtpRule
        Finding finding = findingAt(examination, troubled);
        finding.severity = Severity::Hint;
        finding.title = tr("The peer speaks an old version of ZMTP");
        finding.cause = tr("Messages can pass, but there is no handshake: a program with ZeroMQ 3 or older does it so. libzmq cannot check "
                           "its socket type, knows no security and no heartbeats with it, and never tells that it is connected: it is "
                           "not counted among the peers.");
        finding.remedy = tr("Nothing must be done as long as the messages are right. If they look like garbage, the peer is no ZeroMQ program "
                            "at all. Better give it ZeroMQ 4.");
        if (answer)
            finding.evidence.append(answerEvidence(*answer));
        if (const Connection *unnamed = troubled.unnamed)
            finding.evidence.append(connectionEvidence(tr("messages came without a handshake"), unnamed->id, unnamed->since));
        examination.find(finding);
    }
}

} // namespace

std::unique_ptr<Rule> makeOldZmtpRule()
{
    return std::make_unique<OldZmtpRule>();
}

} // namespace zmqscope
