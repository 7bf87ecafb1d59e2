// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/peers/peer_text.h"

#include "core/base/text_escapes.h"
#include "core/base/timestamp_format.h"
#include "core/connection/event_text.h"
#include "ui/controls/duration_text.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace zmqscope::peer_text {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::PeerText)
};

/// Prefixes named in a cell; the tooltip has more.
constexpr qsizetype prefixesNamed = 2;
constexpr qsizetype prefixesInTooltip = 30;
constexpr qsizetype prefixCharacters = 40;

QString number(qint64 value)
{
    return QLocale().toString(value);
}

QString amount(const Traffic &traffic, bool bytes)
{
    return bytes ? QLocale().formattedDataSize(traffic.bytes, 1, QLocale::DataSizeIecFormat) : number(traffic.messages);
}

QString exactBytes(const Traffic &traffic)
{
    return Words::tr("%1 bytes").arg(number(traffic.bytes));
}

PeerCell unknown(const QString &why)
{
    return {u"–"_s, why};
}

/// Not told of by libzmq at all, rather than not yet.
bool isInproc(const PeerRow &row)
{
    return row.connection.state == ConnectionState::Untold && row.connection.peerAddress.isEmpty();
}

QString inprocReason()
{
    return Words::tr("libzmq tells nothing of who is connected over inproc.");
}

/// Why what comes with messages is not known.
QString notYet(const PeerRow &row, const QString &whileItLives)
{
    if (isInproc(row))
        return inprocReason();
    switch (row.connection.state) {
    case ConnectionState::Handshaking:
        return Words::tr("Not known before the handshake.");
    case ConnectionState::Refused:
        return Words::tr("The handshake did not succeed.");
    case ConnectionState::Gone:
        return Words::tr("It went without a message from which libzmq would have told.");
    case ConnectionState::Established:
    case ConnectionState::Untold:
        return whileItLives;
    }
    Q_UNREACHABLE();
}

QString moment(Timestamp time)
{
    return localDateTime(time, 3);
}

QString duration(const Connection &connection)
{
    return durationSince(connection.since, connection.ended);
}

} // namespace

QString columnName(PeerColumn column)
{
    switch (column) {
    case PeerColumn::State: return Words::tr("State");
    case PeerColumn::Peer: return Words::tr("Peer");
    case PeerColumn::Type: return Words::tr("Type");
    case PeerColumn::RoutingId: return Words::tr("Routing id");
    case PeerColumn::UserId: return Words::tr("User id");
    case PeerColumn::Mechanism: return Words::tr("Mechanism");
    case PeerColumn::Endpoint: return Words::tr("Our endpoint");
    case PeerColumn::Since: return Words::tr("Since");
    case PeerColumn::Received: return Words::tr("Received");
    case PeerColumn::ReceivedBytes: return Words::tr("Received bytes");
    case PeerColumn::Sent: return Words::tr("Sent");
    case PeerColumn::SentBytes: return Words::tr("Sent bytes");
    case PeerColumn::LastSeen: return Words::tr("Last seen");
    case PeerColumn::Rate: return Words::tr("Rate");
    case PeerColumn::Process: return Words::tr("Process");
    case PeerColumn::Subscriptions: return Words::tr("Subscriptions");
    }
    Q_UNREACHABLE();
}

QString columnHint(PeerColumn column)
{
    switch (column) {
    case PeerColumn::State: return Words::tr("Where the connection stands");
    case PeerColumn::Peer: return Words::tr("The peer's address and port; its process over ipc");
    case PeerColumn::Type: return Words::tr("The peer's socket type");
    case PeerColumn::RoutingId: return Words::tr("As a ROUTER sees the peer, or as it calls itself");
    case PeerColumn::UserId: return Words::tr("As the authentication (ZAP) named the peer");
    case PeerColumn::Mechanism: return Words::tr("How the connection is secured");
    case PeerColumn::Endpoint: return Words::tr("The endpoint of this panel that the connection belongs to");
    case PeerColumn::Since: return Words::tr("When the connection began");
    case PeerColumn::Received: return Words::tr("Messages received from the peer");
    case PeerColumn::ReceivedBytes: return Words::tr("Their bytes, all frames together");
    case PeerColumn::Sent: return Words::tr("Messages sent to the peer");
    case PeerColumn::SentBytes: return Words::tr("Their bytes, all frames together");
    case PeerColumn::LastSeen: return Words::tr("How long ago the last message went either way");
    case PeerColumn::Rate: return Words::tr("Messages a second, both ways, over the last minute");
    case PeerColumn::Process: return Words::tr("The program at the other end, when it runs on this machine");
    case PeerColumn::Subscriptions: return Words::tr("The topic prefixes that the peer has subscribed to");
    }
    Q_UNREACHABLE();
}

