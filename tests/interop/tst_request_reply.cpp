// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/peer_process.h"
#include "tests/support/session_fixture.h"

#include <QJsonArray>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

/// The plain request–reply system, and the non-blocking object channel; a pyzmq program is the other.
class TestRequestReply : public QObject {
    Q_OBJECT
private slots:
    void oneServerThreeClients();
    void clientOfAPythonServer();
    void serverKilledInBetween();
    void routerServesPythonClients();
    void objectServerGetsComposedBytes();
    void objectsOfEveryProtocolArriveExactly();
};

void TestRequestReply::oneServerThreeClients()
{
    SessionFixture f;
    SocketPanel *server = f.open(bound(SocketType::Rep));
    connect(server, &Panel::stateChanged, server, [&] {
        if (server->channel().turn() == Turn::Send)
            server->send({{QByteArray("for " + receivedBy(*server).last().first())}});
    });
    std::vector<std::unique_ptr<PeerProcess>> clients;
    for (const QString &name : {u"ada"_s, u"bob"_s, u"eve"_s})
        clients.push_back(python(u"req_client"_s, {addressOf(server->channel()), name, u"20"_s}));
    for (const QString &name : {u"ada"_s, u"bob"_s, u"eve"_s}) {
        const QJsonArray replies = clients[name == u"ada"_s ? 0
                : name == u"bob"_s                          ? 1
                                                            : 2]
                                       ->next(u"replies"_s)
                                       .toArray();
        QCOMPARE(replies.size(), 20);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(replies[i].toString(), u"for %1 %2"_s.arg(name).arg(i));
    }
    QCOMPARE(server->counters().received, 60);
    QCOMPARE(server->counters().sent, 60);
    QCOMPARE(server->peers().count(), 3u);
    QVERIFY(f.errors.isEmpty());
}

void TestRequestReply::clientOfAPythonServer()
{
    SessionFixture f;
    const auto server = python(u"rep_server"_s, {anyPort, u"5"_s});
    SocketPanel *client = f.open(connected(SocketType::Req, server->nextText(u"bound"_s)));
    QTRY_COMPARE(client->channel().connectedPeers(), 1);
    for (int i = 0; i < 5; ++i) {
        const QString line = u"你好 %1"_s.arg(i);
        QCOMPARE(client->send({{line.toUtf8()}}).status, SendReport::Status::Sent);
        QCOMPARE(client->send({{"out of turn"}}).error.code, ErrorCode::NotYourTurn);
        QTRY_COMPARE(client->channel().turn(), Turn::Send);
        QCOMPARE(receivedBy(*client).last(), Frames{"server response"});
        QCOMPARE(server->nextText(u"request"_s), line);
    }
    QCOMPARE(client->counters().sent, 5);
    QCOMPARE(client->counters().received, 5);
}

void TestRequestReply::serverKilledInBetween()
{
    SessionFixture f;
    auto server = python(u"rep_server"_s, {anyPort, u"0"_s});
    const QString address = server->nextText(u"bound"_s);
    SocketPanel *client = f.open(connected(SocketType::Req, address));
    QTRY_COMPARE(client->channel().connectedPeers(), 1);
    const Timestamp asked = Clock::system().now();
    QCOMPARE(client->send({{"never answered"}}).status, SendReport::Status::Sent);
    QCOMPARE(server->nextText(u"unanswered"_s), u"never answered"_s);
    server->kill();
    QTRY_COMPARE(client->channel().connectedPeers(), 0);
    QCOMPARE(client->channel().turn(), Turn::Receive); // a reply is outstanding …
    QVERIFY(client->channel().turnSince() >= asked); // … since then
    QCOMPARE(client->send({{"again"}}).error.code, ErrorCode::NotYourTurn);

    server = python(u"rep_server"_s, {address, u"1"_s});
    QCOMPARE(server->nextText(u"bound"_s), address);
    QVERIFY(client->startOver().ok());
    QCOMPARE(client->channel().turn(), Turn::Send);
    QTRY_COMPARE(client->channel().connectedPeers(), 1);
    QCOMPARE(client->send({{"anew"}}).status, SendReport::Status::Sent);
    QCOMPARE(server->nextText(u"request"_s), u"anew"_s);
    QTRY_COMPARE(receivedBy(*client), (QList<Frames>{{"server response"}}));
}

