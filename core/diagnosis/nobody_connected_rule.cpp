// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qint64 secondNs = 1'000'000'000;
/// To wait for peers is what a bound socket does. Only who waits so long in vain may wonder. Where
/// messages wait meanwhile, StuckOutboxRule tells it sooner.
constexpr qint64 longTimeNs = 600 * secondNs;

/// A bound panel to which nobody ever connected.
class NobodyConnectedRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::NobodyConnectedRule)
public:
    QString id() const override { return u"nobody-connected"_s; }
    void examine(Examination &examination) override;

private:
    static void addBoundNeighbour(const Examination &examination, const EndpointStatus &status, Finding &finding);
};

bool allListen(const Channel &channel)
{
    const QList<EndpointStatus> &endpoints = channel.endpoints();
    return !endpoints.isEmpty() && std::all_of(endpoints.cbegin(), endpoints.cend(), [](const EndpointStatus &status) {
        return status.state == EndpointState::Listening && !status.actualAddress.startsWith("inproc"_L1);
    });
}

/// Another panel that could be the peer, and waits in the same way somewhere else.
void NobodyConnectedRule::addBoundNeighbour(const Examination &examination, const EndpointStatus &status, Finding &finding)
{
    const QString here = connectableAddress(status.actualAddress);
    for (Panel *panel : examination.session().panels()) {
        for (Channel *channel : panel->channels()) {
            const bool waits = channel->isOpen() && panel != &examination.panel() && allListen(*channel)
                && channel->connections().all().empty() && fit(channel->type(), examination.type());
            if (!waits)
                continue;
            const EndpointStatus &there = channel->endpoints().first();
            finding.cause += u' ' + tr("The panel “%1” waits in the same way at %2: if the two are to talk, one of them has to connect.")
                                        .arg(panel->name(), connectableAddress(there.actualAddress));
            finding.fixes.append(replaceEndpointFix(*channel, there.endpoint, {EndpointRole::Connect, here}, tr("Connect “%1” to here").arg(panel->name()),
                                                    tr("“%1” connects to %2 instead of waiting at %3.")
                                                        .arg(panel->name(), here, there.endpoint.address)));
            return;
        }
    }
}

void NobodyConnectedRule::examine(Examination &examination)
{
    const Channel &channel = examination.channel();
    const SocketPanel *panel = examination.socketPanel();
    if (!panel || !panel->outbox().isEmpty() || !allListen(channel) || channel.type() == SocketType::Stream)
        return;
    const auto &all = channel.connections().all();
    if (!all.empty() && all.crbegin()->second.since >= channel.openedAt())
        return;
    const Timestamp due{channel.openedAt().ns + longTimeNs};
    if (examination.now() < due)
        return examination.lookAgainAt(due);
    const EndpointStatus &status = channel.endpoints().first();
    const QString address = connectableAddress(status.actualAddress);
    Finding finding;
    finding.severity = Severity::Hint;
    finding.title = tr("Nobody has connected yet");
    finding.cause = tr("This %1 listens at %2, and in %n minute(s) no program has connected.", nullptr, int(longTimeNs / secondNs / 60))
                        .arg(socketTypeName(channel.type()), address);
    finding.remedy = tr("That is fine if the peer is still to come. Else start a %1 that connects to %2; from another machine use this one's "
                        "name or address, and bind all interfaces (tcp://*:…).").arg(socketTypePeers(channel.type()), address);
    finding.evidence.append(endpointEvidence(0, tr("listens at %1").arg(status.actualAddress), channel.openedAt()));
    finding.evidence.append(fact(tr("nobody has connected until now"), due));
    addBoundNeighbour(examination, status, finding);
    examination.find(finding);
}

} // namespace

std::unique_ptr<Rule> makeNobodyConnectedRule()
{
    return std::make_unique<NobodyConnectedRule>();
}

} // namespace zmqscope