bool isNumber(PeerColumn column)
{
    return column == PeerColumn::Received || column == PeerColumn::ReceivedBytes || column == PeerColumn::Sent
        || column == PeerColumn::SentBytes || column == PeerColumn::LastSeen;
}

theme::Role stateTone(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Handshaking: return theme::Role::Warning;
    case ConnectionState::Established: return theme::Role::Good;
    case ConnectionState::Refused: return theme::Role::Bad;
    case ConnectionState::Gone: return theme::Role::TextFaint;
    case ConnectionState::Untold: return theme::Role::Info;
    }
    Q_UNREACHABLE();
}

PeerCell state(const PeerRow &row)
{
    const Connection &connection = row.connection;
    const QString text = connectionStateText(connection.state);
    switch (connection.state) {
    case ConnectionState::Handshaking:
        return {text, Words::tr("The connection stands; both sides agree on ZMTP and its security now.")};
    case ConnectionState::Established:
        if (!connection.assumed)
            return {text, Words::tr("The handshake succeeded at %1.").arg(localTime(connection.established, 3))};
        return {text, Words::tr("Several connections began at once, and libzmq does not tell which of them shook hands:\n"
                                "this one is the likeliest. Its first message, or its end, makes it sure.")};
    case ConnectionState::Refused:
        if (!connection.failure && connection.endedHere)
            return {text, Words::tr("This panel was closed before the handshake was done.")};
        if (!connection.failure)
            return {text, Words::tr("It ended before the handshake did; libzmq does not tell why.")};
        return {Words::tr("%1: %2", "refused, and why").arg(text, failureText(*connection.failure)), failureText(*connection.failure)};
    case ConnectionState::Gone:
        return {text,
                (connection.endedHere ? Words::tr("This side ended it. It was there from %1 to %2, for %3.") : Words::tr("It was there from %1 to %2, for %3."))
                    .arg(moment(connection.since), moment(connection.ended), duration(connection))};
    case ConnectionState::Untold:
        if (isInproc(row))
            return {Words::tr("inproc"), inprocReason()};
        return {text, Words::tr("Messages from this address of which libzmq does not tell by which connection they came.")};
    }
    Q_UNREACHABLE();
}

PeerCell peer(const PeerRow &row)
{
    if (!row.connection.peerAddress.isEmpty())
        return {row.connection.peerAddress, {}};
    return unknown(isInproc(row) ? inprocReason() : Words::tr("It ended before its address could be asked for."));
}

PeerCell type(const PeerRow &row, SocketType ours)
{
    if (!row.connection.socketType.isEmpty())
        return {row.connection.socketType, {}};
    if (ours == SocketType::Stream)
        return {Words::tr("TCP"), Words::tr("A STREAM socket talks to programs that speak plain TCP."), true};
    const QString why = Words::tr("libzmq tells the type with the first message from the peer.");
    if (row.connection.established.ns == 0)
        return unknown(notYet(row, why));
    const QString name = socketTypeName(ours);
    const std::span<const SocketType> fitting = traits(ours).peers;
    if (fitting.size() == 1) {
        const QString only = socketTypeName(fitting[0]);
        return {only, Words::tr("Inferred: a %1 can only talk to a %2.\n%3").arg(name, only, why), true};
    }
    if (fitting.size() == 2) {
        return {Words::tr("%1 or %2").arg(socketTypeName(fitting[0]), socketTypeName(fitting[1])),
                Words::tr("Inferred: a %1 talks to no others.\n%2").arg(name, why), true};
    }
    return unknown(Words::tr("%1\nIt can be one of %2.").arg(why, socketTypePeers(ours)));
}

PeerCell routingId(const PeerRow &row, SocketType ours)
{
    const QByteArray &id = row.connection.routingId;
    if (!id.isEmpty()) {
        const bool given = id.startsWith('\0'); // those that peers choose never begin so
        return {routingIdText(id), given ? Words::tr("Given by this socket: the peer has chosen none.") : Words::tr("Chosen by the peer.")};
    }
    if (row.in.messages == 0 || isInproc(row))
        return unknown(notYet(row, Words::tr("libzmq tells the routing id with the first message from the peer.")));
    return unknown(traits(ours).addressesPeers ? Words::tr("libzmq has not told it.") : Words::tr("The peer has chosen none."));
}

PeerCell userId(const PeerRow &row)
{
    if (!row.connection.userId.isEmpty())
        return {row.connection.userId, {}};
    if (row.in.messages == 0 || isInproc(row))
        return unknown(notYet(row, Words::tr("libzmq tells the user id with the first message from the peer.")));
    return unknown(Words::tr("The peer has none: no authentication (ZAP) named it."));
}

