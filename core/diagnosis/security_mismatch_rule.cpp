// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"
#include "core/diagnosis/mechanism.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// One side uses NULL, the other PLAIN or CURVE; or both play the same part in the same mechanism.
/// libzmq ends the connection on both sides and does not try again.
class SecurityMismatchRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::SecurityMismatchRule)
public:
    QString id() const override { return u"security-mismatch"_s; }
    void examine(Examination &examination) override;

private:
    void tellMismatch(Examination &examination, const TroubledEndpoint &troubled) const;
    void tellSameSide(Examination &examination, const TroubledEndpoint &troubled) const;
    static void finish(Examination &examination, const TroubledEndpoint &troubled, Finding finding);
};

/// What the other side uses, as far as it can be known.
QString theirMechanism(const TroubledEndpoint &troubled, const std::optional<ProbeAnswer> &answer)
{
    if (troubled.other)
        return mechanismOf(*troubled.other->channel);
    return answer ? answer->greeting.mechanism : QString();
}

void SecurityMismatchRule::finish(Examination &examination, const TroubledEndpoint &troubled, Finding finding)
{
    Channel &channel = examination.channel();
    const EndpointStatus &status = channel.endpoints().at(troubled.place);
    finding.evidence.append(optionEvidence(tr("this panel uses %1").arg(mechanismOf(channel)), u"ZMQ_MECHANISM"_s));
    if (status.endpoint.role == EndpointRole::Connect)
        finding.fixes.append(reconnectFix(channel, status.endpoint));
    examination.find(finding);
}

void SecurityMismatchRule::tellMismatch(Examination &examination, const TroubledEndpoint &troubled) const
{
    const std::optional<ProbeAnswer> answer = askAbout(examination, troubled.place);
    const QString ours = mechanismOf(examination.channel());
    const QString theirs = theirMechanism(troubled, answer);
    const bool binds = troubled.connections.first()->role == EndpointRole::Bind;
    Finding finding = findingAt(examination, troubled);
    if (theirs.isEmpty() || theirs == ours) {
        finding.title = tr("The peer uses another security mechanism than %1").arg(ours);
        finding.cause = tr("This panel uses %1, the peer something else. Both ended the connection in the handshake; no message passes.").arg(ours);
    } else {
        finding.title = tr("%1 here, %2 there: the security mechanisms differ").arg(ours, theirs);
        finding.cause = tr("This panel uses %1, the peer uses %2. Both ended the connection in the handshake; no message passes.").arg(ours, theirs);
    }
    finding.remedy = binds ? tr("Both sides need the same mechanism: change the security options here or there. The peer does not try again by "
                                "itself: restart it then.")
                           : tr("Both sides need the same mechanism: change the security options here or there. libzmq does not try again by "
                                "itself: reconnect then.");
    if (answer)
        finding.evidence.append(answerEvidence(*answer));
    finish(examination, troubled, finding);
}

void SecurityMismatchRule::tellSameSide(Examination &examination, const TroubledEndpoint &troubled) const
{
    const QString ours = mechanismOf(examination.channel());
    Finding finding = findingAt(examination, troubled);
    finding.title = tr("Both sides are clients of %1").arg(ours);
    finding.cause = tr("Of two sockets with %1 one has to be the server, which checks who comes. Here both wait for the other to check; they "
                       "ended the connection.").arg(ours);
    finding.remedy = ours == "CURVE"_L1 ? tr("Turn ZMQ_CURVE_SERVER on at one side, usually the one that binds; then reconnect.")
                                        : tr("Turn ZMQ_PLAIN_SERVER on at one side, usually the one that binds; then reconnect.");
    finish(examination, troubled, finding);
}

void SecurityMismatchRule::examine(Examination &examination)
{
    for (const TroubledEndpoint &troubled : troubledEndpoints(examination)) {
        const bool secured = mechanismOf(examination.channel()) != "NULL"_L1;
        if (troubled.trouble == LinkTrouble::Mechanisms)
            tellMismatch(examination, troubled);
        else if (troubled.trouble == LinkTrouble::BothClients && secured)
            tellSameSide(examination, troubled);
    }
}

} // namespace

std::unique_ptr<Rule> makeSecurityMismatchRule()
{
    return std::make_unique<SecurityMismatchRule>();
}

} // namespace zmqscope
