// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/doctor.h"
#include "core/diagnosis/link_trouble.h"
#include "core/diagnosis/peer_greeting.h"
#include "tests/support/session_fixture.h"

#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

namespace {

class AdjustableClock final : public Clock
{
public:
    Timestamp now() const override { return {Clock::system().now().ns + ahead}; }
    qint64 ahead = 0;
};

Doctor::Rules rulesOf(std::unique_ptr<Rule> rule)
{
    Doctor::Rules rules;
    rules.push_back(std::move(rule));
    return rules;
}

/// What libzmq tells of @p socket, joined as a panel does it.
class RawBook
{
public:
    RawBook(zmq::context_t &context, zmq::socket_t &socket, const char *name) : m_events(context, zmq::socket_type::pair)
    {
        const std::string address = std::string("inproc://") + name;
        zmq_socket_monitor(socket.handle(), address.c_str(), ZMQ_EVENT_ALL);
        m_events.connect(address);
    }
    /// Reads what is there. Kinds are those that the test needs.
    void read()
    {
        zmq::message_t head;
        while (m_events.recv(head, zmq::recv_flags::dontwait)) {
            zmq::message_t endpoint;
            (void)m_events.recv(endpoint);
            quint16 code = 0;
            quint32 value = 0;
            std::memcpy(&code, head.data(), sizeof code);
            std::memcpy(&value, head.data<char>() + sizeof code, sizeof value);
            static const QHash<int, ConnectionEventKind> kinds{
                {ZMQ_EVENT_CONNECTED, ConnectionEventKind::Connected},
                {ZMQ_EVENT_ACCEPTED, ConnectionEventKind::Accepted},
                {ZMQ_EVENT_DISCONNECTED, ConnectionEventKind::Disconnected},
                {ZMQ_EVENT_HANDSHAKE_SUCCEEDED, ConnectionEventKind::HandshakeSucceeded},
                {ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL, ConnectionEventKind::HandshakeFailedNoDetail},
                {ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL, ConnectionEventKind::HandshakeFailedProtocol},
                {ZMQ_EVENT_HANDSHAKE_FAILED_AUTH, ConnectionEventKind::HandshakeFailedAuth},
            };
            if (const auto kind = kinds.constFind(code); kind != kinds.cend())
                book.take({*kind, value, QString::fromStdString(endpoint.to_string())}, Clock::system().now());
        }
    }
    LinkTrouble newest()
    {
        read();
        const auto &all = book.all();
        for (auto entry = all.crbegin(); entry != all.crend(); ++entry) {
            if (entry->second.ended.ns != 0)
                return troubleOf(entry->second, Clock::system().now());
        }
        return LinkTrouble::Unfinished;
    }

    ConnectionBook book{false};

private:
    zmq::socket_t m_events;
};

} // namespace

class TestConnectionRules : public QObject {
    Q_OBJECT
private slots:
    void wrongCurveKeyIsTold();
    void curveClientIsShownOut();
    void handshakeThatTakesTooLong();
    void exposedBind_data();
    void exposedBind();
    void exposedBindIsMended();
    void nobodyForALongTime();
    void twoThatWaitForEachOther();
    void greetingOfOldVersions();
    void greetingIsReadAsFarAsItGoes();
    void hostileGreetings();
    void places_data();
    void places();
};

void TestConnectionRules::wrongCurveKeyIsTold()
{
    char publicKey[41], secretKey[41], otherPublic[41], otherSecret[41];
    QCOMPARE(zmq_curve_keypair(publicKey, secretKey), 0);
    QCOMPARE(zmq_curve_keypair(otherPublic, otherSecret), 0);
    zmq::context_t context;
    zmq::socket_t server(context, zmq::socket_type::pull);
    server.set(zmq::sockopt::curve_server, true);
    server.set(zmq::sockopt::curve_secretkey, secretKey);
    RawBook book(context, server, "server");
    server.bind("tcp://127.0.0.1:*");
    zmq::socket_t client(context, zmq::socket_type::push);
    client.set(zmq::sockopt::linger, 0);
    client.set(zmq::sockopt::curve_serverkey, otherPublic); // not the server's
    client.set(zmq::sockopt::curve_publickey, otherPublic);
    client.set(zmq::sockopt::curve_secretkey, otherSecret);
    client.connect(server.get(zmq::sockopt::last_endpoint));
    QTRY_COMPARE(book.newest(), LinkTrouble::Keys);
    zmq_socket_monitor(server.handle(), nullptr, 0);
}

void TestConnectionRules::curveClientIsShownOut()
{
    char publicKey[41], secretKey[41], otherPublic[41], otherSecret[41];
    QCOMPARE(zmq_curve_keypair(publicKey, secretKey), 0);
    QCOMPARE(zmq_curve_keypair(otherPublic, otherSecret), 0);
    zmq::context_t context;
    zmq::socket_t server(context, zmq::socket_type::pull);
    server.set(zmq::sockopt::curve_server, true);
    server.set(zmq::sockopt::curve_secretkey, secretKey);
    server.bind("tcp://127.0.0.1:*");
    zmq::socket_t client(context, zmq::socket_type::push);
    client.set(zmq::sockopt::linger, 0);
    client.set(zmq::sockopt::curve_serverkey, otherPublic);
    client.set(zmq::sockopt::curve_publickey, otherPublic);
    client.set(zmq::sockopt::curve_secretkey, otherSecret);
    RawBook book(context, client, "client");
    client.connect(server.get(zmq::sockopt::last_endpoint));
    QTRY_COMPARE(book.newest(), LinkTrouble::PeerEnds);
    zmq_socket_monitor(client.handle(), nullptr, 0);
}

