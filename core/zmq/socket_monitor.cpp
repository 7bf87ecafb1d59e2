// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/socket_monitor.h"

#include <QCoreApplication>
#include <atomic>
#include <cerrno>
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

/// Of a ZMQ_PROTOCOL_ERROR_… value.
QString protocolErrorText(quint32 error)
{
    switch (error) {
    case ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH:
        return Words::tr("the peer uses another security mechanism");
    case ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC:
        return Words::tr("what the peer sent cannot be decrypted: the keys do not fit");
    case ZMQ_PROTOCOL_ERROR_ZMTP_KEY_EXCHANGE:
        return Words::tr("the exchange of keys did not succeed");
    case ZMQ_PROTOCOL_ERROR_ZMTP_UNEXPECTED_COMMAND:
        return Words::tr("the peer sent a command that is not due yet");
    case ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_SEQUENCE:
        return Words::tr("the peer repeated a nonce");
    case ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_METADATA:
        return Words::tr("the peer told wrong properties, such as a socket type that does not fit");
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_UNSPECIFIED:
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_MESSAGE:
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_HELLO:
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_INITIATE:
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_ERROR:
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_READY:
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_WELCOME:
        return Words::tr("the peer sent a malformed command (0x%1)").arg(error, 8, 16, QLatin1Char('0'));
    case ZMQ_PROTOCOL_ERROR_ZAP_UNSPECIFIED:
    case ZMQ_PROTOCOL_ERROR_ZAP_MALFORMED_REPLY:
    case ZMQ_PROTOCOL_ERROR_ZAP_BAD_REQUEST_ID:
    case ZMQ_PROTOCOL_ERROR_ZAP_BAD_VERSION:
    case ZMQ_PROTOCOL_ERROR_ZAP_INVALID_STATUS_CODE:
    case ZMQ_PROTOCOL_ERROR_ZAP_INVALID_METADATA:
        return Words::tr("the ZAP handler gave a wrong answer (0x%1)").arg(error, 8, 16, QLatin1Char('0'));
    default:
        return Words::tr("the peer does not keep to ZMTP (0x%1)").arg(error, 8, 16, QLatin1Char('0'));
    }
}

/// Of a status code of ZAP, RFC 27.
QString accessText(quint32 status)
{
    switch (status) {
    case 300:
        return Words::tr("for now (ZAP status 300, a temporary error)");
    case 400:
        return Words::tr("user or key is not known (ZAP status 400)");
    case 500:
        return Words::tr("the ZAP handler had an error (ZAP status 500)");
    default:
        return Words::tr("ZAP status %1").arg(status);
    }
}

} // namespace

QString failureText(const ConnectionEvent &event)
{
    using Kind = ConnectionEventKind;
    const auto systemText = [&] { return QString::fromUtf8(zmq_strerror(int(event.value))); };
    switch (event.kind) {
    case Kind::HandshakeFailedProtocol:
        return Words::tr("the handshake failed: %1").arg(protocolErrorText(event.value));
    case Kind::HandshakeFailedAuth:
        return Words::tr("the handshake failed: access was refused, %1").arg(accessText(event.value));
    case Kind::HandshakeFailedNoDetail:
        switch (handshakeProblem(event)) {
        case HandshakeProblem::TimedOut:
            return Words::tr("the handshake failed: it was not done within ZMQ_HANDSHAKE_IVL");
        case HandshakeProblem::NoZapHandler:
            return Words::tr("the handshake failed: nobody checks user names and passwords here (no ZAP handler)");
        default:
            return Words::tr("the handshake failed: the peer does not speak ZMTP, or ended the connection");
        }
    case Kind::AcceptFailed:
        return Words::tr("a connection could not be accepted: %1").arg(systemText());
    case Kind::BindFailed:
        return Words::tr("the address could not be bound: %1").arg(systemText());
    case Kind::CloseFailed:
        return Words::tr("a connection could not be closed: %1").arg(systemText());
    default:
        return {};
    }
}

HandshakeProblem handshakeProblem(const ConnectionEvent &event)
{
    using Kind = ConnectionEventKind;
    switch (event.kind) {
    case Kind::HandshakeFailedAuth:
        return HandshakeProblem::AccessRefused;
    case Kind::HandshakeFailedNoDetail: // the value is an errno
        switch (event.value) {
        case EAGAIN:
            return HandshakeProblem::TimedOut;
        case EFAULT:
            return HandshakeProblem::NoZapHandler;
        default:
            return HandshakeProblem::NoDetail;
        }
    case Kind::HandshakeFailedProtocol:
        break;
    default:
        return HandshakeProblem::None;
    }
    switch (event.value) {
    case ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH:
        return HandshakeProblem::MechanismMismatch;
    case ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC:
    case ZMQ_PROTOCOL_ERROR_ZMTP_KEY_EXCHANGE:
        return HandshakeProblem::KeyMismatch;
    case ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_METADATA:
        return HandshakeProblem::BadMetadata;
    case ZMQ_PROTOCOL_ERROR_ZMTP_UNEXPECTED_COMMAND:
        return HandshakeProblem::UnexpectedCommand;
    default:
        return (event.value & 0x20000000) ? HandshakeProblem::BadZapReply : HandshakeProblem::BadZmtp;
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
