// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_fixture.h"

#include <QSignalSpy>
#include <QTest>
#include <ctime>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

namespace {

/// Time of all threads, libzmq's too.
double cpuMs()
{
    return double(std::clock()) * 1000.0 / CLOCKS_PER_SEC;
}

/// CPU milliseconds used while nothing happens for @p ms.
double idleCost(int ms)
{
    QTest::qWait(100); // let what is under way settle
    const double before = cpuMs();
    QTest::qWait(ms);
    return cpuMs() - before;
}

} // namespace

class TestSocketPanel : public QObject {
    Q_OBJECT
private slots:
    void pushWithoutPeerWaitsInOrder();
    void outboxCanBeDiscarded();
    void outboxSurvivesReopen();
    void fullPeerMakesMessagesWait();
    void fullOutboxRefuses();
    void closingInANoticeLosesNothing();

    void pubWithoutSubscriberIsFlagged();
    void subscriptionOnTheWayCounts();
    void heldUntilSubscribed();
    void heldMessagesGoTopicByTopic();
    void heldGoWhenHoldingEnds();
    void heldMessagesDoNotSpin();
    void unroutableIsRemembered();
    void slowSubscriberLosesAndFastOneDoesNot();
    void nodropWaitsWithoutSpinning();
    void fullRouterPeerWaitsWithoutSpinning();

    void routerRefusesWhatCannotBeRouted();
    void streamTellsConnectsAndData();
    void streamKnowsWhomItClosed();
    void emptyMessageIsRefused();
    void receivingTypeCannotSend();
    void closedPanelCannotSend();

    void pauseLeavesMessages();
    void clearAndUndo();
    void lingerDelivers();
    void closeWithoutLingerCountsUnsent();
    void publishedFollowsTheBeat();

    void oddFramesPassExactly_data();
    void oddFramesPassExactly();
    void routerTakesManyFrames();

    void idleCostsNothing();
};

void TestSocketPanel::pushWithoutPeerWaitsInOrder()
{
    SessionFixture f;
    SocketPanel *push = f.open(bound(SocketType::Push));
    const QList<Frames> messages = numbered(1000);
    for (const Frames &frames : messages) {
        const SendReport report = push->send({frames});
        QCOMPARE(report.status, SendReport::Status::Waiting);
        QCOMPARE(report.error.code, ErrorCode::WouldBlock);
        QVERIFY(!report.error.detail.isEmpty());
    }
    QCOMPARE(push->outbox().count(), 1000);
    QCOMPARE(push->unsentMessages(), 1000);
    QCOMPARE(push->counters().sent, 0);
    QSignalSpy moved(push, &SocketPanel::outboxMoved);

    RawPeer pull = f.peer(zmq::socket_type::pull);
    pull.connect(addressOf(push->channel()));
    QList<Frames> arrived;
    for (qsizetype i = 0; i < messages.size(); ++i)
        arrived.append(pull.receive());
    QCOMPARE(arrived, messages);
    QCOMPARE(push->outbox().count(), 0);
    QTRY_COMPARE(push->unsentMessages(), 0);
    QCOMPARE(push->counters().sent, 1000);
    QCOMPARE(logged(*push, Direction::Out), messages);
    QVERIFY(!moved.isEmpty());
}

void TestSocketPanel::outboxCanBeDiscarded()
{
    SessionFixture f;
    SocketPanel *push = f.open(bound(SocketType::Push));
    QCOMPARE(push->send({{"old"}}).status, SendReport::Status::Waiting);
    push->discardOutbox();
    QCOMPARE(push->unsentMessages(), 0);
    RawPeer pull = f.peerOf(push, zmq::socket_type::pull);
    QCOMPARE(push->send({{"new"}}).status, SendReport::Status::Sent);
    QCOMPARE(pull.receive(), Frames{"new"});
}

