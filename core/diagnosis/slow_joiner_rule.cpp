// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/pattern_rules.h"
#include "core/diagnosis/peer_facts.h"
#include "core/diagnosis/per_channel.h"
#include "core/metrics/message_cursor.h"

#include <QCoreApplication>
#include <QLocale>
#include <deque>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qint64 secondNs = 1'000'000'000;
constexpr std::chrono::microseconds lookBudget{500};
/// What went longer before the subscription was not meant for that subscriber.
constexpr qint64 momentsNs = 5 * secondNs;
/// The publisher gets so long to show whether it goes on; it does when it sent something in the
/// second half of that.
constexpr qint64 settleNs = 700'000'000;
/// Lost messages that are remembered: enough for any burst that a person would count.
constexpr size_t maxLost = 20'000;
/// A cursor that is further behind would tell old news: it is in a flood, which is no burst.
constexpr quint64 maxBehind = 200'000;
constexpr int behindMs = 30;

/// Messages that were published in the moments before the first subscription came.
///
/// A publisher that merely has no subscriber yet is healthy, and so is one that publishes without
/// end: whoever joins it wants the stream from now on. So a subscriber is a slow joiner only when
/// three things hold. Nobody had asked for its prefix since the socket opened: a subscriber that
/// left and came back knows what it missed. What went unheard matches that prefix, and went within
/// seconds of it. And the publisher did not go on: a moment after the subscription it had nothing
/// more to send, so that what went before was all there was, or a good part of it.
class SlowJoinerRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::SlowJoinerRule)
public:
    QString id() const override { return u"slow-joiner"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    struct Lost {
        MessageIndex index;
        Timestamp time;
    };
    struct Found {
        QByteArray prefix;
        SubscriptionTable::FirstAsk ask;
        Lost first;
        Lost last;
        qint64 count = 0;
        bool exact = true;
    };
    struct State {
        explicit State(const Examination &examination)
            : cursor(examination.panel().store())
        {
        }

        MessageCursor cursor;
        std::deque<Lost> lost;
        bool forgotSome = false; ///< lost is not all that was lost
        Timestamp lastOut;
        quint64 arrivals = 0;
        QMap<QByteArray, Timestamp> seen; ///< first subscriptions that were taken up
        std::vector<Found> pending; ///< wait for the publisher to show whether it goes on
        std::optional<Found> found;
    };

    void follow(Examination &examination, State &state);
    void takeArrivals(const Examination &examination, State &state);
    std::optional<Found> lostBefore(const Panel &panel, const State &state, const QByteArray &prefix,
        const SubscriptionTable::FirstAsk &ask) const;
    Finding told(const Examination &examination, const Found &found) const;

    PerChannel<State> m_states;
};

void SlowJoinerRule::follow(Examination &examination, State &state)
{
    const MessageStore &store = examination.panel().store();
    if (store.end().value - state.cursor.next().value > maxBehind) {
        state.cursor.skipToEnd();
        state.forgotSome = true;
    }
    const bool more = state.cursor.follow(lookBudget, [&](const MessageView &message) {
        if (message.header.direction == Direction::In)
            return;
        state.lastOut = message.header.time;
        if (message.header.flags.testFlag(MessageFlag::NoSubscriber))
            state.lost.push_back({message.index, message.header.time});
    });
    if (more)
        examination.lookAgainAt({examination.now().ns + behindMs * 1'000'000});
    while (!state.lost.empty()
        && (state.lost.size() > maxLost || examination.age(state.lost.front().time) > 2 * momentsNs)) {
        state.forgotSome = state.forgotSome || state.lost.size() > maxLost;
        state.lost.pop_front();
    }
    if (state.lost.empty())
        state.forgotSome = false;
}

std::optional<SlowJoinerRule::Found> SlowJoinerRule::lostBefore(const Panel &panel, const State &state,
    const QByteArray &prefix, const SubscriptionTable::FirstAsk &ask) const
{
    Found found{prefix, ask, {}, {}, 0, !state.forgotSome};
    for (const Lost &lost : state.lost) {
        if (lost.time > ask.time || ask.time.ns - lost.time.ns > momentsNs)
            continue;
        if (!prefix.isEmpty()) {
            const std::optional<MessageView> message = panel.store().at(lost.index);
            if (!message || !message->frames[0].startsWith(prefix))
                continue;
        }
        if (found.count++ == 0)
            found.first = lost;
        found.last = lost;
    }
    return found.count > 0 ? std::optional(found) : std::nullopt;
}

