// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>
#include <chrono>
#include <deque>
#include <memory>
#include <vector>

namespace zmqscope {

class ReadinessScheduler;

/// How much one client may do before the others get their turn.
struct ServeBudget
{
    int messages = 256;
    qint64 bytes = 1024 * 1024;
    std::chrono::steady_clock::time_point deadline;
    static constexpr int clockEvery = 32; ///< messages between two looks at the clock
};

/// Something with a ZMQ_FD that wants to be served when its socket may be ready.
///
/// ZMQ_FD is an edge on the socket's command mailbox, not on data (zmq_getsockopt(3)). Four rules
/// keep it from stalling, and this pair of classes is the only place that knows them:
///   watch    one Read notifier on the descriptor, never a Write one (it would fire for ever);
///   prime    serve once after opening: what happened before the notifier gives no edge;
///   recheck  after every send, receive, connect, unbind or resume, ZMQ_EVENTS is read *last*, and
///            the client is queued again while a wanted bit stands;
///   budget   a slice ends after so many messages, bytes or milliseconds, and the rest waits for
///            the next round, so that no socket starves the window or the others.
class ReadinessClient
{
public:
    ReadinessClient() = default;
    virtual ~ReadinessClient();
    ReadinessClient(const ReadinessClient &) = delete;
    ReadinessClient &operator=(const ReadinessClient &) = delete;

    /// Receives and sends within @p budget. The last libzmq call must be Socket::readiness();
    /// returns whether something wanted is still possible.
    virtual bool serve(const ServeBudget &budget) = 0;

protected:
    /// Starts watching @p fd and serves once. The fd must stay open until unwatch().
    void watch(ReadinessScheduler &scheduler, int fd);
    /// Stops watching; call before the socket closes.
    void unwatch();
    /// Asks to be served soon: after every own call into libzmq that may have eaten an edge.
    void kick();
    /// Tells how many messages serve() has moved, so that a stream can be told from single ones.
    void noteMoved(int messages) { m_movedLately += messages; }

private:
    friend class ReadinessScheduler;
    using TimePoint = std::chrono::steady_clock::time_point;

    ReadinessScheduler *m_scheduler = nullptr;
    std::unique_ptr<QSocketNotifier> m_notifier;
    TimePoint m_lately;    ///< when the counting of m_movedLately began
    int m_movedLately = 0;
    bool m_queued = false;
    bool m_resting = false;
};

/// Serves all sockets of the program fairly on the GUI event loop: a ready queue, round robin,
/// one time budget a turn; what is left is taken up after pending GUI events.
///
/// A client that has emptied its socket in the middle of a stream rests for a moment instead of
/// waiting for its descriptor: a turn of the event loop, and a wake-up by libzmq's I/O thread, for
/// every handful of messages would cost more than the messages.
class ReadinessScheduler : public QObject
{
    Q_OBJECT
public:
    /// Time in one turn of the event loop; longer turns make the window stutter.
    static constexpr std::chrono::milliseconds turnBudget{4};
    /// Time for one client in a turn.
    static constexpr std::chrono::milliseconds sliceBudget{2};
    /// A client that moves so many messages within streamWindow is in a stream. Far more than any
    /// exchange in lockstep reaches, which a rest would slow down.
    static constexpr int streamMessages = 32;
    static constexpr std::chrono::milliseconds streamWindow{4};
    static constexpr std::chrono::milliseconds rest{1};

    explicit ReadinessScheduler(QObject *parent = nullptr);
    ~ReadinessScheduler() override;

    /// True while clients wait for another turn or rest in a stream: the program is busy receiving.
    bool busy() const { return !m_ready.empty() || !m_resting.empty(); }

private:
    friend class ReadinessClient;
    void enqueue(ReadinessClient *client);
    void remove(ReadinessClient *client);
    void runTurn();
    bool isStreaming(ReadinessClient &client, ReadinessClient::TimePoint now) const;
    void beginRest(ReadinessClient *client);
    void endRest();

    std::deque<ReadinessClient *> m_ready;
    std::vector<ReadinessClient *> m_resting;
    QTimer m_turn;
    QTimer m_rest;
    ReadinessClient *m_serving = nullptr;
};

} // namespace zmqscope
