// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_fixture.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

class TestChannel : public QObject {
    Q_OBJECT
private slots:
    void deadLinkIsToldAndRetried();
    void wildcardPortIsShown();
    void reopenKeepsTheWildcardPort();
    void portTakenMeanwhileGivesANewOne();
    void addressInUseNamesTheHolder();
    void failedEndpointCanBeRetried();
    void oneBadEndpointLeavesTheOthers();
    void connectBeforeBind();
    void severalEndpointsLive();
    void sameTypeTwiceAtOnePort();
    void oneServerByNameAndByNumber();
    void allInterfaces();
    void misfitIsTold();
    void inprocPeersAreUntold();

    void pubCountsSubscribersExactly();
    void pubCountsTopicsOfOneSubscriber();
    void xsubSubscribesByConfig();
    void subscribingTwiceCountsOnce();
    void subscriptionsSurviveReopen();

    void reqTakesTurns();
    void repTakesTurns();
    void startingOverFreesRepAndReq();

    void ourDefaultsAreApplied();
    void immediateOptionCountsAtOnce();
    void laterOptionNeedsReopen();
    void highWaterMarkNeedsReopen();
    void badOptionIsRefused();
    void wrongKindInAConfigIsReported();
    void nodropBackToDefaultCountsDropsAgain();

    void peerHasAddressAndPort();
    void ipcPeerIsAProcess();
    void bindInAMissingFolderSaysSo();
    void routerKnowsPeerByRoutingId();
    void returningPeerGetsItsNewPort();

    void askingForRoomEatsNoMessage();
    void closingWithinANoticeIsSafe();
};

void TestChannel::wildcardPortIsShown()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    const EndpointStatus &status = panel->channel().endpoints().first();
    QCOMPARE(status.state, EndpointState::Listening);
    QCOMPARE(status.endpoint.address, anyPort);
    QVERIFY(
        QRegularExpression(u"^tcp://127\\.0\\.0\\.1:[1-9][0-9]*$"_s).match(status.actualAddress).hasMatch());
    RawPeer raw = f.peerOf(panel, zmq::socket_type::push);
    QCOMPARE(status.state, EndpointState::Connected);
    QCOMPARE(status.peers, 1);
    QCOMPARE(panel->config().side.endpoints.first().address, anyPort);
}

void TestChannel::reopenKeepsTheWildcardPort()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    const QString before = addressOf(panel->channel());
    RawPeer raw = f.peerOf(panel, zmq::socket_type::push);
    for (int i = 0; i < 5; ++i) {
        QVERIFY(panel->channel().reopen().ok());
        QTRY_VERIFY(panel->channel().endpoints().first().state != EndpointState::Failed);
        QCOMPARE(addressOf(panel->channel()), before);
    }
    QTRY_COMPARE(panel->channel().connectedPeers(), 1); // the peer found it again
    QVERIFY(f.errors.isEmpty());
}

void TestChannel::portTakenMeanwhileGivesANewOne()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    const QString before = addressOf(panel->channel());
    panel->close();
    QTcpServer thief;
    QTRY_VERIFY(
        thief.isListening() || thief.listen(QHostAddress::LocalHost, before.section(u':', 2).toUShort()));
    QVERIFY(panel->open().ok());
    QTRY_COMPARE(panel->channel().endpoints().first().state, EndpointState::Listening);
    QVERIFY(addressOf(panel->channel()) != before);
}

void TestChannel::addressInUseNamesTheHolder()
{
    SessionFixture f;
    QTcpServer holder;
    QVERIFY(holder.listen(QHostAddress::LocalHost));
    const QString address = u"tcp://127.0.0.1:%1"_s.arg(holder.serverPort());
    SocketPanel *panel = f.open(bound(SocketType::Rep, address));
    QVERIFY(panel->isOpen());
    QTRY_COMPARE(f.errors.size(), 1);
    QCOMPARE(f.errors.first().code, ErrorCode::AddressInUse);
    QVERIFY(f.errors.first().operation.contains(address));
    const QString pid = QString::number(QCoreApplication::applicationPid());
    QVERIFY2(f.errors.first().detail.contains(pid), qPrintable(f.errors.first().detail));
    const EndpointStatus &status = panel->channel().endpoints().first();
    QCOMPARE(status.state, EndpointState::Failed);
    QVERIFY(status.detail.contains(pid));
}

