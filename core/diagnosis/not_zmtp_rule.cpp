// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/connection_holders.h"
#include "core/connection/tcp_state.h"
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"
#include "core/diagnosis/mechanism.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Who is at the other end is found out on another thread.
constexpr qint64 askHolderNs = 300'000'000;

/// The other side is no ZeroMQ program: an HTTP client at a bound address, a server of another kind
/// at a connected one, somebody who says nothing at all. libzmq takes bytes that do not begin as
/// ZMTP 2 or 3 do for a peer of ZMTP 1.0, and so does not complain: the connection stands, and there
/// is no handshake.
class NotZmtpRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::NotZmtpRule)
public:
    QString id() const override { return u"not-zmtp"_s; }
    void examine(Examination &examination) override;

private:
    void tellBound(Examination &examination, const TroubledEndpoint &troubled);
    void tellConnected(Examination &examination, const TroubledEndpoint &troubled);
    void addHolder(Examination &examination, const TroubledEndpoint &troubled, Finding &finding);

    ConnectionHolders m_holders;
};

/// Bytes that came, as long as that can be known.
std::optional<qint64> receivedBy(const Connection &connection)
{
    if (!connection.lives())
        return std::nullopt;
    if (const std::optional<TcpState> tcp = tcpStateOf(connection))
        return tcp->received;
    return std::nullopt;
}

void NotZmtpRule::addHolder(Examination &examination, const TroubledEndpoint &troubled, Finding &finding)
{
    const Connection &newest = *troubled.connections.first();
    if (!newest.lives())
        return;
    const std::optional<QString> holder = m_holders.holderOf(newest);
    if (!holder)
        return examination.lookAgainAt({examination.now().ns + askHolderNs});
    if (!holder->isEmpty())
        finding.evidence.append(connectionEvidence(tr("at the other end: %1").arg(*holder), newest.id, newest.since));
}

void NotZmtpRule::tellBound(Examination &examination, const TroubledEndpoint &troubled)
{
    const Channel &channel = examination.channel();
    const Connection &newest = *troubled.connections.first();
    Finding finding = findingAt(examination, troubled);
    finding.severity = channel.connectedPeers() > 0 ? Severity::Warning : Severity::Problem;
    if (troubled.trouble == LinkTrouble::NotZmtp) {
        finding.title = tr("A client that does not speak ZMTP sent garbage");
        finding.cause = tr("What it sent (a TLS greeting, for instance) happened to look like messages of ZMTP 1.0 for a moment; then it broke "
                           "off. The messages from %1 in the log are no messages.").arg(newest.peerAddress);
        finding.remedy = tr("Find the program that connects to this port and point it elsewhere. ZeroMQ has no TLS: its encryption is CURVE.");
    } else {
        const std::optional<qint64> received = receivedBy(newest);
        const bool isSilent = received.value_or(1) == 0;
        finding.title = isSilent ? tr("A client connected and says nothing") : tr("A client connected, but does not speak ZMTP");
        const bool hands = traits(channel.type()).canSend && !traits(channel.type()).publishes && !traits(channel.type()).addressesPeers;
        if (isSilent) {
            finding.cause = tr("There is a connection from %1, but not one byte came on it. A ZeroMQ program sends its greeting at once: it "
                               "hangs, or is none.").arg(newest.peerAddress);
        } else {
            finding.cause = tr("The connection from %1 stands, but there is no handshake: what came is not how a ZeroMQ program of version 4 "
                               "begins. A browser or another HTTP client looks like that.").arg(newest.peerAddress);
            if (hands)
                finding.cause += u' ' + tr("libzmq takes it for a program of ZeroMQ 2, and may hand it messages that are lost then.");
        }
        finding.remedy = tr("Find the program that connects to this port and point it elsewhere. Should it be meant to be a ZeroMQ program, see "
                            "whether it hangs; if it is one of ZeroMQ 3 or older, its messages will come all the same.");
        if (received.value_or(0) > 0)
            finding.evidence.append(connectionEvidence(tr("%n byte(s) came, and no handshake", nullptr, int(*received)), newest.id,
                                                       {newest.since.ns + handshakeHangsNs}));
    }
    addHolder(examination, troubled, finding);
    examination.find(finding);
}

