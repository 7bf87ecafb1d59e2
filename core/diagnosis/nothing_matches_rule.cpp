// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/catch_all_probe.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/pattern_rules.h"
#include "core/diagnosis/peer_facts.h"
#include "core/diagnosis/per_channel.h"
#include "core/diagnosis/topic_likeness.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qint64 secondNs = 1'000'000'000;
/// A publisher that has something to say most likely says it within this.
constexpr qint64 patienceNs = 5 * secondNs;
constexpr qint64 whileListeningNs = 250'000'000;
/// Topics that are named and offered.
constexpr qsizetype shownTopics = 3;

/// A SUB or XSUB that is connected and subscribed to something, and gets nothing. Publishers keep what
/// is not asked for to themselves, so that they may be silent, or the prefix may miss. What wants
/// everything, or got anything at all, is not suspected. Which it is, a person can find out by a
/// click: CatchAllProbe.
class NothingMatchesRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::NothingMatchesRule)
public:
    QString id() const override { return u"nothing-matches"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    using Probe = std::shared_ptr<CatchAllProbe>;
    struct State {
        explicit State(const Examination &) { }

        Probe probe;
        QList<QByteArray> probedFor; ///< the subscriptions when it ran
    };

    static bool isWorthIt(const Examination &examination, Timestamp &connectedSince);
    void hint(const Examination &examination, State &state, Finding &finding) const;
    void tellProbe(const Examination &examination, const CatchAllProbe &probe, Finding &finding) const;
    Fix listenFix(const Examination &examination, State &state) const;
    Fix subscribeFix(const Examination &examination, const QByteArray &prefix) const;

    PerChannel<State> m_states;
};

QString listText(const QList<QByteArray> &topics)
{
    QStringList texts;
    for (const QByteArray &topic : topics.first(std::min(topics.size(), shownTopics)))
        texts.append(topicText(topic));
    if (topics.size() > shownTopics)
        texts.append(u"…"_s);
    return texts.join(u", "_s);
}

bool NothingMatchesRule::isWorthIt(const Examination &examination, Timestamp &connectedSince)
{
    const QList<QByteArray> &prefixes = examination.channel().config().subscriptions;
    if (!traits(examination.type()).subscribes || prefixes.isEmpty() || prefixes.contains(QByteArray("")))
        return false;
    bool foreign = false;
    for (const auto &[id, connection] : examination.connections().all()) {
        if (connection.in->messages > 0)
            return false;
    }
    for (const Connection *connection : establishedOf(examination.connections())) {
        connectedSince = connectedSince.ns == 0 ? connection->established
                                                : std::min(connectedSince, connection->established);
        // A panel of this session knows what it publishes, and is told of a near miss itself.
        foreign = foreign || !channelAtOtherEnd(examination.session(), *connection);
    }
    return foreign;
}

Fix NothingMatchesRule::listenFix(const Examination &examination, State &state) const
{
    Fix listen;
    listen.label = tr("Listen to everything for 5 seconds");
    listen.explanation = tr("Opens a second socket at the same addresses that is subscribed to everything, "
                            "counts the topics, and closes it.");
    if (!state.probe) // makes no socket yet
        state.probe = std::make_shared<CatchAllProbe>(
            examination.session().context(), Clock::system(), examination.channel().config());
    listen.apply = [probe = std::weak_ptr(state.probe), panel = &examination.panel()]() -> Result<void> {
        const Probe alive = probe.lock();
        if (!alive)
            return Error{ErrorCode::NotFound, tr("Listen"), tr("The panel has gone."), {}};
        return alive->start();
    };
    return listen;
}

Fix NothingMatchesRule::subscribeFix(const Examination &examination, const QByteArray &prefix) const
{
    Fix subscribe;
    subscribe.label = tr("Subscribe to %1").arg(topicText(prefix));
    subscribe.explanation = tr("Adds this subscription; those there are stay.");
    subscribe.apply = [channel = &examination.channel(), prefix] { return channel->subscribe(prefix); };
    return subscribe;
}

