// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"
#include "core/diagnosis/same_side.h"
#include "core/zmq/endpoint_parts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// An endpoint that libzmq or the system did not take: the address is in use, is not one of this
/// machine's, or is wrong.
class BindRefusedRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::BindRefusedRule)
public:
    QString id() const override { return u"bind-refused"_s; }
    void examine(Examination &examination) override;

private:
    void examineEndpoint(Examination &examination, qsizetype place) const;
};

/// The same address with a port that the system chooses; empty where there is none to choose.
QString withFreePort(const QString &address)
{
    std::optional<EndpointParts> parts = splitAddress(address);
    if (!parts || !schemeHasPort(parts->scheme) || !parts->hasColon || hasWildcardPort(address))
        return {};
    parts->port = u"*"_s;
    return joinAddress(*parts);
}

const TimelineRow *failureRow(const Channel &channel, qsizetype place)
{
    const auto &rows = channel.connections().timeline().rows();
    for (auto row = rows.crbegin(); row != rows.crend() && row->last >= channel.openedAt(); ++row) {
        if (row->event.kind == ConnectionEventKind::BindFailed && channel.endpointOf(row->event.endpoint, EndpointRole::Bind) == place)
            return &*row;
    }
    return nullptr;
}

void BindRefusedRule::examineEndpoint(Examination &examination, qsizetype place) const
{
    Channel &channel = examination.channel();
    const EndpointStatus &status = channel.endpoints().at(place);
    const Endpoint endpoint = status.endpoint;
    const bool binds = endpoint.role == EndpointRole::Bind;
    Finding finding;
    finding.subject = endpoint.address;
    finding.title = binds ? tr("%1 could not be bound").arg(endpoint.address) : tr("%1 cannot be connected to").arg(endpoint.address);
    finding.cause = status.detail;
    finding.remedy = binds ? tr("Nobody can connect here before that is mended: free the address and try again, or bind another one.")
                           : tr("Correct the address.");
    finding.evidence.append(endpointEvidence(place, status.detail));
    if (const TimelineRow *row = binds ? failureRow(channel, place) : nullptr)
        finding.evidence.append(eventEvidence(failureText(row->event), *row));
    finding.fixes.append({tr("Try again"), tr("Tries %1 once more.").arg(endpoint.address), [&channel, endpoint]() -> Result<void> {
                              const qsizetype now = channel.config().endpoints.indexOf(endpoint);
                              return now < 0 ? Result<void>() : channel.retryEndpoint(now);
                          }});
    if (const QString right = suggestedAddress(endpoint); !right.isEmpty() && right != endpoint.address) {
        finding.fixes.append(replaceEndpointFix(channel, endpoint, {endpoint.role, right}, tr("Use %1").arg(right),
                                                tr("Takes %1 in place of %2.").arg(right, endpoint.address)));
    } else if (const QString free = withFreePort(endpoint.address); binds && !free.isEmpty()) {
        finding.fixes.append(replaceEndpointFix(channel, endpoint, {EndpointRole::Bind, free}, tr("Take a free port"),
                                                tr("Binds %1: the system chooses a port. Tell your peers which one.").arg(free)));
    }
    examination.find(finding);
}

void BindRefusedRule::examine(Examination &examination)
{
    const Channel &channel = examination.channel();
    if (channel.isRetryingBinds())
        return;
    for (qsizetype i = 0; i < channel.endpoints().size(); ++i) {
        const EndpointStatus &status = channel.endpoints().at(i);
        const bool isOthers = status.endpoint.role == EndpointRole::Bind && holdsPlaceOf(examination, i);
        if (status.state == EndpointState::Failed && !status.gaveUp && !isOthers)
            examineEndpoint(examination, i);
    }
}

} // namespace

std::unique_ptr<Rule> makeBindRefusedRule()
{
    return std::make_unique<BindRefusedRule>();
}

} // namespace zmqscope
