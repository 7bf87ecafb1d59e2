// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection_book.h"
#include "core/message/peer_table.h"
#include "core/panel/channel_options.h"
#include "core/panel/endpoint_tracker.h"
#include "core/panel/panel_config.h"
#include "core/panel/peer_resolver.h"
#include "core/panel/subscription_table.h"
#include "core/zmq/readiness_scheduler.h"
#include "core/zmq/socket_monitor.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <memory>

namespace zmqscope {

class Context;

/// Who is next on a lockstep socket.
enum class Turn {
    Free,         ///< not a lockstep type
    Send,         ///< REQ: may ask · REP: owes a reply
    Receive,      ///< REQ: a reply is outstanding · REP: waits for a request
};

/// One socket with all that belongs to it while a panel lives: its endpoints and their state, its
/// options and subscriptions, whose turn it is, who is connected. Serves itself on the scheduler
/// and hands every whole message to its Sink.
class Channel final : public QObject, private ReadinessClient
{
    Q_OBJECT
public:
    /// Where received messages go, and what is still to be sent. Called within a slice.
    class Sink
    {
    public:
        virtual ~Sink() = default;
        /// False makes the channel leave messages in libzmq for now (paused, or the other side of
        /// a bridge cannot take any); call resume() when that changes.
        virtual bool accepts(Channel &channel) = 0;
        virtual void received(Channel &channel, ReceivedMessage &message, const MessageHeader &header) = 0;
        /// The socket can take messages: send what waits. Returns true when more is waiting.
        virtual bool flush(Channel &channel) = 0;
    };

    /// All references must outlive the channel.
    Channel(const Context &context, ReadinessScheduler &scheduler, const Clock &clock,
            PeerTable &peers, Sink &sink, SideConfig config, QObject *parent);
    ~Channel() override;

    const SideConfig &config() const { return m_config; }
    SocketType type() const { return m_config.type; }

    /// Creates the socket, applies options and subscriptions, binds and connects. An endpoint that
    /// fails does not keep the others from working: see endpoints(). Error when no socket could be
    /// made at all.
    Result<void> open();
    /// Closes; libzmq delivers what it still holds for at most @p lingerMs (0 = discards it).
    void close(int lingerMs = 0);
    bool isOpen() const { return m_socket != nullptr; }
    /// When it was opened last; ns 0 = never.
    Timestamp openedAt() const { return m_openedAt; }
    /// Close and open: makes options count that need it, and starts REQ/REP over.
    Result<void> reopen();

    /// Endpoints are added and removed while it lives; on a closed channel only the config changes.
    Result<void> addEndpoint(const Endpoint &endpoint);
    Result<void> removeEndpoint(qsizetype i);
    /// Tries a failed endpoint again, or makes a new connection to one that gave up.
    Result<void> retryEndpoint(qsizetype i);
    /// In the order of config().endpoints.
    const QList<EndpointStatus> &endpoints() const { return m_endpoints.all(); }
    /// The place in endpoints() of what libzmq calls @p address in an event, or in
    /// Connection::endpoint; -1 for none.
    qsizetype endpointOf(const QString &address, EndpointRole role) const { return m_endpoints.rowOf(address, role); }
    /// True while an address that was in use is tried again, before it counts as refused.
    bool isRetryingBinds() const { return m_bindRetry.isActive(); }
    /// Connections whose handshake succeeded, over all endpoints.
    int connectedPeers() const { return m_endpoints.connectedPeers(); }
    /// Who is and was connected, what went to and from each, and what happened when.
    const ConnectionBook &connections() const { return m_book; }

    /// Remembers the value; applies it at once when its effect is immediate, else at the next
    /// reopen(): needsReopen() then lists it.
    Result<void> setOption(const QString &name, const OptionValue &value);
    /// Back to ZmqScope's default, or libzmq's where we have none.
    Result<void> resetOption(const QString &name);
    /// What libzmq holds now; for write-only options and closed sockets what was set or is default.
    Result<OptionValue> optionValue(const QString &name) const;
    /// Names of changed options that count only after reopen().
    const QStringList &needsReopen() const { return m_options.needsReopen(); }

    Result<void> subscribe(const QByteArray &prefix);
    Result<void> unsubscribe(const QByteArray &prefix);
    /// PUB and XPUB: who wants what, exact while open (PUB runs on an XPUB socket underneath).
    const SubscriptionTable &subscribers() const { return m_subscribers; }

