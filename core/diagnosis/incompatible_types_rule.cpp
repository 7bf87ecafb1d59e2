// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Sockets whose types cannot talk: both ends drop the connection without a word to anybody, and
/// libzmq never tries again, not even when the right peer is there later.
class IncompatibleTypesRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::IncompatibleTypesRule)
public:
    QString id() const override { return u"incompatible-types"_s; }
    void examine(Examination &examination) override;

private:
    void examineConnect(Examination &examination, const TroubledEndpoint &troubled) const;
    void examineBind(Examination &examination, const TroubledEndpoint &troubled) const;
};

void IncompatibleTypesRule::examineConnect(Examination &examination, const TroubledEndpoint &troubled) const
{
    Channel &channel = examination.channel();
    const EndpointStatus &status = channel.endpoints().at(troubled.place);
    const std::optional<ProbeAnswer> answer = askAbout(examination, troubled.place);
    const Timestamp ended = troubled.connections.first()->ended;
    if (!answer && answerIsDue(examination, troubled.place, ended) && examination.age(ended) < 1'500'000'000)
        return examination.lookAgainAt({examination.now().ns + 250'000'000});
    const QString theirs = troubled.other ? socketTypeName(troubled.other->channel->type())
        : answer                          ? answer->greeting.socketType
                                          : QString();
    if (isDraftType(theirs))
        return; // see DraftTypeRule
    const QString ours = socketTypeName(channel.type());
    const std::optional<SocketType> type = socketTypeFromName(theirs);
    Finding finding = findingAt(examination, troubled);
    if (type && fit(channel.type(), *type)) {
        finding.title = tr("The link to %1 is dead").arg(status.endpoint.address);
        finding.cause = tr("The socket types did not fit when this panel connected, and libzmq does not try again. Now there is a %1, "
                           "which fits.").arg(theirs);
        finding.remedy = tr("Reconnect.");
    } else if (type) {
        finding.title = tr("%1 and %2 never talk").arg(ours, theirs);
        finding.cause = tr("At %1 there is a %2, and this is a %3: both ended the connection. libzmq says nothing, and does not try again: "
                           "the link is dead even when the right peer comes.").arg(status.endpoint.address, theirs, ours);
        finding.remedy = tr("%1 talks to %2. Change one of the two types, or the address; then reconnect.").arg(ours, socketTypePeers(channel.type()));
    } else {
        finding.title = tr("The peer's socket type does not fit %1").arg(ours);
        finding.cause = tr("The connection ended on both sides during the handshake, and libzmq does not try again: so it does when the "
                           "socket types cannot talk. The link is dead.");
        finding.remedy = tr("%1 talks to %2. See what the program at %3 is, change the type on one side, then reconnect.")
                             .arg(ours, socketTypePeers(channel.type()), status.endpoint.address);
    }
    if (troubled.other)
        finding.evidence.append(fact(tr("“%1” is a %2").arg(troubled.other->panel->name(), theirs)));
    if (answer)
        finding.evidence.append(answerEvidence(*answer));
    finding.evidence.append(endpointEvidence(troubled.place, status.detail));
    if (status.gaveUp)
        finding.fixes.append(reconnectFix(channel, status.endpoint));
    examination.find(finding);
}

void IncompatibleTypesRule::examineBind(Examination &examination, const TroubledEndpoint &troubled) const
{
    const Channel &channel = examination.channel();
    const QString ours = socketTypeName(channel.type());
    Finding finding = findingAt(examination, troubled);
    if (troubled.isGuess) {
        finding.severity = Severity::Warning;
        finding.title = tr("A peer left at once: its socket type or security may not fit this %1").arg(ours);
        finding.cause = tr("A program connected, and ended the connection during the handshake. So does one whose socket type cannot talk to "
                           "%1, or that expects other security than NULL, and it does not try again by itself. (Something that only looks whether the port is open does it, too.)").arg(ours);
    } else {
        finding.title = tr("A peer's socket type does not fit %1").arg(ours);
        finding.cause = tr("A program connected, and both ends dropped the connection during the handshake: most likely its socket type cannot "
                       "talk to %1. It does not try again by itself. (A client that speaks something else than ZMTP, such as TLS, may "
                       "look the same.)").arg(ours);
    }
    finding.remedy = tr("%1 talks to %2. Change the type there or here; then the peer must connect anew: restart it.")
                         .arg(ours, socketTypePeers(channel.type()));
    examination.find(finding);
}

void IncompatibleTypesRule::examine(Examination &examination)
{
    for (const TroubledEndpoint &troubled : troubledEndpoints(examination)) {
        if (isShownOut(troubled) && hasWrongType(examination.channel(), askAbout(examination, troubled.place))) {
            examineConnect(examination, troubled);
            continue;
        }
        if (troubled.trouble != LinkTrouble::TypesDiffer)
            continue;
        if (troubled.connections.first()->role == EndpointRole::Connect)
            examineConnect(examination, troubled);
        else
            examineBind(examination, troubled);
    }
}

} // namespace

std::unique_ptr<Rule> makeIncompatibleTypesRule()
{
    return std::make_unique<IncompatibleTypesRule>();
}

} // namespace zmqscope
