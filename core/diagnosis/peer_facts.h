// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/rule.h"

#include <QString>
#include <optional>

namespace zmqscope {

/// The channel of this session that is at the other end of a connection; null where none is.
const Channel *channelAtOtherEnd(const Session &session, const Connection &connection);

/// The type of the socket at the other end, as far as it can be known: from its messages, because it
/// is a channel of this session, or, for a silent REP, from the size of its handshake.
std::optional<SocketType> peerTypeOf(const Examination &examination, const Connection &connection);

/// The number of bytes that a libzmq peer of @p type sends for the handshake with mechanism NULL:
/// greeting and READY, in which only REQ, DEALER and ROUTER name their routing id (ZMTP 3.1).
qint64 handshakeBytes(SocketType type, qsizetype routingIdSize);
/// True when handshakeBytes() holds: the channel uses mechanism NULL.
bool hasPlainHandshake(const Channel &channel);

/// Bytes that came on a connection beyond what a handshake can have. Follows one connection from
/// look to look.
class BytesBeyondHandshake {
public:
    enum class Answer {
        None, ///< nothing but the handshake, or the heartbeats of the peer
        Perhaps, ///< more than a handshake with a routing id of the expected size
        Surely, ///< more came after the first look, or more than any handshake has
    };
    /// @p expected is what the handshake has if all is as supposed.
    Answer look(const Connection &connection, qint64 expected);

private:
    qint64 m_first = -1;
};

/// A name of a peer for a sentence: "worker-1 at 127.0.0.1:41234", "127.0.0.1:41234".
QString peerText(const Connection &connection);

/// The connections that stand now, oldest first.
QList<const Connection *> establishedOf(const ConnectionBook &book);

} // namespace zmqscope