void TestChannel::failedEndpointCanBeRetried()
{
    SessionFixture f;
    auto holder = std::make_unique<QTcpServer>();
    QVERIFY(holder->listen(QHostAddress::LocalHost));
    SocketPanel *panel = f.open({SocketType::Rep, {}, {}, {}});
    const Endpoint endpoint{EndpointRole::Bind, u"tcp://127.0.0.1:%1"_s.arg(holder->serverPort())};
    QCOMPARE(panel->channel().addEndpoint(endpoint).error().code, ErrorCode::AddressInUse);
    QCOMPARE(panel->channel().endpoints().first().state, EndpointState::Failed);
    holder.reset();
    QVERIFY(panel->channel().retryEndpoint(0).ok());
    QCOMPARE(panel->channel().endpoints().first().state, EndpointState::Listening);
    QVERIFY(panel->channel().endpoints().first().detail.isEmpty());
}

void TestChannel::oneBadEndpointLeavesTheOthers()
{
    SessionFixture f;
    SideConfig side = bound(SocketType::Pull);
    side.endpoints.prepend({EndpointRole::Bind, u"tcp://localhost:99999"_s});
    side.endpoints.append({EndpointRole::Connect, u"foo://bar"_s});
    SocketPanel *panel = f.open(side);
    QVERIFY(panel->isOpen());
    QCOMPARE(f.errors.size(), 2);
    QCOMPARE(panel->channel().endpoints().at(0).state, EndpointState::Failed);
    QCOMPARE(panel->channel().endpoints().at(2).state, EndpointState::Failed);
    RawPeer raw = f.peer(zmq::socket_type::push);
    raw.connect(addressOf(panel->channel(), 1));
    QVERIFY(raw.send({"through"}));
    QTRY_COMPARE(receivedBy(*panel), (QList<Frames>{{"through"}}));
}

void TestChannel::connectBeforeBind()
{
    SessionFixture f;
    QTcpServer reserved;
    QVERIFY(reserved.listen(QHostAddress::LocalHost));
    const QString address = u"tcp://127.0.0.1:%1"_s.arg(reserved.serverPort());
    reserved.close();

    SideConfig side = connected(SocketType::Pull, address);
    side.options.insert(u"ZMQ_RECONNECT_IVL"_s, qint64(20));
    SocketPanel *panel = f.open(side);
    const EndpointStatus &status = panel->channel().endpoints().first();
    QCOMPARE(status.state, EndpointState::Connecting);
    QTRY_VERIFY(!status.detail.isEmpty()); // nobody answers
    QCOMPARE(status.state, EndpointState::Connecting);
    {
        RawPeer raw = f.peer(zmq::socket_type::push);
        bool there = false;
        QTRY_VERIFY(there || (there = zmq_bind(raw.socket().handle(), address.toUtf8().constData()) == 0));
        QTRY_COMPARE(status.state, EndpointState::Connected);
        QCOMPARE(status.peers, 1);
        QVERIFY(status.detail.isEmpty());
    }
    QTRY_COMPARE(status.state, EndpointState::Connecting);
    QCOMPARE(status.peers, 0);
    QVERIFY(!status.detail.isEmpty());
}

void TestChannel::severalEndpointsLive()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    Channel &channel = panel->channel();
    RawPeer first = f.peerOf(panel, zmq::socket_type::push);
    RawPeer second = f.peer(zmq::socket_type::push);
    const QString secondAddress = second.bind();
    QVERIFY(channel.addEndpoint({EndpointRole::Connect, secondAddress}).ok());
    QVERIFY(channel.addEndpoint({EndpointRole::Bind, anyPort}).ok());
    QTRY_COMPARE(channel.endpoints().at(1).state, EndpointState::Connected);
    RawPeer third = f.peer(zmq::socket_type::push);
    third.connect(addressOf(channel, 2));
    QTRY_COMPARE(channel.endpoints().at(2).peers, 1);
    QCOMPARE(channel.endpoints().at(0).peers, 1);
    QCOMPARE(channel.connectedPeers(), 3);
    QVERIFY(first.send({"1"}) && second.send({"2"}) && third.send({"3"}));
    QTRY_COMPARE(panel->counters().received, 3);

    QVERIFY(channel.removeEndpoint(1).ok());
    QTRY_COMPARE(channel.connectedPeers(), 2);
    QCOMPARE(channel.endpoints().size(), 2);
    QVERIFY(channel.removeEndpoint(0).ok());
    QCOMPARE(channel.config().endpoints, (QList<Endpoint>{{EndpointRole::Bind, anyPort}}));
    QCOMPARE(channel.endpoints().at(0).peers, 1);
    QVERIFY(third.send({"4"}));
    QTRY_COMPARE(receivedBy(*panel).last(), Frames{"4"});
    QVERIFY(channel.removeEndpoint(0).ok());
    QCOMPARE(channel.connectedPeers(), 0);
    QVERIFY(!channel.addEndpoint({EndpointRole::Connect, u"tcp://*:5556"_s}).ok());
    QVERIFY(channel.endpoints().isEmpty());
    QVERIFY(f.errors.isEmpty());
}

