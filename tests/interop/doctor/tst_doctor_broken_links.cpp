// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "tests/interop/doctor/doctor_fixture.h"
#include "tests/interop/doctor/doctor_peers.h"

#include <csignal>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

/// Connections that stood, and then broke or fell silent.
class TestDoctorBrokenLinks : public QObject {
    Q_OBJECT
private slots:
    void frameTooLargeWhereWeConnect();
    void frameTooLargeWhereWeBind();
    void frameTooLargeForThePeer();
    void peerThatQuitsIsHealthy();
    void peerThatIsStoppedFallsSilent();
    void peerThatHasNoMoreToSayForAShortTimeIsHealthy();
};

namespace {

#define FINDS_ONLY(f, rule) \
    QVERIFY((f).findsOnly(rule)); \
    QVERIFY2(DoctorFixture::delay((f).only()) <= 2, qPrintable(QString::number(DoctorFixture::delay((f).only()))))

SideConfig limited(SideConfig side, qint64 bytes)
{
    side.options.insert(u"ZMQ_MAXMSGSIZE"_s, bytes);
    return side;
}

QJsonObject sending(int size, double every)
{
    return {{u"type"_s, u"PUSH"_s}, {u"send"_s, QJsonObject{{u"size"_s, size}, {u"every"_s, every}}}};
}

} // namespace

void TestDoctorBrokenLinks::frameTooLargeWhereWeConnect()
{
    DoctorFixture f;
    BoundPeer peer(sending(1000, 0.2));
    SocketPanel *panel = f.open(limited(connected(SocketType::Pull, peer.address), 500));
    FINDS_ONLY(f, u"oversize-frame"_s);
    QCOMPARE(f.only().severity, Severity::Problem);
    QVERIFY(receivedBy(*panel).isEmpty());
    QVERIFY(f.doctor.apply(f.only().number, 0).ok());
    QTRY_VERIFY(!receivedBy(*panel).isEmpty());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorBrokenLinks::frameTooLargeWhereWeBind()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(limited(bound(SocketType::Pull), 500));
    QJsonObject what = sending(1000, 0.2);
    what.insert(u"connect"_s, QJsonArray{addressOf(panel->channel())});
    const auto peer = doctorPeer(what);
    FINDS_ONLY(f, u"oversize-frame"_s);
    QCOMPARE(f.only().severity, Severity::Warning);
    QTRY_VERIFY2(f.only().title.contains(u"probably"_s), qPrintable(f.only().title)); // more than once by now
    QVERIFY(f.doctor.apply(f.only().number, 0).ok());
    QTRY_VERIFY(!receivedBy(*panel).isEmpty());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorBrokenLinks::frameTooLargeForThePeer()
{
    DoctorFixture f;
    BoundPeer peer({{u"type"_s, u"PULL"_s}, {u"options"_s, QJsonObject{{u"MAXMSGSIZE"_s, 500}}}, {u"receive"_s, true}});
    SocketPanel *panel = f.open(connected(SocketType::Push, peer.address));
    for (size_t i = 1; i <= 3; ++i) {
        QTRY_VERIFY(panel->channel().connectedPeers() == 1 && panel->channel().connections().all().size() == i);
        QVERIFY(panel->send({{QByteArray(1000, 'x')}}).status == SendReport::Status::Sent);
        QTRY_COMPARE(panel->channel().connections().all().size(), i + 1);
    }
    FINDS_ONLY(f, u"oversize-frame"_s);
    QVERIFY2(f.only().cause.contains(u"may be"_s), qPrintable(f.only().cause));
}

void TestDoctorBrokenLinks::peerThatQuitsIsHealthy()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(limited(bound(SocketType::Pull), 500));
    QJsonObject what = sending(100, 0.05);
    what.insert(u"connect"_s, QJsonArray{addressOf(panel->channel())});
    const auto peer = doctorPeer(what);
    QTRY_VERIFY(receivedBy(*panel).size() > 3);
    peer->kill();
    QTRY_COMPARE(panel->channel().connectedPeers(), 0);
    (void)QTest::qWaitFor([&] { return !f.doctor.findings().isEmpty(); }, 1500);
    QCOMPARE(f.rulesFound(), QStringList());
}

void TestDoctorBrokenLinks::peerThatIsStoppedFallsSilent()
{
    SessionFixture f;
    Doctor::Rules rules;
    constexpr qint64 second = 1'000'000'000;
    rules.push_back(makeHalfOpenRule({2 * second, 2 * second, 4}));
    Doctor doctor(f.session, std::move(rules));
    BoundPeer peer(sending(10, 0.05));
    SocketPanel *panel = f.open(connected(SocketType::Pull, peer.address));
    QTRY_VERIFY(receivedBy(*panel).size() > 60);
    QVERIFY(doctor.findings().isEmpty());
    const auto pid = pid_t(peer.process->process().processId());
    QCOMPARE(kill(pid, SIGSTOP), 0);
    QTRY_COMPARE(doctor.findings().size(), 1);
    const Finding found = doctor.findings().first();
    QCOMPARE(found.rule, u"half-open"_s);
    QCOMPARE(found.severity, Severity::Hint);
    QVERIFY(DoctorFixture::delay(found) <= 2);
    QCOMPARE(panel->channel().connectedPeers(), 1); // nobody else notices
    QVERIFY(doctor.apply(found.number, 0).ok());
    QTRY_VERIFY(doctor.findings().isEmpty());
    QCOMPARE(panel->channel().config().options.value(u"ZMQ_HEARTBEAT_IVL"_s), OptionValue(qint64(2000)));
    QCOMPARE(kill(pid, SIGCONT), 0);
}

void TestDoctorBrokenLinks::peerThatHasNoMoreToSayForAShortTimeIsHealthy()
{
    DoctorFixture f;
    QJsonObject what = sending(10, 0.01);
    what.insert(u"send"_s, QJsonObject{{u"size"_s, 10}, {u"every"_s, 0.01}, {u"count"_s, 100}});
    BoundPeer peer(what);
    SocketPanel *panel = f.open(connected(SocketType::Pull, peer.address));
    QTRY_COMPARE(receivedBy(*panel).size(), 100);
    (void)QTest::qWaitFor([&] { return !f.doctor.findings().isEmpty(); }, 3000);
    QCOMPARE(f.rulesFound(), QStringList());
}

QTEST_GUILESS_MAIN(TestDoctorBrokenLinks)
#include "tst_doctor_broken_links.moc"
