// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/doctor/doctor_fixture.h"
#include "tests/support/peer_process.h"

#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

/// Requests, replies, and the routing between them.
class TestDoctorRequests : public QObject {
    Q_OBJECT
private slots:
    void replyIsLostWithTheServer();
    void askerHasGone_data();
    void askerHasGone();
    void dealerWithoutDelimiter();
    void routerAnswersWithoutDelimiter();
    void repDiscardsWhatDealerSends();
    void reqCannotReadTheReply();
    void nobodyHasTheRoutingId();
    void messageVanishesWithoutMandatory();
    void twoPeersWithOneRoutingId();
    void twoPanelsWithOneRoutingId();
};

void TestDoctorRequests::replyIsLostWithTheServer()
{
    DoctorFixture f;
    auto server = python(u"rep_server"_s, {anyPort, u"0"_s});
    const QString address = server->nextText(u"bound"_s);
    SocketPanel *panel = f.open(connected(SocketType::Req, address));
    const SendReport report = panel->send({{"ping"}});
    QCOMPARE(server->nextText(u"unanswered"_s), u"ping"_s);
    server->kill();
    server = python(u"rep_server"_s, {address, u"10"_s});
    QVERIFY(f.findsOnly(u"lost-reply"_s));
    const Finding finding = f.only();
    QCOMPARE(finding.severity, Severity::Problem);
    QCOMPARE(finding.evidence.at(0).message, report.index);
    QVERIFY(finding.evidence.at(1).connection.value != 0);
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    panel->send({{"again"}});
    QTRY_COMPARE(receivedBy(*panel), (QList<Frames>{{"server response"}}));
    QVERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorRequests::askerHasGone_data()
{
    QTest::addColumn<int>("fix");
    QTest::newRow("skip") << 0;
    QTest::newRow("start over") << 1;
}

void TestDoctorRequests::askerHasGone()
{
    QFETCH(int, fix);
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Rep));
    const auto client = python(u"req_client"_s, {addressOf(panel->channel()), u"a"_s, u"1"_s});
    QTRY_COMPARE(panel->counters().received, 1);
    client->kill();
    QVERIFY(f.findsOnly(u"owed-reply"_s));
    const Finding finding = f.only();
    QCOMPARE(finding.severity, Severity::Warning);
    QCOMPARE(finding.evidence.at(0).message, MessageIndex{1});
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    QVERIFY(f.doctor.apply(finding.number, fix).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    QCOMPARE(panel->channel().turn(), Turn::Receive);
    const auto other = python(u"req_client"_s, {addressOf(panel->channel()), u"b"_s, u"1"_s});
    QTRY_COMPARE(panel->counters().received, 2);
}

void TestDoctorRequests::dealerWithoutDelimiter()
{
    DoctorFixture f;
    const auto server = python(u"rep_server"_s, {anyPort, u"10"_s});
    SocketPanel *panel = f.open(connected(SocketType::Dealer, server->nextText(u"bound"_s)));
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    const SendReport report = panel->send({{"hello"}});
    QVERIFY(f.findsOnly(u"missing-delimiter"_s));
    const Finding finding = f.only();
    QCOMPARE(finding.severity, Severity::Problem);
    QCOMPARE(finding.evidence.at(0).message, report.index);
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QVERIFY(panel->config().draft.emptyDelimiter);
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    panel->send({{"", "hello"}});
    QTRY_COMPARE(receivedBy(*panel), (QList<Frames>{{"", "server response"}}));
    QVERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorRequests::routerAnswersWithoutDelimiter()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Router));
    const auto client = python(u"req_client"_s, {addressOf(panel->channel()), u"a"_s, u"2"_s});
    QTRY_COMPARE(panel->counters().received, 1);
    const Frames request = receivedBy(*panel).first();
    const SendReport report = panel->send({{request.first(), "answer"}});
    QVERIFY(f.findsOnly(u"missing-delimiter"_s));
    QCOMPARE(f.only().evidence.at(0).message, report.index);
    QVERIFY(DoctorFixture::delay(f.only()) <= 2);
    QVERIFY(f.doctor.apply(f.only().number, 0).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorRequests::repDiscardsWhatDealerSends()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Rep));
    const auto dealer = python(u"sender"_s,
        {u"dealer"_s, u"connect"_s, addressOf(panel->channel()), u"0.2"_s, QString(), u"hello"_s});
    QVERIFY(f.findsOnly(u"discarded-messages"_s));
    const Finding finding = f.only();
    QVERIFY(finding.evidence.at(0).connection.value != 0);
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    QCOMPARE(panel->counters().received, 0);
    dealer->kill();
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorRequests::reqCannotReadTheReply()
{
    DoctorFixture f;
    const auto router = python(u"bare_router"_s);
    SocketPanel *panel = f.open(connected(SocketType::Req, router->nextText(u"bound"_s)));
    panel->send({{"ping"}});
    QVERIFY(f.findsOnly(u"discarded-messages"_s));
    const Finding finding = f.only();
    QCOMPARE(finding.severity, Severity::Problem);
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
}

