// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/endpoint_probes.h"
#include "tests/support/raw_peer.h"

#include <QLocalServer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;
using Outcome = ProbeAnswer::Outcome;
using Kind = PeerGreeting::Kind;

namespace {

/// Goes on only when it is told to.
class StandingClock final : public Clock
{
public:
    Timestamp now() const override { return {ms * 1'000'000}; }
    qint64 ms = 1'000'000;
};

/// Says @p words to whoever comes, and counts them.
class Talker : public QTcpServer
{
public:
    explicit Talker(const QByteArray &words = {}, bool onlyWhenAsked = false)
    {
        connect(this, &QTcpServer::newConnection, this, [this, words, onlyWhenAsked] {
            ++visitors;
            QTcpSocket *socket = nextPendingConnection();
            const auto answer = [this, socket, words] {
                heard += socket->readAll();
                if (heard.contains('\n'))
                    socket->write(words);
            };
            connect(socket, &QTcpSocket::readyRead, this, answer);
            connect(socket, &QTcpSocket::disconnected, this, [this] { ++gone; });
            if (!onlyWhenAsked)
                socket->write(words);
        });
        listen(QHostAddress::LocalHost);
    }
    QString address() const { return u"tcp://127.0.0.1:%1"_s.arg(serverPort()); }

    int visitors = 0;
    int gone = 0;
    QByteArray heard;
};

ProbeAnswer answerFor(EndpointProbes &probes, const QString &address)
{
    std::optional<ProbeAnswer> answer;
    (void)QTest::qWaitFor([&] { return (answer = probes.ask(address)).has_value(); }, 20'000);
    return answer.value_or(ProbeAnswer{});
}

} // namespace

class TestEndpointProbes : public QObject {
    Q_OBJECT
private slots:
    void nobodyListens();
    void unknownName();
    void nameOfThisMachine();
    void whatListensIsTold_data();
    void whatListensIsTold();
    void silenceIsTold();
    void hangingUpIsTold();
    void zmtpPeerTellsItsType();
    void securedPeerTellsItsMechanism();
    void connectionIsEndedAtOnce();
    void ipcWithoutFile();
    void ipcThatNobodyHolds();
    void ipcPeerTellsItsType();
    void answerIsKeptForAWhile();
    void noMoreAtOnceThanAllowed();
    void whatCannotBeAsked_data();
    void whatCannotBeAsked();
};

void TestEndpointProbes::nobodyListens()
{
    EndpointProbes probes;
    QSignalSpy answered(&probes, &EndpointProbes::answered);
    QString address;
    {
        Talker talker;
        address = talker.address();
    }
    QVERIFY(!probes.ask(address)); // not within the call
    const ProbeAnswer answer = answerFor(probes, address);
    QCOMPARE(answer.outcome, Outcome::Refused);
    QVERIFY(address.endsWith(answer.tried));
    QCOMPARE(answered.size(), 1);
}

void TestEndpointProbes::unknownName()
{
    EndpointProbes probes;
    QCOMPARE(answerFor(probes, u"tcp://no-such-host.invalid:5555"_s).outcome, Outcome::NameUnknown);
}

void TestEndpointProbes::nameOfThisMachine()
{
    Talker talker("SSH-2.0-x\r\n");
    EndpointProbes probes;
    const ProbeAnswer answer = answerFor(probes, u"tcp://localhost:%1"_s.arg(talker.serverPort()));
    QCOMPARE(answer.outcome, Outcome::Reached);
    QVERIFY2(answer.tried.startsWith(u"127.0.0.1:"_s), qPrintable(answer.tried));
}

void TestEndpointProbes::whatListensIsTold_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<bool>("onlyWhenAsked");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("ssh") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << false << Kind::Ssh;
    QTest::newRow("http, when a line has come") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << true << Kind::Http;
    QTest::newRow("http, the page alone") << QByteArray("<!DOCTYPE HTML>\n<html>") << true << Kind::Http;
    QTest::newRow("mail") << QByteArray("220 mail ESMTP\r\n") << false << Kind::Text;
    QTest::newRow("tls alert") << QByteArray("\x15\3\3\0\2\2\x46", 7) << true << Kind::Tls;
    QTest::newRow("bytes") << QByteArray("\0\1\2\3", 4) << false << Kind::Other;
}

void TestEndpointProbes::whatListensIsTold()
{
    QFETCH(const QByteArray, words);
    QFETCH(const bool, onlyWhenAsked);
    QFETCH(const Kind, kind);
    Talker talker(words, onlyWhenAsked);
    EndpointProbes probes;
    const ProbeAnswer answer = answerFor(probes, talker.address());
    QCOMPARE(answer.outcome, Outcome::Reached);
    QCOMPARE(answer.greeting.kind, kind);
    QVERIFY(words.startsWith(answer.greeting.first));
}

void TestEndpointProbes::silenceIsTold()
{
    Talker talker;
    EndpointProbes probes;
    const ProbeAnswer answer = answerFor(probes, talker.address());
    QCOMPARE(answer.outcome, Outcome::Reached);
    QCOMPARE(answer.greeting.kind, Kind::Nothing);
    QVERIFY(!answer.hungUp);
}