void TestChannel::sameTypeTwiceAtOnePort()
{
    SessionFixture f;
    SocketPanel *server = f.open(bound(SocketType::Pull));
    SocketPanel *client = f.open(connected(SocketType::Push, addressOf(server->channel())));
    QVERIFY(client->channel().addEndpoint({EndpointRole::Connect, addressOf(server->channel())}).ok());
    QTRY_COMPARE(server->channel().connectedPeers(), 2);
    QTRY_COMPARE(client->channel().connectedPeers(), 2);
    client->close();
    QTRY_COMPARE(server->channel().connectedPeers(), 0);
    QCOMPARE(server->channel().endpoints().first().state, EndpointState::Listening);
}

void TestChannel::oneServerByNameAndByNumber()
{
    SessionFixture f;
    SocketPanel *server = f.open(bound(SocketType::Pull));
    const QString port = addressOf(server->channel()).section(u':', 2);
    SocketPanel *client = f.open(connected(SocketType::Push, QString(u"tcp://localhost:" % port)));
    QTRY_COMPARE(client->channel().endpoints().at(0).peers, 1);
    QVERIFY(client->channel().addEndpoint({EndpointRole::Connect, QString(u"tcp://127.0.0.1:" % port)}).ok());
    QTRY_COMPARE(client->channel().endpoints().at(1).peers, 1);
    QCOMPARE(client->channel().endpoints().at(0).peers, 1);
    QVERIFY(client->channel().removeEndpoint(0).ok());
    QTRY_COMPARE(server->channel().connectedPeers(), 1);
    QCOMPARE(client->channel().endpoints().at(0).state, EndpointState::Connected);
}

void TestChannel::allInterfaces()
{
    SessionFixture f;
    SocketPanel *server = f.open(bound(SocketType::Pull, u"tcp://*:*"_s));
    QVERIFY(addressOf(server->channel()).startsWith(u"tcp://0.0.0.0:"_s));
    RawPeer raw = f.peer(zmq::socket_type::push);
    raw.connect(connectableAddress(addressOf(server->channel())));
    QTRY_COMPARE(server->channel().endpoints().first().state, EndpointState::Connected);
    raw.socket().close();
    QTRY_COMPARE(server->channel().endpoints().first().state, EndpointState::Listening);
    QVERIFY(server->channel().removeEndpoint(0).ok());
}

void TestChannel::misfitIsTold()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    RawPeer wrong = f.peer(zmq::socket_type::req);
    wrong.connect(addressOf(panel->channel()));
    const EndpointStatus &status = panel->channel().endpoints().first();
    QTRY_VERIFY(status.detail.contains(u"socket type"_s) || status.detail.contains(u"handshake"_s));
    QTRY_COMPARE(status.state, EndpointState::Listening);
    QCOMPARE(status.peers, 0);
}

void TestChannel::inprocPeersAreUntold()
{
    SessionFixture f;
    SocketPanel *pull = f.open(bound(SocketType::Pull, u"inproc://here"_s));
    SocketPanel *push = f.open(connected(SocketType::Push, u"inproc://here"_s));
    QCOMPARE(push->channel().endpoints().first().state, EndpointState::Connected);
    const SendReport report = push->send({{"within"}});
    QCOMPARE(report.status, SendReport::Status::Sent);
    QCOMPARE(report.flags, MessageFlags());
    QTRY_COMPARE(receivedBy(*pull), (QList<Frames>{{"within"}}));
    QCOMPARE(pull->store().at(MessageIndex{1})->header.peer, PeerId{0});
}

