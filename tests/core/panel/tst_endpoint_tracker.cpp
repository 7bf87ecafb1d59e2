// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/endpoint_tracker.h"

#include <QTest>
#include <zmq.h>

using namespace zmqscope;
using namespace Qt::StringLiterals;
using Kind = ConnectionEventKind;

namespace {

const QString bindAddress = u"tcp://127.0.0.1:*"_s;
const QString boundAddress = u"tcp://127.0.0.1:40001"_s;
const QString connectAddress = u"tcp://localhost:5556"_s;

/// A tracker with the book that joins its events.
class Tracker : public EndpointTracker
{
public:
    explicit Tracker(bool rawTcp) : EndpointTracker(rawTcp), m_book(rawTcp) {}
    void take(const ConnectionEvent &event) { EndpointTracker::take(m_book.take(event, {})); }
    void closedHere(int fd)
    {
        if (const auto ended = m_book.endedHere(fd, {}))
            endedHere(*ended);
    }

private:
    ConnectionBook m_book;
};

Tracker boundTracker(bool rawTcp = false)
{
    Tracker tracker(rawTcp);
    tracker.add({EndpointRole::Bind, bindAddress});
    tracker.opened(0, boundAddress);
    return tracker;
}

Tracker connectedTracker()
{
    Tracker tracker(false);
    tracker.add({EndpointRole::Connect, connectAddress});
    tracker.opened(0, connectAddress);
    return tracker;
}

} // namespace

class TestEndpointTracker : public QObject {
    Q_OBJECT
private slots:
    void startsClosed();
    void bindListens();
    void peersComeAndGo();
    void connectGoesOnTrying();
    void resolvedNamesFindTheirEndpoint();
    void sameHostTwoPorts();
    void hostsWithTheSamePort();
    void rawTcpHasNoHandshake();
    void failuresAreExplained_data();
    void failuresAreExplained();
    void refusedThenRetried();
    void removalKeepsTheOthers();
    void closingForgetsAll();
    void inproc();
    void strangeEventsAreIgnored();
};

void TestEndpointTracker::startsClosed()
{
    Tracker tracker(false);
    tracker.add({EndpointRole::Bind, bindAddress});
    QCOMPARE(tracker.all().size(), 1);
    QCOMPARE(tracker.all().first().state, EndpointState::Closed);
    QCOMPARE(tracker.connectedPeers(), 0);
}

void TestEndpointTracker::bindListens()
{
    const Tracker tracker = boundTracker();
    QCOMPARE(tracker.all().first().state, EndpointState::Listening);
    QCOMPARE(tracker.all().first().actualAddress, boundAddress);
}

void TestEndpointTracker::peersComeAndGo()
{
    Tracker tracker = boundTracker();
    tracker.take({Kind::Accepted, 10, boundAddress});
    QCOMPARE(tracker.all().first().state, EndpointState::Listening); // not yet shaken hands
    QVERIFY(!tracker.all().first().detail.isEmpty());
    tracker.take({Kind::HandshakeSucceeded, 0, boundAddress});
    QCOMPARE(tracker.all().first().state, EndpointState::Connected);
    QVERIFY(tracker.all().first().detail.isEmpty());
    tracker.take({Kind::Accepted, 11, boundAddress});
    tracker.take({Kind::HandshakeSucceeded, 0, boundAddress});
    QCOMPARE(tracker.all().first().peers, 2);
    tracker.take({Kind::Disconnected, 10, boundAddress});
    QCOMPARE(tracker.all().first().peers, 1);
    QVERIFY(tracker.all().first().detail.isEmpty());
    tracker.take({Kind::Disconnected, 11, boundAddress});
    QCOMPARE(tracker.all().first().state, EndpointState::Listening);
    QVERIFY(!tracker.all().first().detail.isEmpty());
}

