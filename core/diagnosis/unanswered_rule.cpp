// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"
#include "core/diagnosis/same_side.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qint64 secondNs = 1'000'000'000;
/// Peers are started one after the other: for a few seconds it is healthy that nobody answers.
constexpr qint64 startsNs = 3 * secondNs;
/// A peer that was there and is started anew is given longer.
constexpr qint64 restartsNs = 10 * secondNs;
/// Before the time has come it is found out why.
constexpr qint64 askAheadNs = secondNs;

/// A connect that libzmq tries again and again: nobody listens, the name is not known, no way leads
/// there. libzmq itself tells none of this apart; a try of our own does.
class UnansweredRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::UnansweredRule)
public:
    QString id() const override { return u"unanswered"_s; }
    void examine(Examination &examination) override;

private:
    void examineEndpoint(Examination &examination, qsizetype place) const;
    static void explain(Finding &finding, const Examination &examination, const QString &address, const ProbeAnswer &answer);
};

bool wasConnected(const Channel &channel, qsizetype place)
{
    const auto &all = channel.connections().all();
    return std::any_of(all.crbegin(), all.crend(), [&](const auto &entry) {
        const Connection &connection = entry.second;
        return connection.established.ns != 0 && connection.since >= channel.openedAt()
            && connection.role == EndpointRole::Connect && channel.endpointOf(connection.endpoint, EndpointRole::Connect) == place;
    });
}

void UnansweredRule::explain(Finding &finding, const Examination &examination, const QString &address, const ProbeAnswer &answer)
{
    using Outcome = ProbeAnswer::Outcome;
    const QString type = socketTypeName(examination.type());
    const QString peers = socketTypePeers(examination.type());
    switch (answer.outcome) {
    case Outcome::NameUnknown:
        finding.title = tr("The host of %1 is not known").arg(address);
        finding.cause = tr("The name service has no address for this host name, so that %1 cannot connect. libzmq accepts such a name "
                           "without a word and goes on trying.").arg(type);
        finding.remedy = tr("Correct the name, or make it known (DNS, /etc/hosts, the network of the container). It is looked up again "
                            "with each try.");
        break;
    case Outcome::OnlyIpv6:
        finding.title = tr("The host of %1 has IPv6 addresses only").arg(address);
        finding.cause = tr("ZMQ_IPV6 is off: libzmq looks for an IPv4 address, and there is none.");
        finding.remedy = tr("Turn ZMQ_IPV6 on for this panel.");
        finding.evidence.append(optionEvidence(tr("ZMQ_IPV6 is off"), u"ZMQ_IPV6"_s));
        finding.fixes.append({tr("Turn ZMQ_IPV6 on"), tr("Sets the option and opens the panel again."),
                              [&channel = examination.channel()]() -> Result<void> {
                                  if (const Result<void> set = channel.setOption(u"ZMQ_IPV6"_s, qint64(1)); !set)
                                      return set;
                                  return channel.reopen();
                              }});
        break;
    case Outcome::Refused:
        finding.title = tr("Nobody listens at %1").arg(address);
        finding.cause = tr("The machine answers and refuses: no program is bound to this address, or it has gone.");
        finding.remedy = tr("Start the program that binds it (%1), or correct the address. This panel connects by itself as soon as "
                            "somebody is there.").arg(peers);
        break;
    case Outcome::NoFile:
        finding.title = tr("Nobody has bound %1").arg(address);
        finding.cause = tr("The file of this ipc address is not there: no program has bound it, or it has gone.");
        finding.remedy = tr("Start the program that binds it (%1), or correct the path; a relative one begins at each program's own "
                            "working folder.").arg(peers);
        break;
    case Outcome::NoAnswer:
        finding.title = tr("No answer from %1").arg(address);
        finding.cause = tr("What is sent there gets no reply at all: the machine is off or somewhere else, or a firewall drops it.");
        finding.remedy = tr("Check the address, and whether the port is open on the way (firewall, port mapping of the container).");
        break;
    case Outcome::Unreachable:
        finding.title = tr("No way leads to %1").arg(address);
        finding.cause = tr("The network tells that it cannot get there: no route, or the machine is off.");
        finding.remedy = tr("Check the address and the network of this machine.");
        break;
    case Outcome::Forbidden:
        finding.title = tr("%1 may not be connected to").arg(address);
        finding.cause = tr("The system forbids this user to connect there.");
        finding.remedy = tr("Check the permissions of the file or the rules of the firewall.");
        break;
    case Outcome::Reached: // only just
        break;
    }
    finding.evidence.append(answerEvidence(answer));
}

void UnansweredRule::examineEndpoint(Examination &examination, qsizetype place) const
{
    const Channel &channel = examination.channel();
    const EndpointStatus &status = channel.endpoints().at(place);
    const QString address = status.endpoint.address;
    const std::optional<Tries> tries = unansweredTries(channel, place);
    if (!tries)
        return;
    const qint64 patience = wasConnected(channel, place) ? restartsNs : startsNs;
    const Timestamp due{tries->since.ns + patience};
    if (examination.now().ns < due.ns - askAheadNs)
        return examination.lookAgainAt({due.ns - askAheadNs});
    const std::optional<ProbeAnswer> answer = askAbout(examination, place);
    if (examination.now() < due)
        return examination.lookAgainAt(due);
    if (!answer && answerIsDue(examination, place, {due.ns - askAheadNs}))
        return examination.lookAgainAt({examination.now().ns + secondNs / 4});
    if (answer && answer->outcome == ProbeAnswer::Outcome::Reached)
        return; // somebody has come: libzmq will notice
    Finding finding;
    finding.subject = address;
    finding.title = tr("Nobody answers at %1").arg(address);
    finding.cause = tr("libzmq tries to connect, and gets no answer.");
    finding.remedy = tr("Check the address, and whether the program that binds it is running.");
    finding.evidence.append(endpointEvidence(place, tr("connects to %1").arg(address)));
    finding.evidence.append(eventEvidence(tr("tried %n time(s) since nobody answers", nullptr, tries->count), *tries->row));
    if (const qint64 queued = channel.queuedOffline(); queued > 0)
        finding.evidence.append(fact(tr("%n message(s) wait in libzmq for a peer", nullptr, int(queued))));
    if (answer)
        explain(finding, examination, address, *answer);
    examination.find(finding);
}

void UnansweredRule::examine(Examination &examination)
{
    const Channel &channel = examination.channel();
    for (qsizetype i = 0; i < channel.endpoints().size(); ++i) {
        const EndpointStatus &status = channel.endpoints().at(i);
        const bool tries = status.endpoint.role == EndpointRole::Connect && status.state == EndpointState::Connecting;
        // Where others of this session wait at the same place, that is told.
        if (tries && !meetsOneOfUs(examination, i))
            examineEndpoint(examination, i);
    }
}

} // namespace

std::unique_ptr<Rule> makeUnansweredRule()
{
    return std::make_unique<UnansweredRule>();
}

} // namespace zmqscope
