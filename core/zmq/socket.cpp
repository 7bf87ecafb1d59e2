// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/socket.h"

#include "core/zmq/context.h"
#include "core/zmq/message_part.h"
#include "core/zmq/zmq_error.h"

#include <QCoreApplication>
#include <array>
#include <zmq.hpp>

namespace zmqscope {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Socket)
};

constexpr int lastStableType = ZMQ_STREAM;
/// A signal storm must not keep a call going for ever.
constexpr int maxInterrupts = 100;
/// From here on the bytes are shared with libzmq instead of copied.
constexpr qsizetype shareFrameBytes = 64 * 1024;

template <typename Call>
int uninterrupted(const Call &call)
{
    int rc = call();
    for (int i = 0; rc == -1 && zmq_errno() == EINTR && i < maxInterrupts; ++i)
        rc = call();
    return rc;
}

zmq::message_t frameOf(const QByteArray &bytes)
{
    if (bytes.size() < shareFrameBytes)
        return zmq::message_t(bytes.constData(), size_t(bytes.size()));
    auto *shared = new QByteArray(bytes);
    return zmq::message_t(const_cast<char *>(shared->constData()), size_t(shared->size()),
                          [](void *, void *hint) { delete static_cast<QByteArray *>(hint); }, shared);
}

} // namespace

Result<std::unique_ptr<Socket>> Socket::open(const Context &context, int nativeType)
{
    const QString operation = Words::tr("Open a socket");
    // Draft types open without complaint in a library that lacks them, and abort it later.
    if (nativeType > lastStableType && !Context::has("draft"))
        return Error{ErrorCode::Unsupported, operation, Words::tr("This libzmq has no draft socket types."), {}};
    try {
        return std::unique_ptr<Socket>(new Socket(std::make_unique<zmq::socket_t>(context.native(), nativeType)));
    } catch (const zmq::error_t &error) {
        return zmqError(error.num(), operation);
    }
}

Socket::Socket(std::unique_ptr<zmq::socket_t> socket)
    : m_socket(std::move(socket)), m_fd(m_socket->get(zmq::sockopt::fd))
{
}

Socket::~Socket() = default;

void *Socket::handle() const
{
    return m_socket->handle();
}

Readiness Socket::readiness() const
{
    int events = 0;
    size_t size = sizeof events;
    if (uninterrupted([&] { return zmq_getsockopt(handle(), ZMQ_EVENTS, &events, &size); }) == -1)
        return {};
    return {(events & ZMQ_POLLIN) != 0, (events & ZMQ_POLLOUT) != 0};
}

void Socket::setNumber(int option, int value)
{
    zmq_setsockopt(handle(), option, &value, sizeof value);
}

void Socket::setLinger(int milliseconds)
{
    setNumber(ZMQ_LINGER, milliseconds);
}

void Socket::allowIpv6()
{
    setNumber(ZMQ_IPV6, 1);
}

void Socket::setUnboundedReceiving()
{
    setNumber(ZMQ_RCVHWM, 0);
}

void Socket::tellEverySubscription()
{
    setNumber(ZMQ_XPUB_VERBOSER, 1);
}

void Socket::setRefusesWhenFull(bool on)
{
    setNumber(ZMQ_XPUB_NODROP, on);
}

Result<void> Socket::setSubscribed(const QByteArray &prefix, bool on)
{
    if (zmq_setsockopt(handle(), on ? ZMQ_SUBSCRIBE : ZMQ_UNSUBSCRIBE, prefix.constData(), size_t(prefix.size())) == -1)
        return zmqError(zmq_errno(), on ? Words::tr("Subscribe") : Words::tr("Unsubscribe"));
    return {};
}

Result<void> Socket::setOption(const OptionInfo &option, const OptionValue &value)
{
    int rc = -1;
    if (const auto *bytes = std::get_if<QByteArray>(&value)) {
        rc = zmq_setsockopt(handle(), option.number, bytes->constData(), size_t(bytes->size()));
    } else {
        const qint64 number = std::get<qint64>(value);
        if (option.kind == OptionKind::Int64 || option.kind == OptionKind::UInt64) {
            rc = zmq_setsockopt(handle(), option.number, &number, sizeof number);
        } else {
            const int narrow = int(number);
            rc = zmq_setsockopt(handle(), option.number, &narrow, sizeof narrow);
        }
    }
    if (rc == -1)
        return zmqError(zmq_errno(), Words::tr("Set %1").arg(option.name));
    return {};
}