void TestSocketPanel::outboxSurvivesReopen()
{
    SessionFixture f;
    SocketPanel *push = f.open(bound(SocketType::Push));
    QCOMPARE(push->send({{"kept"}}).status, SendReport::Status::Waiting);
    QVERIFY(push->channel().reopen().ok());
    QCOMPARE(push->outbox().count(), 1);
    QTRY_COMPARE(push->channel().endpoints().first().state, EndpointState::Listening);
    RawPeer pull = f.peerOf(push, zmq::socket_type::pull);
    QCOMPARE(pull.receive(), Frames{"kept"});
}

void TestSocketPanel::fullPeerMakesMessagesWait()
{
    SessionFixture f;
    SideConfig side = bound(SocketType::Push);
    side.options = {{u"ZMQ_SNDHWM"_s, qint64(5)}, {u"ZMQ_SNDBUF"_s, qint64(4096)}};
    SocketPanel *push = f.open(side);
    RawPeer pull = f.peer(zmq::socket_type::pull);
    pull.socket().set(zmq::sockopt::rcvhwm, 5);
    pull.socket().set(zmq::sockopt::rcvbuf, 4096);
    pull.connect(addressOf(push->channel()));
    QTRY_COMPARE(push->channel().connectedPeers(), 1);

    const QByteArray filler(20'000, 'x');
    int sent = 0;
    SendReport report;
    for (; report.status != SendReport::Status::Waiting; ++sent) {
        QVERIFY(sent < 5000);
        report = push->send({{QByteArray::number(sent), filler}});
    }
    QVERIFY2(report.error.detail.contains(u"high-water"_s), qPrintable(report.error.detail));
    for (int i = 0; i < 200; ++i, ++sent)
        QCOMPARE(push->send({{QByteArray::number(sent), filler}}).status, SendReport::Status::Waiting);
    for (int i = 0; i < sent; ++i)
        QCOMPARE(pull.receive(), (Frames{QByteArray::number(i), filler}));
    QCOMPARE(push->outbox().count(), 0);
}

void TestSocketPanel::fullOutboxRefuses()
{
    SessionFixture f;
    SocketPanel *push = f.open(bound(SocketType::Push));
    const QByteArray half(Outbox::maxBytes / 2, 'x');
    QCOMPARE(push->send({{half}}).status, SendReport::Status::Waiting);
    QCOMPARE(push->send({{half}}).status, SendReport::Status::Waiting);
    const SendReport report = push->send({{"x"}});
    QCOMPARE(report.status, SendReport::Status::Refused);
    QCOMPARE(report.error.code, ErrorCode::TooMany);
    QCOMPARE(push->outbox().count(), 2);
}

void TestSocketPanel::closingInANoticeLosesNothing()
{
    SessionFixture f;
    // A full peer makes the messages behind wait; when it goes, they have no route any more.
    SideConfig side = bound(SocketType::Router);
    side.options = {{u"ZMQ_SNDHWM"_s, qint64(1)}};
    SocketPanel *router = f.open(side);
    auto dealer = std::make_unique<RawPeer>(f.peer(zmq::socket_type::dealer));
    dealer->socket().set(zmq::sockopt::routing_id, "d");
    dealer->socket().set(zmq::sockopt::rcvhwm, 1);
    dealer->connect(addressOf(router->channel()));
    QTRY_COMPARE(router->channel().connectedPeers(), 1);
    const QByteArray big(1'000'000, 'x');
    int handedIn = 0;
    for (; router->outbox().count() < 5; ++handedIn) {
        QVERIFY(handedIn < 1000);
        router->send({{"d", big}});
    }
    connect(router, &Panel::failed, router, [&] { router->close(); });
    dealer.reset();
    QTRY_COMPARE(f.errors.size(), 1);
    QCOMPARE(f.errors.first().code, ErrorCode::NoSuchRoute);
    QVERIFY(!router->isOpen());
    QVERIFY(router->outbox().count() > 0);
    QCOMPARE(router->counters().sent + 1 + router->outbox().count(), handedIn);
}

void TestSocketPanel::pubWithoutSubscriberIsFlagged()
{
    SessionFixture f;
    SocketPanel *pub = f.open(bound(SocketType::Pub));
    SendReport report = pub->send({{"a1"}});
    QCOMPARE(report.status, SendReport::Status::Sent);
    QCOMPARE(report.flags, MessageFlags(MessageFlag::NoSubscriber));
    QCOMPARE(pub->counters().withoutSubscriber, 1);
    RawPeer sub = f.peer(zmq::socket_type::sub);
    sub.socket().set(zmq::sockopt::subscribe, "b");
    sub.connect(addressOf(pub->channel()));
    QTRY_COMPARE(pub->channel().subscribers().total(), 1);
    QCOMPARE(pub->send({{"a2"}}).flags, MessageFlags(MessageFlag::NoSubscriber));
    report = pub->send({{"b1"}});
    QCOMPARE(report.flags, MessageFlags());
    QCOMPARE(sub.receive(), Frames{"b1"});
    QCOMPARE(pub->counters().withoutSubscriber, 2);
    QCOMPARE(pub->counters().sent, 3);
    QVERIFY(pub->store().at(MessageIndex{1})->header.flags.testFlag(MessageFlag::NoSubscriber));
}

void TestSocketPanel::subscriptionOnTheWayCounts()
{
    SessionFixture f;
    SocketPanel *pub = f.open(bound(SocketType::Pub));
    RawPeer sub = f.peerOf(pub, zmq::socket_type::sub);
    sub.socket().set(zmq::sockopt::subscribe, "");
    // Without a turn of the event loop: what arrives then must have been counted as heard.
    QByteArray sent;
    std::optional<Frames> arrived;
    qint64 heard = 0;
    for (int i = 0; i < 5000 && !arrived; ++i) {
        heard += !pub->send({{QByteArray::number(i)}}).flags.testFlag(MessageFlag::NoSubscriber);
        arrived = sub.tryReceive();
        QThread::usleep(100);
    }
    QVERIFY(arrived);
    QCOMPARE(pub->channel().subscribers().total(), 1);
    const int first = arrived->first().toInt();
    QVERIFY2(qAbs(pub->counters().withoutSubscriber - first) <= 1,
        qPrintable(
            u"%1 counted, the first that came was %2"_s.arg(pub->counters().withoutSubscriber).arg(first)));
}

void TestSocketPanel::heldUntilSubscribed()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pub));
    panel->setHoldsUntilSubscribed(true);
    QVERIFY(panel->config().holdsUntilSubscribed);
    const int many = 1000; // more than one slice
    for (int i = 0; i < many; ++i) {
        const SendReport report = panel->send({{QByteArray::number(i)}});
        QCOMPARE(report.status, SendReport::Status::Waiting);
        QVERIFY(report.error.detail.contains(u"subscribed"_s));
    }
    QCOMPARE(panel->outbox().count(), many);
    QCOMPARE(panel->counters().withoutSubscriber, 0);
    RawPeer subscriber = f.peer(zmq::socket_type::sub);
    subscriber.socket().set(zmq::sockopt::subscribe, "");
    subscriber.connect(addressOf(panel->channel()));
    for (const Frames &expected : numbered(many))
        QCOMPARE(subscriber.receive(), expected);
    QVERIFY(panel->outbox().isEmpty());
    QCOMPARE(logged(*panel, Direction::Out), numbered(many));
    QCOMPARE(panel->send({{"now"}}).status, SendReport::Status::Sent);
    QCOMPARE(subscriber.receive(), Frames{"now"});
}

