// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/tcp_state.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/pattern_rules.h"
#include "core/diagnosis/peer_facts.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Whoever stopped receiving knows it; what has piled up by then is worth a reminder.
constexpr qint64 patienceNs = 5'000'000'000;

/// A panel that a person told to stop receiving, while its peers go on sending. When bytes stand in
/// the system's buffers, libzmq's queue is full, and it is the peers' queues that fill.
class PausedPanelRule final : public Rule {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::PausedPanelRule)
public:
    QString id() const override { return u"paused-panel"_s; }
    void examine(Examination &examination) override;
};

void PausedPanelRule::examine(Examination &examination)
{
    const Timestamp since = examination.channel().unreadSince();
    if (examination.panel().isReceiving() || since.ns == 0 || examination.channel().connectedPeers() == 0)
        return;
    const Timestamp limit{since.ns + patienceNs};
    if (examination.now() < limit)
        return examination.lookAgainAt(limit);
    Finding finding;
    finding.severity = Severity::Hint;
    finding.title = tr("Receiving is stopped, and messages wait");
    bool full = false;
    for (const Connection *peer : establishedOf(examination.connections())) {
        const std::optional<TcpState> tcp = tcpStateOf(*peer);
        if (!tcp || tcp->unread == 0)
            continue;
        full = true;
        finding.evidence.append(connectionEvidence(
            tr("%1 bytes from %2 find no room").arg(QLocale().toString(tcp->unread), peerText(*peer)),
            peer->id, limit));
        break;
    }
    finding.cause = full ? tr("The queue of this panel is full (ZMQ_RCVHWM), so that messages pile up at the "
                              "peers: a publisher drops them there, others wait.")
                         : tr("They wait in the queue of this panel. When that is full (ZMQ_RCVHWM), they "
                              "pile up at the peers: a publisher drops them there, others wait.");
    finding.remedy = tr("Receive again, or close the panel so that peers know that nobody is there.");
    finding.evidence.append(fact(tr("messages wait since"), since));
    finding.evidence.append(
        fact(tr("still stopped after %1 s").arg(QLocale().toString(patienceNs / 1'000'000'000)), limit));
    Fix receive;
    receive.label = tr("Receive again");
    receive.explanation = tr("What waits comes into the log.");
    receive.apply = [panel = &examination.panel()]() -> Result<void> {
        panel->setReceiving(true);
        return {};
    };
    finding.fixes.append(receive);
    examination.find(finding);
}

} // namespace

std::unique_ptr<Rule> makePausedPanelRule()
{
    return std::make_unique<PausedPanelRule>();
}

} // namespace zmqscope
