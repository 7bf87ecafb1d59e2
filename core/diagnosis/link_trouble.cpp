// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/link_trouble.h"

#include "core/connection/event_text.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/mechanism.h"

#include <QCoreApplication>
#include <QSet>
#include <algorithm>
#include <cerrno>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

using Kind = ConnectionEventKind;

/// A hanging connection that has ended is told that long.
constexpr qint64 hangingIsToldNs = 60'000'000'000;
/// Rows of the timeline further back do not concern what happens now.
constexpr int rowsLookedAt = 500;
/// A probe needs that long at most.
constexpr qint64 answerDueNs = 4'000'000'000;
/// The last messages of a connection are read so long after its end at most.
constexpr qint64 readLateNs = 200'000'000;
/// A peer that tries again does so within that time.
constexpr qint64 triesOnNs = 5'000'000'000;
/// Who notices that the types do not fit hangs up so soon.
constexpr qint64 atOnceNs = 100'000'000;
/// A mere guess is told that long.
constexpr qint64 guessIsToldNs = 60'000'000'000;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::LinkTrouble)
};

LinkTrouble troubleOfFailure(const Connection &connection, bool heard)
{
    switch (handshakeProblem(*connection.failure)) {
    case HandshakeProblem::MechanismMismatch:
        return LinkTrouble::Mechanisms;
    case HandshakeProblem::UnexpectedCommand:
        return LinkTrouble::BothClients;
    case HandshakeProblem::KeyMismatch:
        return LinkTrouble::Keys;
    case HandshakeProblem::AccessRefused:
        return LinkTrouble::Access;
    case HandshakeProblem::NoZapHandler:
        return LinkTrouble::NoZapHandler;
    case HandshakeProblem::BadZapReply:
        return LinkTrouble::BadZapReply;
    case HandshakeProblem::BadMetadata:
        return LinkTrouble::TypesDiffer;
    case HandshakeProblem::BadZmtp:
        return LinkTrouble::BadZmtp;
    case HandshakeProblem::TimedOut:
        return LinkTrouble::Hangs;
    case HandshakeProblem::NoDetail:
    case HandshakeProblem::None:
        break;
    }
    if (heard)
        return LinkTrouble::None; // an old peer that has gone
    return connection.ended.ns - connection.since.ns >= handshakeHangsNs ? LinkTrouble::Hangs : LinkTrouble::PeerEnds;
}

/// Peers are told apart by host: each connection has another port.
QString hostOf(const Connection &connection)
{
    if (connection.role == EndpointRole::Connect)
        return {};
    const QString &address = connection.peerAddress;
    const qsizetype colon = address.lastIndexOf(u':');
    return colon < 0 ? address : address.left(colon);
}

bool isTry(Kind kind)
{
    return kind == Kind::ConnectDelayed || kind == Kind::ConnectRetried || kind == Kind::Closed;
}

/// Where the messages of peers that shook no hands are counted; null while there were none, or when
/// they may be those of inproc.
const Connection *unnamedMessages(const Channel &channel)
{
    const bool inproc = std::any_of(channel.endpoints().cbegin(), channel.endpoints().cend(), [](const EndpointStatus &status) {
        return status.endpoint.address.startsWith("inproc:"_L1);
    });
    const auto &all = channel.connections().all();
    const auto found = std::find_if(all.crbegin(), all.crend(), [](const auto &entry) { return entry.second.state == ConnectionState::Untold; });
    return inproc || found == all.crend() ? nullptr : &found->second;
}

bool mayHaveBrought(const Connection &connection, const Connection *unnamed)
{
    if (!unnamed || unnamed->in->last < connection.since || connection.established.ns != 0)
        return false;
    return connection.ended.ns == 0 || unnamed->since.ns <= connection.ended.ns + readLateNs;
}

/// What the connection and its endpoint tell together.
LinkTrouble troubleThere(const Connection &connection, const EndpointStatus &status, const Connection *unnamed, Timestamp now)
{
    const LinkTrouble trouble = troubleOf(connection, now, connection.in->messages > 0 || mayHaveBrought(connection, unnamed));
    if (connection.role == EndpointRole::Bind || connection.lives())
        return trouble;
    const bool gaveUp = status.state == EndpointState::Failed && status.gaveUp;
    if (trouble == LinkTrouble::None)
        return gaveUp ? LinkTrouble::BreaksOff : LinkTrouble::None;
    if (trouble != LinkTrouble::TypesDiffer || gaveUp)
        return trouble;
    // When only the other side refuses, libzmq tries again.
    return status.inDoubt ? LinkTrouble::Unfinished : LinkTrouble::PeerEnds;
}

