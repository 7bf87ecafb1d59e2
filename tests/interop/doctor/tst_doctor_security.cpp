// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/doctor/doctor_fixture.h"
#include "tests/interop/doctor/doctor_peers.h"

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

/// Peers that do not agree on security.
class TestDoctorSecurity : public QObject {
    Q_OBJECT
private slots:
    void plainServerAndWeHaveNothing();
    void curveServerAndWeHaveNothing();
    void plainClientComesToUs();
    void bothAreClients();
    void accessIsRefused_data();
    void accessIsRefused();
    void ourServerHasNobodyWhoChecks();
    void theirServerHasNobodyWhoChecks();
    void passwordIsAccepted();
};

namespace {

#define FINDS_ONLY(f, rule) \
    QVERIFY((f).findsOnly(rule)); \
    QVERIFY2(DoctorFixture::delay((f).only()) <= 2, qPrintable(QString::number(DoctorFixture::delay((f).only()))))

const QJsonObject plainServer{{u"PLAIN_SERVER"_s, 1}};
const QJsonObject plainClient{{u"PLAIN_USERNAME"_s, u"ada"_s}, {u"PLAIN_PASSWORD"_s, u"secret"_s}};

/// The name alone makes it a client of PLAIN.
SideConfig withName(SideConfig side)
{
    side.options.insert(u"ZMQ_PLAIN_USERNAME"_s, QByteArray("ada"));
    return side;
}

QJsonObject peer(const QString &type, const QJsonObject &options)
{
    return {{u"type"_s, type}, {u"options"_s, options}};
}

} // namespace

void TestDoctorSecurity::plainServerAndWeHaveNothing()
{
    DoctorFixture f;
    QJsonObject what = peer(u"PUSH"_s, plainServer);
    what.insert(u"zap"_s, u"200"_s);
    BoundPeer server(what);
    SocketPanel *panel = f.open(connected(SocketType::Pull, server.address));
    FINDS_ONLY(f, u"security-mismatch"_s);
    QTRY_COMPARE(f.only().title, u"NULL here, PLAIN there: the security mechanisms differ"_s); // it was asked
    QVERIFY(panel->channel().setOption(u"ZMQ_PLAIN_USERNAME"_s, QByteArray("ada")).ok());
    QVERIFY(f.doctor.apply(f.only().number, 0).ok());
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorSecurity::curveServerAndWeHaveNothing()
{
    DoctorFixture f;
    // The pair of keys of the ZeroMQ manual.
    BoundPeer server(peer(u"PUB"_s, {{u"CURVE_SERVER"_s, 1}, {u"CURVE_SECRETKEY"_s, u"JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"_s}}));
    f.open(subscribed(connected(SocketType::Sub, server.address)));
    FINDS_ONLY(f, u"security-mismatch"_s);
    QTRY_COMPARE(f.only().title, u"NULL here, CURVE there: the security mechanisms differ"_s);
}

void TestDoctorSecurity::plainClientComesToUs()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    QJsonObject what = peer(u"PUSH"_s, plainClient);
    what.insert(u"connect"_s, QJsonArray{addressOf(panel->channel())});
    const auto client = doctorPeer(what);
    // Whichever side notices first ends it: the other one does not learn why.
    QTRY_COMPARE(f.doctor.findings().size(), 1);
    const Finding found = f.only();
    QVERIFY2(found.title.contains(u"security"_s), qPrintable(found.title));
    QCOMPARE(found.severity, found.rule == u"security-mismatch"_s ? Severity::Problem : Severity::Warning);
    QVERIFY(DoctorFixture::delay(found) <= 2);
    QVERIFY(found.fixes.isEmpty()); // it is the peer that must connect anew
    RawPeer right = f.peerOf(panel, zmq::socket_type::push);
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorSecurity::bothAreClients()
{
    DoctorFixture f;
    BoundPeer other(peer(u"PUSH"_s, plainClient));
    f.open(withName(connected(SocketType::Pull, other.address)));
    FINDS_ONLY(f, u"security-mismatch"_s);
    QCOMPARE(f.only().title, u"Both sides are clients of PLAIN"_s);
}

void TestDoctorSecurity::accessIsRefused_data()
{
    QTest::addColumn<QString>("status");
    QTest::newRow("unknown user") << u"400"_s;
    QTest::newRow("handler with an error") << u"500"_s;
}

void TestDoctorSecurity::accessIsRefused()
{
    QFETCH(const QString, status);
    DoctorFixture f;
    QJsonObject what = peer(u"PUSH"_s, plainServer);
    what.insert(u"zap"_s, status);
    BoundPeer server(what);
    f.open(withName(connected(SocketType::Pull, server.address)));
    FINDS_ONLY(f, u"access-refused"_s);
    QVERIFY2(f.only().title.contains(status), qPrintable(f.only().title));
    QCOMPARE(f.only().fixes.size(), 1);
}

void TestDoctorSecurity::ourServerHasNobodyWhoChecks()
{
    DoctorFixture f;
    SideConfig side = bound(SocketType::Pull);
    side.options.insert(u"ZMQ_PLAIN_SERVER"_s, qint64(1));
    SocketPanel *panel = f.open(side);
    QJsonObject what = peer(u"PUSH"_s, plainClient);
    what.insert(u"connect"_s, QJsonArray{addressOf(panel->channel())});
    const auto client = doctorPeer(what);
    FINDS_ONLY(f, u"access-refused"_s);
    QVERIFY2(f.only().cause.contains(u"ZAP handler"_s), qPrintable(f.only().cause));
}

void TestDoctorSecurity::theirServerHasNobodyWhoChecks()
{
    DoctorFixture f;
    BoundPeer server(peer(u"PUSH"_s, plainServer));
    f.open(withName(connected(SocketType::Pull, server.address)));
    FINDS_ONLY(f, u"access-refused"_s);
    QVERIFY2(f.only().cause.contains(u"ZAP handler"_s), qPrintable(f.only().cause));
}

void TestDoctorSecurity::passwordIsAccepted()
{
    DoctorFixture f;
    QJsonObject what = peer(u"PUSH"_s, plainServer);
    what.insert(u"zap"_s, u"200"_s);
    BoundPeer server(what);
    SocketPanel *panel = f.open(withName(connected(SocketType::Pull, server.address)));
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    (void)QTest::qWaitFor([&] { return !f.doctor.findings().isEmpty(); }, 1500);
    QCOMPARE(f.rulesFound(), QStringList());
}

QTEST_GUILESS_MAIN(TestDoctorSecurity)
#include "tst_doctor_security.moc"
