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
/// A cursor that is further behind is in a flood; the next message tells as much.
constexpr quint64 maxBehind = 50'000;
/// Peers whose last message is remembered.
constexpr size_t maxPeers = 1000;

/// A DEALER or ROUTER panel that sends to a REP or REQ without the empty frame in front of the body.
/// REP throws such a message away without a word, and REQ ends the connection. A bridge passes on
/// the frames that it gets, and is left alone.
class MissingDelimiterRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::MissingDelimiterRule)
public:
    QString id() const override { return u"missing-delimiter"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    struct Bare {
        MessageIndex index;
        Timestamp time;
    };
    struct State {
        explicit State(const Examination &examination)
            : cursor(examination.panel().store())
        {
        }

        MessageCursor cursor;
        std::map<PeerId, Bare>
            bare; ///< the last message to each peer, where it had no delimiter; a DEALER's under 0
    };

    void follow(Examination &examination, State &state);
    void tell(Examination &examination, const Connection &peer, SocketType type, const Bare &message) const;

    PerChannel<State> m_states;
};

void MissingDelimiterRule::follow(Examination &examination, State &state)
{
    if (examination.panel().store().end().value - state.cursor.next().value > maxBehind)
        state.cursor.skipToEnd();
    const bool routes = traits(examination.type()).addressesPeers;
    const bool more = state.cursor.follow(lookBudget, [&](const MessageView &message) {
        if (message.header.direction != Direction::Out)
            return;
        const qsizetype at = routes ? 1 : 0;
        const bool delimited = message.frames.count() > at && message.frames[at].isEmpty();
        const PeerId peer = routes ? message.header.peer : PeerId();
        if (delimited)
            state.bare.erase(peer);
        else if (state.bare.size() < maxPeers || state.bare.contains(peer))
            state.bare[peer] = {message.index, message.header.time};
    });
    if (more)
        examination.lookAgainAt({examination.now().ns + 50'000'000});
}

void MissingDelimiterRule::tell(
    Examination &examination, const Connection &peer, SocketType type, const Bare &message) const
{
    Finding finding;
    finding.subject = QString::number(peer.id.value);
    finding.severity = Severity::Problem;
    const QString own = socketTypeName(examination.type());
    const QString theirs = socketTypeName(type);
    finding.title = tr("%1 throws this away: the empty frame is missing").arg(theirs);
    finding.cause = type == SocketType::Rep
        ? tr("REP and REQ put an empty frame between the envelope and the body. %1 leaves that to you, and "
             "REP discards what comes without, silently.")
              .arg(own)
        : tr("REP and REQ put an empty frame between the envelope and the body. %1 leaves that to you, and "
             "REQ ends the connection when an answer comes without.")
              .arg(own);
    finding.remedy = tr("Put an empty frame in front of the body.");
    finding.evidence.append(messageEvidence(tr("sent without the empty frame"), message.index, message.time));
    finding.evidence.append(
        connectionEvidence(tr("%1 is a %2").arg(peerText(peer), theirs), peer.id, peer.established));
    Fix delimit;
    delimit.label = tr("Send with an empty frame");
    delimit.explanation = tr("Turns on the empty delimiter in the send form; what was sent before is lost "
                             "and has to be sent again.");
    delimit.apply = [panel = &examination.panel()]() -> Result<void> {
        SendDraft draft = panel->config().draft;
        draft.emptyDelimiter = true;
        panel->setDraft(draft);
        return {};
    };
    finding.fixes.append(delimit);
    examination.find(finding);
}

void MissingDelimiterRule::examine(Examination &examination)
{
    const bool dealer = examination.type() == SocketType::Dealer;
    if ((!dealer && examination.type() != SocketType::Router) || !examination.socketPanel())
        return;
    State &state = m_states.of(examination);
    follow(examination, state);
    if (state.bare.empty() || examination.panel().config().draft.emptyDelimiter)
        return;
    const QList<const Connection *> all = establishedOf(examination.connections());
    for (const auto &[id, message] : state.bare) {
        if (!examination.panel().store().at(message.index))
            continue;
        // A REQ that was sent such a message has ended its connection by now.
        QList<const Connection *> peers = all;
        if (!dealer)
            peers = {examination.connections().ofPeer(id)};
        for (const Connection *peer : std::as_const(peers)) {
            const bool meant = peer && (!dealer || peer->established <= message.time || peers.size() == 1);
            const std::optional<SocketType> type = meant ? peerTypeOf(examination, *peer) : std::nullopt;
            if (type != SocketType::Rep && type != SocketType::Req)
                continue;
            tell(examination, *peer, *type, message);
            break;
        }
    }
}

} // namespace

std::unique_ptr<Rule> makeMissingDelimiterRule()
{
    return std::make_unique<MissingDelimiterRule>();
}

} // namespace zmqscope
