// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMap>
#include <QStringList>
#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qint64 secondNs = 1'000'000'000;
constexpr qint64 windowNs = 10 * secondNs;
/// Ten workers that are started and stopped together are no storm; a client that reconnects by
/// libzmq's own rules makes about sixty in the window.
constexpr int stormFrom = 30;
/// Hosts that are named.
constexpr int maxHosts = 3;

/// Peers that connect and go, again and again. Each connection costs both sides a handshake, and
/// what is sent between two of them is lost or late. Handshakes that fail for a known reason are
/// told by other rules.
class ReconnectStormRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::ReconnectStormRule)
public:
    QString id() const override { return u"reconnect-storm"_s; }
    void examine(Examination &examination) override;

private:
    struct Storm
    {
        QList<const Connection *> connections; ///< that ended, newest first
        QMap<QString, int> hosts;
        int failed = 0;   ///< without a handshake
        int messages = 0; ///< of those with one, how many brought at least a message
        std::vector<qint64> lives; ///< ns
    };

    static std::map<qsizetype, Storm> stormsOf(const Examination &examination);
    static Finding tell(const Examination &examination, qsizetype place, Storm &storm);
};

std::map<qsizetype, ReconnectStormRule::Storm> ReconnectStormRule::stormsOf(const Examination &examination)
{
    std::map<qsizetype, Storm> storms;
    const Channel &channel = examination.channel();
    const auto &all = examination.connections().all();
    for (auto entry = all.crbegin(); entry != all.crend(); ++entry) {
        const Connection &connection = entry->second;
        if (connection.since < channel.openedAt() || examination.age(connection.since) > windowNs)
            break;
        if (connection.lives() || connection.endedHere)
            continue;
        const LinkTrouble trouble = troubleOf(connection, examination.now());
        const bool failed = trouble == LinkTrouble::PeerEnds && connection.role == EndpointRole::Bind;
        if (!failed && trouble != LinkTrouble::None)
            continue;
        const qsizetype place = channel.endpointOf(connection.endpoint, connection.role);
        if (place < 0)
            continue;
        Storm &storm = storms[place];
        storm.connections.append(&connection);
        const qsizetype colon = connection.peerAddress.lastIndexOf(u':');
        ++storm.hosts[colon < 0 ? connection.peerAddress : connection.peerAddress.left(colon)];
        storm.failed += failed ? 1 : 0;
        storm.messages += connection.in->messages > 0 ? 1 : 0;
        if (!failed)
            storm.lives.push_back(connection.ended.ns - connection.since.ns);
    }
    return storms;
}

Finding ReconnectStormRule::tell(const Examination &examination, qsizetype place, Storm &storm)
{
    const EndpointStatus &status = examination.channel().endpoints().at(place);
    const int count = int(storm.connections.size());
    QStringList hosts = storm.hosts.keys();
    std::sort(hosts.begin(), hosts.end(), [&](const QString &a, const QString &b) { return storm.hosts[a] > storm.hosts[b]; });
    const QString who = hosts.size() > maxHosts ? tr("%1 and others").arg(hosts.mid(0, maxHosts).join(tr(", "))) : hosts.join(tr(", "));
    Finding finding;
    finding.severity = Severity::Warning;
    finding.subject = status.endpoint.address;
    finding.title = tr("Connections come and go: more than %1 within %2 s").arg(stormFrom).arg(windowNs / secondNs);
    if (2 * storm.failed > count) {
        finding.cause = tr("Peers at %1 connect and leave before the handshake is done. Something looks whether the port is open, or a program "
                           "that is not meant for it tries again and again.").arg(who);
        finding.remedy = tr("Find the program at that address. A health check may ask less often.");
    } else {
        std::nth_element(storm.lives.begin(), storm.lives.begin() + qsizetype(storm.lives.size() / 2), storm.lives.end());
        const qint64 median = storm.lives.empty() ? 0 : storm.lives[storm.lives.size() / 2];
        finding.cause = tr("Connections with %1 last %2 ms only (half of them less)").arg(who, QLocale().toString(median / 1'000'000));
        finding.cause += storm.messages > 0 ? tr(", and most bring a message or two: a program that opens a socket for each message does that.")
                                            : tr(", and bring no message.");
        finding.cause += u' ' + tr("Each costs a handshake, and what is sent meanwhile is late or lost.");
        finding.remedy = tr("Let the peer keep its socket open. If it does: see whether it fails and is started again, or sends frames above "
                            "ZMQ_MAXMSGSIZE.");
    }
    for (const Connection *connection : storm.connections.first(std::min<qsizetype>(count, TroubledEndpoint::maxShown))) {
        const qint64 lived = (connection->ended.ns - connection->since.ns) / 1'000'000;
        finding.evidence.append(connectionEvidence(tr("%1 came and was gone after %2 ms").arg(connection->peerAddress).arg(lived), connection->id,
                                                   connection->ended));
    }
    return finding;
}

void ReconnectStormRule::examine(Examination &examination)
{
    if (examination.connections().all().size() < stormFrom)
        return;
    for (auto &[place, storm] : stormsOf(examination)) {
        if (storm.connections.size() < stormFrom)
            continue;
        examination.lookAgainAt({examination.now().ns + secondNs});
        examination.find(tell(examination, place, storm));
    }
}

} // namespace

std::unique_ptr<Rule> makeReconnectStormRule()
{
    return std::make_unique<ReconnectStormRule>();
}

} // namespace zmqscope
