// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"
#include "core/diagnosis/same_side.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qint64 secondNs = 1'000'000'000;
/// As for any connect that nobody answers: the one that binds may be started in a moment.
constexpr qint64 startsNs = 3 * secondNs;

/// Two panels that could talk are on the same side: both connect to one place, or both bind it.
/// One has to bind and the other to connect, whichever it is.
class SameSideRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::SameSideRule)
public:
    QString id() const override { return u"same-side"_s; }
    void examine(Examination &examination) override;

private:
    void examineConnect(Examination &examination, qsizetype place) const;
    void examineBind(Examination &examination, qsizetype place) const;
};

/// Of two, the one that usually binds: others come to it.
bool bindsRather(SocketType type, SocketType other)
{
    const auto usually = [](SocketType which) {
        using enum SocketType;
        return which == Rep || which == Router || which == Pub || which == Xpub || which == Push;
    };
    return usually(type) && !usually(other);
}

void SameSideRule::examineConnect(Examination &examination, qsizetype place) const
{
    Channel &channel = examination.channel();
    const std::optional<Tries> tries = unansweredTries(channel, place);
    const std::optional<Neighbour> other = meetsOneOfUs(examination, place);
    if (!tries || !other)
        return;
    // Told once, at the side that is to change.
    const QList<Panel *> panels = examination.session().panels();
    const bool isFirst = panels.indexOf(&examination.panel()) < panels.indexOf(other->panel);
    const bool isOurs = bindsRather(channel.type(), other->channel->type())
        || (isFirst && !bindsRather(other->channel->type(), channel.type()));
    if (!isOurs)
        return;
    const Timestamp due{tries->since.ns + startsNs};
    if (examination.now() < due)
        return examination.lookAgainAt(due);
    const Endpoint &endpoint = channel.endpoints().at(place).endpoint;
    const Endpoint bound{EndpointRole::Bind, suggestedAddress({EndpointRole::Bind, endpoint.address})};
    const Endpoint there = bound.address.isEmpty() ? Endpoint{EndpointRole::Bind, endpoint.address} : bound;
    Finding finding;
    finding.subject = endpoint.address;
    finding.title = tr("Both sides connect to %1, and nobody binds it").arg(endpoint.address);
    finding.cause = tr("This %1 and the panel “%2” connect to the same address. Of two sockets that are to talk one has to bind; it does "
                       "not matter which.").arg(socketTypeName(channel.type()), other->panel->name());
    finding.remedy = tr("Bind the address here, or start the program that is meant to bind it.");
    finding.evidence.append(endpointEvidence(place, tr("this panel connects to %1").arg(endpoint.address)));
    finding.evidence.append(fact(tr("“%1” connects to %2").arg(other->panel->name(), other->channel->endpoints().at(other->endpoint).endpoint.address)));
    finding.evidence.append(eventEvidence(tr("tried %n time(s) since nobody answers", nullptr, tries->count), *tries->row));
    finding.fixes.append(replaceEndpointFix(channel, endpoint, there, tr("Bind instead"),
                                            tr("This panel binds %1; “%2” connects by itself.").arg(there.address, other->panel->name())));
    examination.find(finding);
}

void SameSideRule::examineBind(Examination &examination, qsizetype place) const
{
    Channel &channel = examination.channel();
    const std::optional<Neighbour> holder = holdsPlaceOf(examination, place);
    if (!holder)
        return;
    const EndpointStatus &status = channel.endpoints().at(place);
    const QString address = connectableAddress(holder->channel->endpoints().at(holder->endpoint).actualAddress);
    Finding finding;
    finding.subject = status.endpoint.address;
    finding.title = tr("Both sides bind %1").arg(status.endpoint.address);
    finding.cause = tr("The panel “%1” has bound this address, so that this %2 cannot. Of two sockets that are to talk one has to bind and "
                       "the other to connect.").arg(holder->panel->name(), socketTypeName(channel.type()));
    finding.remedy = tr("Connect here, if the two are to talk; else choose another port.");
    finding.evidence.append(endpointEvidence(place, status.detail));
    finding.evidence.append(fact(tr("“%1” listens at %2").arg(holder->panel->name(), address)));
    finding.fixes.append(replaceEndpointFix(channel, status.endpoint, {EndpointRole::Connect, address}, tr("Connect instead"),
                                            tr("This panel connects to %1.").arg(address)));
    examination.find(finding);
}

void SameSideRule::examine(Examination &examination)
{
    const Channel &channel = examination.channel();
    for (qsizetype i = 0; i < channel.endpoints().size(); ++i) {
        const EndpointStatus &status = channel.endpoints().at(i);
        if (status.endpoint.role == EndpointRole::Connect && status.state == EndpointState::Connecting)
            examineConnect(examination, i);
        else if (status.endpoint.role == EndpointRole::Bind && status.state == EndpointState::Failed && !channel.isRetryingBinds())
            examineBind(examination, i);
    }
}

} // namespace

std::optional<Neighbour> meetsOneOfUs(const Examination &examination, qsizetype place)
{
    const Channel &channel = examination.channel();
    const QString &address = channel.endpoints().at(place).endpoint.address;
    if (address.startsWith("inproc:"_L1) || listenerAt(examination.session(), address))
        return std::nullopt;
    for (const Neighbour &other : othersConnectingTo(examination.session(), address, channel)) {
        const bool waits = other.channel->endpoints().at(other.endpoint).state == EndpointState::Connecting;
        if (waits && other.panel != &examination.panel() && fit(channel.type(), other.channel->type()))
            return other;
    }
    return std::nullopt;
}

std::optional<Neighbour> holdsPlaceOf(const Examination &examination, qsizetype place)
{
    const Channel &channel = examination.channel();
    const QString &address = channel.endpoints().at(place).endpoint.address;
    std::optional<Neighbour> holder = listenerAt(examination.session(), connectableAddress(address));
    const bool couldTalk = holder && holder->channel != &channel && fit(channel.type(), holder->channel->type());
    return couldTalk ? holder : std::nullopt;
}

std::unique_ptr<Rule> makeSameSideRule()
{
    return std::make_unique<SameSideRule>();
}

} // namespace zmqscope
