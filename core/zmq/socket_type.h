// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <optional>
#include <span>

namespace zmqscope {

/// The twelve stable socket types. Values are our own, not libzmq's.
enum class SocketType { Req, Rep, Pub, Sub, Xpub, Xsub, Push, Pull, Dealer, Router, Pair, Stream };

/// What a socket type can do: everything the program knows of a type is this row, never a class.
struct SocketTraits
{
    SocketType type;
    int nativeType;        ///< libzmq's number for the type a person asks for
    const char *name;      ///< "REQ": as in ZeroMQ's documents, not translated
    bool canSend;
    bool canReceive;
    bool subscribes;       ///< SUB, XSUB: has topic prefixes
    bool publishes;        ///< PUB, XPUB: knows subscribers
    bool lockstep;         ///< REQ, REP: send and receive take turns
    bool addressesPeers;   ///< ROUTER, STREAM: frame 0 is a routing id, both ways
    std::span<const SocketType> peers; ///< the types it can talk to (STREAM: none, it speaks raw TCP)
};

const SocketTraits &traits(SocketType type);
std::span<const SocketTraits> allSocketTypes();

/// "req", "REQ", "Req" → Req; nothing for anything else.
std::optional<SocketType> socketTypeFromName(QStringView name);
/// "REQ"
QString socketTypeName(SocketType type);
/// One translated line: what the type is for.
QString socketTypePurpose(SocketType type);
/// "REP, ROUTER": the types it talks to, as text ("any TCP program" for STREAM).
QString socketTypePeers(SocketType type);

/// The pattern a type belongs to: gives a panel its colour.
enum class Pattern { RequestReply, PublishSubscribe, Pipeline, Pair, Stream, Bridge };
Pattern patternOf(SocketType type);

} // namespace zmqscope