void SlowJoinerRule::takeArrivals(const Examination &examination, State &state)
{
    const SubscriptionTable &subscribers = examination.channel().subscribers();
    if (state.arrivals == subscribers.arrivals())
        return;
    state.arrivals = subscribers.arrivals();
    const QMap<QByteArray, SubscriptionTable::FirstAsk> &asked = subscribers.firstAsked();
    for (auto ask = asked.cbegin(); ask != asked.cend(); ++ask) {
        if (state.seen.value(ask.key()) == ask->time)
            continue;
        state.seen.insert(ask.key(), ask->time);
        if (std::optional<Found> found = lostBefore(examination.panel(), state, ask.key(), *ask))
            state.pending.push_back(*std::move(found));
    }
}

void SlowJoinerRule::examine(Examination &examination)
{
    if (!traits(examination.type()).publishes || !examination.socketPanel())
        return;
    State &state = m_states.of(examination);
    follow(examination, state);
    takeArrivals(examination, state);
    for (auto found = state.pending.begin(); found != state.pending.end();) {
        const Timestamp settled{found->ask.time.ns + settleNs};
        if (examination.now() < settled) {
            examination.lookAgainAt(settled);
            ++found;
            continue;
        }
        const bool goesOn = state.lastOut.ns > found->ask.time.ns + settleNs / 2;
        if (!goesOn && !state.found)
            state.found = *found;
        found = state.pending.erase(found);
    }
    if (!state.found)
        return;
    const auto ask = examination.channel().subscribers().firstAsked().constFind(state.found->prefix);
    const bool sameSocket =
        ask != examination.channel().subscribers().firstAsked().cend() && ask->time == state.found->ask.time;
    if (!sameSocket || examination.panel().holdsUntilSubscribed()
        || !examination.panel().store().at(state.found->last.index)) {
        state.found.reset(); // opened anew, mended, or cleared
        return;
    }
    examination.find(told(examination, *state.found));
}

Finding SlowJoinerRule::told(const Examination &examination, const Found &found) const
{
    Finding finding;
    finding.severity = Severity::Warning;
    finding.title = found.exact
        ? tr("%n message(s) went before anybody had subscribed", nullptr, int(found.count))
        : tr("More than %n message(s) went before anybody had subscribed", nullptr, int(found.count));
    const QString prefix = QString::fromUtf8(found.prefix);
    const qint64 ms = (found.ask.time.ns - found.last.time.ns) / 1'000'000;
    finding.cause =
        tr("%1 drops what nobody has subscribed to yet. The first subscription %2 came %3 ms after the last "
           "of these "
           "messages: a subscriber joins slowly, for it has to connect and to tell what it wants.")
            .arg(socketTypeName(examination.type()),
                found.prefix.isEmpty() ? tr("to everything") : tr("to “%1”").arg(prefix),
                QLocale().toString(ms));
    finding.remedy = tr("Let this panel hold messages until somebody subscribes, or send when the panel "
                        "tells a subscriber. In a program "
                        "of yours, wait for the subscription on an XPUB socket, or let subscribers ask for "
                        "what they missed.");
    finding.evidence.append(
        messageEvidence(tr("the first that nobody got"), found.first.index, found.first.time));
    if (found.count > 1)
        finding.evidence.append(
            messageEvidence(tr("the last that nobody got"), found.last.index, found.last.time));
    const Connection *subscriber = examination.connections().ofPeer(found.ask.peer);
    finding.evidence.append(subscriber
            ? connectionEvidence(
                tr("then %1 subscribed").arg(peerText(*subscriber)), subscriber->id, found.ask.time)
            : fact(tr("then the first subscription came"), found.ask.time));
    Fix hold;
    hold.label = tr("Hold until subscribed");
    hold.explanation = tr("From now on a message that nobody has subscribed to waits in the outbox, and goes "
                          "out when somebody does.");
    hold.apply = [panel = &examination.panel()]() -> Result<void> {
        panel->setHoldsUntilSubscribed(true);
        return {};
    };
    finding.fixes.append(hold);
    return finding;
}

} // namespace

std::unique_ptr<Rule> makeSlowJoinerRule()
{
    return std::make_unique<SlowJoinerRule>();
}

} // namespace zmqscope
