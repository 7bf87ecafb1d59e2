// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/socket_type.h"

#include <QCoreApplication>
#include <QStringList>
#include <zmq.h>

namespace zmqscope {

namespace {

using enum SocketType;

constexpr SocketType requestersAndDealers[] = {Req, Dealer};
constexpr SocketType repliersAndRouters[] = {Rep, Router};
constexpr SocketType publishers[] = {Pub, Xpub};
constexpr SocketType subscribers[] = {Sub, Xsub};
constexpr SocketType pullers[] = {Pull};
constexpr SocketType pushers[] = {Push};
constexpr SocketType dealerPeers[] = {Rep, Dealer, Router};
constexpr SocketType routerPeers[] = {Req, Dealer, Router};
constexpr SocketType pairs[] = {Pair};

// In the order of SocketType.
constexpr SocketTraits table[] = {
    // type, native, name, sends, receives, subscribes, publishes, lockstep, addresses, peers
    {Req, ZMQ_REQ, "REQ", true, true, false, false, true, false, repliersAndRouters},
    {Rep, ZMQ_REP, "REP", true, true, false, false, true, false, requestersAndDealers},
    {Pub, ZMQ_PUB, "PUB", true, false, false, true, false, false, subscribers},
    {Sub, ZMQ_SUB, "SUB", false, true, true, false, false, false, publishers},
    {Xpub, ZMQ_XPUB, "XPUB", true, true, false, true, false, false, subscribers},
    {Xsub, ZMQ_XSUB, "XSUB", true, true, true, false, false, false, publishers},
    {Push, ZMQ_PUSH, "PUSH", true, false, false, false, false, false, pullers},
    {Pull, ZMQ_PULL, "PULL", false, true, false, false, false, false, pushers},
    {Dealer, ZMQ_DEALER, "DEALER", true, true, false, false, false, false, dealerPeers},
    {Router, ZMQ_ROUTER, "ROUTER", true, true, false, false, false, true, routerPeers},
    {Pair, ZMQ_PAIR, "PAIR", true, true, false, false, false, false, pairs},
    {Stream, ZMQ_STREAM, "STREAM", true, true, false, false, false, true, {}},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("SocketType", text);
}

} // namespace

const SocketTraits &traits(SocketType type)
{
    return table[static_cast<std::size_t>(type)];
}

std::span<const SocketTraits> allSocketTypes()
{
    return table;
}

std::optional<SocketType> socketTypeFromName(QStringView name)
{
    for (const SocketTraits &row : table) {
        if (name.compare(QLatin1StringView(row.name), Qt::CaseInsensitive) == 0)
            return row.type;
    }
    return std::nullopt;
}

QString socketTypeName(SocketType type)
{
    return QString::fromLatin1(traits(type).name);
}

QString socketTypePurpose(SocketType type)
{
    switch (type) {
    case Req:
        return translated(QT_TRANSLATE_NOOP("SocketType", "Asks one question, then waits for its answer"));
    case Rep:
        return translated(QT_TRANSLATE_NOOP("SocketType", "Answers each question, one after the other"));
    case Pub:
        return translated(QT_TRANSLATE_NOOP("SocketType", "Publishes messages to all who subscribed"));
    case Sub:
        return translated(QT_TRANSLATE_NOOP("SocketType", "Receives published messages, chosen by topic"));
    case Xpub:
        return translated(
            QT_TRANSLATE_NOOP("SocketType", "Publishes like PUB and sees who subscribes to what"));
    case Xsub:
        return translated(
            QT_TRANSLATE_NOOP("SocketType", "Receives like SUB and sends subscriptions as messages"));
    case Push:
        return translated(QT_TRANSLATE_NOOP("SocketType", "Hands out work, in turn to each worker"));
    case Pull:
        return translated(QT_TRANSLATE_NOOP("SocketType", "Collects work or results, fairly from all"));
    case Dealer:
        return translated(QT_TRANSLATE_NOOP("SocketType", "Asks and answers freely, without taking turns"));
    case Router:
        return translated(QT_TRANSLATE_NOOP("SocketType", "Talks to many peers, each addressed by its id"));
    case Pair:
        return translated(QT_TRANSLATE_NOOP("SocketType", "Talks both ways with exactly one other PAIR"));
    case Stream:
        return translated(QT_TRANSLATE_NOOP("SocketType", "Speaks raw TCP with programs without ZeroMQ"));
    }
    Q_UNREACHABLE();
}

QString socketTypePeers(SocketType type)
{
    if (type == Stream)
        return translated(QT_TRANSLATE_NOOP("SocketType", "any TCP program"));
    QStringList names;
    for (SocketType peer : traits(type).peers)
        names.append(socketTypeName(peer));
    return names.join(QStringLiteral(", "));
}

Pattern patternOf(SocketType type)
{
    switch (type) {
    case Req:
    case Rep:
    case Dealer:
    case Router:
        return Pattern::RequestReply;
    case Pub:
    case Sub:
    case Xpub:
    case Xsub:
        return Pattern::PublishSubscribe;
    case Push:
    case Pull:
        return Pattern::Pipeline;
    case Pair:
        return Pattern::Pair;
    case Stream:
        return Pattern::Stream;
    }
    Q_UNREACHABLE();
}

} // namespace zmqscope