/// Of two sides whose types do not fit the first to notice hangs up. The other one sees a peer that
/// leaves and, when it connected, tries again, so that sooner or later each is the first.
bool endedForItsTypeBefore(const Channel &channel, const Connection &newest)
{
    const auto &all = channel.connections().all();
    for (auto entry = all.crbegin(); entry != all.crend(); ++entry) {
        const Connection &connection = entry->second;
        if (newest.since.ns - connection.since.ns > triesOnNs || connection.since < channel.openedAt())
            return false;
        const bool samePeer = connection.endpoint == newest.endpoint && hostOf(connection) == hostOf(newest);
        if (samePeer && troubleOf(connection, newest.ended) == LinkTrouble::TypesDiffer && connection.ended.ns != 0)
            return true;
    }
    return false;
}

/// A single peer that left at once, having read what we are, and did not come back.
bool mayHaveWrongType(const Channel &channel, const TroubledEndpoint &troubled, Timestamp now)
{
    const Connection &only = *troubled.connections.first();
    return troubled.trouble == LinkTrouble::PeerEnds && only.role == EndpointRole::Bind && troubled.times == 1 && only.failure
        && only.failure->value == EPIPE && only.ended.ns - only.since.ns < atOnceNs && now.ns - only.ended.ns < guessIsToldNs
        && mechanismOf(channel) == "NULL"_L1;
}

/// The other end of a connection may know more.
LinkTrouble withOtherView(LinkTrouble trouble, const Neighbour &other, Timestamp now)
{
    if (trouble != LinkTrouble::PeerEnds)
        return trouble;
    const LinkTrouble theirs = troubleOf(*other.connection, now);
    return theirs == LinkTrouble::None || theirs == LinkTrouble::Unfinished ? trouble : theirs;
}

} // namespace

LinkTrouble troubleOf(const Connection &connection, Timestamp now, bool heard)
{
    if (connection.state == ConnectionState::Handshaking && !connection.failure) {
        if (now.ns - connection.since.ns < handshakeHangsNs)
            return LinkTrouble::Unfinished;
        return heard ? LinkTrouble::OldZmtp : LinkTrouble::Hangs;
    }
    if ((connection.lives() && !connection.failure) || connection.established.ns != 0 || connection.endedHere)
        return LinkTrouble::None;
    if (connection.failure) {
        const LinkTrouble trouble = troubleOfFailure(connection, heard);
        return trouble == LinkTrouble::Hangs && now.ns - connection.ended.ns > hangingIsToldNs ? LinkTrouble::None : trouble;
    }
    return heard ? LinkTrouble::NotZmtp : LinkTrouble::TypesDiffer;
}