/// After a frame above the limit libzmq ends a connection that was made from here, for good.
void TestChannel::deadLinkIsToldAndRetried()
{
    SessionFixture f;
    RawPeer push = f.peer(zmq::socket_type::push);
    SideConfig side = connected(SocketType::Pull, push.bind());
    side.options.insert(u"ZMQ_MAXMSGSIZE"_s, qint64(1000));
    SocketPanel *pull = f.open(side);
    QTRY_COMPARE(pull->channel().connectedPeers(), 1);
    QVERIFY(push.send({QByteArray(2000, 'x')}));
    QTRY_COMPARE(pull->channel().endpoints().first().state, EndpointState::Failed);
    QVERIFY(pull->channel().endpoints().first().detail.contains(u"ZMQ_MAXMSGSIZE"));
    QVERIFY(pull->channel().retryEndpoint(0).ok());
    QTRY_COMPARE(pull->channel().connectedPeers(), 1);
    QVERIFY(push.send({"small"}));
    QTRY_COMPARE(receivedBy(*pull), QList<Frames>{{"small"}});
}

void TestChannel::pubCountsSubscribersExactly()
{
    SessionFixture f;
    SocketPanel *pub = f.open(bound(SocketType::Pub));
    const SubscriptionTable &table = pub->channel().subscribers();
    RawPeer a = f.peer(zmq::socket_type::sub);
    RawPeer b = f.peer(zmq::socket_type::sub);
    auto c = std::make_unique<RawPeer>(f.peer(zmq::socket_type::sub));
    for (RawPeer *sub : {&a, &b, c.get()}) {
        sub->socket().set(zmq::sockopt::subscribe, "same");
        sub->connect(addressOf(pub->channel()));
    }
    QTRY_COMPARE(table.matching("same thing"), 3);
    QCOMPARE(table.matching("other"), 0);
    a.socket().set(zmq::sockopt::unsubscribe, "same");
    QTRY_COMPARE(table.matching("same"), 2);
    c.reset(); // without a goodbye
    QTRY_COMPARE(table.matching("same"), 1);
    b.socket().set(zmq::sockopt::unsubscribe, "same");
    QTRY_COMPARE(table.total(), 0);
    QCOMPARE(pub->counters().received, 0); // requests are no data
    QCOMPARE(pub->store().count(), 0); // nor messages of a PUB's log
}

void TestChannel::pubCountsTopicsOfOneSubscriber()
{
    SessionFixture f;
    SocketPanel *pub = f.open(bound(SocketType::Pub));
    auto sub = std::make_unique<RawPeer>(f.peer(zmq::socket_type::sub));
    for (const char *topic : {"a", "ab", "b"})
        sub->socket().set(zmq::sockopt::subscribe, topic);
    sub->connect(addressOf(pub->channel()));
    const SubscriptionTable &table = pub->channel().subscribers();
    QTRY_COMPARE(table.total(), 3);
    QCOMPARE(table.matching("abc"), 2);
    sub.reset();
    QTRY_COMPARE(table.total(), 0);
}

void TestChannel::xsubSubscribesByConfig()
{
    SessionFixture f;
    RawPeer pub = f.peer(zmq::socket_type::xpub);
    SocketPanel *panel = f.open(subscribed(connected(SocketType::Xsub, pub.bind()), {"a", "b"}));
    QSet<QByteArray> requests;
    requests << pub.receive().value(0) << pub.receive().value(0);
    QCOMPARE(requests, (QSet<QByteArray>{"\1a", "\1b"}));
    QVERIFY(pub.send({"a1"}) && pub.send({"c1"}) && pub.send({"b1"}));
    QTRY_COMPARE(receivedBy(*panel), (QList<Frames>{{"a1"}, {"b1"}}));
    QVERIFY(panel->channel().unsubscribe("a").ok());
    QCOMPARE(pub.receive(), Frames{QByteArray("\0a", 2)});
    QVERIFY(pub.send({"a2"}) && pub.send({"b2"}));
    QTRY_COMPARE(receivedBy(*panel), (QList<Frames>{{"a1"}, {"b1"}, {"b2"}}));
    QCOMPARE(panel->config().side.subscriptions, QList<QByteArray>{"b"});
}

