// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/socket_monitor.h"

#include <QCoreApplication>
#include <atomic>
#include <cstring>
#include <optional>
#include <utility>
#include <zmq.h>

namespace zmqscope {

namespace {

std::optional<ConnectionEventKind> kindOf(quint16 event)
{
    using Kind = ConnectionEventKind;
    switch (event) {
    case ZMQ_EVENT_CONNECTED: return Kind::Connected;
    case ZMQ_EVENT_CONNECT_DELAYED: return Kind::ConnectDelayed;
    case ZMQ_EVENT_CONNECT_RETRIED: return Kind::ConnectRetried;
    case ZMQ_EVENT_LISTENING: return Kind::Listening;
    case ZMQ_EVENT_BIND_FAILED: return Kind::BindFailed;
    case ZMQ_EVENT_ACCEPTED: return Kind::Accepted;
    case ZMQ_EVENT_ACCEPT_FAILED: return Kind::AcceptFailed;
    case ZMQ_EVENT_CLOSED: return Kind::Closed;
    case ZMQ_EVENT_CLOSE_FAILED: return Kind::CloseFailed;
    case ZMQ_EVENT_DISCONNECTED: return Kind::Disconnected;
    case ZMQ_EVENT_MONITOR_STOPPED: return Kind::MonitorStopped;
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL: return Kind::HandshakeFailedNoDetail;
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: return Kind::HandshakeSucceeded;
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL: return Kind::HandshakeFailedProtocol;
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: return Kind::HandshakeFailedAuth;
    default: return std::nullopt;
    }
}

/// Frame 0 is a 16-bit event and a 32-bit value in host order, frame 1 the address.
std::optional<ConnectionEvent> parse(const ReceivedMessage &message)
{
    constexpr qsizetype headerBytes = 6;
    if (message.frameCount() != 2 || message.frame(0).size() != headerBytes)
        return std::nullopt;
    quint16 event = 0;
    quint32 value = 0;
    std::memcpy(&event, message.frame(0).data(), sizeof event);
    std::memcpy(&value, message.frame(0).data() + sizeof event, sizeof value);
    const std::optional<ConnectionEventKind> kind = kindOf(event);
    if (!kind)
        return std::nullopt;
    return ConnectionEvent{*kind, value, QString::fromUtf8(message.frame(1))};
}

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::SocketMonitor)
};

} // namespace

QString failureText(const ConnectionEvent &event)
{
    using Kind = ConnectionEventKind;
    switch (event.kind) {
    case Kind::HandshakeFailedProtocol:
        if (event.value == ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH)
            return Words::tr("the handshake failed: the peer uses another security mechanism");
        return Words::tr("the handshake failed: the peer does not keep to ZMTP (0x%1)")
            .arg(event.value, 8, 16, QLatin1Char('0'));
    case Kind::HandshakeFailedAuth:
        return Words::tr("the handshake failed: access was refused (%1)").arg(event.value);
    case Kind::HandshakeFailedNoDetail:
        return Words::tr("the handshake failed: the peer does not speak ZMTP, or ended the connection");
    case Kind::AcceptFailed:
        return Words::tr("a connection could not be accepted: %1").arg(QString::fromUtf8(zmq_strerror(int(event.value))));
    case Kind::BindFailed:
        return Words::tr("the address could not be bound: %1").arg(QString::fromUtf8(zmq_strerror(int(event.value))));
    case Kind::CloseFailed:
        return Words::tr("a connection could not be closed: %1").arg(QString::fromUtf8(zmq_strerror(int(event.value))));
    default:
        return {};
    }
}

Result<std::unique_ptr<SocketMonitor>> SocketMonitor::attach(const Context &context, Socket &socket,
                                                             ReadinessScheduler &scheduler, Listener listener)
{
    static std::atomic<quint64> serial = 0;
    const QString address = QStringLiteral("inproc://zmqscope.monitor.%1").arg(++serial);
    Result<std::unique_ptr<Socket>> events = Socket::open(context, ZMQ_PAIR);
    if (!events)
        return events.error();
    (*events)->setUnboundedReceiving();
    if (Result<void> started = socket.startMonitor(address); !started)
        return started.error();
    if (Result<void> connected = (*events)->connect(address); !connected) {
        socket.stopMonitor();
        return connected.error();
    }
    std::unique_ptr<SocketMonitor> monitor(new SocketMonitor(socket, std::move(events).value(), std::move(listener)));
    monitor->watch(scheduler, monitor->m_events->fd());
    return monitor;
}

SocketMonitor::SocketMonitor(Socket &watched, std::unique_ptr<Socket> events, Listener listener)
    : m_watched(watched), m_events(std::move(events)), m_listener(std::move(listener))
{
}

SocketMonitor::~SocketMonitor()
{
    if (m_gone)
        *m_gone = true;
    unwatch();
    m_watched.stopMonitor(); // before the pair closes: the next bind would hang otherwise
}

bool SocketMonitor::serve(const ServeBudget &budget)
{
    bool gone = false;
    bool *const outer = std::exchange(m_gone, &gone);
    for (int n = 0; n < budget.messages && m_events->receive(m_message); ++n) {
        if (const std::optional<ConnectionEvent> event = parse(m_message))
            m_listener(*event);
        if (gone) {
            if (outer)
                *outer = true;
            return false;
        }
    }
    m_gone = outer;
    return m_events->readiness().canReceive;
}

void SocketMonitor::catchUp()
{
    kick(); // what is left after this, and the edge it eats, are for the next turn
    (void)serve(ServeBudget{});
}

} // namespace zmqscope
