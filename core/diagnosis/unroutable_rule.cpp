// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/pattern_rules.h"
#include "core/diagnosis/peer_facts.h"
#include "core/diagnosis/per_channel.h"
#include "core/metrics/message_cursor.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr std::chrono::microseconds lookBudget{500};
constexpr quint64 maxBehind = 50'000;

/// A ROUTER or STREAM panel that sends to a routing id nobody has. With ROUTER_MANDATORY, as the
/// panel has it unless a person chose otherwise, libzmq refuses such a message; without, it
/// vanishes.
class UnroutableRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::UnroutableRule)
public:
    QString id() const override { return u"unroutable"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    struct Vanished {
        MessageIndex index;
        Timestamp time;
        QByteArray routingId;
        PeerId peer;
    };
    struct State {
        explicit State(const Examination &examination)
            : cursor(examination.panel().store())
        {
        }

        MessageCursor cursor;
        std::optional<Vanished> last; ///< the last message sent
        Timestamp refused; ///< what routingIdThen belongs to
        QByteArray routingIdThen; ///< what stood in the form when a message was refused
    };

    void examineRefused(Examination &examination, State &state);
    void examineVanished(Examination &examination, State &state);
    void offerPeers(const Examination &examination, Finding &finding) const;

    PerChannel<State> m_states;
};

bool hasPeer(const ConnectionBook &book, const QByteArray &routingId)
{
    const QList<const Connection *> peers = establishedOf(book);
    return std::any_of(
        peers.cbegin(), peers.cend(), [&](const Connection *peer) { return peer->routingId == routingId; });
}

/// Those that can be addressed: their id is known as soon as they have sent something.
void UnroutableRule::offerPeers(const Examination &examination, Finding &finding) const
{
    constexpr qsizetype offered = 3;
    for (const Connection *peer : establishedOf(examination.connections())) {
        if (peer->routingId.isEmpty() || finding.fixes.size() >= offered)
            continue;
        finding.evidence.append(connectionEvidence(
            tr("connected is %1").arg(routingIdText(peer->routingId)), peer->id, peer->established));
        Fix choose;
        choose.label = tr("Address %1").arg(routingIdText(peer->routingId));
        choose.explanation = tr("Chooses this peer in the send form; send again then.");
        choose.apply = [panel = &examination.panel(), routingId = peer->routingId]() -> Result<void> {
            SendDraft draft = panel->config().draft;
            draft.routingId = routingId;
            panel->setDraft(draft);
            return {};
        };
        finding.fixes.append(choose);
    }
}

void UnroutableRule::examineRefused(Examination &examination, State &state)
{
    const std::optional<SocketPanel::Unroutable> &refused = examination.socketPanel()->unroutable();
    if (!refused || hasPeer(examination.connections(), refused->routingId))
        return;
    const QByteArray chosen = examination.panel().config().draft.routingId;
    if (state.refused != refused->time) {
        state.refused = refused->time;
        state.routingIdThen = chosen;
    }
    if (chosen != state.routingIdThen)
        return; // another peer was chosen since
    Finding finding;
    finding.subject = QString::fromLatin1(refused->routingId.toHex());
    finding.severity = Severity::Warning;
    finding.title = tr("Nobody has the routing id %1").arg(routingIdText(refused->routingId));
    finding.cause =
        tr("%1 sends to a peer by its routing id, and none that is connected has this one. A peer gets a new "
           "id with each connection, unless it chose one itself (ZMQ_ROUTING_ID).")
            .arg(socketTypeName(examination.type()));
    finding.remedy = tr("Choose a peer that is connected; its id is known as soon as it has sent something.");
    finding.evidence.append(fact(tr("refused: no such peer"), refused->time));
    offerPeers(examination, finding);
    examination.find(finding);
}

void UnroutableRule::examineVanished(Examination &examination, State &state)
{
    const OptionValue mandatory =
        examination.channel().config().options.value(u"ZMQ_ROUTER_MANDATORY"_s, qint64(1));
    if (examination.panel().store().end().value - state.cursor.next().value > maxBehind)
        state.cursor.skipToEnd();
    const bool more = state.cursor.follow(lookBudget, [&](const MessageView &message) {
        if (message.header.direction == Direction::Out)
            state.last = Vanished{
                message.index, message.header.time, message.frames[0].toByteArray(), message.header.peer};
    });
    if (more)
        examination.lookAgainAt({examination.now().ns + 50'000'000});
    if (mandatory != OptionValue(qint64(0)) || !state.last
        || !examination.panel().store().at(state.last->index))
        return;
    const Connection *peer = examination.connections().ofPeer(state.last->peer);
    if (hasPeer(examination.connections(), state.last->routingId)
        || (peer && (peer->ended.ns == 0 || peer->ended > state.last->time)))
        return;
    const QList<const Connection *> peers = establishedOf(examination.connections());
    // A peer that chose its id and has not sent yet can be addressed, though nobody told us its id.
    const bool certain = std::none_of(
        peers.cbegin(), peers.cend(), [](const Connection *other) { return other->routingId.isEmpty(); });
    Finding finding;
    finding.subject = QString::fromLatin1(state.last->routingId.toHex());
    finding.severity = Severity::Warning;
    const QString name = routingIdText(state.last->routingId);
    finding.title = certain ? tr("The message to %1 went to nobody").arg(name)
                            : tr("The message to %1 may have gone to nobody").arg(name);
    finding.cause = certain
        ? tr("None that is connected has this routing id, and with ZMQ_ROUTER_MANDATORY off libzmq drops "
             "what it cannot route, silently.")
        : tr("None of those that were heard has this routing id; one that has not sent anything yet could. "
             "With ZMQ_ROUTER_MANDATORY off libzmq drops what it cannot route, silently.");
    finding.remedy = tr("Turn ZMQ_ROUTER_MANDATORY on, so that you hear of it.");
    finding.evidence.append(messageEvidence(tr("sent to %1").arg(name), state.last->index, state.last->time));
    finding.evidence.append(optionEvidence(tr("ZMQ_ROUTER_MANDATORY is off"), u"ZMQ_ROUTER_MANDATORY"_s));
    Fix mend;
    mend.label = tr("Turn ROUTER_MANDATORY on");
    mend.explanation = tr("From now on such a message is refused, with the reason.");
    mend.apply = [channel = &examination.channel()] {
        return channel->setOption(u"ZMQ_ROUTER_MANDATORY"_s, qint64(1));
    };
    finding.fixes.append(mend);
    examination.find(finding);
}

void UnroutableRule::examine(Examination &examination)
{
    if (!traits(examination.type()).addressesPeers || !examination.socketPanel())
        return;
    State &state = m_states.of(examination);
    examineRefused(examination, state);
    if (examination.type() == SocketType::Router)
        examineVanished(examination, state);
}

} // namespace

std::unique_ptr<Rule> makeUnroutableRule()
{
    return std::make_unique<UnroutableRule>();
}

} // namespace zmqscope