void TestChannel::subscribingTwiceCountsOnce()
{
    SessionFixture f;
    RawPeer pub = f.peer(zmq::socket_type::xpub);
    SocketPanel *panel = f.open(subscribed(connected(SocketType::Sub, pub.bind()), {"a", "a"}));
    QCOMPARE(pub.receive(), Frames{"\1a"});
    QVERIFY(panel->channel().subscribe("a").ok());
    QVERIFY(panel->channel().unsubscribe("a").ok());
    QCOMPARE(pub.receive(), Frames{QByteArray("\0a", 2)}); // really no more
    QVERIFY(panel->config().side.subscriptions.isEmpty());
}

void TestChannel::subscriptionsSurviveReopen()
{
    SessionFixture f;
    RawPeer pub = f.peer(zmq::socket_type::xpub);
    pub.socket().set(zmq::sockopt::xpub_verboser, true);
    SocketPanel *panel = f.open(connected(SocketType::Sub, pub.bind()));
    QVERIFY(panel->channel().subscribe("x").ok());
    QCOMPARE(pub.receive(), Frames{"\1x"});
    QVERIFY(panel->channel().reopen().ok());
    QSet<Frames> news; // the new connection may be seen before the old one's end
    news << pub.receive() << pub.receive();
    QCOMPARE(news, (QSet<Frames>{{QByteArray("\0x", 2)}, {"\1x"}}));
    QVERIFY(pub.send({"x!"}));
    QTRY_COMPARE(receivedBy(*panel), (QList<Frames>{{"x!"}}));
}

void TestChannel::reqTakesTurns()
{
    SessionFixture f;
    RawPeer rep = f.peer(zmq::socket_type::rep);
    SocketPanel *panel = f.open(connected(SocketType::Req, rep.bind()));
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    QCOMPARE(panel->channel().turn(), Turn::Send);
    const Timestamp before = Clock::system().now();
    QCOMPARE(panel->send({{"ask"}}).status, SendReport::Status::Sent);
    QCOMPARE(panel->channel().turn(), Turn::Receive);
    QVERIFY(panel->channel().turnSince() >= before);
    const SendReport twice = panel->send({{"ask again"}});
    QCOMPARE(twice.status, SendReport::Status::Refused);
    QCOMPARE(twice.error.code, ErrorCode::NotYourTurn);
    QVERIFY(!twice.error.remedy.isEmpty());
    QCOMPARE(rep.receive(), Frames{"ask"});
    QVERIFY(rep.send({"answer"}));
    QTRY_COMPARE(receivedBy(*panel), (QList<Frames>{{"answer"}}));
    QCOMPARE(panel->channel().turn(), Turn::Send);
    QCOMPARE(panel->send({{"next"}}).status, SendReport::Status::Sent);
    QCOMPARE(rep.receive(), Frames{"next"});
}

void TestChannel::repTakesTurns()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Rep));
    QCOMPARE(panel->channel().turn(), Turn::Receive);
    const SendReport early = panel->send({{"nobody asked"}});
    QCOMPARE(early.status, SendReport::Status::Refused);
    QCOMPARE(early.error.code, ErrorCode::NotYourTurn);
    RawPeer one = f.peerOf(panel, zmq::socket_type::req);
    RawPeer two = f.peerOf(panel, zmq::socket_type::req);
    QVERIFY(one.send({"from one"}));
    QTRY_COMPARE(panel->channel().turn(), Turn::Send);
    QVERIFY(two.send({"from two"}));
    QCOMPARE(panel->send({{"to one"}}).status, SendReport::Status::Sent);
    QCOMPARE(one.receive(), Frames{"to one"});
    QTRY_COMPARE(receivedBy(*panel), (QList<Frames>{{"from one"}, {"from two"}}));
    QCOMPARE(panel->send({{"to two"}}).status, SendReport::Status::Sent);
    QCOMPARE(two.receive(), Frames{"to two"});
}

void TestChannel::startingOverFreesRepAndReq()
{
    SessionFixture f;
    SocketPanel *rep = f.open(bound(SocketType::Rep));
    SocketPanel *req = f.open(connected(SocketType::Req, addressOf(rep->channel())));
    QTRY_COMPARE(req->channel().connectedPeers(), 1);
    QCOMPARE(req->send({{"lost"}}).status, SendReport::Status::Sent);
    QTRY_COMPARE(rep->channel().turn(), Turn::Send);
    QVERIFY(rep->startOver().ok());
    QCOMPARE(rep->channel().turn(), Turn::Receive);
    QVERIFY(req->startOver().ok());
    QCOMPARE(req->channel().turn(), Turn::Send);
    QTRY_COMPARE(rep->channel().connectedPeers(), 1); // the new socket: the old one may still have accepted
    QTRY_COMPARE(req->channel().connectedPeers(), 1);
    QCOMPARE(req->send({{"anew"}}).status, SendReport::Status::Sent);
    QTRY_COMPARE(receivedBy(*rep), (QList<Frames>{{"lost"}, {"anew"}}));
    QCOMPARE(rep->send({{"yes"}}).status, SendReport::Status::Sent);
    QTRY_COMPARE(receivedBy(*req), (QList<Frames>{{"yes"}}));
}

