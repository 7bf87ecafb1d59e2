// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/pattern_rules.h"
#include "core/diagnosis/peer_facts.h"
#include "core/diagnosis/per_channel.h"
#include "core/metrics/message_cursor.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qint64 secondNs = 1'000'000'000;
constexpr std::chrono::microseconds lookBudget{500};
/// libzmq tells an end and the last messages before it by different ways.
constexpr qint64 graceNs = 700'000'000;
/// Waiting is suspicious when it takes so many times the slowest answer so far, and at least so long.
constexpr qint64 timesSlowest = 10;
constexpr qint64 leastWaitNs = 5 * secondNs;
/// What is usual is known from so many answers on; before, a long time must do.
constexpr int usualFrom = 3;
constexpr qint64 unknownWaitNs = 60 * secondNs;

/// A REQ that waits for a reply that will not come, or is long overdue. It will not come when the
/// peer that was asked has gone: libzmq sent the request to one peer, and does not ask again.
/// Waiting by itself is healthy: for a server that has not started yet, or works long.
class LostReplyRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::LostReplyRule)
public:
    QString id() const override { return u"lost-reply"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    struct State {
        explicit State(const Examination &examination)
            : cursor(examination.panel().store())
        {
        }

        MessageCursor cursor;
        Timestamp asked;
        MessageIndex request;
        qint64 slowest = 0;
        int answers = 0;
    };

    void follow(Examination &examination, State &state);
    Finding begun(const Examination &examination, const State &state) const;

    PerChannel<State> m_states;
};

/// The one connection that has the request of @p askedAt, if that can be told, and whether it ended.
const Connection *askedAndGone(const Channel &channel, Timestamp askedAt)
{
    const Connection *gone = nullptr;
    const Connection *laterFirst = nullptr;
    bool anyAlive = false;
    for (const auto &[id, connection] : channel.connections().all()) {
        if (connection.established.ns == 0)
            continue;
        const bool ended = connection.ended.ns != 0;
        if (connection.established > askedAt) {
            laterFirst =
                !laterFirst || connection.established < laterFirst->established ? &connection : laterFirst;
        } else if (!ended) {
            anyAlive = true;
        } else if (connection.ended > askedAt) {
            if (connection.outIsExact && connection.out.last >= Timestamp{askedAt.ns - 1'000'000})
                return &connection;
            gone = &connection;
        }
    }
    if (gone)
        return anyAlive ? nullptr : gone; // one of several: it may be that the other was asked
    // Nobody was there: the request went to the first that came.
    const bool waited = !anyAlive && laterFirst && channel.endpoints().size() == 1;
    return waited && laterFirst->ended.ns != 0 ? laterFirst : nullptr;
}

void LostReplyRule::follow(Examination &examination, State &state)
{
    const SocketType type = examination.type();
    const bool more = state.cursor.follow(lookBudget, [&](const MessageView &message) {
        if (message.header.direction == Direction::In && state.asked.ns != 0) {
            state.slowest = std::max(state.slowest, message.header.time.ns - state.asked.ns);
            ++state.answers;
            state.asked = {};
        } else if (message.header.direction == Direction::Out) {
            state.asked = message.header.time;
            state.request = message.index;
        }
    });
    if (more && type == SocketType::Req)
        examination.lookAgainAt({examination.now().ns + 50'000'000});
}

Finding LostReplyRule::begun(const Examination &examination, const State &state) const
{
    Finding finding;
    const Timestamp asked = examination.channel().turnSince();
    finding.evidence.append(state.asked.ns != 0 ? messageEvidence(tr("the request"), state.request, asked)
                                                : fact(tr("the request"), asked));
    Fix startOver;
    startOver.label = tr("Start over");
    startOver.explanation =
        tr("Closes and opens the socket: the exchange is forgotten, and you can ask again.");
    startOver.apply = [channel = &examination.channel()] { return channel->reopen(); };
    finding.fixes.append(startOver);
    return finding;
}

void LostReplyRule::examine(Examination &examination)
{
    if (examination.type() != SocketType::Req)
        return;
    State &state = m_states.of(examination);
    if (examination.socketPanel())
        follow(examination, state);
    const Channel &channel = examination.channel();
    if (channel.turn() != Turn::Receive)
        return;
    const Timestamp asked = channel.turnSince();
    if (const Connection *gone = askedAndGone(channel, asked)) {
        const Timestamp sure{gone->ended.ns + graceNs};
        if (examination.now() < sure)
            return examination.lookAgainAt(sure);
        const auto sameAddress = [&](const EndpointStatus &status) {
            return gone->role == EndpointRole::Connect && status.state == EndpointState::Failed;
        };
        if (std::any_of(channel.endpoints().cbegin(), channel.endpoints().cend(), sameAddress))
            return; // it was this side that ended the connection: see DiscardedMessagesRule
        Finding finding = begun(examination, state);
        finding.severity = Severity::Problem;
        finding.title = tr("The reply will not come: the peer that was asked has gone");
        finding.cause = tr("REQ sent the request to %1, and that connection has ended. ZeroMQ keeps no "
                           "requests and does not ask another "
                           "peer, so that REQ waits for ever.")
                            .arg(peerText(*gone));
        finding.remedy = tr("Start over and ask again. A program of yours should poll with a time limit, and "
                            "open a new REQ socket when "
                            "it runs out (or set ZMQ_REQ_RELAXED and ZMQ_REQ_CORRELATE).");
        finding.evidence.append(
            connectionEvidence(tr("the connection to %1 ended").arg(peerText(*gone)), gone->id, gone->ended));
        examination.find(finding);
        return;
    }
    if (channel.connectedPeers() == 0 || !examination.socketPanel())
        return; // a server that has not started yet is another matter; a bridge waits as its clients do
    const bool usual = state.answers >= usualFrom;
    const Timestamp limit{
        asked.ns + (usual ? std::max(leastWaitNs, timesSlowest * state.slowest) : unknownWaitNs)};
    if (examination.now() < limit)
        return examination.lookAgainAt(limit);
    Finding finding = begun(examination, state);
    finding.severity = Severity::Hint;
    finding.title = tr("The reply is long overdue");
    const QString waited = QLocale().toString((limit.ns - asked.ns) / secondNs);
    finding.cause = usual
        ? tr("The slowest of the %n answer(s) so far took %1 ms; this one is not there after %2 s.", nullptr,
            state.answers)
              .arg(QLocale().toString(state.slowest / 1'000'000), waited)
        : tr("There is no answer after %1 s, though the peer is connected.").arg(waited);
    finding.remedy = tr("See whether the server is busy, or has taken the request and forgotten it. Should "
                        "it never answer, start over.");
    finding.evidence.append(fact(tr("still no answer after %1 s").arg(waited), limit));
    examination.find(finding);
}

} // namespace

std::unique_ptr<Rule> makeLostReplyRule()
{
    return std::make_unique<LostReplyRule>();
}

} // namespace zmqscope
