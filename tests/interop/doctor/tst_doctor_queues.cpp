// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/doctor/doctor_fixture.h"
#include "tests/support/peer_process.h"

#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

/// Messages that wait, and do not get on.
class TestDoctorQueues : public QObject {
    Q_OBJECT
private slots:
    void queueIsFull_data();
    void queueIsFull();
    void bridgeCannotPassOn();
    void bridgeDropsWhatHasNoReceiver();
    void receivingIsStopped();
};

namespace {

const QByteArray large(256 * 1024, 'x');

/// Sends more than all buffers on the way can hold.
void fill(SocketPanel *panel)
{
    for (int i = 0; i < 100; ++i)
        panel->send({{large}});
}

} // namespace

void TestDoctorQueues::queueIsFull_data()
{
    QTest::addColumn<SocketType>("type");
    QTest::addColumn<QString>("peer");
    QTest::newRow("push") << SocketType::Push << u"pull"_s;
    QTest::newRow("dealer") << SocketType::Dealer << u"dealer"_s;
    QTest::newRow("pair") << SocketType::Pair << u"pair"_s;
}

void TestDoctorQueues::queueIsFull()
{
    QFETCH(SocketType, type);
    QFETCH(QString, peer);
    DoctorFixture f;
    SideConfig side = bound(type);
    side.options.insert(u"ZMQ_SNDHWM"_s, qint64(1));
    SocketPanel *panel = f.open(side);
    const auto sleeper = python(u"sleeper"_s, {peer, addressOf(panel->channel())});
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    fill(panel);
    QVERIFY(f.findsOnly(u"stuck-outbox"_s));
    const Finding finding = f.only();
    QCOMPARE(finding.severity, Severity::Warning);
    QCOMPARE(finding.evidence.at(0).connection, ConnectionId{1});
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QVERIFY(panel->outbox().isEmpty());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorQueues::bridgeCannotPassOn()
{
    DoctorFixture f;
    SideConfig out = bound(SocketType::Push);
    out.options.insert(u"ZMQ_SNDHWM"_s, qint64(1));
    BridgePanel *bridge = f.openBridge(bound(SocketType::Pull), out);
    const auto sleeper = python(u"sleeper"_s, {u"pull"_s, addressOf(bridge->second())});
    QTRY_COMPARE(bridge->second().connectedPeers(), 1);
    RawPeer source = f.peer(zmq::socket_type::push);
    source.connect(addressOf(bridge->first()));
    QTRY_VERIFY((source.trySend({large}), bridge->first().unreadSince().ns != 0));
    QVERIFY(f.findsOnly(u"stuck-bridge"_s));
    QCOMPARE(f.only().severity, Severity::Warning);
    QCOMPARE(f.only().side, 1);
    QVERIFY(DoctorFixture::delay(f.only()) <= 2);
    const auto receiver = python(u"worker"_s, {addressOf(bridge->second()), u"tcp://127.0.0.1:9"_s});
    Q_UNUSED(receiver)
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorQueues::bridgeDropsWhatHasNoReceiver()
{
    DoctorFixture f;
    BridgePanel *bridge = f.openBridge(bound(SocketType::Pull), bound(SocketType::Router));
    const auto somebody = python(u"sleeper"_s, {u"dealer"_s, addressOf(bridge->second())});
    QTRY_COMPARE(bridge->second().connectedPeers(), 1);
    const auto source = python(u"sender"_s,
        {u"push"_s, u"connect"_s, addressOf(bridge->first()), u"60"_s, QString(), u"nobody"_s, u"task"_s});
    QVERIFY(f.findsOnly(u"stuck-bridge"_s));
    const Finding finding = f.only();
    QCOMPARE(finding.evidence.at(0).message, MessageIndex{1});
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    bridge->clearLog();
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorQueues::receivingIsStopped()
{
    DoctorFixture f;
    SideConfig side = bound(SocketType::Pull);
    side.options.insert(u"ZMQ_RCVHWM"_s, qint64(1));
    SocketPanel *panel = f.open(side);
    panel->setReceiving(false);
    const auto source = python(
        u"sender"_s, {u"push"_s, u"connect"_s, addressOf(panel->channel()), u"0.02"_s, QString(), u"x"_s});
    QVERIFY(f.findsOnly(u"paused-panel"_s));
    const Finding finding = f.only();
    QCOMPARE(finding.severity, Severity::Hint);
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    QVERIFY(finding.evidence.at(0).connection.value != 0); // bytes find no room: the queue is full
    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    QTRY_VERIFY(panel->counters().received > 1);
}

QTEST_GUILESS_MAIN(TestDoctorQueues)
#include "tst_doctor_queues.moc"
