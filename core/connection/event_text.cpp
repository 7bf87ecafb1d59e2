// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/event_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace zmqscope {

namespace {

using Kind = ConnectionEventKind;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::ConnectionEvent)
};

QString withPeer(const QString &alone, const QString &named, const TimelineRow &row)
{
    return row.peerAddress.isEmpty() ? alone : named.arg(row.peerAddress);
}

QString singleText(const TimelineRow &row)
{
    switch (row.event.kind) {
    case Kind::Connected:
        return withPeer(Words::tr("connected, handshake begins"), Words::tr("connected to %1, handshake begins"), row);
    case Kind::ConnectDelayed:
        return Words::tr("tries to connect");
    case Kind::ConnectRetried:
        return Words::tr("nobody answers, tries again after %1 ms").arg(QLocale().toString(row.event.value));
    case Kind::Listening:
        return Words::tr("listening");
    case Kind::Accepted:
        return withPeer(Words::tr("accepted a connection"), Words::tr("accepted a connection from %1"), row);
    case Kind::Closed:
        return Words::tr("gave up a try to connect, or stopped listening");
    case Kind::Disconnected:
        return withPeer(Words::tr("disconnected"), Words::tr("disconnected from %1"), row);
    case Kind::MonitorStopped:
        return Words::tr("socket closed");
    case Kind::HandshakeSucceeded:
        return withPeer(Words::tr("handshake succeeded"), Words::tr("handshake succeeded with %1"), row);
    case Kind::BindFailed:
    case Kind::AcceptFailed:
    case Kind::CloseFailed:
    case Kind::HandshakeFailedNoDetail:
    case Kind::HandshakeFailedProtocol:
    case Kind::HandshakeFailedAuth:
        return failureText(row.event);
    }
    Q_UNREACHABLE();
}

} // namespace

QString eventName(ConnectionEventKind kind)
{
    switch (kind) {
    case Kind::Connected:
        return Words::tr("connected");
    case Kind::ConnectDelayed:
        return Words::tr("connecting");
    case Kind::ConnectRetried:
        return Words::tr("retried");
    case Kind::Listening:
        return Words::tr("listening");
    case Kind::BindFailed:
        return Words::tr("bind failed");
    case Kind::Accepted:
        return Words::tr("accepted");
    case Kind::AcceptFailed:
        return Words::tr("accept failed");
    case Kind::Closed:
        return Words::tr("closed");
    case Kind::CloseFailed:
        return Words::tr("close failed");
    case Kind::Disconnected:
        return Words::tr("disconnected");
    case Kind::MonitorStopped:
        return Words::tr("socket closed");
    case Kind::HandshakeFailedNoDetail:
    case Kind::HandshakeFailedProtocol:
    case Kind::HandshakeFailedAuth:
        return Words::tr("handshake failed");
    case Kind::HandshakeSucceeded:
        return Words::tr("handshake succeeded");
    }
    Q_UNREACHABLE();
}

EventTone eventTone(ConnectionEventKind kind)
{
    switch (kind) {
    case Kind::HandshakeSucceeded:
    case Kind::Listening:
        return EventTone::Good;
    case Kind::ConnectRetried:
    case Kind::Disconnected:
        return EventTone::Warning;
    case Kind::BindFailed:
    case Kind::AcceptFailed:
    case Kind::CloseFailed:
    case Kind::HandshakeFailedNoDetail:
    case Kind::HandshakeFailedProtocol:
    case Kind::HandshakeFailedAuth:
        return EventTone::Bad;
    case Kind::Connected:
    case Kind::ConnectDelayed:
    case Kind::Accepted:
    case Kind::Closed:
    case Kind::MonitorStopped:
        return EventTone::Quiet;
    }
    Q_UNREACHABLE();
}

QString timelineText(const TimelineRow &row)
{
    if (row.count == 1)
        return singleText(row);
    return Words::tr("%1 (%2 times)").arg(singleText(row), QLocale().toString(row.count));
}

QString connectionStateText(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Handshaking:
        return Words::tr("handshaking");
    case ConnectionState::Established:
        return Words::tr("connected");
    case ConnectionState::Refused:
        return Words::tr("refused");
    case ConnectionState::Gone:
        return Words::tr("gone");
    case ConnectionState::Untold:
        return Words::tr("not told by libzmq");
    }
    Q_UNREACHABLE();
}

} // namespace zmqscope
