// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/doctor/doctor_fixture.h"
#include "tests/interop/doctor/doctor_peers.h"

#include <QTemporaryDir>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

/// Why there is no connection at all, or one that cannot be.
class TestDoctorConnections : public QObject {
    Q_OBJECT
private slots:
    void nobodyListens();
    void hostIsNotKnown();
    void ipcFileIsNotThere();
    void peerThatStartsLateIsHealthy();
    void serverThatIsGoneForAWhileIsHealthy();
    void addressIsInUse();
    void freePortInPlaceOfOneInUse();
    void bothConnect();
    void bothBind();
    void typesDoNotFitWhereWeConnect();
    void typesDoNotFitWhereWeBind();
    void typesOfTwoPanelsDoNotFit();
    void peerOfADraftType();
    void peerOfAnOldVersion();
    void chosenOptionCannotBeUsed();
};

#define FINDS_ONLY(f, rule) \
    QVERIFY((f).findsOnly(rule)); \
    QVERIFY2(DoctorFixture::delay((f).only()) <= 2, qPrintable(QString::number(DoctorFixture::delay((f).only()))))

void TestDoctorConnections::nobodyListens()
{
    DoctorFixture f;
    const QString address = freeAddress();
    SocketPanel *panel = f.open(connected(SocketType::Req, address));
    FINDS_ONLY(f, u"unanswered"_s);
    const Finding found = f.only();
    QVERIFY(found.title.contains(address));
    QVERIFY2(found.cause.contains(u"refuses"_s), qPrintable(found.cause));
    QVERIFY(std::any_of(found.evidence.cbegin(), found.evidence.cend(), [&](const Evidence &evidence) {
        return evidence.event != 0 && panel->channel().connections().timeline().find(evidence.event);
    }));
    RawPeer server = f.peer(zmq::socket_type::rep);
    server.bind(address.toUtf8());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    QCOMPARE(f.doctor.resolved().front().rule, u"unanswered"_s);
}

void TestDoctorConnections::hostIsNotKnown()
{
    DoctorFixture f;
    f.open(connected(SocketType::Push, u"tcp://no-such-host.invalid:5555"_s));
    FINDS_ONLY(f, u"unanswered"_s);
    QVERIFY2(f.only().cause.contains(u"name service"_s), qPrintable(f.only().cause));
}

