// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/context.h"
#include "core/zmq/readiness_scheduler.h"
#include "core/zmq/socket.h"

#include <QSignalSpy>
#include <QTest>
#include <zmq.hpp>

using namespace zmqscope;

namespace {

/// A socket that counts what it receives, with each rule of ZMQ_FD as a switch: what the library
/// does right is shown beside what happens without it.
class CountingClient final : public ReadinessClient
{
public:
    enum class Omit { Nothing, Prime, RecheckAfterReceive, RecheckAfterSend, Budget };

    CountingClient(Context &context, ReadinessScheduler &scheduler, int type, Omit omit = Omit::Nothing)
        : m_scheduler(scheduler), m_omit(omit), m_socket(std::move(Socket::open(context, type)).value())
    {
    }
    ~CountingClient() override { unwatch(); }

    Socket &socket() { return *m_socket; }
    void start()
    {
        watch(m_scheduler, m_socket->fd());
        if (m_omit != Omit::Prime)
            return;
        unwatch(); // a bare notifier in its place, without the first serving
        m_bare = std::make_unique<QSocketNotifier>(m_socket->fd(), QSocketNotifier::Read);
        QObject::connect(m_bare.get(), &QSocketNotifier::activated, m_bare.get(), [this] { serve({}); });
    }
    void send(const QByteArray &bytes)
    {
        QVERIFY(m_socket->send(Message{{bytes}}).ok());
        if (m_omit != Omit::RecheckAfterSend)
            kick();
    }
    bool serve(const ServeBudget &budget) override
    {
        ++served;
        const int most = m_omit == Omit::Budget ? INT_MAX : perServe > 0 ? perServe : budget.messages;
        for (int n = 0; n < most && m_socket->receive(m_message); ++n) {
            ++received;
            if (onReceived)
                onReceived();
        }
        if (m_omit == Omit::RecheckAfterReceive)
            return false;
        return m_socket->readiness().canReceive;
    }

    int served = 0;
    int received = 0;
    int perServe = 0;
    std::function<void()> onReceived;

private:
    ReadinessScheduler &m_scheduler;
    Omit m_omit;
    std::unique_ptr<Socket> m_socket;
    std::unique_ptr<QSocketNotifier> m_bare;
    ReceivedMessage m_message;
};

using Omit = CountingClient::Omit;

/// Blocks until libzmq has a message for the socket; this reads ZMQ_EVENTS and so eats the edge.
bool untilReadable(Socket &socket)
{
    QDeadlineTimer limit(5000);
    while (!socket.readiness().canReceive) {
        if (limit.hasExpired())
            return false;
    }
    return true;
}

} // namespace

class TestReadinessScheduler : public QObject
{
    Q_OBJECT

private:
    Context m_context;
    zmq::context_t m_peers;

    zmq::socket_t peer(int type, const QString &address)
    {
        zmq::socket_t socket(m_peers, type);
        socket.set(zmq::sockopt::linger, 0);
        socket.connect(address.toStdString());
        return socket;
    }
    static QString bound(CountingClient &client)
    {
        return client.socket().bind(QStringLiteral("tcp://127.0.0.1:*")).value();
    }

