// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qint64 secondNs = 1'000'000'000;
constexpr qint64 mebibyte = 1024 * 1024;
/// A program that is started again needs longer than that; libzmq comes back after
/// ZMQ_RECONNECT_IVL, 100 ms by default.
constexpr qint64 comesBackNs = secondNs;
/// What ends a connection comes right before its end.
constexpr qint64 rightBeforeNs = 200'000'000;
/// How far back connections count.
constexpr qint64 recentNs = 60 * secondNs;
/// Once may be a coincidence.
constexpr int surelyAfter = 2;

/// A frame above ZMQ_MAXMSGSIZE. libzmq drops the connection without a reason and the message with
/// it. The side that has the limit does not try again when it was the one that connected; else the
/// sender comes back at once, as if nothing had been. From outside it looks like a peer that quits,
/// so that the finding says how sure it is.
class OversizeFrameRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::OversizeFrameRule)
public:
    QString id() const override { return u"oversize-frame"_s; }
    void examine(Examination &examination) override;

private:
    void examineGivenUp(Examination &examination) const;
    void examineReceiver(Examination &examination) const;
    void examineSender(Examination &examination) const;
    static Fix raiseFix(Channel &channel);
};

qint64 numberOf(const Channel &channel, const QString &option, qint64 otherwise)
{
    const Result<OptionValue> value = channel.optionValue(option);
    const qint64 *number = value ? std::get_if<qint64>(&*value) : nullptr;
    return number ? *number : otherwise;
}

qint64 limitOf(const Channel &channel)
{
    return numberOf(channel, u"ZMQ_MAXMSGSIZE"_s, -1);
}

/// False when libzmq was told not to connect again.
bool reconnects(const Channel &channel)
{
    return numberOf(channel, u"ZMQ_RECONNECT_IVL"_s, 100) >= 0 && numberOf(channel, u"ZMQ_RECONNECT_STOP"_s, 0) == 0;
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes);
}

QString hostOf(const Connection &connection)
{
    return connection.peerAddress.left(connection.peerAddress.lastIndexOf(u':'));
}

/// An established connection that ended by itself, and the one of the same peer that followed it.
struct Interruption
{
    const Connection *ended = nullptr;
    const Connection *next = nullptr;
};

/// Recent ones at which the peer was back at once; newest first.
QList<Interruption> interruptions(const Examination &examination, EndpointRole role)
{
    QList<Interruption> found;
    const Channel &channel = examination.channel();
    const auto &all = examination.connections().all();
    QList<const Connection *> later;
    for (auto entry = all.crbegin(); entry != all.crend(); ++entry) {
        const Connection &connection = entry->second;
        if (connection.since < channel.openedAt() || examination.age(connection.since) > recentNs)
            break;
        const bool ended = connection.established.ns != 0 && connection.ended.ns != 0 && !connection.endedHere;
        if (connection.role != role)
            continue;
        if (ended) {
            const auto next = std::find_if(later.cbegin(), later.cend(), [&](const Connection *other) {
                const qint64 pause = other->since.ns - connection.ended.ns;
                return pause >= 0 && pause < comesBackNs && other->endpoint == connection.endpoint && hostOf(*other) == hostOf(connection);
            });
            if (next != later.cend())
                found.append(Interruption{&connection, *next});
        }
        later.append(&connection);
    }
    return found;
}

Fix OversizeFrameRule::raiseFix(Channel &channel)
{
    constexpr qint64 usual = 64 * mebibyte;
    const qint64 limit = limitOf(channel);
    const qint64 raised = limit < usual ? usual : limit * 16;
    Fix fix;
    fix.label = tr("Allow frames up to %1").arg(sizeText(raised));
    fix.explanation = tr("Sets ZMQ_MAXMSGSIZE and opens the panel again. What was lost does not come again by itself.");
    fix.apply = [&channel, raised]() -> Result<void> {
        if (const Result<void> set = channel.setOption(u"ZMQ_MAXMSGSIZE"_s, raised); !set)
            return set;
        return channel.reopen();
    };
    return fix;
}

/// We connected, were connected, and libzmq does not try again: this side refused what came.
void OversizeFrameRule::examineGivenUp(Examination &examination) const
{
    Channel &channel = examination.channel();
    const qint64 limit = limitOf(channel);
    for (const TroubledEndpoint &troubled : troubledEndpoints(examination)) {
        if (troubled.trouble != LinkTrouble::BreaksOff)
            continue;
        // A REQ that waits also drops a reply without the empty frame in front.
        if (channel.type() == SocketType::Req && channel.turn() == Turn::Receive)
            continue;
        if (!reconnects(channel))
            continue; // so a person wants it
        const EndpointStatus &status = channel.endpoints().at(troubled.place);
        Finding finding = findingAt(examination, troubled);
        finding.evidence.append(endpointEvidence(troubled.place, tr("libzmq does not try again")));
        if (limit >= 0) {
            finding.title = tr("A frame above %1 ended the connection").arg(sizeText(limit));
            finding.cause = tr("This side dropped the connection because of what came, and gave it up: so it does when a frame is larger than "
                               "ZMQ_MAXMSGSIZE (%1 bytes here). That message is lost, and nothing comes any more. (Very rarely the peer breaks "
                               "the protocol instead.)").arg(QLocale().toString(limit));
            finding.remedy = tr("Raise ZMQ_MAXMSGSIZE here, or let the peer send smaller frames.");
            finding.evidence.append(optionEvidence(tr("ZMQ_MAXMSGSIZE is %1").arg(QLocale().toString(limit)), u"ZMQ_MAXMSGSIZE"_s));
            finding.fixes.append(raiseFix(channel));
        } else {
            finding.title = tr("The peer broke the protocol");
            finding.cause = tr("This side dropped the connection because of what came, and gave it up. There is no limit to the size of frames "
                               "here, so the peer sent what ZMTP does not allow.");
            finding.remedy = tr("See which library the peer uses. Then reconnect.");
        }
        finding.fixes.append(reconnectFix(channel, status.endpoint));
        examination.find(finding);
    }
}

