// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/pattern_rules.h"
#include "core/panel/message_reader.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Gaps that are shown, the newest first.
constexpr int shownGaps = 5;
/// Messages that are asked for their protocol at a look: some may not follow it.
constexpr quint64 asked = 8;
/// The reader follows in portions of its own.
constexpr qint64 readerPauseNs = 100'000'000;

/// Received messages whose protocol numbers them, with numbers missing (SequenceWatch): the place
/// where a loss shows that nobody else tells of. Numbers that merely look like ones are left
/// alone: who shares a queue with others gets every tenth.
class MissingNumbersRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::MissingNumbersRule)
public:
    QString id() const override { return u"missing-numbers"_s; }
    void examine(Examination &examination) override;
};

void MissingNumbersRule::examine(Examination &examination)
{
    Panel &panel = examination.panel();
    const MessageStore &store = panel.store();
    if (examination.side() != 0 || store.count() == 0 || !traits(examination.type()).canReceive)
        return;
    MessageReader &reader = MessageReader::of(panel);
    // The reader follows the numbers from when it has first met a protocol that has some.
    for (quint64 i = store.end().value;
         i > store.first().value && store.end().value - i < asked && reader.sequences().gaps() == 0; --i) {
        const std::optional<MessageView> message = store.at(MessageIndex{i - 1});
        const std::optional<ProtocolMatch> match = message ? reader.protocolOf(*message) : std::nullopt;
        if (match && !match->protocol().sequences.isEmpty() && reader.sequences().next() < store.end())
            examination.lookAgainAt({examination.now().ns + readerPauseNs});
    }
    const SequenceWatch &watch = reader.sequences();
    if (watch.gaps() == 0)
        return;
    Finding finding;
    for (auto gap = watch.places().crbegin();
         gap != watch.places().crend() && finding.evidence.size() < shownGaps; ++gap) {
        const std::optional<MessageView> message = store.at(gap->at);
        if (gap->missing > 0 && message && message->header.direction == Direction::In)
            finding.evidence.append(messageEvidence(
                tr("number %1 after %2").arg(gap->value).arg(gap->previous), gap->at, message->header.time));
    }
    if (finding.evidence.isEmpty())
        return; // cleared, or pushed out
    finding.severity = Severity::Warning;
    finding.title = tr("%1 numbered message(s) are missing").arg(QLocale().toString(watch.missing()));
    finding.cause = tr("The numbers have gaps at %n place(s): messages were lost on the way, most likely at "
                       "a high-water mark, or while the connection was down.",
        nullptr, int(std::min<qint64>(watch.gaps(), std::numeric_limits<int>::max())));
    finding.remedy =
        tr("Raise ZMQ_SNDHWM at the publisher and ZMQ_RCVHWM here, or get the missing ones another way.");
    examination.find(finding);
}

} // namespace

std::unique_ptr<Rule> makeMissingNumbersRule()
{
    return std::make_unique<MissingNumbersRule>();
}

} // namespace zmqscope
