// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/doctor/doctor_fixture.h"
#include "tests/interop/doctor/doctor_peers.h"

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

/// Programs at the other end that do not speak ZMTP, and those that cannot make up their mind.
class TestDoctorStrangers : public QObject {
    Q_OBJECT
private slots:
    void httpClient();
    void tlsClient();
    void silentClient();
    void portProbeIsHealthy();
    void sshServer();
    void httpServer();
    void silentServer();
    void serverThatClosesAtOnce();
    void serverThatGreetsAndHangs();
    void goodPeersBesideAStranger();
    void peersComeAndGo();
    void portIsProbedAgainAndAgain();
    void workersThatComeAndGoAreHealthy();
};

namespace {

#define FINDS_ONLY(f, rule) \
    QVERIFY((f).findsOnly(rule)); \
    QVERIFY2(DoctorFixture::delay((f).only()) <= 2, qPrintable(QString::number(DoctorFixture::delay((f).only()))))

bool tells(const Finding &finding, const QString &text)
{
    return finding.title.contains(text) || finding.cause.contains(text)
        || std::any_of(finding.evidence.cbegin(), finding.evidence.cend(), [&](const Evidence &evidence) { return evidence.text.contains(text); });
}

QString portText(const SocketPanel *panel)
{
    return QString::number(portOf(addressOf(panel->channel())));
}

} // namespace

void TestDoctorStrangers::httpClient()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    const auto client = python(u"http_get"_s, {portText(panel)});
    FINDS_ONLY(f, u"not-zmtp"_s);
    QVERIFY(tells(f.only(), u"HTTP"_s));
    QTRY_VERIFY(tells(f.only(), u"http_get.py"_s)); // whose it is
    QVERIFY(panel->channel().connections().find(f.only().evidence.first().connection));
}

void TestDoctorStrangers::tlsClient()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    const auto client = python(u"http_get"_s, {portText(panel), u"tls"_s});
    QVERIFY(!client->next(u"error"_s).isUndefined());
    // Its random bytes make garbage messages or none: both look so for a moment, or as a wrong type.
    QTRY_COMPARE(f.doctor.findings().size(), 1);
    QVERIFY(tells(f.only(), u"TLS"_s));
    QVERIFY(DoctorFixture::delay(f.only()) <= 2);
}

void TestDoctorStrangers::silentClient()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, portOf(addressOf(panel->channel())));
    FINDS_ONLY(f, u"not-zmtp"_s);
    QVERIFY(f.only().title.contains(u"says nothing"_s));
}

void TestDoctorStrangers::portProbeIsHealthy()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    for (size_t i = 1; i <= 3; ++i) {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, portOf(addressOf(panel->channel())));
        QTRY_COMPARE(panel->channel().connections().all().size(), i);
    }
    (void)QTest::qWaitFor([&] { return !f.doctor.findings().isEmpty(); }, 2500);
    QCOMPARE(f.rulesFound(), QStringList());
}

void TestDoctorStrangers::sshServer()
{
    DoctorFixture f;
    RawServer server([](QTcpSocket *socket) { socket->write("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"); });
    f.open(connected(SocketType::Push, server.address()));
    FINDS_ONLY(f, u"not-zmtp"_s);
    QTRY_VERIFY(tells(f.only(), u"SSH-2.0-OpenSSH_9.2p1"_s));
}

void TestDoctorStrangers::httpServer()
{
    DoctorFixture f;
    const auto server = python(u"http_serve"_s);
    f.open(connected(SocketType::Req, server->nextText(u"bound"_s)));
    FINDS_ONLY(f, u"not-zmtp"_s);
    QTRY_VERIFY2(tells(f.only(), u"HTTP"_s), qPrintable(f.only().cause));
}

void TestDoctorStrangers::silentServer()
{
    DoctorFixture f;
    RawServer server([](QTcpSocket *) {});
    f.open(connected(SocketType::Pull, server.address()));
    FINDS_ONLY(f, u"not-zmtp"_s);
    QTRY_VERIFY2(tells(f.only(), u"says nothing"_s), qPrintable(f.only().title));
}

void TestDoctorStrangers::serverThatClosesAtOnce()
{
    DoctorFixture f;
    RawServer server([](QTcpSocket *socket) {
        QObject::connect(socket, &QTcpSocket::readyRead, socket, &QTcpSocket::close);
    });
    f.open(connected(SocketType::Pull, server.address()));
    FINDS_ONLY(f, u"not-zmtp"_s);
    QVERIFY2(tells(f.only(), u"at once"_s), qPrintable(f.only().title));
}

void TestDoctorStrangers::serverThatGreetsAndHangs()
{
    DoctorFixture f;
    RawServer server([](QTcpSocket *socket) { socket->write(zmtpGreeting()); });
    f.open(connected(SocketType::Pull, server.address()));
    FINDS_ONLY(f, u"not-zmtp"_s);
    QTRY_VERIFY2(tells(f.only(), u"greets as a ZeroMQ program"_s), qPrintable(f.only().cause));
}

void TestDoctorStrangers::goodPeersBesideAStranger()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    QTcpSocket stranger;
    stranger.connectToHost(QHostAddress::LocalHost, portOf(addressOf(panel->channel())));
    stranger.write("GET / HTTP/1.1\r\n\r\n");
    QVERIFY(f.findsOnly(u"not-zmtp"_s));
    RawPeer good = f.peerOf(panel, zmq::socket_type::push);
    QVERIFY(good.send({"hello"}));
    QTRY_COMPARE(receivedBy(*panel).size(), 1);
    int established = 0;
    int hanging = 0;
    for (const auto &[id, connection] : panel->channel().connections().all()) {
        established += connection.state == ConnectionState::Established ? 1 : 0;
        hanging += connection.state == ConnectionState::Handshaking ? 1 : 0;
    }
    QCOMPARE(established, 1);
    QCOMPARE(hanging, 1);
}

void TestDoctorStrangers::peersComeAndGo()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    const auto peer = doctorPeer({{u"type"_s, u"PUSH"_s}, {u"connect"_s, QJsonArray{addressOf(panel->channel())}}, {u"churn"_s, 0.05}});
    FINDS_ONLY(f, u"reconnect-storm"_s);
    QVERIFY(tells(f.only(), u"127.0.0.1"_s));
    peer->kill();
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorStrangers::portIsProbedAgainAndAgain()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    for (size_t i = 1; i <= 40; ++i) {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, portOf(addressOf(panel->channel())));
        QTRY_COMPARE(panel->channel().connections().all().size(), i);
    }
    FINDS_ONLY(f, u"reconnect-storm"_s);
    QVERIFY2(tells(f.only(), u"before the handshake"_s), qPrintable(f.only().cause));
}

void TestDoctorStrangers::workersThatComeAndGoAreHealthy()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    for (int round = 0; round < 2; ++round) {
        std::vector<RawPeer> workers;
        for (int i = 0; i < 10; ++i)
            workers.push_back(f.peerOf(panel, zmq::socket_type::push));
        workers.clear();
        QTRY_COMPARE(panel->channel().connectedPeers(), 0);
    }
    (void)QTest::qWaitFor([&] { return !f.doctor.findings().isEmpty(); }, 1500);
    QCOMPARE(f.rulesFound(), QStringList());
}

QTEST_GUILESS_MAIN(TestDoctorStrangers)
#include "tst_doctor_strangers.moc"
