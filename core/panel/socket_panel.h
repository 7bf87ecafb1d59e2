// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/outbox.h"
#include "core/panel/panel.h"

#include <optional>

namespace zmqscope {

/// What became of a message a person sent.
struct SendReport
{
    enum class Status {
        Sent,          ///< libzmq took it; it stands in the log under index
        Waiting,       ///< it stands in the outbox: no peer yet, high-water mark reached, or held until subscribed
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

    /// A message that could go nowhere, for there is no such peer.
    struct Unroutable
    {
        QByteArray routingId;
        Timestamp time;
    };

    /// Sends, or puts the message in the outbox behind those that wait, or refuses. Where the panel
    /// holds what nobody subscribed to, others go past those that are held.
    SendReport send(const Message &message);
    /// The last message, when it was refused because nobody has its routing id.
    const std::optional<Unroutable> &unroutable() const { return m_unroutable; }
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

    bool holds() const;
    bool heldMayGo() const;
    bool flushHeld();
    void noteOutcome(const Message &message, const Result<MessageFlags> &sent);

    Outbox m_outbox;
    std::optional<Unroutable> m_unroutable;
    quint64 m_heldFor = 0;    ///< SubscriptionTable::arrivals() when the held ones were looked at
    qsizetype m_nextHeld = 0; ///< the place in the outbox from where on they were not
};

} // namespace zmqscope