void TestEndpointTracker::connectGoesOnTrying()
{
    Tracker tracker = connectedTracker();
    QCOMPARE(tracker.all().first().state, EndpointState::Connecting);
    tracker.take({Kind::ConnectDelayed, EINPROGRESS, connectAddress});
    tracker.take({Kind::Closed, 9, connectAddress});
    tracker.take({Kind::ConnectRetried, 100, connectAddress});
    QCOMPARE(tracker.all().first().state, EndpointState::Connecting);
    QVERIFY(!tracker.all().first().detail.isEmpty());
    tracker.take({Kind::Connected, 9, connectAddress});
    tracker.take({Kind::HandshakeSucceeded, 0, connectAddress});
    QCOMPARE(tracker.all().first().state, EndpointState::Connected);
    tracker.take({Kind::Disconnected, 9, connectAddress});
    QCOMPARE(tracker.all().first().state, EndpointState::Connecting);
}

void TestEndpointTracker::resolvedNamesFindTheirEndpoint()
{
    Tracker tracker = connectedTracker();
    tracker.take({Kind::Connected, 9, u"tcp://127.0.0.1:5556"_s});
    tracker.take({Kind::HandshakeSucceeded, 0, u"tcp://127.0.0.1:5556"_s});
    QCOMPARE(tracker.all().first().peers, 1);
}

void TestEndpointTracker::sameHostTwoPorts()
{
    Tracker tracker = connectedTracker();
    tracker.add({EndpointRole::Connect, u"tcp://localhost:5557"_s});
    tracker.opened(1, u"tcp://localhost:5557"_s);
    tracker.take({Kind::Connected, 9, u"tcp://127.0.0.1:5557"_s});
    tracker.take({Kind::HandshakeSucceeded, 0, u"tcp://127.0.0.1:5557"_s});
    QCOMPARE(tracker.all().at(0).peers, 0);
    QCOMPARE(tracker.all().at(1).peers, 1);
}

void TestEndpointTracker::hostsWithTheSamePort()
{
    Tracker tracker(false);
    for (const QString &address : {u"tcp://10.0.0.1:5556"_s, u"tcp://10.0.0.2:5556"_s}) {
        tracker.add({EndpointRole::Connect, address});
        tracker.opened(tracker.all().size() - 1, address);
    }
    tracker.take({Kind::Connected, 9, u"tcp://10.0.0.1:5556"_s});
    tracker.take({Kind::HandshakeSucceeded, 0, u"tcp://10.0.0.1:5556"_s});
    QCOMPARE(tracker.all().at(0).peers, 1);
    QCOMPARE(tracker.all().at(1).peers, 0);
}

void TestEndpointTracker::rawTcpHasNoHandshake()
{
    Tracker tracker = boundTracker(true);
    tracker.take({Kind::Accepted, 10, boundAddress});
    QCOMPARE(tracker.all().first().peers, 1);
    QCOMPARE(tracker.all().first().state, EndpointState::Connected);
}

void TestEndpointTracker::failuresAreExplained_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<quint32>("value");
    QTest::addColumn<QString>("words");
    QTest::newRow("peer goes during the handshake") << Kind::Disconnected << 10u << u"socket type"_s;
    QTest::newRow("no ZMTP") << Kind::HandshakeFailedNoDetail << quint32(EPROTO) << u"ZMTP"_s;
    QTest::newRow("mechanism") << Kind::HandshakeFailedProtocol
                               << quint32(ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH) << u"mechanism"_s;
    QTest::newRow("protocol") << Kind::HandshakeFailedProtocol << quint32(ZMQ_PROTOCOL_ERROR_ZMTP_UNSPECIFIED)
                              << u"0x10000000"_s;
    QTest::newRow("auth") << Kind::HandshakeFailedAuth << 400u << u"400"_s;
    QTest::newRow("accept") << Kind::AcceptFailed << quint32(EMFILE) << u"open files"_s;
}

void TestEndpointTracker::failuresAreExplained()
{
    QFETCH(const Kind, kind);
    QFETCH(const quint32, value);
    QFETCH(const QString, words);
    Tracker tracker = boundTracker();
    tracker.take({Kind::Accepted, 10, boundAddress});
    tracker.take({kind, value, boundAddress});
    const EndpointStatus &status = tracker.all().first();
    QVERIFY2(status.detail.contains(words), qPrintable(status.detail));
    QCOMPARE(status.state, EndpointState::Listening);
    // A stranger is no news while somebody is there.
    tracker.take({Kind::Accepted, 11, boundAddress});
    tracker.take({Kind::HandshakeSucceeded, 0, boundAddress});
    tracker.take({kind, value, boundAddress});
    QCOMPARE(status.peers, 1);
}

