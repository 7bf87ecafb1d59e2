// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_fixture.h"

#include <QSet>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int clients = 25;

/// Connections of which messages were received.
QList<Connection> heard(const SocketPanel *panel)
{
    QList<Connection> all;
    for (const auto &[id, connection] : panel->channel().connections().all()) {
        if (connection.in->messages > 0)
            all.append(connection);
    }
    return all;
}

} // namespace

/// Descriptors are used again as soon as a connection ends: clients that come, say one thing and go
/// have the same one after the other.
class TestPeerResolver : public QObject {
    Q_OBJECT
private slots:
    void clientsThatComeAndGo_data();
    void clientsThatComeAndGo();
    void afterPeersThatWereRefused();
    void aNamedPeerThatComesBack();
    void manyAtOnce();
};

void TestPeerResolver::clientsThatComeAndGo_data()
{
    QTest::addColumn<SocketType>("ours");
    QTest::addColumn<int>("theirs");
    QTest::newRow("REP") << SocketType::Rep << int(zmq::socket_type::req);
    QTest::newRow("ROUTER") << SocketType::Router << int(zmq::socket_type::req);
    QTest::newRow("PULL") << SocketType::Pull << int(zmq::socket_type::push);
    QTest::newRow("PUB") << SocketType::Pub << int(zmq::socket_type::sub);
}

void TestPeerResolver::clientsThatComeAndGo()
{
    QFETCH(SocketType, ours);
    QFETCH(int, theirs);
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(ours));
    for (int i = 1; i <= clients; ++i) {
        RawPeer client = fixture.peer(zmq::socket_type(theirs));
        client.connect(addressOf(panel->channel()));
        if (ours == SocketType::Pub) {
            client.socket().set(zmq::sockopt::subscribe, "a");
            QTRY_COMPARE(heard(panel).size(), i);
            continue;
        }
        QVERIFY(client.send({"hello"}));
        QTRY_COMPARE(panel->counters().received, i);
        if (ours == SocketType::Rep) {
            QCOMPARE(panel->send(Message{{"world"}}).status, SendReport::Status::Sent);
            QCOMPARE(client.receive(), Frames{"world"});
        }
    }
    QCOMPARE(heard(panel).size(), clients);
    QSet<QString> addresses;
    const QList<Connection> all = heard(panel);
    for (const Connection &connection : all) {
        addresses.insert(connection.peerAddress);
        QVERIFY(connection.state != ConnectionState::Untold);
        QVERIFY(connection.peerAddress.contains(u':'));
        QCOMPARE(connection.in->messages, 1);
        QCOMPARE(connection.out.messages, ours == SocketType::Rep ? 1 : 0);
    }
    QCOMPARE(addresses.size(), clients);
}

void TestPeerResolver::afterPeersThatWereRefused()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    for (int i = 1; i <= clients; ++i) {
        {
            RawPeer wrong = fixture.peer(zmq::socket_type::pub);
            wrong.connect(addressOf(panel->channel()));
            const auto &all = panel->channel().connections().all();
            QTRY_VERIFY(!all.empty() && all.rbegin()->second.state == ConnectionState::Refused);
        }
        RawPeer right = fixture.peer(zmq::socket_type::push);
        right.connect(addressOf(panel->channel()));
        QVERIFY(right.send({"hello"}));
        QTRY_COMPARE(panel->counters().received, i);
    }
    QCOMPARE(heard(panel).size(), clients);
    for (const auto &[id, connection] : panel->channel().connections().all())
        QVERIFY(connection.state != ConnectionState::Untold);
}

void TestPeerResolver::aNamedPeerThatComesBack()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Router));
    for (int i = 1; i <= 5; ++i) {
        RawPeer worker = fixture.peer(zmq::socket_type::dealer);
        worker.socket().set(zmq::sockopt::routing_id, "worker");
        worker.connect(addressOf(panel->channel()));
        QVERIFY(worker.send({"ready"}));
        QTRY_COMPARE(panel->counters().received, i);
        worker.socket().close();
        QTRY_COMPARE(panel->channel().connectedPeers(), 0);
        QTRY_VERIFY(panel->channel().connections().all().rbegin()->second.ended.ns > 0);
        QCoreApplication::processEvents(); // all is read
    }
    QCOMPARE(heard(panel).size(), 5);
    const QList<Connection> all = heard(panel);
    for (const Connection &connection : all) {
        QCOMPARE(connection.routingId, "worker");
        QVERIFY(connection.peerAddress.contains(u':'));
    }
}

void TestPeerResolver::manyAtOnce()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    qint64 sent = 0;
    for (int round = 0; round < 5; ++round) {
        std::vector<RawPeer> peers;
        for (int i = 0; i < clients; ++i) {
            peers.push_back(fixture.peer(zmq::socket_type::push));
            peers.back().connect(addressOf(panel->channel()));
            QVERIFY(peers.back().send({"a"}));
            QVERIFY(peers.back().send({"b"}));
            sent += 2;
        }
        QTRY_COMPARE(panel->counters().received, sent);
    }
    qint64 counted = 0;
    for (const auto &[id, connection] : panel->channel().connections().all()) {
        counted += connection.in->messages;
        if (connection.state != ConnectionState::Untold)
            QVERIFY(connection.in->messages == 2 || connection.in->messages == 0);
    }
    QCOMPARE(counted, sent); // whatever came by which connection, none is lost or counted twice
}

QTEST_GUILESS_MAIN(TestPeerResolver)
#include "tst_peer_resolver.moc"