void TestSocketPanel::heldMessagesGoTopicByTopic()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Xpub));
    panel->setHoldsUntilSubscribed(true);
    RawPeer a = f.peer(zmq::socket_type::sub);
    a.socket().set(zmq::sockopt::subscribe, "a");
    a.connect(addressOf(panel->channel()));
    QTRY_COMPARE(panel->channel().subscribers().total(), 1);
    QCOMPARE(panel->send({{"b1"}}).status, SendReport::Status::Waiting);
    QCOMPARE(panel->send({{"a1"}}).status, SendReport::Status::Sent); // goes past the one that is held
    QCOMPARE(panel->send({{"b2"}}).status, SendReport::Status::Waiting);
    QCOMPARE(a.receive(), Frames{"a1"});
    RawPeer b = f.peer(zmq::socket_type::sub);
    b.socket().set(zmq::sockopt::subscribe, "b");
    b.connect(addressOf(panel->channel()));
    QCOMPARE(b.receive(), Frames{"b1"});
    QCOMPARE(b.receive(), Frames{"b2"});
    QTRY_VERIFY(panel->outbox().isEmpty());
}

void TestSocketPanel::heldGoWhenHoldingEnds()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pub));
    panel->setHoldsUntilSubscribed(true);
    QCOMPARE(panel->send({{"x"}}).status, SendReport::Status::Waiting);
    panel->setHoldsUntilSubscribed(false);
    QTRY_VERIFY(panel->outbox().isEmpty());
    QCOMPARE(panel->counters().withoutSubscriber, 1);
}

