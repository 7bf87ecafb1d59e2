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

/// Who replaces a subscription by another has none for a moment.
constexpr qint64 graceNs = 700'000'000;
constexpr std::chrono::microseconds lookBudget{500};

/// SUB and XSUB that are connected and want nothing. The side of a bridge whose other side takes
/// subscriptions is left alone: it passes on what is asked there.
class NoSubscriptionRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::NoSubscriptionRule)
public:
    QString id() const override { return u"no-subscription"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    struct State {
        explicit State(const Examination &examination)
            : cursor(examination.panel().store())
        {
        }

        MessageCursor cursor;
        bool byHand = false; ///< an XSUB subscribes by a message, too
        Timestamp emptySince;
    };

    PerChannel<State> m_states;
};

void NoSubscriptionRule::examine(Examination &examination)
{
    if (!traits(examination.type()).subscribes)
        return;
    for (const Channel *channel : examination.panel().channels()) {
        if (traits(channel->type()).publishes)
            return;
    }
    State &state = m_states.of(examination);
    const QList<const Connection *> peers = establishedOf(examination.connections());
    if (!examination.channel().config().subscriptions.isEmpty() || peers.isEmpty()) {
        state.emptySince = {};
        return;
    }
    if (examination.type() == SocketType::Xsub) {
        state.cursor.follow(lookBudget, [&](const MessageView &message) {
            state.byHand = state.byHand
                || (message.header.direction == Direction::Out && message.frames[0].startsWith('\1'));
        });
        if (state.byHand)
            return;
    }
    if (state.emptySince.ns == 0)
        state.emptySince = examination.now();
    if (examination.age(state.emptySince) < graceNs)
        return examination.lookAgainAt({state.emptySince.ns + graceNs});

    Finding finding;
    finding.severity = Severity::Problem;
    finding.title = tr("Connected, but subscribed to nothing");
    finding.cause = tr("Without a subscription, %1 gets no message at all, whatever its peers publish.")
                        .arg(socketTypeName(examination.type()));
    finding.remedy =
        tr("Subscribe to the beginning of the topics you want, or to everything: that is the empty prefix.");
    for (const Connection *peer : peers.first(std::min<qsizetype>(peers.size(), 3)))
        finding.evidence.append(
            connectionEvidence(tr("connected to %1").arg(peerText(*peer)), peer->id, peer->established));
    finding.evidence.append(fact(tr("no subscription"), state.emptySince));
    Fix everything;
    everything.label = tr("Subscribe to everything");
    everything.explanation = tr("Adds the empty prefix, which every message begins with.");
    everything.apply = [channel = &examination.channel()] { return channel->subscribe(QByteArray("")); };
    finding.fixes.append(everything);
    examination.find(finding);
}

} // namespace

std::unique_ptr<Rule> makeNoSubscriptionRule()
{
    return std::make_unique<NoSubscriptionRule>();
}

} // namespace zmqscope