void TestEndpointTracker::refusedThenRetried()
{
    Tracker tracker(false);
    tracker.add({EndpointRole::Bind, u"tcp://*:80"_s});
    tracker.refused(0, {ErrorCode::PermissionDenied, u"Bind"_s, u"Not allowed."_s, u"Choose another."_s});
    QCOMPARE(tracker.all().first().state, EndpointState::Failed);
    QCOMPARE(tracker.all().first().detail, u"Not allowed. Choose another."_s);
    tracker.opened(0, u"tcp://0.0.0.0:80"_s);
    QCOMPARE(tracker.all().first().state, EndpointState::Listening);
    QVERIFY(tracker.all().first().detail.isEmpty());
}

void TestEndpointTracker::removalKeepsTheOthers()
{
    Tracker tracker = boundTracker();
    tracker.add({EndpointRole::Bind, bindAddress});
    tracker.opened(1, u"tcp://127.0.0.1:40002"_s);
    tracker.take({Kind::Accepted, 10, boundAddress});
    tracker.take({Kind::HandshakeSucceeded, 0, boundAddress});
    tracker.take({Kind::Accepted, 11, u"tcp://127.0.0.1:40002"_s});
    tracker.take({Kind::HandshakeSucceeded, 0, u"tcp://127.0.0.1:40002"_s});
    tracker.remove(0);
    QCOMPARE(tracker.all().size(), 1);
    QCOMPARE(tracker.connectedPeers(), 1);
    tracker.take({Kind::Disconnected, 10, boundAddress}); // of the removed one
    QCOMPARE(tracker.connectedPeers(), 1);
    tracker.take({Kind::Disconnected, 11, u"tcp://127.0.0.1:40002"_s});
    QCOMPARE(tracker.connectedPeers(), 0);
    QCOMPARE(tracker.all().first().state, EndpointState::Listening);
}

void TestEndpointTracker::closingForgetsAll()
{
    Tracker tracker = boundTracker();
    tracker.take({Kind::Accepted, 10, boundAddress});
    tracker.take({Kind::HandshakeSucceeded, 0, boundAddress});
    tracker.closeAll();
    QCOMPARE(tracker.all().first().state, EndpointState::Closed);
    QCOMPARE(tracker.connectedPeers(), 0);
    QCOMPARE(tracker.all().first().actualAddress, boundAddress); // to be used again
    tracker.take({Kind::Accepted, 12, boundAddress});
    QCOMPARE(tracker.all().first().state, EndpointState::Closed);
}

void TestEndpointTracker::inproc()
{
    Tracker tracker(false);
    tracker.add({EndpointRole::Connect, u"inproc://x"_s});
    QVERIFY(!tracker.hasUntoldPeers());
    tracker.opened(0, u"inproc://x"_s);
    QVERIFY(tracker.hasUntoldPeers());
    QCOMPARE(tracker.all().first().state, EndpointState::Connected);
    QCOMPARE(tracker.connectedPeers(), 0);
}

void TestEndpointTracker::strangeEventsAreIgnored()
{
    Tracker tracker = boundTracker();
    for (const Kind kind : {Kind::Accepted, Kind::Connected, Kind::HandshakeSucceeded, Kind::Disconnected,
             Kind::Closed, Kind::ConnectRetried, Kind::HandshakeFailedAuth, Kind::MonitorStopped}) {
        tracker.take({kind, 77, u"tcp://elsewhere:1"_s});
        tracker.take({kind, 77, {}});
    }
    QCOMPARE(tracker.all().first().state, EndpointState::Listening);
    QCOMPARE(tracker.connectedPeers(), 0);
}

QTEST_GUILESS_MAIN(TestEndpointTracker)
#include "tst_endpoint_tracker.moc"