void TestDoctorRequests::nobodyHasTheRoutingId()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Router));
    const auto worker = python(u"sender"_s,
        {u"dealer"_s, u"connect"_s, addressOf(panel->channel()), u"60"_s, u"worker-1"_s, u"ready"_s});
    QTRY_COMPARE(panel->counters().received, 1);
    SendDraft draft = panel->config().draft;
    draft.routingId = "worker-2";
    panel->setDraft(draft);
    QCOMPARE(panel->send({{"worker-2", "task"}}).status, SendReport::Status::Refused);
    QVERIFY(f.findsOnly(u"unroutable"_s));
    const Finding finding = f.only();
    QVERIFY2(finding.title.contains(u"worker-2"_s), qPrintable(finding.title));
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QCOMPARE(panel->config().draft.routingId, "worker-1"_ba);
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    QCOMPARE(panel->send({{"worker-1", "task"}}).status, SendReport::Status::Sent);
    QCOMPARE(worker->next(u"got"_s).toArray().at(0).toString(), u"task"_s);
    QVERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorRequests::messageVanishesWithoutMandatory()
{
    DoctorFixture f;
    SideConfig side = bound(SocketType::Router);
    side.options.insert(u"ZMQ_ROUTER_MANDATORY"_s, qint64(0));
    SocketPanel *panel = f.open(side);
    const auto worker = python(u"sender"_s,
        {u"dealer"_s, u"connect"_s, addressOf(panel->channel()), u"60"_s, u"worker-1"_s, u"ready"_s});
    QTRY_COMPARE(panel->counters().received, 1);
    const SendReport report = panel->send({{"worker-2", "task"}});
    QCOMPARE(report.status, SendReport::Status::Sent);
    QVERIFY(f.findsOnly(u"unroutable"_s));
    const Finding finding = f.only();
    QCOMPARE(finding.evidence.at(0).message, report.index);
    QCOMPARE(finding.evidence.at(1).option, u"ZMQ_ROUTER_MANDATORY"_s);
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    QCOMPARE(panel->send({{"worker-2", "task"}}).error.code, ErrorCode::NoSuchRoute);
}

void TestDoctorRequests::twoPeersWithOneRoutingId()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Router));
    const QStringList same{
        u"dealer"_s, u"connect"_s, addressOf(panel->channel()), u"0.3"_s, u"same"_s, u"hello"_s};
    const auto first = python(u"sender"_s, same);
    QTRY_VERIFY(panel->counters().received > 0);
    const auto second = python(u"sender"_s, same);
    QVERIFY(f.findsOnly(u"duplicate-routing-id"_s));
    const Finding finding = f.only();
    QVERIFY2(finding.title.contains(u"same"_s), qPrintable(finding.title));
    QCOMPARE(finding.evidence.at(0).connection, ConnectionId{1});
    QCOMPARE(finding.evidence.at(1).connection, ConnectionId{2});
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    QTRY_VERIFY(panel->channel().connectedPeers() > 0);
}

void TestDoctorRequests::twoPanelsWithOneRoutingId()
{
    DoctorFixture f;
    SocketPanel *router = f.open(bound(SocketType::Router));
    SideConfig side = connected(SocketType::Dealer, addressOf(router->channel()));
    side.options.insert(u"ZMQ_ROUTING_ID"_s, "same"_ba);
    SocketPanel *first = f.open(side);
    first->send({{"hello"}});
    QTRY_COMPARE(router->counters().received, 1);
    SocketPanel *second = f.open(side);
    QTRY_COMPARE(second->channel().connectedPeers(), 1);
    second->send({{"hello"}});
    QVERIFY(f.findsOnly(u"duplicate-routing-id"_s));
    QCOMPARE(f.only().severity, Severity::Problem);
    QCOMPARE(f.only().panel, router);
    QVERIFY(DoctorFixture::delay(f.only()) <= 2);
}

QTEST_GUILESS_MAIN(TestDoctorRequests)
#include "tst_doctor_requests.moc"