QList<TroubledEndpoint> troubledEndpoints(Examination &examination)
{
    const Channel &channel = examination.channel();
    if (channel.type() == SocketType::Stream)
        return {};
    struct Outcome
    {
        LinkTrouble trouble;
        bool goesOn = true; ///< no connection before it ended otherwise so far
    };
    using PlaceAndHost = std::pair<qsizetype, QString>;
    std::map<PlaceAndHost, Outcome> outcomes;
    QSet<qsizetype> wellAt; ///< where somebody succeeded later than what is looked at
    QList<TroubledEndpoint> troubled;
    const Connection *unnamed = unnamedMessages(channel);
    const auto at = [&](qsizetype place, LinkTrouble trouble) -> TroubledEndpoint & {
        for (TroubledEndpoint &known : troubled) {
            if (known.place == place && known.trouble == trouble)
                return known;
        }
        return troubled.emplaceBack(TroubledEndpoint{place, trouble, {}, 0, 0, false, unnamed, {}});
    };
    const auto &all = examination.connections().all();
    for (auto entry = all.crbegin(); entry != all.crend(); ++entry) {
        const Connection &connection = entry->second;
        if (connection.since < channel.openedAt())
            break;
        const qsizetype place = connection.endedHere || &connection == unnamed ? -1 : channel.endpointOf(connection.endpoint, connection.role);
        if (place < 0)
            continue;
        LinkTrouble trouble = troubleThere(connection, channel.endpoints().at(place), unnamed, examination.now());
        if (trouble == LinkTrouble::Unfinished) {
            examination.lookAgainAt({connection.since.ns + handshakeHangsNs});
            continue;
        }
        // Whoever was gone before the address could be asked for may be anybody who came later.
        const bool isAnybody = connection.role == EndpointRole::Bind && connection.peerAddress.isEmpty();
        if (trouble == LinkTrouble::None)
            wellAt.insert(place);
        else if (isAnybody && wellAt.contains(place))
            continue;
        const auto [known, isFirst] = outcomes.try_emplace(PlaceAndHost{place, hostOf(connection)}, Outcome{trouble});
        Outcome &outcome = known->second;
        std::optional<Neighbour> other;
        if (isFirst && trouble != LinkTrouble::None) {
            other = otherEnd(examination.session(), channel, connection);
            if (other && connection.role == EndpointRole::Bind)
                outcome.trouble = LinkTrouble::None;
            else if (other)
                outcome.trouble = withOtherView(trouble, *other, examination.now());
            if (outcome.trouble == LinkTrouble::PeerEnds && !other && endedForItsTypeBefore(channel, connection))
                outcome.trouble = LinkTrouble::TypesDiffer;
            trouble = outcome.trouble;
        }
        outcome.goesOn = outcome.goesOn && (isFirst || trouble == outcome.trouble);
        if (outcome.trouble == LinkTrouble::None || !outcome.goesOn)
            continue;
        TroubledEndpoint &there = at(place, outcome.trouble);
        ++there.times;
        there.peers += isFirst ? 1 : 0;
        if (there.connections.isEmpty())
            there.other = other;
        if (there.connections.size() < TroubledEndpoint::maxShown)
            there.connections.append(&connection);
    }
    for (TroubledEndpoint &there : troubled) {
        if (!mayHaveWrongType(channel, there, examination.now()))
            continue;
        there.trouble = LinkTrouble::TypesDiffer;
        there.isGuess = true;
        examination.lookAgainAt({there.connections.first()->ended.ns + guessIsToldNs});
    }
    // Where nobody answers any more, that is the trouble.
    troubled.removeIf([&](const TroubledEndpoint &there) {
        const EndpointStatus &status = channel.endpoints().at(there.place);
        if (status.endpoint.role != EndpointRole::Connect || status.state != EndpointState::Connecting)
            return false;
        const std::optional<Tries> tries = unansweredTries(channel, there.place);
        return tries && tries->failed;
    });
    return troubled;
}

bool isShownOut(const TroubledEndpoint &troubled)
{
    return troubled.trouble == LinkTrouble::PeerEnds && troubled.times >= surelyEndsFrom
        && troubled.connections.first()->role == EndpointRole::Connect;
}

bool hasWrongType(const Channel &channel, const std::optional<ProbeAnswer> &answer)
{
    if (!answer || answer->greeting.socketType.isEmpty())
        return false;
    const std::optional<SocketType> type = socketTypeFromName(answer->greeting.socketType);
    return !type || !fit(channel.type(), *type);
}

Finding findingAt(const Examination &examination, const TroubledEndpoint &troubled)
{
    const Channel &channel = examination.channel();
    Finding finding;
    finding.subject = channel.endpoints().at(troubled.place).endpoint.address;
    for (const Connection *connection : troubled.connections) {
        const bool isOurs = connection->role == EndpointRole::Connect;
        const QString peer = connection->peerAddress.isEmpty() ? Words::tr("somebody") : connection->peerAddress;
        const bool ended = connection->ended.ns != 0;
        QString text = connection->failure ? failureText(*connection->failure)
            : !ended && isOurs             ? Words::tr("connected to %1, no handshake so far").arg(peer)
            : !ended                       ? Words::tr("accepted from %1, no handshake so far").arg(peer)
            : connection->established.ns   ? Words::tr("the connection to %1 ended").arg(peer)
                                           : Words::tr("the connection to %1 ended without a handshake").arg(peer);
        if (connection->failure)
            text = Words::tr("%1: %2").arg(peer, text);
        // What hangs does so from the moment on when the handshake ought to be done.
        const Timestamp time = ended ? connection->ended : connection->failure ? connection->since : Timestamp{connection->since.ns + handshakeHangsNs};
        finding.evidence.append(connectionEvidence(text, connection->id, time));
    }
    return finding;
}

