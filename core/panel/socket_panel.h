// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/outbox.h"
#include "core/panel/panel.h"

namespace zmqscope {

/// What became of a message a person sent.
struct SendReport
{
    enum class Status {
        Sent,          ///< libzmq took it; it stands in the log under index
        Waiting,       ///< it stands in the outbox: no peer yet, or high-water mark reached
        Refused,       ///< it went nowhere; error says why
    };
    Status status = Status::Refused;
    MessageIndex index;
    MessageFlags flags; ///< of the sent message: QueuedOffline, NoSubscriber, DroppedForSlow
    Error error;        ///< Waiting: what it waits for · Refused: why
};

/// A panel with one socket: receives into the log, sends from the form, keeps what must wait.
class SocketPanel final : public Panel, private Channel::Sink
{
    Q_OBJECT
public:
    SocketPanel(PanelEnvironment environment, const PanelConfig &config, QObject *parent = nullptr);
    ~SocketPanel() override;

    Channel &channel() const { return *channels().first(); }
    SocketType type() const { return channel().type(); }

    /// Sends, or puts the message in the outbox behind those that wait, or refuses.
    SendReport send(const Message &message);
    const Outbox &outbox() const { return m_outbox; }
    void retryOutbox();
    void discardOutbox();

    /// REQ/REP: forgets the exchange under way (closes and opens the socket).
    Result<void> startOver();

    qint64 unsentMessages() const override;

signals:
    /// A message that waited has gone out, or can never go (then error has a code).
    void outboxMoved();

private:
    bool accepts(Channel &channel) override;
    void received(Channel &channel, ReceivedMessage &message, const MessageHeader &header) override;
    bool flush(Channel &channel) override;
    MessageIndex recordSent(const Message &message, MessageFlags flags);

    Outbox m_outbox;
};

} // namespace zmqscope