void TestConnectionRules::handshakeThatTakesTooLong()
{
    zmq::context_t context;
    zmq::socket_t server(context, zmq::socket_type::pull);
    server.set(zmq::sockopt::handshake_ivl, 50);
    RawBook book(context, server, "impatient");
    server.bind("tcp://127.0.0.1:*");
    zmq::socket_t silent(context, zmq::socket_type::stream);
    silent.set(zmq::sockopt::linger, 0);
    silent.connect(server.get(zmq::sockopt::last_endpoint));
    QTRY_COMPARE(book.newest(), LinkTrouble::Hangs);
    zmq_socket_monitor(server.handle(), nullptr, 0);
}

void TestConnectionRules::exposedBind_data()
{
    QTest::addColumn<QStringList>("interfaces");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("plain");
    QTest::addColumn<bool>("isExposed");
    const QStringList inner{u"127.0.0.1"_s,   u"192.168.1.4"_s, u"10.0.0.1"_s,    u"172.17.0.1"_s,  u"169.254.3.4"_s, u"100.64.0.9"_s, u"192.0.2.2"_s,
                            u"198.51.100.7"_s, u"203.0.113.9"_s, u"198.18.0.1"_s, u"::1"_s,         u"fe80::1"_s,     u"fd00::2"_s,    u"2001:db8::1"_s};
    const QStringList outer = inner + QStringList{u"8.8.8.8"_s};
    const QStringList outer6 = inner + QStringList{u"2a01:4f8::1"_s};
    QTest::newRow("developer's machine") << inner << u"tcp://*:*"_s << false << false;
    QTest::newRow("public machine") << outer << u"tcp://*:*"_s << false << true;
    QTest::newRow("public machine, written out") << outer << u"tcp://0.0.0.0:*"_s << false << true;
    QTest::newRow("with a password in clear text") << outer << u"tcp://*:*"_s << true << true;
    QTest::newRow("bound to this machine only") << outer << u"tcp://127.0.0.1:*"_s << false << false;
    QTest::newRow("public by IPv6, bound to IPv4") << outer6 << u"tcp://*:*"_s << false << false;
    QTest::newRow("public by IPv6, bound to both") << outer6 << u"tcp://[::]:*"_s << false << true;
    QTest::newRow("just outside of a private network") << QStringList{u"172.32.0.1"_s} << u"tcp://*:*"_s << false << true;
    QTest::newRow("just outside of CGNAT") << QStringList{u"100.128.0.1"_s} << u"tcp://*:*"_s << false << true;
}

void TestConnectionRules::exposedBind()
{
    QFETCH(const QStringList, interfaces);
    QFETCH(const QString, address);
    QFETCH(const bool, plain);
    QFETCH(const bool, isExposed);
    SessionFixture f;
    Doctor doctor(f.session, rulesOf(makeExposedBindRule([&] {
                      QList<QHostAddress> all;
                      for (const QString &one : interfaces)
                          all.append(QHostAddress(one));
                      return all;
                  })));
    SideConfig side = bound(SocketType::Pull, address);
    if (plain)
        side.options.insert(u"ZMQ_PLAIN_SERVER"_s, qint64(1));
    SocketPanel *panel = f.open(side);
    QCOMPARE(panel->channel().endpoints().first().state, EndpointState::Listening);
    doctor.examineNow();
    QCOMPARE(doctor.findings().size(), isExposed ? 1 : 0);
}

void TestConnectionRules::exposedBindIsMended()
{
    SessionFixture f;
    Doctor doctor(f.session, rulesOf(makeExposedBindRule([] { return QList<QHostAddress>{QHostAddress(u"8.8.8.8"_s)}; })));
    SocketPanel *panel = f.open(bound(SocketType::Pull, u"tcp://*:*"_s));
    doctor.examineNow();
    QCOMPARE(doctor.findings().size(), 1);
    QVERIFY(doctor.apply(doctor.findings().first().number, 0).ok());
    QTRY_COMPARE(panel->channel().endpoints().first().state, EndpointState::Listening);
    doctor.examineNow();
    QVERIFY(doctor.findings().isEmpty());
    QVERIFY(addressOf(panel->channel()).startsWith(u"tcp://127.0.0.1:"_s));
}

