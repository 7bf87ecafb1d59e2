// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"
#include "core/diagnosis/mechanism.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Whoever asks for a user name, a password or a key asks a ZAP handler (RFC 27) whether they are
/// right. It said no, gave no valid answer, or does not exist.
class AccessRefusedRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::AccessRefusedRule)
public:
    QString id() const override { return u"access-refused"_s; }
    void examine(Examination &examination) override;

private:
    static void tellRefusal(Finding &finding, const Channel &channel, quint32 status, bool binds);
    static void tellNoHandler(Finding &finding);
    static void tellShownOut(Finding &finding);
};

void AccessRefusedRule::tellRefusal(Finding &finding, const Channel &channel, quint32 status, bool binds)
{
    const QString mechanism = mechanismOf(channel);
    finding.title = binds ? tr("The ZAP handler refused a peer (status %1)").arg(status)
                          : tr("The server refused access (status %1)").arg(status);
    switch (status) {
    case 300:
        finding.cause = tr("Status 300 is a temporary error: the one who checks could not decide now. The client goes on trying.");
        finding.remedy = tr("See what keeps the ZAP handler from deciding, such as a database that does not answer.");
        break;
    case 400:
        finding.cause = mechanism == "CURVE"_L1 ? tr("Status 400: the ZAP handler does not accept the client's public key.")
                                                : tr("Status 400: the ZAP handler does not accept the user name or the password.");
        finding.remedy = binds ? tr("Correct what the peer gives, or what the handler accepts. The peer does not try again by itself.")
                               : tr("Correct what this panel gives, or what the server accepts; libzmq does not try again by itself: reconnect "
                                    "then.");
        break;
    default:
        finding.cause = tr("Status 500 is an error of the ZAP handler itself: it could not check.");
        finding.remedy = tr("See the log of the program that runs the ZAP handler; then connect anew.");
    }
    if (!binds && mechanism == "PLAIN"_L1)
        finding.evidence.append(optionEvidence(tr("the user name that was given"), u"ZMQ_PLAIN_USERNAME"_s));
}

void AccessRefusedRule::tellNoHandler(Finding &finding)
{
    finding.title = tr("Nobody checks user names and passwords here");
    finding.cause = tr("ZMQ_PLAIN_SERVER is on, so that this panel asks a ZAP handler about each user. There is none in this program, and "
                       "without an answer PLAIN lets nobody in. The clients go on trying.");
    finding.remedy = tr("Open a ROUTER or REP panel that binds inproc://zeromq.zap.01 and answers in the way of RFC 27, or turn "
                        "ZMQ_PLAIN_SERVER off here and at the clients.");
    finding.evidence.append(optionEvidence(tr("ZMQ_PLAIN_SERVER is on"), u"ZMQ_PLAIN_SERVER"_s));
}

void AccessRefusedRule::tellShownOut(Finding &finding)
{
    finding.title = tr("The PLAIN server ends the connection without a word");
    finding.cause = tr("So it does when no ZAP handler checks its users (PLAIN lets nobody in then), when the handler has a temporary error, "
                       "or when the socket type here does not fit. A wrong password would be told.");
    finding.remedy = tr("Start the authenticator of the server (in pyzmq: ThreadAuthenticator), and see that its socket type fits. This panel "
                        "goes on trying.");
}

void AccessRefusedRule::examine(Examination &examination)
{
    Channel &channel = examination.channel();
    for (const TroubledEndpoint &troubled : troubledEndpoints(examination)) {
        const Connection &newest = *troubled.connections.first();
        const bool binds = newest.role == EndpointRole::Bind;
        const bool shownOut = isShownOut(troubled) && mechanismOf(channel) == "PLAIN"_L1;
        Finding finding = findingAt(examination, troubled);
        if (troubled.trouble == LinkTrouble::Access) {
            const ConnectionEvent &told = newest.failure ? *newest.failure : *troubled.other->connection->failure;
            tellRefusal(finding, channel, told.value, binds);
        } else if (troubled.trouble == LinkTrouble::NoZapHandler && binds) {
            tellNoHandler(finding);
        } else if (shownOut || troubled.trouble == LinkTrouble::NoZapHandler) {
            tellShownOut(finding);
        } else if (troubled.trouble == LinkTrouble::BadZapReply) {
            finding.title = tr("The ZAP handler gives answers that are none");
            finding.cause = tr("What answers at inproc://zeromq.zap.01 does not keep to RFC 27, so that nobody is let in.");
            finding.remedy = tr("An answer has seven frames (with a ROUTER, after the routing id and an empty one): version “1.0”, the request's "
                                "id, status, text, user id, metadata.");
        } else {
            continue;
        }
        const Endpoint endpoint = channel.endpoints().at(troubled.place).endpoint;
        if (!binds && channel.endpoints().at(troubled.place).gaveUp)
            finding.fixes.append(reconnectFix(channel, endpoint));
        examination.find(finding);
    }
}

} // namespace

std::unique_ptr<Rule> makeAccessRefusedRule()
{
    return std::make_unique<AccessRefusedRule>();
}

} // namespace zmqscope