void TestChannel::ourDefaultsAreApplied()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Router));
    QCOMPARE(
        panel->channel().optionValue(u"ZMQ_MAXMSGSIZE"_s).value(), OptionValue(qint64(64 * 1024 * 1024)));
    QCOMPARE(panel->channel().optionValue(u"ZMQ_RCVHWM"_s).value(), OptionValue(qint64(100'000)));
    QCOMPARE(panel->channel().optionValue(u"ZMQ_ROUTER_MANDATORY"_s).value(), OptionValue(qint64(1)));
    QCOMPARE(panel->channel().optionValue(u"ZMQ_SNDHWM"_s).value(), OptionValue(qint64(1000)));
    QVERIFY(panel->config().side.options.isEmpty());
    QVERIFY(panel->channel().needsReopen().isEmpty());
    QVERIFY(f.errors.isEmpty());
}

void TestChannel::immediateOptionCountsAtOnce()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Router));
    QSignalSpy changed(panel, &Panel::configChanged);
    QCOMPARE(panel->send({{"nobody", "x"}}).error.code, ErrorCode::NoSuchRoute);
    QVERIFY(panel->channel().setOption(u"ZMQ_ROUTER_MANDATORY"_s, qint64(0)).ok());
    QCOMPARE(changed.size(), 1);
    QVERIFY(panel->channel().needsReopen().isEmpty());
    QCOMPARE(panel->send({{"nobody", "x"}}).status, SendReport::Status::Sent);
    QVERIFY(panel->channel().resetOption(u"ZMQ_ROUTER_MANDATORY"_s).ok());
    QCOMPARE(panel->send({{"nobody", "x"}}).error.code, ErrorCode::NoSuchRoute);
    QVERIFY(panel->config().side.options.isEmpty());
}

void TestChannel::laterOptionNeedsReopen()
{
    SessionFixture f;
    RawPeer router = f.peer(zmq::socket_type::router);
    SocketPanel *panel = f.open(connected(SocketType::Dealer, router.bind()));
    QVERIFY(panel->channel().setOption(u"ZMQ_ROUTING_ID"_s, QByteArray("me")).ok());
    QCOMPARE(panel->channel().needsReopen(), QStringList{u"ZMQ_ROUTING_ID"_s});
    QVERIFY(panel->channel().reopen().ok());
    QVERIFY(panel->channel().needsReopen().isEmpty());
    QCOMPARE(panel->send({{"hello"}}).status, SendReport::Status::Sent);
    QCOMPARE(router.receive(), (Frames{"me", "hello"}));
}

