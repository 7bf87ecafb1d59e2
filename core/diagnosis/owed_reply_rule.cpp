// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/pattern_rules.h"
#include "core/diagnosis/peer_facts.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qint64 secondNs = 1'000'000'000;
/// Somebody who writes an answer by hand needs no reminder before.
constexpr qint64 patienceNs = 60 * secondNs;
/// Whoever answers by itself has done so by then, asker or not.
constexpr qint64 graceNs = 700'000'000;

/// A REP that owes a reply: to nobody, because the asker has gone, or for long. Meanwhile it takes no
/// other request. A bridge is left alone: what answers stands behind it.
class OwedReplyRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::OwedReplyRule)
public:
    QString id() const override { return u"owed-reply"_s; }
    void examine(Examination &examination) override;
};

std::optional<MessageView> lastRequest(const MessageStore &store)
{
    constexpr int looked = 8; // a REP's log ends with the request it owes a reply for
    for (quint64 i = store.end().value; i > store.first().value && store.end().value - i < looked; --i) {
        if (const auto message = store.at(MessageIndex{i - 1});
            message && message->header.direction == Direction::In)
            return message;
    }
    return {};
}

void OwedReplyRule::examine(Examination &examination)
{
    SocketPanel *panel = examination.socketPanel();
    if (examination.type() != SocketType::Rep || !panel || examination.channel().turn() != Turn::Send)
        return;
    const Timestamp since = examination.channel().turnSince();
    const std::optional<MessageView> request = lastRequest(panel->store());
    const Connection *asker = request ? examination.connections().ofPeer(request->header.peer) : nullptr;
    Finding finding;
    finding.evidence.append(request ? messageEvidence(tr("the request"), request->index, request->header.time)
                                    : fact(tr("the request"), since));
    Fix startOver;
    startOver.label = tr("Start over");
    startOver.explanation = tr("Closes and opens the socket: the request is forgotten. Whoever else is "
                               "connected has to connect again.");
    startOver.apply = [panel] { return panel->startOver(); };
    if (asker && asker->ended.ns != 0) {
        const Timestamp sure{asker->ended.ns + graceNs};
        if (examination.now() < sure)
            return examination.lookAgainAt(sure);
        finding.severity = Severity::Warning;
        finding.title = tr("The asker has gone: nobody will get this reply");
        finding.cause =
            tr("REP has to answer before it takes the next request, but %1 does not wait any more.")
                .arg(peerText(*asker));
        finding.remedy = tr("Answer all the same, which throws the answer away, or start over.");
        finding.evidence.append(
            connectionEvidence(tr("%1 has gone").arg(peerText(*asker)), asker->id, asker->ended));
        Fix skip;
        skip.label = tr("Skip the request");
        skip.explanation = tr("Answers with an empty message that goes to nobody; the next request can come, "
                              "and others stay connected.");
        skip.apply = [panel]() -> Result<void> {
            const SendReport report = panel->send({{QByteArray()}});
            return report.status == SendReport::Status::Refused ? Result<void>(report.error) : Result<void>();
        };
        finding.fixes = {skip, startOver};
        examination.find(finding);
        return;
    }
    const Timestamp limit{since.ns + patienceNs};
    if (examination.now() < limit)
        return examination.lookAgainAt(limit);
    finding.severity = Severity::Hint;
    const QString waited = QLocale().toString(patienceNs / secondNs);
    finding.title = tr("Somebody has been waiting for your reply for more than %1 s").arg(waited);
    finding.cause = tr("REP takes no other request until this one is answered.");
    finding.remedy = tr("Send a reply, or let Auto-reply do it.");
    finding.evidence.append(fact(tr("no reply after %1 s").arg(waited), limit));
    finding.fixes = {startOver};
    examination.find(finding);
}

} // namespace

std::unique_ptr<Rule> makeOwedReplyRule()
{
    return std::make_unique<OwedReplyRule>();
}

} // namespace zmqscope
