// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/pattern_rules.h"
#include "core/diagnosis/per_channel.h"
#include "core/metrics/message_cursor.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr std::chrono::microseconds lookBudget{500};
constexpr quint64 maxBehind = 50'000;

/// ZMQ_CONFLATE and messages of several frames do not go together: libzmq keeps the last frame, not
/// the last message. A panel that sends such messages shows it plainly. What a panel receives has
/// lost its other frames before: of that, NothingMatchesRule tells.
class ConflatedFramesRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::ConflatedFramesRule)
public:
    QString id() const override { return u"conflated-frames"_s; }
    void examine(Examination &examination) override;
    void forget(const Panel &panel) override { m_states.forget(panel); }

private:
    struct State {
        explicit State(const Examination &examination)
            : cursor(examination.panel().store())
        {
        }

        MessageCursor cursor;
        MessageIndex multipart;
        Timestamp time;
        qsizetype frames = 0;
    };

    PerChannel<State> m_states;
};

void ConflatedFramesRule::examine(Examination &examination)
{
    if (examination.channel().config().options.value(u"ZMQ_CONFLATE"_s) != OptionValue(qint64(1))
        || !examination.socketPanel() || examination.channel().needsReopen().contains(u"ZMQ_CONFLATE"_s))
        return;
    State &state = m_states.of(examination);
    if (examination.panel().store().end().value - state.cursor.next().value > maxBehind)
        state.cursor.skipToEnd();
    const bool more = state.cursor.follow(lookBudget, [&](const MessageView &message) {
        if (message.frames.count() > 1) {
            state.multipart = message.index;
            state.time = message.header.time;
            state.frames = message.frames.count();
        }
    });
    if (more)
        examination.lookAgainAt({examination.now().ns + 50'000'000});
    if (state.multipart.value == 0 || !examination.panel().store().at(state.multipart))
        return;
    Finding finding;
    finding.severity = Severity::Problem;
    finding.title = tr("ZMQ_CONFLATE tears messages of several frames apart");
    finding.cause = tr("ZMQ_CONFLATE keeps the last frame, not the last message: of %n frame(s) only the "
                       "last one stays, or frames of several messages are mixed.",
        nullptr, int(state.frames));
    finding.remedy = tr("Put all into one frame, or turn ZMQ_CONFLATE off and set ZMQ_RCVHWM to 1 if only "
                        "new values matter.");
    finding.evidence.append(
        messageEvidence(tr("%n frame(s)", nullptr, int(state.frames)), state.multipart, state.time));
    finding.evidence.append(optionEvidence(tr("ZMQ_CONFLATE is on"), u"ZMQ_CONFLATE"_s));
    Fix off;
    off.label = tr("Turn CONFLATE off and reopen");
    off.explanation = tr("Messages wait in a queue again, whole; peers have to connect again.");
    off.apply = [channel = &examination.channel()]() -> Result<void> {
        if (Result<void> reset = channel->resetOption(u"ZMQ_CONFLATE"_s); !reset)
            return reset;
        return channel->reopen();
    };
    finding.fixes.append(off);
    examination.find(finding);
}

} // namespace

std::unique_ptr<Rule> makeConflatedFramesRule()
{
    return std::make_unique<ConflatedFramesRule>();
}

} // namespace zmqscope