    Turn turn() const { return m_turn; }
    /// Since when the turn stands; for "a reply is outstanding since …".
    Timestamp turnSince() const { return m_turnSince; }

    /// PUB and XPUB: true when somebody has subscribed to a prefix of @p topic; looks into libzmq for
    /// subscriptions that have come just now.
    bool isWanted(QByteArrayView topic);
    /// Since when messages stand in libzmq because the sink does not take them; ns 0 = none does.
    Timestamp unreadSince() const { return m_unreadSince; }

    /// Hands the message to libzmq or says why not (WouldBlock, NotYourTurn, NoSuchRoute, …).
    /// The flags tell what is known of its fate: QueuedOffline, NoSubscriber, DroppedForSlow.
    Result<MessageFlags> send(const Message &message);
    Result<MessageFlags> send(const ReceivedMessage &message);
    /// Messages handed to libzmq while nobody was connected, since somebody last was: they go out
    /// when a peer comes, and are lost when the socket closes before.
    qint64 queuedOffline() const { return m_queuedOffline; }
    /// True when libzmq would take a message now.
    bool canSend();

    /// Serve soon: the sink accepts again, or has something to send.
    void resume();

signals:
    /// Anything in endpoints(), connections() but for their traffic, turn(), subscribers(),
    /// needsReopen() changed; within a turn of the event loop, and at most once a frame.
    void stateChanged();
    /// Config changed by a person: the profile is modified.
    void configChanged();
    /// Every connection event, for whoever wants the detail. Not throttled.
    void connectionEvent(const zmqscope::ConnectionEvent &event);
    /// Something a person should read; the panel shows it.
    void failed(const zmqscope::Error &error);

private:
    bool serve(const ServeBudget &budget) override;
    bool serveSlice(const ServeBudget &budget);
    void recheck();

    Result<void> openSocket();
    Result<void> openEndpoint(qsizetype i);
    Result<void> applySubscription(const QByteArray &prefix, bool on);
    void watchDrops();
    void readSubscriptions();
    void retryBusyBinds();
    Result<void> disconnectFrom(const QString &address);
    void take(const ConnectionEvent &event);
    void noteSent(QByteArrayView firstFrame, qint64 bytes);
    void handOn(ReceivedMessage &message);
    void noteUnread(bool unread);
    bool publishesOverXpub() const;
    template <typename AnyMessage>
    Result<MessageFlags> sendAny(const AnyMessage &message, qsizetype frameCount, QByteArrayView firstFrame,
                                 QByteArrayView lastFrame);
    void tellState();
    void tellEvents();
    void setTurn(Turn turn);
    void noteStateChange();
    void noteOpenedOrClosed();
    void noteOptionChange();

    const Context &m_context;
    ReadinessScheduler &m_scheduler;
    const Clock &m_clock;
    Sink &m_sink;
    SideConfig m_config;
    ChannelOptions m_options;
    std::unique_ptr<Socket> m_socket;
    std::unique_ptr<SocketMonitor> m_monitor;
    ReceivedMessage m_message;
    ConnectionBook m_book;
    EndpointTracker m_endpoints;
    PeerTable &m_peers;
    PeerResolver m_resolver;
    PeerId m_lastHeard; ///< whom a REP answers
    SubscriptionTable m_subscribers;
    Turn m_turn = Turn::Free;
    Timestamp m_turnSince;
    Timestamp m_openedAt;
    Timestamp m_now; ///< of the messages being received
    bool m_seesDrops = false; ///< XPUB_NODROP is ours to switch, so that a full subscriber is noticed
    bool m_stateNoted = false;
    QElapsedTimer m_stateTold;
    QTimer m_stateTimer;
    qint64 m_queuedOffline = 0;
    bool m_serving = false;
    QList<ConnectionEvent> m_untold; ///< taken, and not told yet
    bool m_sendBlocked = false;  ///< the last try to send found no room
    Timestamp m_unreadSince;
    bool m_leavesUnread = false; ///< the sink did not accept: messages stand in libzmq on purpose
    QTimer m_sendRetry;
    QTimer m_bindRetry;
    QTimer m_doubt;
    int m_bindTriesLeft = 0;
};

} // namespace zmqscope