void TestDoctorConnections::ipcFileIsNotThere()
{
    DoctorFixture f;
    const QTemporaryDir folder;
    const QString address = u"ipc://"_s + folder.filePath(u"feed"_s);
    f.open(subscribed(connected(SocketType::Sub, address)));
    FINDS_ONLY(f, u"unanswered"_s);
    QVERIFY2(f.only().cause.contains(u"file"_s), qPrintable(f.only().cause));
    RawPeer publisher = f.peer(zmq::socket_type::pub);
    publisher.bind(address.toUtf8());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorConnections::peerThatStartsLateIsHealthy()
{
    DoctorFixture f;
    const QString address = freeAddress();
    SocketPanel *panel = f.open(connected(SocketType::Pull, address));
    QTest::qWait(2000);
    const auto peer = doctorPeer({{u"type"_s, u"PUSH"_s}, {u"bind"_s, address}});
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    (void)QTest::qWaitFor([&] { return !f.doctor.findings().isEmpty(); }, 1500);
    QCOMPARE(f.rulesFound(), QStringList());
    QVERIFY(f.doctor.resolved().empty());
}

void TestDoctorConnections::serverThatIsGoneForAWhileIsHealthy()
{
    DoctorFixture f;
    const QString address = freeAddress();
    SocketPanel *panel = f.open(connected(SocketType::Pull, address));
    for (int i = 0; i < 3; ++i) {
        const auto peer = doctorPeer({{u"type"_s, u"PUSH"_s}, {u"bind"_s, address}});
        QTRY_COMPARE(panel->channel().connectedPeers(), 1);
        peer->kill();
        QTRY_COMPARE(panel->channel().connectedPeers(), 0);
        (void)QTest::qWaitFor([&] { return !f.doctor.findings().isEmpty(); }, 1000);
    }
    QCOMPARE(f.rulesFound(), QStringList());
    QVERIFY(f.doctor.resolved().empty());
}

void TestDoctorConnections::addressIsInUse()
{
    DoctorFixture f;
    BoundPeer holder({{u"type"_s, u"PULL"_s}});
    SocketPanel *panel = f.open(bound(SocketType::Pull, holder.address));
    FINDS_ONLY(f, u"bind-refused"_s);
    QVERIFY2(f.only().cause.contains(u"doctor_peer.py"_s), qPrintable(f.only().cause));
    QVERIFY(!f.doctor.apply(f.only().number, 0).ok()); // it is still in use
    holder.process->kill();
    QVERIFY(f.doctor.apply(f.only().number, 0).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    QCOMPARE(panel->channel().endpoints().first().state, EndpointState::Listening);
}

void TestDoctorConnections::freePortInPlaceOfOneInUse()
{
    DoctorFixture f;
    BoundPeer holder({{u"type"_s, u"PULL"_s}});
    SocketPanel *panel = f.open(bound(SocketType::Pull, holder.address));
    FINDS_ONLY(f, u"bind-refused"_s);
    QVERIFY(f.doctor.apply(f.only().number, 1).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    QCOMPARE(panel->channel().endpoints().size(), 1);
    QCOMPARE(panel->channel().endpoints().first().state, EndpointState::Listening);
    QVERIFY(addressOf(panel->channel()) != holder.address);
}

void TestDoctorConnections::bothConnect()
{
    DoctorFixture f;
    const QString address = freeAddress();
    SocketPanel *pull = f.open(connected(SocketType::Pull, address));
    SocketPanel *push = f.open(connected(SocketType::Push, address));
    FINDS_ONLY(f, u"same-side"_s);
    QCOMPARE(f.only().panel, push); // the one that usually binds
    QVERIFY(f.doctor.apply(f.only().number, 0).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    QTRY_COMPARE(pull->channel().connectedPeers(), 1);
    QTRY_COMPARE(push->channel().connectedPeers(), 1);
}

void TestDoctorConnections::bothBind()
{
    DoctorFixture f;
    SocketPanel *push = f.open(bound(SocketType::Push));
    SocketPanel *pull = f.open(bound(SocketType::Pull, addressOf(push->channel())));
    FINDS_ONLY(f, u"same-side"_s);
    QCOMPARE(f.only().panel, pull);
    QVERIFY(f.doctor.apply(f.only().number, 0).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    QTRY_COMPARE(pull->channel().connectedPeers(), 1);
}

void TestDoctorConnections::typesDoNotFitWhereWeConnect()
{
    DoctorFixture f;
    BoundPeer wrong({{u"type"_s, u"PUB"_s}});
    SocketPanel *panel = f.open(connected(SocketType::Pull, wrong.address));
    FINDS_ONLY(f, u"incompatible-types"_s);
    QCOMPARE(f.only().title, u"PULL and PUB never talk"_s);
    const quint64 number = f.only().number;
    QVERIFY(f.doctor.apply(number, 0).ok());
    QTRY_VERIFY(!f.doctor.findings().isEmpty() && f.only().number != number); // nothing has changed: found again
    QVERIFY(f.findsOnly(u"incompatible-types"_s));
    wrong.process->kill();
    const auto right = doctorPeer({{u"type"_s, u"PUSH"_s}, {u"bind"_s, wrong.address}});
    QVERIFY(!right->next(u"ready"_s).isUndefined());
    QVERIFY(f.doctor.apply(f.only().number, 0).ok());
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorConnections::typesDoNotFitWhereWeBind()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    const auto wrong = doctorPeer({{u"type"_s, u"PUB"_s}, {u"connect"_s, QJsonArray{addressOf(panel->channel())}}});
    FINDS_ONLY(f, u"incompatible-types"_s);
    QVERIFY(f.only().title.contains(u"PULL"_s));
    QVERIFY(panel->channel().connections().find(f.only().evidence.first().connection));
    const auto right = doctorPeer({{u"type"_s, u"PUSH"_s}, {u"connect"_s, QJsonArray{addressOf(panel->channel())}}});
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorConnections::typesOfTwoPanelsDoNotFit()
{
    DoctorFixture f;
    SocketPanel *pub = f.open(bound(SocketType::Pub));
    SocketPanel *pull = f.open(connected(SocketType::Pull, addressOf(pub->channel())));
    FINDS_ONLY(f, u"incompatible-types"_s);
    QCOMPARE(f.only().title, u"PULL and PUB never talk"_s);
    QCOMPARE(f.only().panel, pull);
    QCOMPARE(pub->channel().connections().all().size(), 1U); // one of ours is not asked over the network
}

void TestDoctorConnections::peerOfADraftType()
{
    DoctorFixture f;
    RawServer server([](QTcpSocket *socket) {
        socket->write(zmtpGreeting());
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            if (socket->bytesAvailable() >= 64 && !socket->property("told").isValid()) {
                socket->setProperty("told", true);
                socket->write(zmtpReady("GATHER"));
            }
        });
    });
    f.open(connected(SocketType::Push, server.address()));
    FINDS_ONLY(f, u"draft-type"_s);
    QVERIFY2(f.only().title.contains(u"GATHER"_s), qPrintable(f.only().title));
}

void TestDoctorConnections::peerOfAnOldVersion()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    QTcpSocket old;
    old.connectToHost(QHostAddress::LocalHost, portOf(addressOf(panel->channel())));
    old.write(QByteArray("\xff\0\0\0\0\0\0\0\0\x7f\1\x8", 12)); // ZMTP 2.0, a PUSH
    old.write(QByteArray("\0\0\0\2hi", 6));
    QTRY_COMPARE(receivedBy(*panel), (QList<Frames>{{"hi"}}));
    FINDS_ONLY(f, u"old-zmtp"_s);
    QCOMPARE(f.only().severity, Severity::Hint);
    old.abort();
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorConnections::chosenOptionCannotBeUsed()
{
    DoctorFixture f;
    SideConfig side = bound(SocketType::Pull);
    side.options.insert(u"ZMQ_NOT_OF_THIS_WORLD"_s, qint64(1));
    f.open(side);
    FINDS_ONLY(f, u"unsupported-option"_s);
    QCOMPARE(f.only().subject, u"ZMQ_NOT_OF_THIS_WORLD"_s);
}

QTEST_GUILESS_MAIN(TestDoctorConnections)
#include "tst_doctor_connections.moc"