std::optional<ProbeAnswer> askAbout(Examination &examination, qsizetype place)
{
    const Channel &channel = examination.channel();
    const EndpointStatus &status = channel.endpoints().at(place);
    if (!examination.probes() || status.endpoint.role != EndpointRole::Connect || status.peers > 0
        || listenerAt(examination.session(), status.endpoint.address))
        return std::nullopt;
    const Result<OptionValue> ipv6 = channel.optionValue(u"ZMQ_IPV6"_s);
    return examination.probes()->ask(status.endpoint.address, ipv6 && *ipv6 == OptionValue(qint64(1)));
}

bool answerIsDue(const Examination &examination, qsizetype place, Timestamp since)
{
    const Endpoint &endpoint = examination.channel().endpoints().at(place).endpoint;
    return examination.probes() && endpoint.role == EndpointRole::Connect && EndpointProbes::canAsk(endpoint.address)
        && !listenerAt(examination.session(), endpoint.address) && examination.age(since) < answerDueNs;
}

std::optional<Tries> unansweredTries(const Channel &channel, qsizetype place)
{
    Tries tries;
    int retries = 0;
    int looked = 0;
    bool waits = false;
    const auto &rows = channel.connections().timeline().rows();
    for (auto row = rows.crbegin(); row != rows.crend() && looked < rowsLookedAt && row->last >= channel.openedAt(); ++row, ++looked) {
        if (channel.endpointOf(row->event.endpoint, EndpointRole::Connect) != place)
            continue;
        const bool concernsBind = row->event.kind == Kind::Listening || row->event.kind == Kind::Accepted;
        if (concernsBind)
            continue;
        if (!isTry(row->event.kind))
            break; // a connection
        if (!tries.row || row->last > tries.last) {
            tries.row = &*row;
            tries.last = row->last;
            waits = row->event.kind == Kind::ConnectDelayed;
        }
        tries.since = std::max(row->time, channel.openedAt());
        if (row->event.kind == Kind::ConnectRetried)
            retries += row->count;
        tries.failed = tries.failed || row->event.kind == Kind::Closed;
    }
    tries.count = std::max(retries, 1);
    tries.failed = tries.failed || retries > 1;
    return tries.row && (tries.failed || waits) ? std::optional(tries) : std::nullopt;
}

Evidence endpointEvidence(qsizetype place, const QString &text, Timestamp time)
{
    Evidence evidence = fact(text, time);
    evidence.endpoint = place;
    return evidence;
}

Evidence answerEvidence(const ProbeAnswer &answer)
{
    return fact(Words::tr("asked from here: %1").arg(answerText(answer)), answer.time);
}

Fix reconnectFix(Channel &channel, const Endpoint &endpoint)
{
    Fix fix;
    fix.label = Words::tr("Reconnect");
    fix.explanation = Words::tr("Makes a new connection to %1. libzmq does not do so by itself any more.").arg(endpoint.address);
    fix.apply = [&channel, endpoint]() -> Result<void> {
        const qsizetype place = channel.config().endpoints.indexOf(endpoint);
        if (place < 0)
            return Error{ErrorCode::NotFound, Words::tr("Reconnect"), Words::tr("The panel has no such endpoint any more."), {}};
        return channel.retryEndpoint(place);
    };
    return fix;
}

Fix replaceEndpointFix(Channel &channel, const Endpoint &endpoint, const Endpoint &other, const QString &label,
                       const QString &explanation)
{
    Fix fix;
    fix.label = label;
    fix.explanation = explanation;
    fix.apply = [&channel, endpoint, other]() -> Result<void> {
        const qsizetype place = channel.config().endpoints.indexOf(endpoint);
        const bool holds = place >= 0 && channel.endpoints().at(place).state != EndpointState::Failed
            && endpoint.role == EndpointRole::Bind && other.role == EndpointRole::Bind;
        if (holds)
            channel.close();
        if (place >= 0)
            (void)channel.removeEndpoint(place); // gone from the panel, whatever libzmq says to it
        const Result<void> added = channel.addEndpoint(other);
        return added && holds ? channel.open() : added;
    };
    return fix;
}

} // namespace zmqscope
