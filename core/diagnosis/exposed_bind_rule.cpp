// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"
#include "core/diagnosis/mechanism.h"
#include "core/zmq/endpoint_parts.h"

#include <QCoreApplication>
#include <QNetworkInterface>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Interfaces come and go seldom.
constexpr qint64 keepNs = 10'000'000'000;

/// A bind on all interfaces of a machine that the internet can reach, without encryption or keys:
/// anybody may connect, and read or send.
class ExposedBindRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::ExposedBindRule)
public:
    explicit ExposedBindRule(const AddressList &addresses) : m_list(addresses) {}
    QString id() const override { return u"exposed-bind"_s; }
    void examine(Examination &examination) override;

private:
    QHostAddress publicAddress(const Examination &examination, bool ipv6Too);

    AddressList m_list;
    QList<QHostAddress> m_addresses;
    Timestamp m_listed;
};

/// True for an address that the whole internet knows: none of RFC 6890's special ones.
bool isPublic(const QHostAddress &address)
{
    static const auto special = [] {
        const std::array networks{"0.0.0.0/8",      "10.0.0.0/8",     "100.64.0.0/10",  "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
                                  "192.0.0.0/24",   "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
                                  "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",    "::/8",        "64:ff9b::/96",   "100::/64",
                                  "2001::/23",      "2001:db8::/32",  "fc00::/7",       "fe80::/10",   "fec0::/10",      "ff00::/8"};
        QList<QPair<QHostAddress, int>> subnets;
        for (const char *network : networks)
            subnets.append(QHostAddress::parseSubnet(QString::fromLatin1(network)));
        return subnets;
    }();
    if (address.isNull())
        return false;
    return std::none_of(special.cbegin(), special.cend(), [&](const auto &subnet) { return address.isInSubnet(subnet); });
}

QHostAddress ExposedBindRule::publicAddress(const Examination &examination, bool ipv6Too)
{
    if (m_listed.ns == 0 || examination.age(m_listed) >= keepNs) {
        m_addresses = m_list();
        m_listed = examination.now();
    }
    const auto found = std::find_if(m_addresses.cbegin(), m_addresses.cend(), [&](const QHostAddress &address) {
        return isPublic(address) && (ipv6Too || address.protocol() == QAbstractSocket::IPv4Protocol);
    });
    return found == m_addresses.cend() ? QHostAddress() : *found;
}

void ExposedBindRule::examine(Examination &examination)
{
    Channel &channel = examination.channel();
    for (qsizetype i = 0; i < channel.endpoints().size(); ++i) {
        const EndpointStatus &status = channel.endpoints().at(i);
        const std::optional<EndpointParts> parts = splitAddress(status.actualAddress);
        const bool open = status.state == EndpointState::Listening || status.state == EndpointState::Connected;
        if (!open || status.endpoint.role != EndpointRole::Bind || !parts || !schemeHasPort(parts->scheme) || !isAnyHost(parts->host))
            continue;
        const QString mechanism = mechanismOf(channel);
        if (mechanism != "NULL"_L1 && mechanism != "PLAIN"_L1)
            continue;
        const QHostAddress exposed = publicAddress(examination, parts->host.startsWith(u'['));
        if (exposed.isNull())
            continue;
        EndpointParts near = *parts;
        near.host = u"127.0.0.1"_s;
        const Endpoint local{EndpointRole::Bind, joinAddress(near)};
        Finding finding;
        finding.subject = status.endpoint.address;
        finding.severity = Severity::Warning;
        finding.title = tr("The internet can reach %1").arg(status.endpoint.address);
        finding.cause = mechanism == "PLAIN"_L1
            ? tr("It is bound on all interfaces, and this machine has the public address %1. PLAIN sends password and messages in clear text.")
                  .arg(exposed.toString())
            : tr("It is bound on all interfaces, and this machine has the public address %1. Without security anybody who finds the port can "
                 "connect, and read or send.").arg(exposed.toString());
        finding.remedy = tr("Bind 127.0.0.1 if the peers are on this machine, or the address of an inner network; use CURVE across the internet. "
                            "A firewall may already keep others out: that cannot be seen from here.");
        finding.evidence.append(endpointEvidence(i, tr("listens at %1").arg(status.actualAddress)));
        finding.evidence.append(fact(tr("an interface has the address %1").arg(exposed.toString())));
        finding.evidence.append(optionEvidence(tr("the security mechanism is %1").arg(mechanism), u"ZMQ_MECHANISM"_s));
        finding.fixes.append(replaceEndpointFix(channel, status.endpoint, local, tr("Bind 127.0.0.1 only"),
                                                tr("Binds %1 instead: only programs on this machine can connect.").arg(local.address)));
        examination.find(finding);
    }
}

} // namespace

QList<QHostAddress> addressesOfThisMachine()
{
    QList<QHostAddress> addresses;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        if (!interface.flags().testFlag(QNetworkInterface::IsUp))
            continue;
        for (const QNetworkAddressEntry &entry : interface.addressEntries())
            addresses.append(entry.ip());
    }
    return addresses;
}

std::unique_ptr<Rule> makeExposedBindRule(const AddressList &addresses)
{
    return std::make_unique<ExposedBindRule>(addresses);
}

} // namespace zmqscope