void TestSocketPanel::heldMessagesDoNotSpin()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pub));
    panel->setHoldsUntilSubscribed(true);
    RawPeer other = f.peer(zmq::socket_type::sub);
    other.socket().set(zmq::sockopt::subscribe, "other");
    other.connect(addressOf(panel->channel()));
    QTRY_COMPARE(panel->channel().subscribers().total(), 1);
    QCOMPARE(panel->send({{"x"}}).status, SendReport::Status::Waiting);
    const double cost = idleCost(400);
    QVERIFY2(cost < 100, qPrintable(u"%1 ms of CPU in 400 ms"_s.arg(cost)));
}

void TestSocketPanel::unroutableIsRemembered()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Router));
    QVERIFY(!panel->unroutable());
    QSignalSpy changed(panel, &Panel::stateChanged);
    QCOMPARE(panel->send({{"nobody", "x"}}).error.code, ErrorCode::NoSuchRoute);
    QVERIFY(panel->unroutable());
    QCOMPARE(panel->unroutable()->routingId, "nobody"_ba);
    QVERIFY(panel->unroutable()->time.ns > 0);
    QVERIFY(!changed.isEmpty());
    RawPeer dealer = f.peer(zmq::socket_type::dealer);
    dealer.socket().set(zmq::sockopt::routing_id, "somebody");
    dealer.connect(addressOf(panel->channel()));
    QTRY_COMPARE(panel->send({{"somebody", "x"}}).status, SendReport::Status::Sent);
    QVERIFY(!panel->unroutable());
}