void TestEndpointProbes::hangingUpIsTold()
{
    QTcpServer server;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, &QTcpSocket::abort);
    });
    server.listen(QHostAddress::LocalHost);
    EndpointProbes probes;
    const ProbeAnswer answer = answerFor(probes, u"tcp://127.0.0.1:%1"_s.arg(server.serverPort()));
    QCOMPARE(answer.outcome, Outcome::Reached);
    QVERIFY(answer.hungUp);
}

void TestEndpointProbes::zmtpPeerTellsItsType()
{
    zmq::context_t context;
    RawPeer peer(context, zmq::socket_type::rep);
    const QString address = peer.bind();
    EndpointProbes probes;
    const ProbeAnswer answer = answerFor(probes, address);
    QCOMPARE(answer.greeting.kind, Kind::Zmtp);
    QCOMPARE(answer.greeting.major, 3);
    QCOMPARE(answer.greeting.mechanism, u"NULL"_s);
    QCOMPARE(answer.greeting.socketType, u"REP"_s);
}

void TestEndpointProbes::securedPeerTellsItsMechanism()
{
    zmq::context_t context;
    RawPeer peer(context, zmq::socket_type::rep);
    peer.socket().set(zmq::sockopt::plain_server, 1);
    const QString address = peer.bind();
    EndpointProbes probes;
    const ProbeAnswer answer = answerFor(probes, address);
    QCOMPARE(answer.greeting.kind, Kind::Zmtp);
    QCOMPARE(answer.greeting.mechanism, u"PLAIN"_s);
    QCOMPARE(answer.greeting.socketType, QString());
}

void TestEndpointProbes::connectionIsEndedAtOnce()
{
    Talker talker("SSH-2.0-x\r\n");
    EndpointProbes probes;
    answerFor(probes, talker.address());
    QTRY_COMPARE(talker.gone, 1);
    QCOMPARE(talker.visitors, 1);
}

void TestEndpointProbes::ipcWithoutFile()
{
    const QTemporaryDir folder;
    EndpointProbes probes;
    QCOMPARE(answerFor(probes, u"ipc://"_s + folder.filePath(u"none"_s)).outcome, Outcome::NoFile);
}

void TestEndpointProbes::ipcThatNobodyHolds()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"left"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    EndpointProbes probes;
    QCOMPARE(answerFor(probes, u"ipc://"_s + path).outcome, Outcome::Refused);
}

void TestEndpointProbes::ipcPeerTellsItsType()
{
    const QTemporaryDir folder;
    const QString address = u"ipc://"_s + folder.filePath(u"feed"_s);
    zmq::context_t context;
    RawPeer peer(context, zmq::socket_type::pub);
    peer.bind(address.toUtf8());
    EndpointProbes probes;
    QCOMPARE(answerFor(probes, address).greeting.socketType, u"PUB"_s);
}

void TestEndpointProbes::answerIsKeptForAWhile()
{
    Talker talker("SSH-2.0-x\r\n");
    StandingClock clock;
    EndpointProbes probes(nullptr, clock);
    answerFor(probes, talker.address());
    clock.ms += EndpointProbes::keepMs - 1;
    QVERIFY(probes.ask(talker.address()));
    QTest::qWait(50);
    QCOMPARE(talker.visitors, 1);
    clock.ms += 1;
    QVERIFY(probes.ask(talker.address())); // still told, and asked anew
    QTRY_COMPARE(talker.visitors, 2);
    QTRY_COMPARE(talker.gone, 2);
    QTRY_COMPARE(probes.ask(talker.address())->time, clock.now());
    clock.ms += EndpointProbes::staleMs;
    QVERIFY(!probes.ask(talker.address()));
    QTRY_VERIFY(probes.ask(talker.address()));
    QCOMPARE(talker.visitors, 3);
}

void TestEndpointProbes::noMoreAtOnceThanAllowed()
{
    EndpointProbes probes;
    std::vector<std::unique_ptr<Talker>> talkers;
    for (int i = 0; i <= EndpointProbes::maxAtOnce; ++i) {
        talkers.push_back(std::make_unique<Talker>());
        probes.ask(talkers.back()->address());
    }
    const auto visited = [&] {
        return std::count_if(talkers.begin(), talkers.end(), [](const auto &talker) { return talker->visitors > 0; });
    };
    QTRY_COMPARE(visited(), EndpointProbes::maxAtOnce);
    QCOMPARE(answerFor(probes, talkers.back()->address()).outcome, Outcome::Reached); // when it is wanted again
}

void TestEndpointProbes::whatCannotBeAsked_data()
{
    QTest::addColumn<QString>("address");
    for (const QString &address : {u"inproc://a"_s, u"tcp://*:5555"_s, u"tcp://127.0.0.1:*"_s, u"tcp://127.0.0.1:0"_s, u"ipc://*"_s, u"nonsense"_s,
                                   u"tcp://127.0.0.1"_s, u"udp://127.0.0.1:5555"_s, QString()})
        QTest::newRow(qPrintable(address)) << address;
}

void TestEndpointProbes::whatCannotBeAsked()
{
    QFETCH(const QString, address);
    EndpointProbes probes;
    QVERIFY(!EndpointProbes::canAsk(address));
    QVERIFY(!probes.ask(address));
}

QTEST_GUILESS_MAIN(TestEndpointProbes)
#include "tst_endpoint_probes.moc"