void TestChannel::highWaterMarkNeedsReopen()
{
    // libzmq gives peers the mark that stood when their endpoint was made.
    SessionFixture f;
    SocketPanel *push = f.open(bound(SocketType::Push));
    for (const QString &name : {u"ZMQ_SNDHWM"_s, u"ZMQ_SNDBUF"_s})
        QVERIFY(push->channel().setOption(name, name == u"ZMQ_SNDHWM"_s ? qint64(5) : qint64(4096)).ok());
    QCOMPARE(push->channel().needsReopen(), (QStringList{u"ZMQ_SNDHWM"_s, u"ZMQ_SNDBUF"_s}));
    const auto room = [&] { // how many messages a peer that does not read can be sent
        RawPeer pull = f.peer(zmq::socket_type::pull);
        pull.socket().set(zmq::sockopt::rcvhwm, 5);
        pull.socket().set(zmq::sockopt::rcvbuf, 4096);
        pull.connect(addressOf(push->channel()));
        int sent = 0;
        if (!QTest::qWaitFor([&] { return push->channel().connectedPeers() == 1; }, 30'000))
            return -1;
        while (push->send({{QByteArray(20'000, 'x')}}).status == SendReport::Status::Sent) {
            ++sent;
            QTest::qWait(1);
        }
        push->discardOutbox();
        return sent;
    };
    QVERIFY(room() > 100);
    QVERIFY(push->channel().reopen().ok());
    QTRY_COMPARE(push->channel().endpoints().first().state, EndpointState::Listening);
    const int after = room();
    QVERIFY2(after > 0 && after < 100, qPrintable(QString::number(after)));
}

void TestChannel::badOptionIsRefused()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    QVERIFY(!panel->channel().setOption(u"ZMQ_NONSENSE"_s, qint64(1)).ok());
    QVERIFY(!panel->channel().setOption(u"ZMQ_RCVHWM"_s, qint64(-5)).ok());
    QVERIFY(!panel->channel().setOption(u"ZMQ_TYPE"_s, qint64(1)).ok());
    QVERIFY(!panel->channel().setOption(u"ZMQ_RCVHWM"_s, QByteArray("12")).ok());
    QVERIFY(!panel->channel().resetOption(u"ZMQ_NONSENSE"_s).ok());
    QVERIFY(!panel->channel().optionValue(u"ZMQ_NONSENSE"_s).ok());
    QVERIFY(panel->config().side.options.isEmpty());
}

void TestChannel::wrongKindInAConfigIsReported()
{
    SessionFixture f;
    SideConfig side = bound(SocketType::Pull);
    side.options.insert(u"ZMQ_LINGER"_s, QByteArray("long"));
    SocketPanel *panel = f.open(side);
    QVERIFY(panel->isOpen());
    QCOMPARE(f.errors.size(), 1);
    QVERIFY(f.errors.first().text().contains(u"ZMQ_LINGER"_s));
    panel->close();
    QVERIFY(!panel->isOpen());
}

void TestChannel::nodropBackToDefaultCountsDropsAgain()
{
    SessionFixture f;
    SideConfig side = bound(SocketType::Pub);
    side.options = {{u"ZMQ_SNDHWM"_s, qint64(1)}, {u"ZMQ_SNDBUF"_s, qint64(4096)}};
    SocketPanel *pub = f.open(side);
    RawPeer slow = f.peer(zmq::socket_type::sub);
    slow.socket().set(zmq::sockopt::rcvhwm, 1);
    slow.socket().set(zmq::sockopt::rcvbuf, 4096);
    slow.socket().set(zmq::sockopt::subscribe, "");
    slow.connect(addressOf(pub->channel()));
    QTRY_COMPARE(pub->channel().subscribers().total(), 1);

    QVERIFY(pub->channel().setOption(u"ZMQ_XPUB_NODROP"_s, qint64(1)).ok());
    const Message big{{QByteArray(100'000, 'x')}};
    int tries = 0;
    while (pub->send(big).status == SendReport::Status::Sent)
        QVERIFY(++tries < 10'000);
    QCOMPARE(pub->outbox().count(), 1); // refused, so it waits
    pub->discardOutbox();
    QVERIFY(pub->channel().resetOption(u"ZMQ_XPUB_NODROP"_s).ok());
    SendReport report;
    for (tries = 0; !report.flags.testFlag(MessageFlag::DroppedForSlow); ++tries) {
        QVERIFY(tries < 100);
        report = pub->send(big);
        QCOMPARE(report.status, SendReport::Status::Sent);
    }
}

void TestChannel::peerHasAddressAndPort()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    RawPeer one = f.peerOf(panel, zmq::socket_type::push);
    RawPeer two = f.peerOf(panel, zmq::socket_type::push);
    QVERIFY(one.send({"1"}) && one.send({"1"}) && two.send({"2"}));
    QTRY_COMPARE(panel->counters().received, 3);
    QHash<QByteArray, QSet<QString>> senders;
    for (MessageIndex i{1}; i < panel->store().end(); ++i.value) {
        const MessageView view = *panel->store().at(i);
        const Peer &peer = panel->peers().peer(view.header.peer);
        QVERIFY2(QRegularExpression(u"^127\\.0\\.0\\.1:[1-9][0-9]*$"_s).match(peer.address).hasMatch(),
            qPrintable(peer.address));
        QCOMPARE(peer.socketType, u"PUSH"_s);
        senders[view.frames[0].toByteArray()].insert(peer.address);
    }
    QCOMPARE(senders.value("1").size(), 1);
    QCOMPARE(senders.value("2").size(), 1);
    QVERIFY(senders.value("1") != senders.value("2"));
}

void TestChannel::ipcPeerIsAProcess()
{
    QTemporaryDir folder;
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull, QString(u"ipc://" % folder.path() % u"/socket")));
    RawPeer raw = f.peerOf(panel, zmq::socket_type::push);
    QVERIFY(raw.send({"hello"}));
    QTRY_COMPARE(panel->counters().received, 1);
    QCOMPARE(panel->peers().peer(panel->store().at(MessageIndex{1})->header.peer).address,
        u"pid %1"_s.arg(QCoreApplication::applicationPid()));
}

void TestChannel::bindInAMissingFolderSaysSo()
{
    QTemporaryDir folder;
    SessionFixture f;
    f.open(bound(SocketType::Pull, QString(u"ipc://" % folder.path() % u"/none/socket")));
    QCOMPARE(f.errors.size(), 1);
    QVERIFY2(f.errors.first().detail.contains(u"folder"_s), qPrintable(f.errors.first().text()));
}

void TestChannel::routerKnowsPeerByRoutingId()
{
    SessionFixture f;
    SocketPanel *router = f.open(bound(SocketType::Router));
    RawPeer dealer = f.peer(zmq::socket_type::dealer);
    dealer.socket().set(zmq::sockopt::routing_id, "bob");
    dealer.connect(addressOf(router->channel()));
    QVERIFY(dealer.send({"hello"}));
    QTRY_COMPARE(receivedBy(*router), (QList<Frames>{{"bob", "hello"}}));
    const Peer &peer = router->peers().peer(router->store().at(MessageIndex{1})->header.peer);
    QCOMPARE(peer.routingId, QByteArray("bob"));
    QCOMPARE(peer.socketType, u"DEALER"_s);
    QVERIFY(peer.address.startsWith(u"127.0.0.1:"_s));
    const SendReport reply = router->send({{"bob", "welcome"}});
    QCOMPARE(reply.status, SendReport::Status::Sent);
    QCOMPARE(router->peers().peer(router->store().at(reply.index)->header.peer), peer);
    QCOMPARE(dealer.receive(), Frames{"welcome"});
}

void TestChannel::returningPeerGetsItsNewPort()
{
    SessionFixture f;
    SocketPanel *router = f.open(bound(SocketType::Router));
    QStringList addresses;
    for (int i = 0; i < 3; ++i) {
        QTRY_COMPARE(router->channel().connectedPeers(), 0);
        RawPeer dealer = f.peer(zmq::socket_type::dealer);
        dealer.socket().set(zmq::sockopt::routing_id, "bob");
        dealer.connect(addressOf(router->channel()));
        QTRY_COMPARE(router->channel().connectedPeers(), 1);
        QVERIFY(dealer.send({"hello"}));
        QTRY_COMPARE(router->counters().received, i + 1);
        const MessageView last = *router->store().at(MessageIndex{router->store().end().value - 1});
        addresses.append(router->peers().peer(last.header.peer).address);
    }
    QVERIFY(addresses.first().startsWith(u"127.0.0.1:"_s));
    QCOMPARE(QSet<QString>(addresses.cbegin(), addresses.cend()).size(), 3);
}

void TestChannel::askingForRoomEatsNoMessage()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pair));
    RawPeer raw = f.peerOf(panel, zmq::socket_type::pair);
    for (int i = 0; i < 5; ++i) {
        QTest::qWait(30); // all is quiet: nothing but the edge will announce the message
        QVERIFY(raw.trySend({QByteArray::number(i)}));
        // Without a turn of the event loop: the message arrives, and the question takes its edge.
        QThread::msleep(50);
        QVERIFY(panel->channel().canSend());
        QTRY_COMPARE(panel->counters().received, i + 1);
    }
}

void TestChannel::closingWithinANoticeIsSafe()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    int notices = 0;
    connect(&panel->channel(), &Channel::connectionEvent, panel, [&](const ConnectionEvent &event) {
        if (event.kind != ConnectionEventKind::Accepted)
            return;
        ++notices;
        panel->close();
    });
    RawPeer raw = f.peer(zmq::socket_type::push);
    raw.connect(addressOf(panel->channel()));
    QTRY_COMPARE(notices, 1);
    QVERIFY(!panel->isOpen());
    QVERIFY(panel->open().ok());
    QTRY_COMPARE(notices, 2); // it came back, and was thrown out again
}

QTEST_GUILESS_MAIN(TestChannel)
#include "tst_channel.moc"