void TestSocketPanel::slowSubscriberLosesAndFastOneDoesNot()
{
    SessionFixture f;
    SideConfig side = bound(SocketType::Pub);
    side.options = {{u"ZMQ_SNDHWM"_s, qint64(10)}, {u"ZMQ_SNDBUF"_s, qint64(4096)}};
    SocketPanel *pub = f.open(side);
    RawPeer fast = f.peer(zmq::socket_type::sub);
    RawPeer slow = f.peer(zmq::socket_type::sub);
    slow.socket().set(zmq::sockopt::rcvhwm, 10);
    slow.socket().set(zmq::sockopt::rcvbuf, 4096);
    for (RawPeer *sub : {&fast, &slow}) {
        sub->socket().set(zmq::sockopt::subscribe, "");
        sub->connect(addressOf(pub->channel()));
    }
    QTRY_COMPARE(pub->channel().subscribers().total(), 2);

    const QByteArray filler(10'000, 'x');
    constexpr int count = 2000;
    for (int i = 0; i < count; ++i) {
        QCOMPARE(pub->send({{QByteArray::number(i), filler}}).status, SendReport::Status::Sent);
        QCOMPARE(fast.receive(),
            (Frames{QByteArray::number(i), filler})); // one by one: the fast one is never full
    }
    int slowGot = 0;
    QByteArray last;
    while (!slow.receive(300).isEmpty())
        ++slowGot;
    const qint64 counted = pub->counters().droppedForSlow;
    QVERIFY(slowGot < count);
    QVERIFY2(counted >= 1 && counted <= count - slowGot,
        qPrintable(u"%1 counted, %2 lost"_s.arg(counted).arg(count - slowGot)));
    QCOMPARE(pub->counters().sent, count);
}

void TestSocketPanel::nodropWaitsWithoutSpinning()
{
    SessionFixture f;
    SideConfig side = bound(SocketType::Pub);
    side.options = {
        {u"ZMQ_SNDHWM"_s, qint64(10)}, {u"ZMQ_SNDBUF"_s, qint64(4096)}, {u"ZMQ_XPUB_NODROP"_s, qint64(1)}};
    SocketPanel *pub = f.open(side);
    RawPeer sub = f.peer(zmq::socket_type::sub);
    sub.socket().set(zmq::sockopt::rcvhwm, 10);
    sub.socket().set(zmq::sockopt::rcvbuf, 4096);
    sub.socket().set(zmq::sockopt::subscribe, "");
    sub.connect(addressOf(pub->channel()));
    QTRY_COMPARE(pub->channel().subscribers().total(), 1);
    const QByteArray filler(10'000, 'x');
    constexpr int count = 3000;
    for (int i = 0; i < count; ++i)
        pub->send({{QByteArray::number(i), filler}});
    QVERIFY(pub->outbox().count() > 0);
    const double cost = idleCost(400);
    QVERIFY2(cost < 60, qPrintable(u"%1 ms of CPU"_s.arg(cost)));
    for (int i = 0; i < count; ++i)
        QCOMPARE(sub.receive(), (Frames{QByteArray::number(i), filler}));
    QCOMPARE(pub->counters().droppedForSlow, 0);
}

void TestSocketPanel::fullRouterPeerWaitsWithoutSpinning()
{
    SessionFixture f;
    SideConfig side = bound(SocketType::Router);
    side.options = {{u"ZMQ_SNDHWM"_s, qint64(2)}, {u"ZMQ_SNDBUF"_s, qint64(4096)}};
    SocketPanel *router = f.open(side);
    RawPeer full = f.peer(zmq::socket_type::dealer);
    full.socket().set(zmq::sockopt::routing_id, "full");
    full.socket().set(zmq::sockopt::rcvhwm, 2);
    full.socket().set(zmq::sockopt::rcvbuf, 4096);
    full.connect(addressOf(router->channel()));
    RawPeer free = f.peerOf(router, zmq::socket_type::dealer); // makes the socket say "can send"
    QTRY_COMPARE(router->channel().connectedPeers(), 2);
    const QByteArray filler(100'000, 'x');
    int count = 0;
    for (; router->outbox().count() < 5; ++count) {
        QVERIFY(count < 1000);
        QVERIFY(router->send({{"full", QByteArray::number(count), filler}}).status
            != SendReport::Status::Refused);
    }
    const double cost = idleCost(400);
    QVERIFY2(cost < 60, qPrintable(u"%1 ms of CPU"_s.arg(cost)));
    for (int i = 0; i < count; ++i)
        QCOMPARE(full.receive(), (Frames{QByteArray::number(i), filler}));
}

void TestSocketPanel::routerRefusesWhatCannotBeRouted()
{
    SessionFixture f;
    SocketPanel *router = f.open(bound(SocketType::Router));
    SendReport report = router->send({{"stranger", "hello"}});
    QCOMPARE(report.status, SendReport::Status::Refused);
    QCOMPARE(report.error.code, ErrorCode::NoSuchRoute);
    QVERIFY(!report.error.remedy.isEmpty());
    report = router->send({{"only one frame"}});
    QCOMPARE(report.status, SendReport::Status::Refused);
    QCOMPARE(report.error.code, ErrorCode::InvalidArgument);
    QCOMPARE(router->counters().sent, 0);
    QCOMPARE(router->store().count(), 0);

    RawPeer req = f.peer(zmq::socket_type::req);
    req.connect(addressOf(router->channel()));
    QVERIFY(req.send({"question"}));
    QTRY_COMPARE(router->counters().received, 1);
    const Frames request = receivedBy(*router).first();
    QCOMPARE(request.size(), 3);
    QCOMPARE(request.sliced(1), (Frames{"", "question"}));
    QCOMPARE(router->send({{request.first(), "", "answer"}}).status, SendReport::Status::Sent);
    QCOMPARE(req.receive(), Frames{"answer"});
}

void TestSocketPanel::streamTellsConnectsAndData()
{
    SessionFixture f;
    SocketPanel *server = f.open(bound(SocketType::Stream));
    SocketPanel *client = f.open(connected(SocketType::Stream, addressOf(server->channel())));
    QTRY_COMPARE(server->counters().received, 1);
    QTRY_COMPARE(client->counters().received, 1);
    QCOMPARE(server->channel().connectedPeers(), 1);
    const Frames notice = receivedBy(*server).first();
    QCOMPARE(notice.size(), 2);
    QVERIFY(notice[1].isEmpty());
    const QByteArray serverId = receivedBy(*client).first().first();
    QCOMPARE(client->send({{serverId, "GET / HTTP/1.0\r\n\r\n"}}).status, SendReport::Status::Sent);
    QTRY_COMPARE(receivedBy(*server).last(), (Frames{notice[0], "GET / HTTP/1.0\r\n\r\n"}));
    const MessageView view = *server->store().at(MessageIndex{server->store().end().value - 1});
    QVERIFY2(server->peers().peer(view.header.peer).address.startsWith(u"127.0.0.1:"_s),
        qPrintable(server->peers().peer(view.header.peer).address));
    QCOMPARE(server->send({{notice[0], "200"}}).status, SendReport::Status::Sent);
    QTRY_COMPARE(receivedBy(*client).last(), (Frames{serverId, "200"}));
    QCOMPARE(server->send({{notice[0], "two", "bodies"}}).error.code, ErrorCode::InvalidArgument);
    QCOMPARE(server->send({{"nobody", "x"}}).error.code, ErrorCode::NoSuchRoute);
    client->close();
    QTRY_COMPARE(receivedBy(*server).last(), (Frames{notice[0], ""})); // the goodbye
    QTRY_COMPARE(server->channel().connectedPeers(), 0);
}

/// libzmq says nothing when a connection ends by an empty frame of one's own.
void TestSocketPanel::streamKnowsWhomItClosed()
{
    SessionFixture f;
    SocketPanel *server = f.open(bound(SocketType::Stream));
    SideConfig leaving = connected(SocketType::Stream, addressOf(server->channel()));
    leaving.options.insert(u"ZMQ_RECONNECT_IVL"_s, qint64(-1)); // or it would count again at once
    f.open(leaving);
    SocketPanel *client = f.open(leaving);
    QTRY_COMPARE(server->counters().received, 2);
    QTRY_COMPARE(client->counters().received, 1);
    QTRY_COMPARE(server->channel().connectedPeers(), 2);
    const QByteArray first = receivedBy(*server).first().first();
    QCOMPARE(server->send({{first, ""}}).status, SendReport::Status::Sent);
    QTRY_COMPARE(server->channel().connectedPeers(), 1);
}

void TestSocketPanel::emptyMessageIsRefused()
{
    SessionFixture f;
    SocketPanel *pub = f.open(bound(SocketType::Pub));
    QCOMPARE(pub->send({}).error.code, ErrorCode::InvalidArgument);
    QCOMPARE(pub->send({{""}}).status, SendReport::Status::Sent);
}

void TestSocketPanel::receivingTypeCannotSend()
{
    SessionFixture f;
    for (const SocketType type : {SocketType::Pull, SocketType::Sub}) {
        const SendReport report = f.open(bound(type))->send({{"x"}});
        QCOMPARE(report.status, SendReport::Status::Refused);
        QCOMPARE(report.error.code, ErrorCode::Unsupported);
    }
}

void TestSocketPanel::closedPanelCannotSend()
{
    SessionFixture f;
    SocketPanel *push = f.open(bound(SocketType::Push));
    push->close();
    QCOMPARE(push->send({{"x"}}).status, SendReport::Status::Refused);
    QCOMPARE(push->outbox().count(), 0);
}

void TestSocketPanel::pauseLeavesMessages()
{
    SessionFixture f;
    SocketPanel *pull = f.open(bound(SocketType::Pull));
    RawPeer push = f.peerOf(pull, zmq::socket_type::push);
    QVERIFY(push.send({"0"}));
    QTRY_COMPARE(pull->counters().received, 1);
    pull->setReceiving(false);
    QVERIFY(!pull->isReceiving());
    for (int i = 1; i < 500; ++i)
        QVERIFY(push.send({QByteArray::number(i)}));
    const double cost = idleCost(200);
    QVERIFY2(cost < 50, qPrintable(u"%1 ms of CPU"_s.arg(cost)));
    QCOMPARE(pull->counters().received, 1);
    pull->setReceiving(true);
    QTRY_COMPARE(pull->counters().received, 500);
    QCOMPARE(receivedBy(*pull), numbered(500));
}

void TestSocketPanel::clearAndUndo()
{
    SessionFixture f;
    SocketPanel *pull = f.open(bound(SocketType::Pull));
    RawPeer push = f.peerOf(pull, zmq::socket_type::push);
    QVERIFY(push.send({"1"}) && push.send({"2"}));
    QTRY_COMPARE(pull->store().count(), 2);
    QSignalSpy published(pull, &Panel::published);
    pull->clearLog();
    QCOMPARE(pull->store().count(), 0);
    QTRY_VERIFY(!published.isEmpty());
    pull->undoClearLog();
    QCOMPARE(receivedBy(*pull), (QList<Frames>{{"1"}, {"2"}}));
    pull->clearLog();
    QVERIFY(push.send({"3"}));
    QTRY_COMPARE(pull->store().count(), 1);
    pull->undoClearLog(); // too late
    QCOMPARE(receivedBy(*pull), (QList<Frames>{{"3"}}));
    QCOMPARE(pull->store().first(), MessageIndex{3});
    QCOMPARE(pull->counters().received, 3);
}

void TestSocketPanel::lingerDelivers()
{
    SessionFixture f;
    RawPeer pull = f.peer(zmq::socket_type::pull);
    const QString address = pull.bind();
    for (const bool byOption : {false, true}) {
        SideConfig side = connected(SocketType::Push, address);
        if (byOption)
            side.options.insert(u"ZMQ_LINGER"_s, qint64(-1));
        SocketPanel *push = f.open(side);
        for (const Frames &frames : numbered(500)) // before the connection stands
            QCOMPARE(push->send({frames}).status, SendReport::Status::Sent);
        push->close(byOption ? 0 : 3000);
        QTRY_COMPARE(push->unsentMessages(), 0);
        for (const Frames &frames : numbered(500))
            QCOMPARE(pull.receive(), frames);
    }
}

void TestSocketPanel::closeWithoutLingerCountsUnsent()
{
    SessionFixture f;
    QString address;
    {
        RawPeer pull = f.peer(zmq::socket_type::pull);
        address = pull.bind();
    }
    SocketPanel *push = f.open(connected(SocketType::Push, address));
    const SendReport report = push->send({{"queued"}});
    QCOMPARE(report.status, SendReport::Status::Sent);
    QCOMPARE(report.flags, MessageFlags(MessageFlag::QueuedOffline));
    QCOMPARE(push->unsentMessages(), 1);
    QVERIFY(push->channel().reopen().ok()); // the socket that held it is gone
    QCOMPARE(push->unsentMessages(), 0);
}

void TestSocketPanel::publishedFollowsTheBeat()
{
    SessionFixture f;
    SocketPanel *pull = f.open(bound(SocketType::Pull));
    RawPeer push = f.peerOf(pull, zmq::socket_type::push);
    QTest::qWait(50);
    QSignalSpy published(pull, &Panel::published);
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < 3000; ++i) {
        QVERIFY(push.send({"x"}));
        if (i % 10 == 0)
            QCoreApplication::processEvents();
    }
    QTRY_COMPARE(pull->counters().received, 3000);
    QTRY_VERIFY(!published.isEmpty());
    QVERIFY(published.size() <= clock.elapsed() / FrameTick::calmIntervalMs + 2);
    QTest::qWait(100);
    const qsizetype settled = published.size();
    QTest::qWait(200);
    QCOMPARE(published.size(), settled); // nothing new, no beat
}

void TestSocketPanel::oddFramesPassExactly_data()
{
    QTest::addColumn<Frames>("frames");
    QTest::newRow("empty frame") << Frames{""};
    QTest::newRow("three empty frames") << Frames{"", "", ""};
    QTest::newRow("every byte") << Frames{[] {
        QByteArray all(256, '\0');
        for (int i = 0; i < 256; ++i)
            all[i] = char(i);
        return all;
    }()};
    Frames many;
    for (int i = 0; i < 10'000; ++i)
        many.append(QByteArray::number(i));
    QTest::newRow("10,000 frames") << many;
    QByteArray large(64 * 1024 * 1024, '\0');
    for (qsizetype i = 0; i < large.size(); i += 4093)
        large[i] = char(i % 251);
    QTest::newRow("64 MiB") << Frames{large};
    QTest::newRow("small and large") << Frames{"head", QByteArray(300'000, 'b'), "", QByteArray(5000, 'c')};
}

void TestSocketPanel::oddFramesPassExactly()
{
    QFETCH(const Frames, frames);
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pair));
    RawPeer raw = f.peerOf(panel, zmq::socket_type::pair);
    QVERIFY(raw.send(frames));
    QTRY_COMPARE_WITH_TIMEOUT(panel->counters().received, 1, 20'000);
    QVERIFY(receivedBy(*panel).first() == frames);
    QCOMPARE(panel->send({frames}).status, SendReport::Status::Sent);
    QVERIFY(raw.receive(20'000) == frames);
    QVERIFY(logged(*panel, Direction::Out).first() == frames);
    qint64 bytes = Message{frames}.totalBytes();
    QCOMPARE(panel->counters().receivedBytes, bytes);
    QCOMPARE(panel->counters().sentBytes, bytes);
    QVERIFY(f.errors.isEmpty());
}

void TestSocketPanel::routerTakesManyFrames()
{
    SessionFixture f;
    SocketPanel *router = f.open(bound(SocketType::Router));
    RawPeer dealer = f.peer(zmq::socket_type::dealer);
    dealer.socket().set(zmq::sockopt::routing_id, "d");
    dealer.connect(addressOf(router->channel()));
    Frames many;
    for (int i = 0; i < 10'000; ++i)
        many.append(QByteArray::number(i));
    QVERIFY(dealer.send(many));
    QTRY_COMPARE(router->counters().received, 1);
    QCOMPARE(receivedBy(*router).first(), Frames{"d"} + many);
}

void TestSocketPanel::idleCostsNothing()
{
    SessionFixture f;
    for (int i = 0; i < 10; ++i) {
        SocketPanel *server = f.open(bound(SocketType::Router));
        f.open(connected(SocketType::Dealer, addressOf(server->channel())))->send({{"hello"}});
        QTRY_COMPARE(server->counters().received, 1);
    }
    f.open(bound(SocketType::Push))->send({{"waits"}});
    f.open(bound(SocketType::Pub));
    const double cost = idleCost(300);
    QVERIFY2(cost < 50, qPrintable(u"%1 ms of CPU"_s.arg(cost)));
}

QTEST_GUILESS_MAIN(TestSocketPanel)
#include "tst_socket_panel.moc"