PeerCell mechanism(const PeerRow &row, const QString &mechanism)
{
    if (row.connection.established.ns == 0 || mechanism.isEmpty())
        return unknown(notYet(row, Words::tr("libzmq does not tell it.")));
    return {mechanism, Words::tr("The socket's own ZMQ_MECHANISM: the handshake succeeds only when both sides have the same.")};
}

PeerCell endpoint(const PeerRow &row)
{
    const Connection &connection = row.connection;
    if (connection.endpoint.isEmpty())
        return unknown(isInproc(row) ? inprocReason() : Words::tr("libzmq has not told it yet."));
    return {connection.endpoint,
            connection.role == EndpointRole::Bind ? Words::tr("Bound: the peer connected to us.") : Words::tr("We connected to the peer.")};
}

PeerCell since(const PeerRow &row, Timestamp now)
{
    const Connection &connection = row.connection;
    const QString text = localTime(connection.since, 3);
    if (connection.lives())
        return {text, Words::tr("%1\nfor %2").arg(moment(connection.since), durationSince(connection.since, now))};
    return {text, Words::tr("%1\nto %2, for %3").arg(moment(connection.since), moment(connection.ended), duration(connection))};
}

PeerCell received(const PeerRow &row, bool bytes)
{
    return {amount(row.in, bytes), bytes ? exactBytes(row.in) : QString()};
}

PeerCell sent(const PeerRow &row, SocketType ours, bool bytes)
{
    const Traffic &out = row.connection.out;
    if (!traits(ours).canSend)
        return unknown(Words::tr("%1 sockets only receive.").arg(socketTypeName(ours)));
    if (isInproc(row))
        return unknown(Words::tr("libzmq does not tell what goes to whom over inproc."));
    if (row.connection.outIsExact)
        return {amount(out, bytes), bytes ? exactBytes(out) : QString()};
    const QString why = traits(ours).publishes
        ? Words::tr("Several peers were connected when messages were published. Each got those it had subscribed to;\n"
                    "libzmq does not tell which. Only what was sent while this was the one peer is counted.")
        : Words::tr("Several peers were connected when messages were sent, and libzmq does not tell which of them\n"
                    "got each. Only what was sent while this was the one peer is counted.");
    if (out.messages == 0)
        return unknown(why);
    return {Words::tr("≥ %1").arg(amount(out, bytes)), why};
}

PeerCell lastSeen(const PeerRow &row, Timestamp now)
{
    const Timestamp last = row.lastSeen();
    if (last.ns == 0)
        return unknown(Words::tr("No message went either way, as far as libzmq tells."));
    // Where nothing more will come, the time of day: no age that grows.
    return {row.connection.lives() ? durationSince(last, now) : localTime(last, 3), moment(last)};
}

PeerCell rate(const PeerRow &row)
{
    const QString measured = Words::tr("Messages a second, both ways, over the last minute. Measured while this table is in sight.");
    if (row.rate.last() == RecentRate::unknown)
        return unknown(measured);
    return {Words::tr("%1/s").arg(number(row.rate.last())), measured};
}

PeerCell process(const PeerRow &row, const std::optional<QString> &holder)
{
    if (isInproc(row))
        return unknown(Words::tr("inproc stays within a process: it is ZmqScope itself."));
    if (!holder)
        return unknown(row.connection.lives() ? Words::tr("Being looked for…") : Words::tr("It went before it was looked for."));
    if (holder->isEmpty())
        return unknown(Words::tr("No process of yours on this machine, as far as can be seen."));
    return {*holder, {}};
}

QString prefixText(const QByteArray &prefix)
{
    return prefix.isEmpty() ? Words::tr("everything") : previewText(prefix, prefixCharacters);
}

PeerCell subscriptions(const PeerRow &row, const QList<QByteArray> &prefixes)
{
    if (prefixes.isEmpty()) {
        if (isInproc(row))
            return unknown(inprocReason());
        if (!row.connection.lives())
            return unknown(Words::tr("It has gone, and its subscriptions with it."));
        return {Words::tr("none"), Words::tr("It has subscribed to nothing, so it gets nothing.")};
    }
    QStringList names;
    for (const QByteArray &prefix : prefixes.first(std::min(prefixes.size(), prefixesInTooltip)))
        names.append(prefixText(prefix));
    PeerCell cell{names.first(std::min(names.size(), prefixesNamed)).join(u", "_s), {}};
    if (prefixes.size() > prefixesNamed)
        cell.text = Words::tr("%1 and %2 more").arg(cell.text, number(prefixes.size() - prefixesNamed));
    if (prefixes.size() > prefixesInTooltip)
        names.append(Words::tr("and %1 more").arg(number(prefixes.size() - prefixesInTooltip)));
    cell.tooltip = names.join(u'\n');
    return cell;
}

} // namespace zmqscope::peer_text
