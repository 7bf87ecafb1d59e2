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

constexpr qint64 secondNs = 1'000'000'000;
/// A message needs that long from the wire to the log, if it is one.
constexpr qint64 graceNs = 700'000'000;
/// libzmq gives no sign when a peer that it leaves out sends: it has to be looked for. It is, for so
/// long after the connection began, at intervals that grow from the first to the last of these.
constexpr qint64 lookForNs = 60 * secondNs;
constexpr qint64 firstPauseNs = 250'000'000;
constexpr qint64 lastPauseNs = secondNs;

/// Two peers of a ROUTER that chose the same routing id. Both handshakes succeed, but without
/// ROUTER_HANDOVER libzmq leaves the second one out: what it sends is never read. Neither events
/// nor messages tell. What can be seen is a connection by which bytes came beyond the handshake and
/// never a message, while a peer with an id of its own choice is connected. A peer of this session
/// is known for certain.
class DuplicateRoutingIdRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::DuplicateRoutingIdRule)
public:
    QString id() const override { return u"duplicate-routing-id"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    struct Unheard {
        BytesBeyondHandshake bytes;
        Timestamp since; ///< it was seen to have sent something
        Severity severity = Severity::Hint;
    };
    struct State {
        explicit State(const Examination &) { }

        std::map<quint32, Unheard> unheard; ///< by ConnectionId
    };

    static std::optional<Severity> suspicion(
        const Examination &examination, Unheard &unheard, const Connection &peer, const Connection &holder);
    void tell(Examination &examination, const Connection &peer, const Connection &holder,
        const Unheard &unheard) const;

    PerChannel<State> m_states;
};

/// Peers that were heard under a routing id of their own choice: libzmq's begin with a zero byte.
QList<const Connection *> named(const QList<const Connection *> &peers)
{
    QList<const Connection *> chosen;
    for (const Connection *peer : peers) {
        if (peer->in->messages > 0 && !peer->routingId.isEmpty() && !peer->routingId.startsWith('\0'))
            chosen.append(peer);
    }
    return chosen;
}

/// How much speaks for it that @p peer has the same routing id as @p holder: Problem is certain.
std::optional<Severity> DuplicateRoutingIdRule::suspicion(
    const Examination &examination, Unheard &unheard, const Connection &peer, const Connection &holder)
{
    if (const Channel *own = channelAtOtherEnd(examination.session(), peer)) {
        const bool same = own->config().options.value(u"ZMQ_ROUTING_ID"_s) == OptionValue(holder.routingId);
        return same ? std::optional(Severity::Problem) : std::nullopt;
    }
    if (!hasPlainHandshake(examination.channel()))
        return {};
    const SocketType type = socketTypeFromName(holder.socketType).value_or(SocketType::Dealer);
    switch (unheard.bytes.look(peer, handshakeBytes(type, holder.routingId.size()))) {
    case BytesBeyondHandshake::Answer::None:
        return {};
    case BytesBeyondHandshake::Answer::Perhaps: // or its routing id is longer, and it says nothing
        return Severity::Hint;
    case BytesBeyondHandshake::Answer::Surely:
        return Severity::Warning;
    }
    Q_UNREACHABLE();
}

void DuplicateRoutingIdRule::tell(
    Examination &examination, const Connection &peer, const Connection &holder, const Unheard &unheard) const
{
    Finding finding;
    finding.subject = QString::number(peer.id.value);
    finding.severity = unheard.severity;
    const bool certain = unheard.severity == Severity::Problem;
    const QString address = peer.peerAddress;
    const QString routingId = routingIdText(holder.routingId);
    finding.title = certain
        ? tr("Two peers call themselves %1; the second is not heard").arg(routingId)
        : tr("%1 is not heard: it may call itself %2, as another peer does").arg(address, routingId);
    finding.cause = certain
        ? tr("%1 was connected first under this routing id. Without ZMQ_ROUTER_HANDOVER, libzmq ignores all "
             "that a second peer of that name sends.")
              .arg(holder.peerAddress)
        : tr("%1 seems to have sent something that never came out of the socket. That is what happens when a "
             "peer has the same routing id as one that is connected already, and the one that chose its id "
             "is %2. libzmq does not tell, so it cannot be known for certain.")
              .arg(address, holder.peerAddress);
    finding.remedy = tr("Give each peer a routing id of its own. Or let the newer one take over the id from "
                        "the older one: turn ZMQ_ROUTER_HANDOVER on.");
    finding.evidence.append(connectionEvidence(
        tr("%1 is heard as %2").arg(holder.peerAddress, routingId), holder.id, holder.established));
    finding.evidence.append(
        connectionEvidence(tr("%1 sent bytes, but no message came").arg(address), peer.id, unheard.since));
    Fix handover;
    handover.label = tr("Turn ROUTER_HANDOVER on and reopen");
    handover.explanation = tr("The newer of two peers with the same id gets it, and the older one is left "
                              "out. All peers have to connect again.");
    handover.apply = [channel = &examination.channel()]() -> Result<void> {
        if (Result<void> set = channel->setOption(u"ZMQ_ROUTER_HANDOVER"_s, qint64(1)); !set)
            return set;
        return channel->reopen();
    };
    finding.fixes.append(handover);
    examination.find(finding);
}

void DuplicateRoutingIdRule::examine(Examination &examination)
{
    if (examination.type() != SocketType::Router || !examination.panel().isReceiving()
        || examination.channel().config().options.value(u"ZMQ_ROUTER_HANDOVER"_s) == OptionValue(qint64(1)))
        return;
    const QList<const Connection *> peers = establishedOf(examination.connections());
    if (peers.size() < 2)
        return;
    const QList<const Connection *> holders = named(peers);
    if (holders.isEmpty())
        return;
    State &state = m_states.of(examination);
    std::erase_if(state.unheard, [&](const auto &entry) {
        const Connection *connection = examination.connections().find({entry.first});
        return !connection || connection->state != ConnectionState::Established
            || connection->in->messages > 0;
    });
    for (const Connection *peer : peers) {
        if (peer->in->messages > 0)
            continue;
        Unheard &unheard = state.unheard[peer->id.value];
        std::optional<Severity> suspected;
        const auto holder = std::find_if(holders.cbegin(), holders.cend(), [&](const Connection *other) {
            suspected =
                other->since < peer->since ? suspicion(examination, unheard, *peer, *other) : std::nullopt;
            return suspected.has_value();
        });
        if (holder == holders.cend()) {
            unheard.since = {};
            const qint64 age = examination.age(peer->established);
            if (age < lookForNs)
                examination.lookAgainAt(
                    {examination.now().ns + std::clamp(age / 2, firstPauseNs, lastPauseNs)});
            continue;
        }
        if (unheard.since.ns == 0)
            unheard.since = examination.now();
        unheard.severity = *suspected;
        const Timestamp sure{unheard.since.ns + graceNs};
        if (examination.now() < sure)
            examination.lookAgainAt(sure);
        else
            tell(examination, *peer, **holder, unheard);
    }
}

} // namespace

std::unique_ptr<Rule> makeDuplicateRoutingIdRule()
{
    return std::make_unique<DuplicateRoutingIdRule>();
}

} // namespace zmqscope
