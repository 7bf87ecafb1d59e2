// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/endpoint_probes.h"
#include "core/diagnosis/neighbours.h"
#include "core/diagnosis/rule.h"

#include <QList>
#include <optional>

namespace zmqscope {

/// How a connection came to nothing.
enum class LinkTrouble {
    None,          ///< it stands, or stood and ended as connections do
    Unfinished,    ///< too early to tell
    TypesDiffer,   ///< ended by both sides without a word: their socket types do not fit
    Mechanisms,    ///< they chose different security mechanisms
    BothClients,   ///< both are clients of the same mechanism
    Keys,          ///< CURVE: the keys do not fit
    Access,        ///< a ZAP handler said no
    NoZapHandler,  ///< nobody checks user names and passwords
    BadZapReply,   ///< our ZAP handler gave an answer that is none
    BadZmtp,       ///< the peer breaks the protocol
    NotZmtp,       ///< what came made messages, but no handshake, and then broke off: garbage
    Hangs,         ///< no handshake, though it stands or stood for long
    PeerEnds,      ///< the peer ended it during the handshake
    BreaksOff,     ///< it stood, ended, and libzmq does not try again: this side refused what came
    OldZmtp,       ///< it has no handshake, but messages come: ZMTP 1.0 or 2.0
};

/// A handshake that is not done after this hangs: it takes some round trips and no more.
constexpr qint64 handshakeHangsNs = 1'500'000'000;

/// As far as the connection itself tells. @p heard: messages came by it.
LinkTrouble troubleOf(const Connection &connection, Timestamp now, bool heard = false);

/// An endpoint and what goes wrong there: the newest connections of some peers ended all the same.
struct TroubledEndpoint
{
    static constexpr qsizetype maxShown = 4; ///< connections that are kept

    qsizetype place = -1; ///< in Channel::endpoints()
    LinkTrouble trouble = LinkTrouble::None;
    QList<const Connection *> connections; ///< the newest of each such peer, then others; newest first
    int times = 0; ///< how often in a row, all peers together
    int peers = 0; ///< how many have it, told apart by host
    bool isGuess = false; ///< the other side ended it, so that its reason can only be supposed
    /// Messages of peers without a handshake: libzmq does not tell which connection they came by.
    const Connection *unnamed = nullptr;
    /// What the other end makes of the newest connection, where that is a channel of this session.
    std::optional<Neighbour> other;
};

/// What goes wrong at the endpoints of the examined channel, since it was opened. A peer with whom
/// a later connection succeeded is well again. Asks to be called again when something may become a
/// trouble by mere time. At a bound endpoint, peers that are channels of this session are left out:
/// they are told.
QList<TroubledEndpoint> troubledEndpoints(Examination &examination);

/// How often in a row a peer must end the connection before that counts: it does so once when it
/// stops, too.
constexpr int surelyEndsFrom = 3;
/// True for a connect endpoint whose peer ends each connection.
bool isShownOut(const TroubledEndpoint &troubled);
/// True when the one who answered has a socket type that cannot talk to the channel's.
bool hasWrongType(const Channel &channel, const std::optional<ProbeAnswer> &answer);

/// A finding at an endpoint, with its address as subject and its connections as evidence.
Finding findingAt(const Examination &examination, const TroubledEndpoint &troubled);

/// What can be found out about who is there. Only for a connect endpoint with a trouble, and not when
/// it leads to a channel of this session.
std::optional<ProbeAnswer> askAbout(Examination &examination, qsizetype place);
/// True while askAbout() has no answer yet, but may get one soon after @p since.
bool answerIsDue(const Examination &examination, qsizetype place, Timestamp since);

/// Tries to connect that nobody has answered.
struct Tries
{
    Timestamp since;
    Timestamp last;
    const TimelineRow *row = nullptr; ///< the newest row of them
    int count = 0;
    bool failed = false; ///< libzmq said so; else it waits for an answer
};
/// Those since the last connection of a connect endpoint; nothing when it does not try.
std::optional<Tries> unansweredTries(const Channel &channel, qsizetype place);

/// Evidence that is a place in the list of endpoints.
Evidence endpointEvidence(qsizetype place, const QString &text, Timestamp time = {});
Evidence answerEvidence(const ProbeAnswer &answer);

/// Makes a new connection of a connect endpoint that libzmq has given up.
Fix reconnectFix(Channel &channel, const Endpoint &endpoint);
/// Takes @p endpoint of @p channel away and adds @p other in its place. An address that is bound
/// becomes free only some time later: another bind in its place opens the panel again.
Fix replaceEndpointFix(Channel &channel, const Endpoint &endpoint, const Endpoint &other, const QString &label,
                       const QString &explanation);

} // namespace zmqscope