Result<OptionValue> Socket::option(const OptionInfo &option) const
{
    const auto failure = [&] { return zmqError(zmq_errno(), Words::tr("Read %1").arg(option.name)); };
    if (!option.canGet)
        return Error{ErrorCode::Unsupported, Words::tr("Read %1").arg(option.name),
                     Words::tr("libzmq does not tell the value of this option."), {}};
    switch (option.kind) {
    case OptionKind::Int64:
    case OptionKind::UInt64: {
        qint64 value = 0;
        size_t size = sizeof value;
        if (zmq_getsockopt(handle(), option.number, &value, &size) == -1)
            return failure();
        return OptionValue(value);
    }
    case OptionKind::Int:
    case OptionKind::Bool: {
        int value = 0;
        size_t size = sizeof value;
        if (zmq_getsockopt(handle(), option.number, &value, &size) == -1)
            return failure();
        return OptionValue(qint64(value));
    }
    case OptionKind::String:
    case OptionKind::Binary:
        break;
    }
    std::array<char, 1024> buffer{};
    size_t size = buffer.size();
    if (zmq_getsockopt(handle(), option.number, buffer.data(), &size) == -1)
        return failure();
    if (option.kind == OptionKind::String && size > 0 && buffer[size - 1] == '\0')
        --size;
    return OptionValue(QByteArray(buffer.data(), qsizetype(size)));
}

Result<QString> Socket::bind(const QString &address)
{
    if (zmq_bind(handle(), address.toUtf8().constData()) == -1) {
        Error error = zmqError(zmq_errno(), Words::tr("Bind %1").arg(address));
        if (error.code == ErrorCode::NotFound) {
            error.detail = Words::tr("The folder of this path does not exist.");
            error.remedy = Words::tr("Create it, or choose another path.");
        }
        return error;
    }
    std::array<char, 1024> endpoint{};
    size_t size = endpoint.size();
    if (zmq_getsockopt(handle(), ZMQ_LAST_ENDPOINT, endpoint.data(), &size) == -1)
        return address;
    return QString::fromUtf8(endpoint.data());
}

Result<void> Socket::connect(const QString &address)
{
    if (zmq_connect(handle(), address.toUtf8().constData()) == -1)
        return zmqError(zmq_errno(), Words::tr("Connect %1").arg(address));
    return {};
}

Result<void> Socket::unbind(const QString &boundAddress)
{
    if (zmq_unbind(handle(), boundAddress.toUtf8().constData()) == -1)
        return zmqError(zmq_errno(), Words::tr("Unbind %1").arg(boundAddress));
    return {};
}

Result<void> Socket::disconnect(const QString &address)
{
    if (zmq_disconnect(handle(), address.toUtf8().constData()) == -1)
        return zmqError(zmq_errno(), Words::tr("Disconnect %1").arg(address));
    return {};
}

bool Socket::receive(ReceivedMessage &message)
{
    message.m_count = 0;
    message.m_totalBytes = 0;
    for (;;) {
        zmq::message_t &part = message.nextPart().message;
        if (uninterrupted([&] { return zmq_msg_recv(part.handle(), handle(), ZMQ_DONTWAIT); }) == -1)
            return false;
        ++message.m_count;
        message.m_totalBytes += qint64(part.size());
        if (!part.more())
            return true;
    }
}

template <typename FrameAt>
Result<void> Socket::sendFrames(qsizetype count, const FrameAt &frameAt)
{
    int failure = 0;
    for (qsizetype i = 0; i < count; ++i) {
        zmq::message_t frame = frameAt(i);
        const int flags = ZMQ_DONTWAIT | (i + 1 < count ? ZMQ_SNDMORE : 0);
        if (uninterrupted([&] { return zmq_msg_send(frame.handle(), handle(), flags); }) != -1)
            continue;
        const int errnum = zmq_errno();
        if (i == 0)
            return zmqError(errnum, Words::tr("Send"));
        // The connection died in the middle: libzmq takes the frames before back, and drops those
        // up to the end of the message. Let it, then the whole message can be sent anew.
        failure = errnum;
    }
    if (failure != 0)
        return zmqError(failure, Words::tr("Send"));
    return {};
}

Result<void> Socket::send(const Message &message)
{
    return sendFrames(message.frames.size(), [&](qsizetype i) { return frameOf(message.frames[i]); });
}

Result<void> Socket::send(const ReceivedMessage &message)
{
    return sendFrames(message.frameCount(), [&](qsizetype i) {
        zmq::message_t frame;
        frame.copy(message.m_parts[size_t(i)].message);
        return frame;
    });
}

Result<void> Socket::startMonitor(const QString &inprocAddress)
{
    if (zmq_socket_monitor(handle(), inprocAddress.toUtf8().constData(), ZMQ_EVENT_ALL) == -1)
        return zmqError(zmq_errno(), Words::tr("Watch the connections"));
    return {};
}

void Socket::stopMonitor()
{
    zmq_socket_monitor(handle(), nullptr, 0);
}

} // namespace zmqscope
