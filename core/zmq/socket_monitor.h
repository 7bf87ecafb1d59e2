// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/zmq/readiness_scheduler.h"
#include "core/zmq/socket.h"

#include <QString>
#include <functional>

namespace zmqscope {

/// What libzmq tells of a connection, zmq_socket_monitor(3).
enum class ConnectionEventKind {
    Connected, ConnectDelayed, ConnectRetried, Listening, BindFailed, Accepted, AcceptFailed,
    Closed, CloseFailed, Disconnected, MonitorStopped, HandshakeFailedNoDetail,
    HandshakeSucceeded, HandshakeFailedProtocol, HandshakeFailedAuth
};

struct ConnectionEvent
{
    ConnectionEventKind kind;
    quint32 value = 0; ///< descriptor, errno, interval in ms or protocol error, as the kind has it
    QString endpoint;  ///< as libzmq names it

    bool operator==(const ConnectionEvent &) const = default;
};

/// For people: what a HandshakeFailed…, AcceptFailed, BindFailed or CloseFailed event means; empty
/// for the others.
QString failureText(const ConnectionEvent &event);

/// Why a handshake failed, as far as libzmq tells: programs branch on this.
enum class HandshakeProblem {
    None,              ///< the event is no HandshakeFailed…
    NoDetail,          ///< the peer ended the connection: not ZMTP, or a refusal
    TimedOut,          ///< not done within ZMQ_HANDSHAKE_IVL: the peer is silent, or does not speak ZMTP
    NoZapHandler,      ///< this side asks for user and password, and nobody is there to check them
    MechanismMismatch, ///< NULL, PLAIN, CURVE: the two sides chose otherwise
    KeyMismatch,       ///< CURVE: decrypting or the exchange of keys failed
    AccessRefused,     ///< a ZAP handler said no; the event's value is its status
    BadMetadata,       ///< the peer's properties are wrong: a socket type that does not fit, among them
    BadZmtp,           ///< the peer does not keep to ZMTP
    UnexpectedCommand, ///< the same; so it is when both sides are clients of PLAIN or CURVE
    BadZapReply,       ///< our own ZAP handler does not keep to RFC 27
};
HandshakeProblem handshakeProblem(const ConnectionEvent &event);

/// Listens to one socket's connection events on the same event loop. Attached before the first
/// bind or connect; its queue is unbounded (an undrained monitor would stop the data), so it must
/// be served: the scheduler does.
class SocketMonitor final : public ReadinessClient
{
public:
    using Listener = std::function<void(const ConnectionEvent &)>;

    /// @p socket must outlive the monitor.
    static Result<std::unique_ptr<SocketMonitor>> attach(const Context &context, Socket &socket,
                                                         ReadinessScheduler &scheduler,
                                                         Listener listener);
    ~SocketMonitor() override;

    bool serve(const ServeBudget &budget) override;
    /// Takes the news that libzmq has by now, ahead of the monitor's next turn.
    void catchUp();

private:
    SocketMonitor(Socket &watched, std::unique_ptr<Socket> events, Listener listener);

    Socket &m_watched;
    std::unique_ptr<Socket> m_events;
    Listener m_listener;
    ReceivedMessage m_message;
    bool *m_gone = nullptr; ///< set while serving: the listener may close the socket, and this with it
};

} // namespace zmqscope