void TestConnectionRules::nobodyForALongTime()
{
    SessionFixture f;
    AdjustableClock clock;
    Doctor doctor(f.session, rulesOf(makeNobodyConnectedRule()), nullptr, clock);
    SocketPanel *panel = f.open(bound(SocketType::Rep));
    clock.ahead = 590'000'000'000;
    doctor.examineNow();
    QVERIFY(doctor.findings().isEmpty());
    clock.ahead = 610'000'000'000;
    doctor.examineNow();
    QCOMPARE(doctor.findings().size(), 1);
    QCOMPARE(doctor.findings().first().severity, Severity::Hint);
    RawPeer client = f.peerOf(panel, zmq::socket_type::req);
    doctor.examineNow();
    QVERIFY(doctor.findings().isEmpty());
}

void TestConnectionRules::twoThatWaitForEachOther()
{
    SessionFixture f;
    AdjustableClock clock;
    Doctor doctor(f.session, rulesOf(makeNobodyConnectedRule()), nullptr, clock);
    SocketPanel *push = f.open(bound(SocketType::Push));
    SocketPanel *pull = f.open(bound(SocketType::Pull));
    clock.ahead = 610'000'000'000;
    doctor.examineNow();
    QCOMPARE(doctor.findings().size(), 2);
    const Finding found = doctor.findings().last(); // the first that was found
    QCOMPARE(found.panel, push);
    QCOMPARE(found.fixes.size(), 1);
    QVERIFY(doctor.apply(found.number, 0).ok());
    QTRY_COMPARE(pull->channel().connectedPeers(), 1);
    doctor.examineNow();
    QVERIFY(doctor.findings().isEmpty());
}

void TestConnectionRules::greetingOfOldVersions()
{
    const QByteArray signature = QByteArray("\xff\0\0\0\0\0\0\0\1\x7f", 10);
    QCOMPARE(readGreeting(signature + QByteArray("\0\0", 2)).major, 1);
    const PeerGreeting second = readGreeting(signature + "\1\7");
    QCOMPARE(second.major, 2);
    QCOMPARE(second.socketType, u"PULL"_s);
    QCOMPARE(readGreeting(signature + "\1\x63").socketType, QString());
}

void TestConnectionRules::greetingIsReadAsFarAsItGoes()
{
    const QByteArray whole = greetingBegin() + greetingRest() + QByteArray("\4\x1a\5READY\13Socket-Type\0\0\0\4PULL", 28);
    QCOMPARE(whole.size(), 64 + 28);
    for (qsizetype size = 1; size <= whole.size(); ++size) {
        const PeerGreeting greeting = readGreeting(whole.left(size));
        QCOMPARE(greeting.kind, PeerGreeting::Kind::Zmtp);
        QCOMPARE(greeting.major, size > 10 ? 3 : 0);
        QCOMPARE(greeting.mechanism, size >= 64 ? u"NULL"_s : QString());
        QCOMPARE(greeting.socketType, size == whole.size() ? u"PULL"_s : QString());
    }
    QCOMPARE(readGreeting({}).kind, PeerGreeting::Kind::Nothing);
}

void TestConnectionRules::hostileGreetings()
{
    const QByteArray greeting = greetingBegin() + greetingRest();
    // A READY whose lengths lead beyond its end.
    QCOMPARE(readGreeting(greeting + QByteArray("\4\x1a\5READY\xffSocket-Type\0\0\0\4PULL", 28)).socketType, QString());
    QCOMPARE(readGreeting(greeting + QByteArray("\4\x1a\5READY\13Socket-Type\x7f\xff\xff\xffPULL", 28)).socketType, QString());
    QCOMPARE(readGreeting(greeting + QByteArray("\4\xff\5READY\13Socket-Type\0\0\0\4PULL", 28)).socketType, QString());
    const PeerGreeting flood = readGreeting(QByteArray(100'000, 'x'));
    QCOMPARE(flood.first.size(), PeerGreeting::maxFirst);
    QVERIFY(!greetingText(readGreeting("SSH-\x1b[31m\xe2\x80\xae\r\n")).contains(QChar(0x1b)));
}

void TestConnectionRules::places_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("bound");
    QTest::addColumn<bool>("leads");
    QTest::newRow("the same") << u"tcp://127.0.0.1:5"_s << u"tcp://127.0.0.1:5"_s << true;
    QTest::newRow("by name") << u"tcp://localhost:5"_s << u"tcp://127.0.0.1:5"_s << true;
    QTest::newRow("all interfaces") << u"tcp://localhost:5"_s << u"tcp://0.0.0.0:5"_s << true;
    QTest::newRow("another port") << u"tcp://localhost:5"_s << u"tcp://0.0.0.0:6"_s << false;
    QTest::newRow("another machine") << u"tcp://192.0.2.1:5"_s << u"tcp://0.0.0.0:5"_s << false;
    QTest::newRow("ipc") << u"ipc:///tmp/a"_s << u"ipc:///tmp/a"_s << true;
    QTest::newRow("another file") << u"ipc:///tmp/a"_s << u"ipc:///tmp/b"_s << false;
    QTest::newRow("nonsense") << u"a"_s << u"b"_s << false;
}

void TestConnectionRules::places()
{
    QFETCH(const QString, wanted);
    QFETCH(const QString, bound);
    QFETCH(const bool, leads);
    QCOMPARE(leadsTo(wanted, bound), leads);
}

QTEST_GUILESS_MAIN(TestConnectionRules)
#include "tst_connection_rules.moc"