/// Peers come to us, and a person chose a limit: each that sends more is dropped, and comes back.
void OversizeFrameRule::examineReceiver(Examination &examination) const
{
    Channel &channel = examination.channel();
    const qint64 limit = limitOf(channel);
    const bool chosen = channel.config().options.contains(u"ZMQ_MAXMSGSIZE"_s);
    if (!chosen || limit < 0 || limit >= 64 * mebibyte || !traits(channel.type()).canReceive)
        return;
    const QList<Interruption> all = interruptions(examination, EndpointRole::Bind);
    if (all.isEmpty())
        return;
    const Interruption &newest = all.first();
    const qsizetype place = channel.endpointOf(newest.ended->endpoint, EndpointRole::Bind);
    if (place < 0)
        return;
    examination.lookAgainAt({newest.ended->ended.ns + recentNs + 1});
    Finding finding;
    finding.severity = Severity::Warning;
    finding.subject = channel.endpoints().at(place).endpoint.address;
    finding.title = all.size() < surelyAfter ? tr("A frame may have been too large") : tr("Frames are probably too large");
    finding.cause = tr("A connection ended without a reason, and the peer was back at once (%n time(s) within a minute). So it is when a frame "
                       "is larger than ZMQ_MAXMSGSIZE, which is only %1 bytes here: the message is lost, and nobody is told. A peer that quits "
                       "and is started again within a second looks the same.", nullptr, int(all.size())).arg(QLocale().toString(limit));
    finding.remedy = tr("Raise ZMQ_MAXMSGSIZE here, or let the peer send smaller frames.");
    for (const Interruption &one : all.first(std::min<qsizetype>(all.size(), TroubledEndpoint::maxShown)))
        finding.evidence.append(connectionEvidence(tr("%1 was dropped, and back after %2 ms").arg(one.ended->peerAddress)
                                                       .arg((one.next->since.ns - one.ended->ended.ns) / 1'000'000),
                                                   one.ended->id, one.ended->ended));
    finding.evidence.append(optionEvidence(tr("ZMQ_MAXMSGSIZE is %1").arg(QLocale().toString(limit)), u"ZMQ_MAXMSGSIZE"_s));
    finding.fixes.append(raiseFix(channel));
    examination.find(finding);
}

/// We go to the peer, and it drops us right after we sent something, again and again.
void OversizeFrameRule::examineSender(Examination &examination) const
{
    const Channel &channel = examination.channel();
    QList<Interruption> all = interruptions(examination, EndpointRole::Connect);
    const bool asks = channel.type() == SocketType::Req;
    all.removeIf([asks](const Interruption &one) {
        const Traffic &out = one.ended->out;
        const bool answered = asks && one.ended->in->last >= out.last; // then it was no frame too large
        return out.messages == 0 || answered || out.last > one.ended->ended || one.ended->ended.ns - out.last.ns > rightBeforeNs;
    });
    if (all.size() < surelyAfter)
        return;
    const Interruption &newest = all.first();
    const qsizetype place = channel.endpointOf(newest.ended->endpoint, EndpointRole::Connect);
    if (place < 0)
        return;
    examination.lookAgainAt({newest.ended->ended.ns + recentNs + 1});
    Finding finding;
    finding.severity = Severity::Warning;
    finding.subject = channel.endpoints().at(place).endpoint.address;
    finding.title = tr("The peer drops the connection whenever something is sent");
    finding.cause = tr("%n time(s) within a minute the connection ended right after a message, and could be made again at once. A frame above "
                       "the peer's ZMQ_MAXMSGSIZE may be the reason (%1 bytes were sent last); the message is lost then. A program that fails "
                       "on the message and is started again looks the same.", nullptr, int(all.size()))
                        .arg(QLocale().toString(newest.ended->out.bytes));
    finding.remedy = tr("Look for a limit at the peer, and into its log; or send smaller frames.");
    for (const Interruption &one : all.first(std::min<qsizetype>(all.size(), TroubledEndpoint::maxShown)))
        finding.evidence.append(connectionEvidence(tr("ended %1 ms after the last message").arg((one.ended->ended.ns - one.ended->out.last.ns) / 1'000'000),
                                                   one.ended->id, one.ended->ended));
    examination.find(finding);
}

void OversizeFrameRule::examine(Examination &examination)
{
    if (examination.type() == SocketType::Stream)
        return;
    examineGivenUp(examination);
    examineReceiver(examination);
    examineSender(examination);
}

} // namespace

std::unique_ptr<Rule> makeOversizeFrameRule()
{
    return std::make_unique<OversizeFrameRule>();
}

} // namespace zmqscope