void NotZmtpRule::tellConnected(Examination &examination, const TroubledEndpoint &troubled)
{
    using Greeting = PeerGreeting::Kind;
    Channel &channel = examination.channel();
    const EndpointStatus &status = channel.endpoints().at(troubled.place);
    const QString &address = status.endpoint.address;
    const std::optional<ProbeAnswer> answer = askAbout(examination, troubled.place);
    if (!answer && answerIsDue(examination, troubled.place, troubled.connections.last()->ended) && troubled.trouble == LinkTrouble::PeerEnds)
        return examination.lookAgainAt({examination.now().ns + askHolderNs});
    if (isShownOut(troubled) && hasWrongType(channel, answer))
        return; // see IncompatibleTypesRule
    const Greeting kind = answer ? answer->greeting.kind : Greeting::Nothing;
    if (kind == Greeting::Zmtp && answer->greeting.major > 0 && answer->greeting.major < 3)
        return; // see OldZmtpRule
    Finding finding = findingAt(examination, troubled);
    finding.remedy = tr("Correct the address, or start the ZeroMQ program that is meant to be there.");
    if (troubled.trouble == LinkTrouble::BadZmtp || troubled.trouble == LinkTrouble::BothClients) {
        finding.title = tr("The peer at %1 breaks the ZMTP protocol").arg(address);
        finding.cause = tr("It began as a ZeroMQ program does, and then sent what the protocol does not allow.");
        finding.remedy = tr("See which library the peer uses, and whether something between the two changes what is sent; then reconnect.");
    } else if (kind == Greeting::Zmtp) {
        const bool isServer = isSecurityServer(channel);
        finding.title = tr("%1 accepts, but the handshake does not end").arg(address);
        finding.cause = isServer && answer->greeting.mechanism == mechanismOf(channel)
            ? tr("Both sides use %1. If both are its servers, each waits for the other to begin.").arg(mechanismOf(channel))
            : tr("The peer greets as a ZeroMQ program does, and then goes no further: it hangs, or ends each connection.");
        finding.remedy = isServer ? tr("Make one of the two the client of its security mechanism; then reconnect.")
                                  : tr("See whether that program hangs, or waits for its authenticator.");
    } else if (kind == Greeting::Nothing && (!answer || answer->hungUp || troubled.trouble == LinkTrouble::PeerEnds)) {
        const bool closes = troubled.trouble == LinkTrouble::PeerEnds || (answer && answer->hungUp);
        finding.title = closes ? tr("Somebody accepts at %1, and ends the connection at once").arg(address)
                               : tr("Connected to %1, but there is no handshake").arg(address);
        finding.cause = closes ? tr("A ZeroMQ program would greet. A proxy (Docker, ssh, a load balancer) with nobody behind it does that, and "
                                    "so does a server of another kind.")
                               : tr("A ZeroMQ program sends its greeting at once. The one that listens there hangs, or is no ZeroMQ program.");
    } else if (kind == Greeting::Nothing) {
        finding.title = tr("The program at %1 says nothing").arg(address);
        finding.cause = tr("It accepts the connection, and not one byte comes. A ZeroMQ program sends its greeting at once: it hangs, or is no "
                           "ZeroMQ program.");
    } else {
        finding.title = tr("The program at %1 does not speak ZMTP").arg(address);
        finding.cause = tr("There is a program, but no ZeroMQ program: %1. There will be no handshake, and no message.").arg(greetingText(answer->greeting));
    }
    if (answer)
        finding.evidence.append(answerEvidence(*answer));
    finding.evidence.append(endpointEvidence(troubled.place, status.detail));
    addHolder(examination, troubled, finding);
    if (status.gaveUp)
        finding.fixes.append(reconnectFix(channel, status.endpoint));
    examination.find(finding);
}

void NotZmtpRule::examine(Examination &examination)
{
    const QString mechanism = mechanismOf(examination.channel());
    for (const TroubledEndpoint &troubled : troubledEndpoints(examination)) {
        const bool binds = troubled.connections.first()->role == EndpointRole::Bind;
        switch (troubled.trouble) {
        case LinkTrouble::Hangs:
        case LinkTrouble::NotZmtp:
        case LinkTrouble::BadZmtp:
            break;
        case LinkTrouble::BothClients:
            if (mechanism != "NULL"_L1)
                continue; // see SecurityMismatchRule
            break;
        case LinkTrouble::PeerEnds:
            // A probe that looks whether the port is open does that to a bound address.
            if (mechanism != "NULL"_L1 || !isShownOut(troubled))
                continue;
            break;
        default:
            continue;
        }
        if (binds)
            tellBound(examination, troubled);
        else
            tellConnected(examination, troubled);
    }
}

} // namespace

std::unique_ptr<Rule> makeNotZmtpRule()
{
    return std::make_unique<NotZmtpRule>();
}

} // namespace zmqscope