void TestRequestReply::routerServesPythonClients()
{
    SessionFixture f;
    SocketPanel *router = f.open(bound(SocketType::Router));
    MessageIndex answered;
    connect(router, &Panel::published, router, [&] {
        for (MessageIndex i{answered.value + 1}; i < router->store().end(); ++i.value) {
            answered = i;
            const MessageView view = *router->store().at(i);
            if (view.header.direction != Direction::In)
                continue;
            Message reply = view.toMessage();
            reply.frames.last().prepend("routed ");
            QCOMPARE(router->send(reply).status, SendReport::Status::Sent);
        }
    });
    const auto one = python(u"req_client"_s, {addressOf(router->channel()), u"one"_s, u"5"_s});
    const auto two = python(u"req_client"_s, {addressOf(router->channel()), u"two"_s, u"5"_s});
    QCOMPARE(one->next(u"replies"_s).toArray().last().toString(), u"routed one 4"_s);
    QCOMPARE(two->next(u"replies"_s).toArray().last().toString(), u"routed two 4"_s);
}

void TestRequestReply::objectServerGetsComposedBytes()
{
    SessionFixture f;
    const auto sample = python(u"object_client"_s);
    QList<QByteArray> pickles;
    for (int protocol = 0; protocol <= 5; ++protocol)
        pickles.append(QByteArray::fromBase64(sample->nextText(u"pickle"_s).toLatin1()));
    QVERIFY(pickles.first().contains("zmqStruct"));
    pickles.append("\x80\x03X\x05\0\0\0plainq\0."_ba); // a plain string

    const auto server = python(u"object_server"_s, {QString::number(pickles.size())});
    SocketPanel *client = f.open(connected(SocketType::Req, server->nextText(u"bound"_s)));
    QTRY_COMPARE(client->channel().connectedPeers(), 1);
    for (int i = 0; i < pickles.size(); ++i) {
        QCOMPARE(client->send({{pickles[i]}}).status, SendReport::Status::Sent);
        QTRY_COMPARE(client->channel().turn(), Turn::Send);
        // send_pyobj('123123123') in Python's default protocol
        QCOMPARE(receivedBy(*client).last(),
            Frames{"\x80\x04\x95\x0d\0\0\0\0\0\0\0\x8c\x09"
                   "123123123\x94."_ba});
    }
    for (int protocol = 0; protocol <= 5; ++protocol) {
        const QJsonValue value = server->next(u"value"_s);
        QCOMPARE(value[u"cmd"_s].toInt(-1), protocol);
        QVERIFY(value[u"data"_s].isNull());
        QCOMPARE(value[u"desc"_s].toString(), u"你好"_s);
        QCOMPARE(server->lines().at(protocol + 1)[u"type"_s].toString(), u"data.zmqStruct"_s);
    }
    QCOMPARE(server->nextText(u"value"_s), u"plain"_s);
    QCOMPARE(server->exitCode(), 0);
}

void TestRequestReply::objectsOfEveryProtocolArriveExactly()
{
    SessionFixture f;
    SocketPanel *server = f.open(bound(SocketType::Rep));
    connect(server, &Panel::stateChanged, server, [&] {
        if (server->channel().turn() == Turn::Send)
            server->send({{"V123123123\n."}}); // a pickle of protocol 0
    });
    const auto client = python(u"object_client"_s, {addressOf(server->channel())});
    for (int protocol = 0; protocol <= 5; ++protocol) {
        const QByteArray expected = QByteArray::fromBase64(client->nextText(u"pickle"_s).toLatin1());
        QVERIFY(!expected.isEmpty());
        QCOMPARE(client->nextText(u"reply"_s), u"123123123"_s);
        QCOMPARE(receivedBy(*server).at(protocol), Frames{expected});
    }
    QCOMPARE(server->counters().received, 6);
    QCOMPARE(client->exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestRequestReply)
#include "tst_request_reply.moc"
