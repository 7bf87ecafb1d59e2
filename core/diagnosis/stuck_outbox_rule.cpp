// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/pattern_rules.h"
#include "core/diagnosis/peer_facts.h"
#include "core/diagnosis/per_channel.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A queue that is full for a moment is healthy: back-pressure. It moves with each message that a
/// peer takes; one that has not moved for so long stands.
constexpr qint64 standsNs = 1'200'000'000;
/// Whoever starts the sender first needs that long to start the receiver.
constexpr qint64 nobodyNs = 60'000'000'000;

/// Messages that stand in the outbox. Either nobody is there to take them, or those who are there do
/// not read: the same for the sender, and two different things to do.
class StuckOutboxRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::StuckOutboxRule)
public:
    QString id() const override { return u"stuck-outbox"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    struct State {
        explicit State(const Examination &) { }

        qint64 sent = -1;
        Timestamp movedAt;
        bool hadPeers = false;
    };

    void examineNobody(Examination &examination) const;
    void examineFull(Examination &examination, const State &state) const;
    static Fix discardFix(SocketPanel *panel);

    PerChannel<State> m_states;
};

Fix StuckOutboxRule::discardFix(SocketPanel *panel)
{
    Fix discard;
    discard.label = tr("Discard what waits");
    discard.explanation = tr("Throws %n waiting message(s) away.", nullptr, int(panel->outbox().count()));
    discard.apply = [panel]() -> Result<void> {
        panel->discardOutbox();
        return {};
    };
    return discard;
}

void StuckOutboxRule::examineNobody(Examination &examination) const
{
    const QList<EndpointStatus> &endpoints = examination.channel().endpoints();
    const bool listens = !endpoints.isEmpty()
        && std::all_of(endpoints.cbegin(), endpoints.cend(), [](const EndpointStatus &status) {
               return status.state == EndpointState::Listening
                   && !status.actualAddress.startsWith("inproc"_L1);
           });
    if (!listens)
        return; // who connects is told why nobody answers
    SocketPanel *panel = examination.socketPanel();
    const Timestamp limit{panel->outbox().oldest().since.ns + nobodyNs};
    if (examination.now() < limit)
        return examination.lookAgainAt(limit);
    Finding finding;
    finding.severity = Severity::Hint;
    finding.title = tr("Messages wait, and nobody connects");
    const QString address = connectableAddress(endpoints.first().actualAddress);
    finding.cause =
        tr("%1 keeps what it cannot hand to anybody. This panel listens at %2, but nobody is connected.")
            .arg(socketTypeName(examination.type()), address);
    finding.remedy = tr("Start a %1 that connects to %2; what waits goes out then.")
                         .arg(socketTypePeers(examination.type()), address);
    Evidence where = fact(tr("listens at %1").arg(address));
    where.endpoint = 0;
    finding.evidence = {
        where, fact(tr("still nobody after %1 s").arg(QLocale().toString(nobodyNs / 1'000'000'000)), limit)};
    finding.fixes.append(discardFix(panel));
    examination.find(finding);
}

void StuckOutboxRule::examineFull(Examination &examination, const State &state) const
{
    SocketPanel *panel = examination.socketPanel();
    const Timestamp since = std::max(state.movedAt, panel->outbox().oldest().since);
    const Timestamp limit{since.ns + standsNs};
    if (examination.now() < limit)
        return examination.lookAgainAt(limit);
    Finding finding;
    finding.severity = Severity::Warning;
    const QList<const Connection *> peers = establishedOf(examination.connections());
    finding.title =
        tr("The queue is full: %n peer(s) connected, but not reading", nullptr, int(peers.size()));
    finding.cause = tr("A peer takes only so much that it has not read (ZMQ_RCVHWM there and ZMQ_SNDHWM "
                       "here, plus the buffers of the system). All that is used up, and nothing moves.");
    finding.remedy =
        tr("Find out what keeps the peer from reading: it may be busy, stopped in a debugger, or waiting for "
           "something else. What waits here is not lost; more peers would share it.");
    for (const Connection *peer : peers.first(std::min<qsizetype>(peers.size(), 3)))
        finding.evidence.append(
            connectionEvidence(tr("%1 does not read").arg(peerText(*peer)), peer->id, peer->established));
    finding.evidence.append(optionEvidence(tr("how much may wait for each peer"), u"ZMQ_SNDHWM"_s));
    finding.evidence.append(fact(tr("no message has moved since"), since));
    finding.fixes.append(discardFix(panel));
    examination.find(finding);
}

void StuckOutboxRule::examine(Examination &examination)
{
    SocketPanel *panel = examination.socketPanel();
    if (!panel)
        return;
    State &state = m_states.of(examination);
    const bool hasPeers = examination.channel().connectedPeers() > 0;
    // A peer that has just come gets time to begin.
    if (state.sent != panel->counters().sent || state.hadPeers != hasPeers) {
        state.sent = panel->counters().sent;
        state.hadPeers = hasPeers;
        state.movedAt = examination.now();
    }
    const bool held = panel->holdsUntilSubscribed() && traits(examination.type()).publishes;
    // REQ and REP wait for their turn.
    if (panel->outbox().isEmpty() || held || examination.channel().turn() == Turn::Receive)
        return;
    if (hasPeers)
        examineFull(examination, state);
    else
        examineNobody(examination);
}

} // namespace

std::unique_ptr<Rule> makeStuckOutboxRule()
{
    return std::make_unique<StuckOutboxRule>();
}

} // namespace zmqscope
