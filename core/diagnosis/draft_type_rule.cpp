// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"
#include "core/zmq/context.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A peer whose socket has one of libzmq's draft types (SERVER, CLIENT, RADIO, …), which talk to each
/// other only and which this library does not have.
class DraftTypeRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::DraftTypeRule)
public:
    QString id() const override { return u"draft-type"_s; }
    void examine(Examination &examination) override;
};

void DraftTypeRule::examine(Examination &examination)
{
    Channel &channel = examination.channel();
    for (const TroubledEndpoint &troubled : troubledEndpoints(examination)) {
        const bool connects = troubled.connections.first()->role == EndpointRole::Connect;
        if (!isShownOut(troubled) && !(connects && troubled.trouble == LinkTrouble::TypesDiffer))
            continue;
        const std::optional<ProbeAnswer> answer = askAbout(examination, troubled.place);
        if (!answer || !isDraftType(answer->greeting.socketType))
            continue;
        const Endpoint endpoint = channel.endpoints().at(troubled.place).endpoint;
        const QString theirs = answer->greeting.socketType;
        Finding finding = findingAt(examination, troubled);
        finding.title = tr("The peer is a %1, a draft type of ZeroMQ").arg(theirs);
        finding.cause = tr("Draft types talk to each other only, and %1 to %2. This libzmq (%3) was built without them, so that no panel can "
                           "stand in for the right peer either.")
                            .arg(socketTypeName(channel.type()), socketTypePeers(channel.type()), Context::libraryVersion());
        finding.remedy = tr("Use one of the stable types at the peer: ROUTER or DEALER in place of SERVER or CLIENT, PUB or SUB in place of "
                            "RADIO or DISH, PUSH or PULL in place of SCATTER or GATHER. Then reconnect.");
        finding.evidence.append(answerEvidence(*answer));
        finding.evidence.append(endpointEvidence(troubled.place, channel.endpoints().at(troubled.place).detail));
        finding.fixes.append(reconnectFix(channel, endpoint));
        examination.find(finding);
    }
}

} // namespace

std::unique_ptr<Rule> makeDraftTypeRule()
{
    return std::make_unique<DraftTypeRule>();
}

} // namespace zmqscope
