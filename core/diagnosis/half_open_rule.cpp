// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/per_channel.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qint64 secondNs = 1'000'000'000;
/// How often a peer that sends is looked at: pauses are known that exactly.
constexpr qint64 lookEveryNs = secondNs / 2;
/// Fewer messages make no rhythm.
constexpr qint64 leastMessages = 20;
constexpr qint64 heartbeatMs = 2000;

/// A peer that sent regularly for some time and then nothing at all, while the connection stands:
/// TCP does not notice by itself when the machine at the other end has gone, or the program there
/// hangs. Only heartbeats tell it from a peer that has nothing to say, so that this is a hint.
class HalfOpenRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::HalfOpenRule)
public:
    explicit HalfOpenRule(const SilenceLimits &limits) : m_limits(limits) {}
    QString id() const override { return u"half-open"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    /// How one peer sends.
    struct Rhythm
    {
        qint64 messages = 0;
        Timestamp first;
        Timestamp last;
        qint64 longestPause = 0;
    };
    struct State
    {
        explicit State(const Examination &) {}

        std::map<quint32, Rhythm> rhythms; ///< by ConnectionId
    };

    void follow(Rhythm &rhythm, const Connection &connection) const;
    bool isSteady(const Rhythm &rhythm) const { return rhythm.last.ns - rhythm.first.ns >= m_limits.steadyNs; }
    qint64 silenceOf(const Rhythm &rhythm) const { return std::max(m_limits.silentNs, m_limits.timesGap * rhythm.longestPause); }
    Finding tell(Channel &channel, const Connection &connection, const Rhythm &rhythm) const;

    SilenceLimits m_limits;
    PerChannel<State> m_states;
};

bool hasHeartbeats(const Channel &channel)
{
    const Result<OptionValue> interval = channel.optionValue(u"ZMQ_HEARTBEAT_IVL"_s);
    return interval && *interval != OptionValue(qint64(0));
}

void HalfOpenRule::follow(Rhythm &rhythm, const Connection &connection) const
{
    const Traffic &in = *connection.in;
    if (in.messages == rhythm.messages)
        return;
    if (rhythm.first.ns == 0) {
        rhythm.first = in.last;
    } else {
        const qint64 pause = in.last.ns - rhythm.last.ns;
        // After a real pause what went before is no measure any more.
        if (isSteady(rhythm) && pause > silenceOf(rhythm))
            rhythm = {0, in.last, in.last, 0};
        else
            rhythm.longestPause = std::max(rhythm.longestPause, pause);
    }
    rhythm.messages = in.messages;
    rhythm.last = in.last;
}

Finding HalfOpenRule::tell(Channel &channel, const Connection &connection, const Rhythm &rhythm) const
{
    const auto seconds = [](qint64 ns) { return QLocale().toString(double(ns) * 1e-9, 'f', 1); };
    Finding finding;
    finding.severity = Severity::Hint;
    finding.subject = connection.peerAddress;
    finding.title = tr("%1 has gone silent").arg(connection.peerAddress);
    finding.cause = tr("It sent regularly, with pauses of %1 s at most, and then nothing for more than %2 s; but the connection stands. Its "
                       "program may hang, its machine or the way to it may have gone: TCP does not notice by itself. Or it simply has nothing "
                       "to say any more.").arg(seconds(std::max(rhythm.longestPause, lookEveryNs)), seconds(silenceOf(rhythm)));
    finding.remedy = tr("With heartbeats libzmq asks the peer regularly, and ends a connection on which it does not answer.");
    finding.evidence.append(connectionEvidence(tr("the last of %n message(s) from it", nullptr, int(rhythm.messages)), connection.id, rhythm.last));
    finding.evidence.append(fact(tr("nothing since, for %1 s").arg(seconds(silenceOf(rhythm))), {rhythm.last.ns + silenceOf(rhythm)}));
    finding.evidence.append(optionEvidence(tr("heartbeats are off"), u"ZMQ_HEARTBEAT_IVL"_s));
    finding.fixes.append({tr("Turn heartbeats on"), tr("Sets ZMQ_HEARTBEAT_IVL to %1 ms and opens the panel again.").arg(heartbeatMs),
                          [&channel]() -> Result<void> {
                              if (const Result<void> set = channel.setOption(u"ZMQ_HEARTBEAT_IVL"_s, heartbeatMs); !set)
                                  return set;
                              return channel.reopen();
                          }});
    return finding;
}

void HalfOpenRule::examine(Examination &examination)
{
    Channel &channel = examination.channel();
    if (!traits(channel.type()).canReceive || channel.type() == SocketType::Stream || hasHeartbeats(channel)
        || !examination.panel().isReceiving() || channel.turn() == Turn::Send)
        return;
    State &state = m_states.of(examination);
    std::erase_if(state.rhythms, [&](const auto &entry) {
        const Connection *connection = examination.connections().find({entry.first});
        return !connection || connection->state != ConnectionState::Established;
    });
    for (const auto &[id, connection] : examination.connections().all()) {
        if (connection.state != ConnectionState::Established || connection.in->messages == 0)
            continue;
        Rhythm &rhythm = state.rhythms[id];
        follow(rhythm, connection);
        if (!isSteady(rhythm) || rhythm.messages < leastMessages)
            continue;
        const Timestamp due{rhythm.last.ns + silenceOf(rhythm)};
        if (examination.now() < due)
            examination.lookAgainAt(due);
        else
            examination.find(tell(channel, connection, rhythm));
    }
}

} // namespace

std::unique_ptr<Rule> makeHalfOpenRule(const SilenceLimits &limits)
{
    return std::make_unique<HalfOpenRule>(limits);
}

} // namespace zmqscope