    /// A message that comes after everything else, on a healthy socket of its own: when it is in,
    /// the event loop has had every chance to notice the earlier ones.
    struct Fence
    {
        Fence(TestReadinessScheduler &test, ReadinessScheduler &scheduler)
            : client(test.m_context, scheduler, ZMQ_PULL)
            , sender(test.peer(ZMQ_PUSH, bound(client)))
        {
            client.start();
        }
        bool pass()
        {
            for (int i = 0; i < 5; ++i) {
                const int before = client.received;
                sender.send(zmq::buffer("fence", 5));
                if (!QTest::qWaitFor([&] { return client.received > before; }, 30'000))
                    return false;
            }
            return true;
        }
        CountingClient client;
        zmq::socket_t sender;
    };

private slots:
    void prime_data()
    {
        QTest::addColumn<bool>("kept");
        QTest::newRow("kept") << true;
        QTest::newRow("omitted") << false;
    }
    /// What arrived, and was noticed by libzmq, before the notifier exists gives no edge any more.
    void prime()
    {
        QFETCH(bool, kept);
        ReadinessScheduler scheduler;
        CountingClient client(m_context, scheduler, ZMQ_PULL, kept ? Omit::Nothing : Omit::Prime);
        zmq::socket_t sender = peer(ZMQ_PUSH, bound(client));
        sender.send(zmq::buffer("early", 5));
        QVERIFY(untilReadable(client.socket()));
        Fence fence(*this, scheduler);
        client.start();
        QVERIFY(fence.pass());
        QCOMPARE(client.received, kept ? 1 : 0);
    }

    void recheckAfterReceive_data() { prime_data(); }
    /// Five are there, one is taken: without a look at ZMQ_EVENTS nothing ever comes again.
    void recheckAfterReceive()
    {
        QFETCH(bool, kept);
        ReadinessScheduler scheduler;
        CountingClient client(m_context, scheduler, ZMQ_PULL, kept ? Omit::Nothing : Omit::RecheckAfterReceive);
        client.perServe = 1;
        zmq::socket_t sender = peer(ZMQ_PUSH, bound(client));
        for (int i = 0; i < 5; ++i)
            sender.send(zmq::buffer("x", 1));
        QVERIFY(untilReadable(client.socket()));
        client.start();
        Fence fence(*this, scheduler);
        QVERIFY(fence.pass());
        sender.send(zmq::buffer("x", 1));
        if (kept) {
            QTRY_COMPARE(client.received, 6);
        } else {
            QVERIFY(fence.pass());
            QVERIFY2(client.received < 6, "ZMQ_FD has changed its nature");
        }
    }

    void recheckAfterSend_data() { prime_data(); }
    /// Sending processes the socket's commands, and with them the news that a message has come.
    void recheckAfterSend()
    {
        QFETCH(bool, kept);
        constexpr int rounds = 50;
        ReadinessScheduler scheduler;
        CountingClient client(m_context, scheduler, ZMQ_DEALER, kept ? Omit::Nothing : Omit::RecheckAfterSend);
        zmq::socket_t other = peer(ZMQ_DEALER, bound(client));
        client.start();
        other.send(zmq::buffer("hello", 5));
        QTRY_COMPARE(client.received, 1);
        int stalled = 0;
        for (int round = 0; round < rounds; ++round) {
            const int before = client.received;
            other.send(zmq::buffer("x", 1));
            // Let it reach the socket while the event loop stands still, then eat the edge.
            zmq::pollitem_t item{nullptr, client.socket().fd(), ZMQ_POLLIN, 0};
            QVERIFY(zmq::poll(&item, 1, std::chrono::seconds(5)) == 1);
            client.socket().readiness(); // as zmq_send() does every now and then
            client.send("y");
            if (!QTest::qWaitFor([&] { return client.received > before; }, kept ? 5000 : 20)) {
                ++stalled;
                client.serve({}); // for the next round
            }
        }
        if (kept) {
            QCOMPARE(stalled, 0);
            QTRY_COMPARE(client.received, rounds + 1);
        } else {
            QVERIFY2(stalled > 0, "ZMQ_FD has changed its nature");
        }
    }

    void budget_data() { prime_data(); }
    /// A full socket must not keep another from its turn.
    void budget()
    {
        QFETCH(bool, kept);
        constexpr int many = 900; // below the default high-water mark
        ReadinessScheduler scheduler;
        CountingClient flooded(m_context, scheduler, ZMQ_PULL, kept ? Omit::Nothing : Omit::Budget);
        CountingClient calm(m_context, scheduler, ZMQ_PULL);
        zmq::socket_t flood = peer(ZMQ_PUSH, bound(flooded));
        zmq::socket_t drop = peer(ZMQ_PUSH, bound(calm));
        for (int i = 0; i < many; ++i)
            flood.send(zmq::buffer("x", 1));
        drop.send(zmq::buffer("y", 1));
        QVERIFY(untilReadable(flooded.socket()));
        QVERIFY(untilReadable(calm.socket()));
        int floodBeforeCalm = 0;
        calm.onReceived = [&] { floodBeforeCalm = flooded.received; };
        flooded.start();
        calm.start();
        QTRY_COMPARE(calm.received, 1);
        QTRY_COMPARE(flooded.received, many);
        if (kept)
            QVERIFY2(floodBeforeCalm <= ServeBudget().messages, qPrintable(QString::number(floodBeforeCalm)));
        else
            QVERIFY(floodBeforeCalm > ServeBudget().messages);
    }

    /// Watching for reading is silent on an idle socket; a Write notifier would fire without end.
    void watchIsSilentWhenIdle()
    {
        ReadinessScheduler scheduler;
        CountingClient client(m_context, scheduler, ZMQ_PULL);
        bound(client);
        client.start();
        QTRY_VERIFY(client.served > 0 && !scheduler.busy());
        const int before = client.served;
        int fired = 0;
        QSocketNotifier write(client.socket().fd(), QSocketNotifier::Write);
        connect(&write, &QSocketNotifier::activated, this, [&] { ++fired; });
        QTRY_VERIFY(fired > 1000);
        QCOMPARE(client.served, before);
    }

    void equalShares()
    {
        constexpr int many = 900;
        ReadinessScheduler scheduler;
        std::vector<std::unique_ptr<CountingClient>> clients;
        std::vector<std::unique_ptr<Socket>> senders;
        for (int i = 0; i < 3; ++i) {
            // Within the process a message is there as soon as it is sent.
            const QString address = QStringLiteral("inproc://shares-%1").arg(i);
            clients.push_back(std::make_unique<CountingClient>(m_context, scheduler, ZMQ_PULL));
            clients.back()->perServe = 64;
            QVERIFY(clients.back()->socket().bind(address).ok());
            senders.push_back(std::move(Socket::open(m_context, ZMQ_PUSH)).value());
            QVERIFY(senders.back()->connect(address).ok());
            for (int n = 0; n < many; ++n)
                QVERIFY(senders.back()->send(Message{{"x"}}).ok());
        }
        int worst = 0;
        for (auto &client : clients) {
            client->onReceived = [&] {
                const auto [low, high] = std::minmax({clients[0]->received, clients[1]->received, clients[2]->received});
                if (high < many)
                    worst = std::max(worst, high - low);
            };
            client->start();
        }
        for (auto &client : clients)
            QTRY_COMPARE(client->received, many);
        QVERIFY2(worst <= 2 * 64, qPrintable(QString::number(worst)));
    }

    void clientMayGoAwayWhileServed()
    {
        ReadinessScheduler scheduler;
        auto client = std::make_unique<CountingClient>(m_context, scheduler, ZMQ_PULL);
        zmq::socket_t sender = peer(ZMQ_PUSH, bound(*client));
        bool stopped = false;
        client->onReceived = [&] { stopped = true; };
        client->start();
        sender.send(zmq::buffer("x", 1));
        QTRY_VERIFY(stopped);
        sender.send(zmq::buffer("x", 1));
        client.reset();
        Fence fence(*this, scheduler);
        QVERIFY(fence.pass());
        QVERIFY(!scheduler.busy());
    }
};

QTEST_GUILESS_MAIN(TestReadinessScheduler)
#include "tst_readiness_scheduler.moc"