void NothingMatchesRule::tellProbe(
    const Examination &examination, const CatchAllProbe &probe, Finding &finding) const
{
    const QList<QByteArray> &prefixes = examination.channel().config().subscriptions;
    finding.evidence.append(
        fact(tr("%n message(s) came while listening to everything", nullptr, int(probe.messages())),
            probe.endedAt()));
    if (probe.messages() == 0) {
        finding.title = tr("The publisher says nothing just now");
        finding.cause = tr("Nothing at all was published while ZmqScope listened to everything: your "
                           "subscription is not what keeps messages away.");
        finding.remedy = tr("Wait, or find out at the publisher why it sends nothing.");
        return;
    }
    QList<std::pair<qint64, QByteArray>> byCount;
    bool conflated = false;
    for (auto topic = probe.topics().cbegin(); topic != probe.topics().cend(); ++topic) {
        byCount.append({topic->messages, topic.key()});
        for (const QByteArray &prefix : prefixes) {
            conflated = conflated
                || (topic->multipart > 0 && topic.key().startsWith(prefix)
                    && examination.channel().config().options.value(u"ZMQ_CONFLATE"_s)
                        == OptionValue(qint64(1)));
            const std::optional<NearMiss> miss = nearMiss(prefix, topic.key());
            if (!miss || !finding.fixes.isEmpty())
                continue;
            finding.severity = Severity::Problem;
            finding.title =
                tr("The subscription %1 just misses %2").arg(topicText(prefix), topicText(miss->prefix));
            finding.cause = tr("ZeroMQ compares byte by byte, and %1.").arg(differenceText(miss->difference));
            finding.remedy = tr("Subscribe to %1.").arg(topicText(miss->prefix));
            finding.fixes.append(subscribeFix(examination, miss->prefix));
        }
    }
    std::sort(byCount.begin(), byCount.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<QByteArray> topics;
    for (const auto &[count, topic] : byCount)
        topics.append(topic);
    for (const QByteArray &topic : topics.first(std::min(topics.size(), shownTopics))) {
        const CatchAllProbe::Topic &seen = probe.topics()[topic];
        finding.evidence.append(
            fact(tr("%1: %n message(s)", nullptr, int(seen.messages)).arg(topicText(topic)), seen.last));
    }
    if (!finding.fixes.isEmpty())
        return;
    if (conflated) {
        finding.severity = Severity::Problem;
        finding.title = tr("ZMQ_CONFLATE throws the topic away");
        finding.cause = tr("With ZMQ_CONFLATE only the last frame of a message is kept, and the topic stands "
                           "in the first one: no message matches.");
        finding.remedy = tr("Turn ZMQ_CONFLATE off, or have topic and payload sent in one frame.");
        finding.evidence.append(optionEvidence(tr("ZMQ_CONFLATE is on"), u"ZMQ_CONFLATE"_s));
        return;
    }
    finding.severity = Severity::Warning;
    finding.title = tr("Nothing of what is published begins with %1").arg(listText(prefixes));
    finding.cause = tr("Published was: %1.").arg(listText(topics));
    finding.remedy = tr("Subscribe to one of these, or find out who publishes what you are waiting for.");
    for (const QByteArray &topic : topics.first(std::min(topics.size(), shownTopics)))
        finding.fixes.append(subscribeFix(examination, topic));
}

void NothingMatchesRule::hint(const Examination &examination, State &state, Finding &finding) const
{
    const QString prefixes = listText(examination.channel().config().subscriptions);
    finding.title = tr("Connected and subscribed to %1, but nothing came so far").arg(prefixes);
    finding.cause = tr("Either nothing is published just now, or nothing that begins with exactly these "
                       "bytes: publishers do not tell "
                       "what they keep back.");
    finding.remedy = tr("Listen to everything for a moment to see which topics there are.");
    if (CatchAllProbe::canListen(examination.channel().config()))
        finding.fixes.append(listenFix(examination, state));
    else
        finding.remedy = tr("Add a subscription to everything for a moment to see which topics there are.");
}

void NothingMatchesRule::examine(Examination &examination)
{
    if (!traits(examination.type()).subscribes || !examination.socketPanel())
        return;
    State &state = m_states.of(examination);
    Timestamp since;
    if (!isWorthIt(examination, since)) {
        state = State(examination);
        return;
    }
    const Timestamp patient{since.ns + patienceNs};
    if (examination.now() < patient)
        return examination.lookAgainAt(patient);
    Finding finding;
    finding.severity = Severity::Hint;
    for (const Connection *peer : establishedOf(examination.connections()).first(1))
        finding.evidence.append(
            connectionEvidence(tr("connected to %1").arg(peerText(*peer)), peer->id, peer->established));
    finding.evidence.append(
        fact(tr("nothing came within %n second(s)", nullptr, int(patienceNs / secondNs)), patient));
    if (state.probe && state.probe->isRunning()) {
        examination.lookAgainAt({examination.now().ns + whileListeningNs});
        state.probedFor = examination.channel().config().subscriptions;
        finding.title = tr("Listening to everything…");
        finding.cause = tr("%n topic(s) so far.", nullptr, int(state.probe->topics().size()));
    } else if (state.probe && state.probe->endedAt().ns != 0
        && state.probedFor == examination.channel().config().subscriptions) {
        tellProbe(examination, *state.probe, finding);
        finding.fixes.append(listenFix(examination, state));
        finding.fixes.last().label = tr("Listen again for 5 seconds");
    } else {
        hint(examination, state, finding);
    }
    examination.find(finding);
}

} // namespace

std::unique_ptr<Rule> makeNothingMatchesRule()
{
    return std::make_unique<NothingMatchesRule>();
}

} // namespace zmqscope
