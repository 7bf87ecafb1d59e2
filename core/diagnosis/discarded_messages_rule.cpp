// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/pattern_rules.h"
#include "core/diagnosis/peer_facts.h"
#include "core/diagnosis/per_channel.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A message needs that long from the wire to the log, if it is one.
constexpr qint64 graceNs = 700'000'000;

/// What a REP or REQ panel gets without the empty frame in front of the body, and never sees: REP
/// throws such a message away, REQ ends the connection for good. Told by what is left: bytes that
/// came and made no message, or a connection that ended while the reply was due, without a new try.
class DiscardedMessagesRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::DiscardedMessagesRule)
public:
    QString id() const override { return u"discarded-messages"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    struct Unheard {
        BytesBeyondHandshake bytes;
        Timestamp since; ///< there are such bytes, and it is the turn to receive
    };
    struct State {
        explicit State(const Examination &) { }

        std::map<quint32, Unheard> unheard; ///< by ConnectionId
    };

    void examineRep(Examination &examination);
    void examineReq(Examination &examination);

    PerChannel<State> m_states;
};

void DiscardedMessagesRule::examineRep(Examination &examination)
{
    if (!examination.panel().isReceiving() || !hasPlainHandshake(examination.channel()))
        return;
    State &state = m_states.of(examination);
    const QList<const Connection *> peers = establishedOf(examination.connections());
    std::erase_if(state.unheard, [&](const auto &entry) {
        const Connection *connection = examination.connections().find({entry.first});
        return !connection || connection->state != ConnectionState::Established
            || connection->in->messages > 0;
    });
    for (const Connection *peer : peers) {
        if (peer->in->messages > 0)
            continue;
        const Channel *own = channelAtOtherEnd(examination.session(), *peer);
        if (own && own->type() == SocketType::Req)
            continue;
        Unheard &unheard = state.unheard[peer->id.value];
        const auto answer = unheard.bytes.look(*peer, handshakeBytes(SocketType::Dealer, 0));
        // A REP that owes a reply reads nothing else meanwhile.
        if (answer == BytesBeyondHandshake::Answer::None || examination.channel().turn() != Turn::Receive) {
            unheard.since = {};
            continue;
        }
        if (unheard.since.ns == 0)
            unheard.since = examination.now();
        const Timestamp sure{unheard.since.ns + graceNs};
        if (examination.now() < sure) {
            examination.lookAgainAt(sure);
            continue;
        }
        const bool certain = answer == BytesBeyondHandshake::Answer::Surely;
        Finding finding;
        finding.subject = QString::number(peer->id.value);
        finding.severity = certain ? Severity::Problem : Severity::Hint;
        finding.title = certain ? tr("REP throws away what %1 sends").arg(peerText(*peer))
                                : tr("REP may be throwing away what %1 sends").arg(peerText(*peer));
        finding.cause = certain
            ? tr("Bytes came from there, but no message: most likely a DEALER or ROUTER that sends without "
                 "the empty frame in front of the body. REP discards that silently.")
            : tr("More bytes came from there than a handshake needs, but no message. Either its routing id "
                 "is long, or it is a DEALER that sends without the empty frame in front of the body, which "
                 "REP discards silently.");
        finding.remedy = tr("Let the peer send an empty frame first, or receive with a ROUTER panel, which "
                            "shows every message as it is.");
        finding.evidence.append(connectionEvidence(
            tr("bytes from %1, but no message").arg(peerText(*peer)), peer->id, unheard.since));
        examination.find(finding);
    }
}

void DiscardedMessagesRule::examineReq(Examination &examination)
{
    const Channel &channel = examination.channel();
    if (channel.turn() != Turn::Receive)
        return;
    const Connection *ended = nullptr;
    for (const auto &[id, connection] : channel.connections().all()) {
        if (connection.role == EndpointRole::Connect && connection.established.ns != 0
            && connection.ended > channel.turnSince())
            ended = &connection;
    }
    if (!ended)
        return;
    const QList<EndpointStatus> &endpoints = channel.endpoints();
    const auto failed = std::find_if(endpoints.cbegin(), endpoints.cend(), [](const EndpointStatus &status) {
        return status.endpoint.role == EndpointRole::Connect && status.state == EndpointState::Failed;
    });
    if (failed == endpoints.cend())
        return;
    Finding finding;
    finding.severity = Severity::Problem;
    finding.title = tr("REQ could not read the reply and ended the connection");
    finding.cause = tr("The connection to %1 ended while the reply was due, and libzmq does not try again: "
                       "that is what REQ does when an "
                       "answer comes without the empty frame in front of the body.")
                        .arg(peerText(*ended));
    finding.remedy =
        tr("Let the peer (a ROUTER) send routing id, empty frame, body. Then start over and ask again.");
    finding.evidence.append(
        connectionEvidence(tr("the connection to %1 ended").arg(peerText(*ended)), ended->id, ended->ended));
    Fix startOver;
    startOver.label = tr("Start over");
    startOver.explanation = tr("Closes and opens the socket: it connects anew, and you can ask again.");
    startOver.apply = [channel = &examination.channel()] { return channel->reopen(); };
    finding.fixes.append(startOver);
    examination.find(finding);
}

void DiscardedMessagesRule::examine(Examination &examination)
{
    if (examination.type() == SocketType::Rep && examination.socketPanel())
        examineRep(examination);
    else if (examination.type() == SocketType::Req)
        examineReq(examination);
}

} // namespace

std::unique_ptr<Rule> makeDiscardedMessagesRule()
{
    return std::make_unique<DiscardedMessagesRule>();
}

} // namespace zmqscope
