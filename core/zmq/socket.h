// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/message/message.h"
#include "core/zmq/option_table.h"
#include "core/zmq/received_message.h"

#include <memory>

namespace zmq {
class socket_t;
}

namespace zmqscope {

class Context;

/// What ZMQ_EVENTS says. Reading it consumes the edge of ZMQ_FD.
struct Readiness
{
    bool canReceive = false;
    bool canSend = false;
};

/// A libzmq socket, non-blocking, exceptions turned into Result. Closing is the destructor's, in
/// libzmq's background, under the LINGER set last. One thread only.
class Socket
{
public:
    /// @p nativeType as in zmq_socket(3); draft types are refused when libzmq has none.
    static Result<std::unique_ptr<Socket>> open(const Context &context, int nativeType);
    ~Socket();
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;

    /// The descriptor to watch for reading: an edge on the command mailbox, see
    /// ReadinessScheduler.
    int fd() const { return m_fd; }
    Readiness readiness() const;

    /// Errors name the option; the value must have passed validateOption().
    Result<void> setOption(const OptionInfo &option, const OptionValue &value);
    /// What a channel sets by itself; known to every type, or to those it is asked of, so that it
    /// cannot fail.
    void setLinger(int milliseconds);
    void allowIpv6();
    void setUnboundedReceiving();
    /// XPUB: every subscription is handed over, not only the first and the last of each prefix.
    void tellEverySubscription();
    /// XPUB: a subscriber at its high-water mark makes send() fail with WouldBlock, instead of
    /// losing the message in silence.
    void setRefusesWhenFull(bool on);
    /// SUB: begins or ends to want messages that start with @p prefix.
    Result<void> setSubscribed(const QByteArray &prefix, bool on);

    /// The value libzmq holds now; an error for write-only options.
    Result<OptionValue> option(const OptionInfo &option) const;

    /// Returns the address really bound: wildcards resolved, as ZMQ_LAST_ENDPOINT tells it.
    Result<QString> bind(const QString &address);
    Result<void> connect(const QString &address);
    Result<void> unbind(const QString &boundAddress);
    Result<void> disconnect(const QString &address);

    /// Takes one whole multipart without blocking. False when there is none now (or it is not the
    /// turn to receive).
    bool receive(ReceivedMessage &message);

    /// Hands one whole message to libzmq without blocking, or nothing of it: error codes
    /// WouldBlock, NotYourTurn, NoSuchRoute, else the reason.
    Result<void> send(const Message &message);
    Result<void> send(const ReceivedMessage &message);

    /// The inproc address on which libzmq tells what happens to the connections; used by
    /// SocketMonitor, before any bind or connect.
    Result<void> startMonitor(const QString &inprocAddress);
    void stopMonitor();

private:
    explicit Socket(std::unique_ptr<zmq::socket_t> socket);
    void setNumber(int option, int value);
    void *handle() const;
    template <typename FrameAt>
    Result<void> sendFrames(qsizetype count, const FrameAt &frameAt);

    std::unique_ptr<zmq::socket_t> m_socket;
    int m_fd = -1;
};

} // namespace zmqscope
