// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/tcp_state.h"
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

constexpr std::chrono::microseconds lookBudget{500};
/// A cursor that is further behind would show an old message; one of the next is as good.
constexpr quint64 maxBehind = 50'000;
/// Without a further loss for so long, the subscribers keep up again.
constexpr qint64 overNs = 30'000'000'000;

/// Subscribers of a PUB or XPUB panel that lost messages at their high-water mark. Counted are the
/// occasions that libzmq tells (PanelCounters::droppedForSlow); which subscriber it was, it does not
/// tell: the one to which bytes are stuck, as far as the system knows.
class SlowSubscriberRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::SlowSubscriberRule)
public:
    QString id() const override { return u"slow-subscriber"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    struct State {
        explicit State(const Examination &examination)
            : cursor(examination.panel().store())
        {
        }

        MessageCursor cursor;
        qint64 counted = 0;
        qint64 before = 0; ///< when the present trouble began
        Timestamp last; ///< when the count last grew
        MessageIndex lost;
        Timestamp lostAt;
        ConnectionId slow; ///< to which bytes were stuck
        QString slowText;
    };

    PerChannel<State> m_states;
};

void SlowSubscriberRule::examine(Examination &examination)
{
    if (!traits(examination.type()).publishes || !examination.socketPanel())
        return;
    State &state = m_states.of(examination);
    if (examination.panel().store().end().value - state.cursor.next().value > maxBehind)
        state.cursor.skipToEnd();
    const bool more = state.cursor.follow(lookBudget, [&](const MessageView &message) {
        if (message.header.flags.testFlag(MessageFlag::DroppedForSlow)) {
            state.lost = message.index;
            state.lostAt = message.header.time;
        }
    });
    if (more)
        examination.lookAgainAt({examination.now().ns + 100'000'000});
    const qint64 count = examination.panel().counters().droppedForSlow;
    if (count > state.counted) {
        if (state.last.ns == 0 || examination.age(state.last) > overNs)
            state.before = state.counted;
        state.last = examination.now();
        state.counted = count;
        qint64 most = 0;
        for (const Connection *peer : establishedOf(examination.connections())) {
            const std::optional<TcpState> tcp = tcpStateOf(*peer);
            if (tcp && tcp->unsent > most) {
                most = tcp->unsent;
                state.slow = peer->id;
                state.slowText = peerText(*peer);
            }
        }
    }
    const Connection *slow = examination.connections().find(state.slow);
    if (slow && slow->ended > state.last)
        state.last = {}; // it has gone, and the trouble with it
    if (state.last.ns == 0 || examination.age(state.last) > overNs)
        return;
    examination.lookAgainAt({state.last.ns + overNs + 1'000'000});
    Finding finding;
    finding.severity = Severity::Warning;
    finding.title = tr("A subscriber is too slow: messages are lost");
    finding.cause = tr("Its queue was full (ZMQ_SNDHWM) on %1 occasion(s). Each time it lost the message, "
                       "and all that follow until it has read half of the queue: at least as many.")
                        .arg(QLocale().toString(count - state.before));
    finding.remedy = tr("Make the subscriber faster or let it subscribe to less; publish less; or raise "
                        "ZMQ_SNDHWM here and ZMQ_RCVHWM there, which helps against bursts.");
    if (state.lost.value != 0 && examination.panel().store().at(state.lost))
        finding.evidence.append(messageEvidence(tr("lost for a subscriber"), state.lost, state.lostAt));
    else
        finding.evidence.append(fact(tr("a message was lost for a subscriber"), state.last));
    if (slow)
        finding.evidence.append(connectionEvidence(
            tr("most is stuck on the way to %1").arg(state.slowText), state.slow, slow->established));
    finding.evidence.append(optionEvidence(tr("how much may wait for each subscriber"), u"ZMQ_SNDHWM"_s));
    examination.find(finding);
}

} // namespace

std::unique_ptr<Rule> makeSlowSubscriberRule()
{
    return std::make_unique<SlowSubscriberRule>();
}

} // namespace zmqscope
