// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/pattern_rules.h"
#include "core/diagnosis/peer_facts.h"
#include "core/diagnosis/per_channel.h"
#include "core/diagnosis/topic_likeness.h"
#include "core/metrics/message_cursor.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr std::chrono::microseconds lookBudget{500};
/// A cursor that is further behind is in a flood: the topics that come next tell as much.
constexpr quint64 maxBehind = 50'000;
/// Topics without subscriber and subscriptions without topic that are compared: a mistake of a
/// person is among the first few, and every pair costs.
constexpr qsizetype maxTopics = 64;
constexpr qsizetype maxUnmatched = 64;
/// Frames in which a topic is looked for.
constexpr qsizetype maxFrames = 4;

/// Subscribers of a PUB or XPUB panel whose prefix just misses what is published. Only a prefix that
/// matched nothing so far is suspected, and only of topics that nobody got: publishing what nobody
/// wants is healthy.
class NearMissRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::NearMissRule)
public:
    QString id() const override { return u"near-miss"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    struct Unheard {
        MessageIndex index;
        Timestamp time;
    };
    struct WrongFrame {
        Unheard message;
        qsizetype frame = 0;
    };
    struct State {
        explicit State(const Examination &examination)
            : cursor(examination.panel().store())
        {
        }

        MessageCursor cursor;
        QMap<QByteArray, bool> prefixes; ///< of the subscribers → matched something; the empty one left out
        QMap<QByteArray, Unheard> topics; ///< that went without subscriber
        QMap<QByteArray, WrongFrame> wrongFrames; ///< by prefix: it begins a later frame
        quint64 arrivals = 0;
        int total = 0;
    };

    void takeSubscriptions(const SubscriptionTable &subscribers, State &state);
    void follow(Examination &examination, State &state);
    void take(const MessageView &message, State &state);
    Finding begun(const Examination &examination, const QByteArray &prefix, const Unheard &message) const;

    PerChannel<State> m_states;
};

void NearMissRule::takeSubscriptions(const SubscriptionTable &subscribers, State &state)
{
    if (state.arrivals == subscribers.arrivals() && state.total == subscribers.total())
        return;
    state.arrivals = subscribers.arrivals();
    state.total = subscribers.total();
    QMap<QByteArray, bool> now;
    for (auto prefix = subscribers.prefixes().keyBegin();
         prefix != subscribers.prefixes().keyEnd() && now.size() < maxUnmatched; ++prefix) {
        if (!prefix->isEmpty() && prefix->size() <= maxComparedTopic)
            now.insert(*prefix, state.prefixes.value(*prefix));
    }
    state.prefixes = now;
    state.wrongFrames.removeIf([&](const auto &entry) { return !now.contains(entry.key()); });
}

void NearMissRule::take(const MessageView &message, State &state)
{
    if (message.header.direction != Direction::Out)
        return;
    const QByteArrayView topic = message.frames[0];
    if (!message.header.flags.testFlag(MessageFlag::NoSubscriber)) {
        for (auto prefix = state.prefixes.begin(); prefix != state.prefixes.end(); ++prefix)
            prefix.value() = prefix.value() || topic.startsWith(prefix.key());
        return;
    }
    const QByteArray beginning = topic.first(std::min(topic.size(), maxComparedTopic)).toByteArray();
    if (state.topics.size() < maxTopics || state.topics.contains(beginning))
        state.topics.insert(beginning, {message.index, message.header.time});
    for (qsizetype frame = 1; frame < std::min(message.frames.count(), maxFrames); ++frame) {
        for (auto prefix = state.prefixes.keyBegin(); prefix != state.prefixes.keyEnd(); ++prefix) {
            if (message.frames[frame].startsWith(*prefix))
                state.wrongFrames.insert(*prefix, {{message.index, message.header.time}, frame});
        }
    }
}

void NearMissRule::follow(Examination &examination, State &state)
{
    if (examination.panel().store().end().value - state.cursor.next().value > maxBehind)
        state.cursor.skipToEnd();
    if (state.cursor.follow(lookBudget, [&](const MessageView &message) { take(message, state); }))
        examination.lookAgainAt({examination.now().ns + 50'000'000});
}

Finding NearMissRule::begun(
    const Examination &examination, const QByteArray &prefix, const Unheard &message) const
{
    Finding finding;
    finding.subject = QString::fromLatin1(prefix.toHex());
    finding.severity = Severity::Warning;
    finding.evidence.append(messageEvidence(tr("nobody got it"), message.index, message.time));
    const auto ask = examination.channel().subscribers().firstAsked().constFind(prefix);
    if (ask != examination.channel().subscribers().firstAsked().cend()) {
        if (const Connection *subscriber = examination.connections().ofPeer(ask->peer))
            finding.evidence.append(connectionEvidence(
                tr("%1 wants %2").arg(peerText(*subscriber), topicText(prefix)), subscriber->id, ask->time));
    }
    return finding;
}

void NearMissRule::examine(Examination &examination)
{
    if (!traits(examination.type()).publishes || !examination.socketPanel())
        return;
    State &state = m_states.of(examination);
    takeSubscriptions(examination.channel().subscribers(), state);
    follow(examination, state);
    for (auto prefix = state.prefixes.cbegin(); prefix != state.prefixes.cend(); ++prefix) {
        if (prefix.value())
            continue;
        if (const auto wrong = state.wrongFrames.constFind(prefix.key()); wrong != state.wrongFrames.cend()) {
            Finding finding = begun(examination, prefix.key(), wrong->message);
            finding.title = tr("The topic %1 stands in the wrong frame").arg(topicText(prefix.key()));
            finding.cause = tr("A subscription is compared with the first frame alone, but here the topic "
                               "stands in frame %1.")
                                .arg(wrong->frame + 1);
            finding.remedy = tr("Send the topic as the first frame.");
            examination.find(finding);
            continue;
        }
        for (auto topic = state.topics.cbegin(); topic != state.topics.cend(); ++topic) {
            const std::optional<NearMiss> miss = nearMiss(prefix.key(), topic.key());
            if (!miss)
                continue;
            Finding finding = begun(examination, prefix.key(), *topic);
            finding.title = tr("The subscription %1 just misses %2")
                                .arg(topicText(prefix.key()), topicText(miss->prefix));
            finding.cause = tr("ZeroMQ compares byte by byte, and %1.").arg(differenceText(miss->difference));
            finding.remedy =
                tr("Subscribe to %1 at the subscriber, or publish under the topic that it wants.")
                    .arg(topicText(miss->prefix));
            const SendDraft draft = examination.panel().config().draft;
            if (draft.topic.toUtf8() == topic.key()) {
                Fix rename;
                rename.label = tr("Publish under %1").arg(topicText(prefix.key()));
                rename.explanation = tr("Puts this topic into the send form.");
                rename.apply = [panel = &examination.panel(),
                                   wanted = QString::fromUtf8(prefix.key())]() -> Result<void> {
                    SendDraft changed = panel->config().draft;
                    changed.topic = wanted;
                    panel->setDraft(changed);
                    return {};
                };
                finding.fixes.append(rename);
            }
            examination.find(finding);
            break;
        }
    }
}

} // namespace

std::unique_ptr<Rule> makeNearMissRule()
{
    return std::make_unique<NearMissRule>();
}

} // namespace zmqscope
