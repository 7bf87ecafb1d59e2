// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/pattern_rules.h"
#include "core/diagnosis/peer_facts.h"
#include "core/diagnosis/per_channel.h"
#include "core/metrics/message_cursor.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qint64 secondNs = 1'000'000'000;
constexpr std::chrono::microseconds lookBudget{500};
constexpr quint64 maxBehind = 50'000;
/// A queue that is full for a moment is healthy: see StuckOutboxRule.
constexpr qint64 fullNs = 1'200'000'000;
/// A worker behind the bridge may be started again.
constexpr qint64 nobodyNs = 20 * secondNs;

/// A bridge on one side of which messages wait that it cannot pass on, or that had to drop one that
/// could go nowhere. Looked at from the side that should take them.
class StuckBridgeRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::StuckBridgeRule)
public:
    QString id() const override { return u"stuck-bridge"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    struct State {
        explicit State(const Examination &examination)
            : cursor(examination.panel().store())
        {
        }

        MessageCursor cursor;
        MessageIndex notPassed;
        Timestamp notPassedAt;
        qint64 count = 0;
        qint64 passed = -1;
        Timestamp movedAt;
    };

    void examineNotPassed(Examination &examination, State &state) const;
    void examineWaiting(Examination &examination, State &state) const;

    PerChannel<State> m_states;
};

void StuckBridgeRule::examineNotPassed(Examination &examination, State &state) const
{
    if (examination.panel().store().end().value - state.cursor.next().value > maxBehind)
        state.cursor.skipToEnd();
    const Direction here = examination.side() == 1 ? Direction::Forward : Direction::Backward;
    const bool more = state.cursor.follow(lookBudget, [&](const MessageView &message) {
        if (message.header.direction != here || !message.header.flags.testFlag(MessageFlag::NotPassed))
            return;
        state.notPassed = message.index;
        state.notPassedAt = message.header.time;
        ++state.count;
    });
    if (more)
        examination.lookAgainAt({examination.now().ns + 50'000'000});
    if (state.notPassed.value == 0 || !examination.panel().store().at(state.notPassed))
        return;
    Finding finding;
    finding.subject = u"not-passed"_s;
    finding.severity = Severity::Warning;
    finding.title = tr("%n message(s) could not be passed on", nullptr, int(state.count));
    finding.cause = tr("%1 refused them for good: such a message is not what this type of socket can send, "
                       "or its receiver has gone.")
                        .arg(socketTypeName(examination.type()));
    finding.remedy = tr("Look at the message: a ROUTER or STREAM side needs the routing id of a connected "
                        "peer as its first frame.");
    finding.evidence.append(messageEvidence(tr("not passed on"), state.notPassed, state.notPassedAt));
    examination.find(finding);
}

void StuckBridgeRule::examineWaiting(Examination &examination, State &state) const
{
    const Channel &source = *examination.panel().channels().at(1 - examination.side());
    const qint64 passed = examination.panel().counters().passed;
    if (state.passed != passed) {
        state.passed = passed;
        state.movedAt = examination.now();
    }
    if (source.unreadSince().ns == 0 || !examination.panel().isReceiving()
        || examination.channel().turn() == Turn::Receive)
        return;
    const bool nobody = examination.channel().connectedPeers() == 0;
    const Timestamp since = std::max(source.unreadSince(), state.movedAt);
    const Timestamp limit{since.ns + (nobody ? nobodyNs : fullNs)};
    if (examination.now() < limit)
        return examination.lookAgainAt(limit);
    Finding finding;
    finding.severity = nobody ? Severity::Hint : Severity::Warning;
    const QString type = socketTypeName(examination.type());
    finding.title = nobody ? tr("The bridge waits: nobody is connected to its %1 side").arg(type)
                           : tr("The bridge waits: the peers of its %1 side do not read").arg(type);
    finding.cause = nobody ? tr("Messages wait at the other side. A bridge takes them only when it can pass "
                                "them on, so that none is lost.")
                           : tr("The queues to them are full, and nothing moves. Messages wait at the other "
                                "side meanwhile, and none is lost.");
    finding.remedy = nobody ? tr("Start what is to take the messages, or check the address of that side.")
                            : tr("Find out what keeps the peers from reading.");
    finding.evidence.append(fact(tr("messages wait, and none was passed on since"), since));
    for (const Connection *peer :
        establishedOf(examination.connections())
            .first(std::min<qsizetype>(examination.connections().establishedCount(), 1)))
        finding.evidence.append(
            connectionEvidence(tr("%1 does not read").arg(peerText(*peer)), peer->id, peer->established));
    if (nobody)
        finding.evidence.append(
            fact(tr("still nobody after %1 s").arg(QLocale().toString(nobodyNs / secondNs)), limit));
    examination.find(finding);
}

void StuckBridgeRule::examine(Examination &examination)
{
    if (examination.panel().channels().size() < 2 || !traits(examination.type()).canSend)
        return;
    State &state = m_states.of(examination);
    examineNotPassed(examination, state);
    examineWaiting(examination, state);
}

} // namespace

std::unique_ptr<Rule> makeStuckBridgeRule()
{
    return std::make_unique<StuckBridgeRule>();
}

} // namespace zmqscope
