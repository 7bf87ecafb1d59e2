// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/message/message.h"
#include "core/zmq/endpoint.h"
#include "core/zmq/socket_monitor.h"

#include <QByteArray>
#include <QString>
#include <compare>
#include <memory>
#include <optional>

namespace zmqscope {

/// The number of a connection of one channel: 1 for the first, never used again. 0 is "none" or
/// "not known which".
struct ConnectionId
{
    quint32 value = 0;

    auto operator<=>(const ConnectionId &) const = default;
};

/// Messages that went one way, and when the last one did.
struct Traffic
{
    qint64 messages = 0;
    qint64 bytes = 0;
    Timestamp last; ///< ns 0 = never

    void count(qint64 size, Timestamp now)
    {
        ++messages;
        bytes += size;
        last = now;
    }
    bool operator==(const Traffic &) const = default;
};

/// Where a connection stands.
enum class ConnectionState {
    Handshaking, ///< TCP or ipc stands, ZMTP is not agreed on yet
    Established, ///< the handshake succeeded; STREAM has none and is so at once
    Refused,     ///< ended before or by a failed handshake; failure says why, where libzmq does
    Gone,        ///< was established, and ended
    Untold,      ///< messages came that belong to no connection libzmq tells of: inproc
};

/// One connection of a channel, from accept or connect to its end: a row of the table of peers.
/// Empty fields are unknown.
struct Connection
{
    ConnectionId id;
    EndpointRole role = EndpointRole::Bind; ///< Bind: the peer came to us · Connect: we went to it
    QString endpoint;     ///< of ours, as libzmq names it: "tcp://127.0.0.1:5556"
    QString peerAddress;  ///< "127.0.0.1:41234"; "pid 4711" over ipc
    QString localAddress; ///< our end: "127.0.0.1:5556"; empty for what is no TCP
    int fd = -1;          ///< while it lives
    ConnectionState state = ConnectionState::Handshaking;
    /// Which of several connections a handshake belongs to is not told: this one is the likeliest.
    /// Corrected as soon as more is known.
    bool assumed = false;
    Timestamp since;       ///< accepted, or connected
    Timestamp established; ///< ns 0 = never
    Timestamp ended;       ///< ns 0 = it lives
    bool endedHere = false; ///< by this side, as a person wanted it
    std::optional<ConnectionEvent> failure; ///< what libzmq said of a handshake that failed

    // From its messages: unknown until the first came.
    PeerId peer;          ///< as stored messages name it; the last one, should there be several
    QString socketType;   ///< "DEALER"
    QByteArray routingId; ///< as ROUTER and STREAM see it, or as the peer calls itself
    QString userId;       ///< as ZAP gave it

    /// Messages received. Shared with whoever counts them.
    std::shared_ptr<Traffic> in = std::make_shared<Traffic>();
    /// Messages sent that surely went to this peer.
    Traffic out;
    /// False while some messages went to one of several peers, and libzmq does not tell which: then
    /// out is a lower bound.
    bool outIsExact = true;

    bool lives() const { return state == ConnectionState::Handshaking || state == ConnectionState::Established || state == ConnectionState::Untold; }
};

} // namespace zmqscope
