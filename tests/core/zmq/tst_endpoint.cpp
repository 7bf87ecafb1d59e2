// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/endpoint.h"

#include <QDir>
#include <QLocalServer>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <zmq.h>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

constexpr auto bindRole = EndpointRole::Bind;
constexpr auto connectRole = EndpointRole::Connect;

} // namespace

class TestEndpoint : public QObject {
    Q_OBJECT
private slots:
    void accepts_data()
    {
        QTest::addColumn<bool>("bind");
        QTest::addColumn<QString>("address");
        const auto row = [](bool bind, const QString &address) {
            QTest::addRow("%s %s", bind ? "bind" : "connect", qUtf8Printable(address.left(60)))
                << bind << address;
        };
        for (const QString &address :
            {u"tcp://*:5556"_s, u"tcp://*:*"_s, u"tcp://*:0"_s, u"tcp://127.0.0.1:5556"_s,
                u"tcp://0.0.0.0:1"_s, u"tcp://[::1]:5555"_s, u"tcp://[::]:65535"_s, u"tcp://lo:5555"_s,
                u"ipc:///tmp/feed"_s, u"ipc://feed"_s, u"ipc://@feed"_s, u"ipc://*"_s, u"inproc://a"_s,
                u"ws://*:5556"_s, u"ws://127.0.0.1:5556/feed"_s, QString(u"ipc://"_s + QString(107, u'a'))})
            row(true, address);
        for (const QString &address :
            {u"tcp://localhost:5556"_s, u"tcp://my-host.example.com:5556"_s, u"tcp://my_host:1"_s,
                u"tcp://192.168.1.20:65535"_s, u"tcp://127.1:5556"_s, u"tcp://[::1]:5555"_s,
                u"tcp://::1:5555"_s, u"tcp://[fe80::1%lo]:5555"_s, u"tcp://0.0.0.0:5556"_s,
                u"tcp://eth0:0;host:5556"_s, u"tcp://192.168.1.17:5555;192.168.1.1:5555"_s,
                u"ipc:///tmp/feed"_s, u"inproc://a"_s, u"ws://localhost:5556/feed"_s})
            row(false, address);
    }
    void accepts()
    {
        QFETCH(bool, bind);
        QFETCH(QString, address);
        const Result<void> result =
            validateEndpoint({bind ? bindRole : connectRole, address}, SocketType::Dealer);
        QVERIFY2(result, result ? "" : qUtf8Printable(result.error().text()));
        QCOMPARE(suggestedAddress({bind ? bindRole : connectRole, u' ' + address}),
            address == u"tcp://::1:5555"_s ? u"tcp://[::1]:5555"_s : address);
    }

    void refuses_data()
    {
        QTest::addColumn<bool>("bind");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("says"); // must stand in the message
        QTest::addColumn<QString>("suggests");
        const auto row = [](bool bind, const QString &address, const QString &says, const QString &suggests) {
            QTest::addRow("%s %s", bind ? "bind" : "connect", qUtf8Printable(address.left(60)))
                << bind << address << says << suggests;
        };
        row(true, u""_s, u"empty"_s, u""_s);
        row(true, u"tcp://localhost:5556"_s, u"127.0.0.1"_s, u"tcp://127.0.0.1:5556"_s);
        row(true, u"tcp://server.example.com:5556"_s, u"interface"_s, u"tcp://*:5556"_s);
        row(true, u"tcp://nosuch0:5556"_s, u"lo"_s, u"tcp://*:5556"_s);
        row(true, u"tcp://*:70000"_s, u"too large"_s, u""_s); // libzmq itself would bind 4464
        row(true, u"tcp://*:99999999999999"_s, u"too large"_s, u""_s);
        row(true, u"tcp://*:-1"_s, u"no port"_s, u""_s); // libzmq itself would bind 65535
        row(true, u"tcp://*:5556x"_s, u"no port"_s, u"tcp://*:5556"_s);
        row(true, u"tcp://*:5556/feed"_s, u"port"_s, u"tcp://*:5556"_s);
        row(true, u"tcp://*"_s, u"port is missing"_s, u""_s);
        row(true, u"tcp://*:"_s, u"port is missing"_s, u""_s);
        row(true, u"tcp://:5556"_s, u"interface"_s, u"tcp://*:5556"_s);
        row(true, u"tcp://256.0.0.1:5556"_s, u"IP address"_s, u"tcp://*:5556"_s);
        row(true, u"tcp://[::1:5556"_s, u"no IPv6 address"_s, u""_s);
        row(true, u"tcp://eth0:0;host:5556"_s, u"source"_s, u"tcp://*:5556"_s);
        row(true, u"TCP://*:5556"_s, u"small letters"_s, u"tcp://*:5556"_s);
        row(true, u"*:5556"_s, u"://"_s, u"tcp://*:5556"_s);
        row(true, u"5556"_s, u"://"_s, u"tcp://*:5556"_s);
        row(true, u"localhost:5556"_s, u"://"_s, u"tcp://127.0.0.1:5556"_s);
        row(true, u"/tmp/feed"_s, u"://"_s, u"ipc:///tmp/feed"_s);
        row(true, u" tcp://*:5556"_s, u"spaces"_s, u"tcp://*:5556"_s);
        row(true, u"wss://*:5556"_s, u"wss"_s, u"ws://*:5556"_s);
        row(true, u"udp://*:5556"_s, u"RADIO"_s, u"tcp://*:5556"_s);
        row(true, u"vmci://*:5556"_s, u"vmci"_s, u""_s);
        row(true, u"epgm://eth0;239.1.1.1:5556"_s, u"PUB"_s, u""_s); // asked for a DEALER
        row(true, u"ipc://"_s, u"Nothing"_s, u""_s);
        row(true, u"ipc://@"_s, u"missing"_s, u""_s);
        row(true, u"ipc://*x"_s, u"any path"_s, u"ipc://*"_s);
        row(true, u"ipc://"_s + QString(108, u'a'), u"108 bytes"_s, u""_s);
        row(true, u"inproc://"_s + QString(257, u'a'), u"longer"_s, u""_s);
        row(true, u"inproc://zeromq.zap.01"_s, u"REP or ROUTER"_s, u""_s);
        row(true, u"tcp://*:55\n56"_s, u"control"_s, u""_s);
        row(false, u"tcp://*:5556"_s, u"localhost"_s, u"tcp://localhost:5556"_s);
        row(false, u"tcp://localhost:*"_s, u"peer's port"_s, u""_s);
        row(false, u"tcp://localhost:0"_s, u"port 0"_s, u""_s);
        row(false, u"tcp://localhost"_s, u"port is missing"_s, u""_s);
        row(false, u"tcp://localhost:65536"_s, u"too large"_s, u""_s);
        row(false, u"tcp://:5556"_s, u"host is missing"_s, u"tcp://localhost:5556"_s);
        row(false, u"tcp://my host:5556"_s, u"space"_s, u""_s);
        row(false, u"tcp://foo@bar:5556"_s, u"@"_s, u""_s);
        row(false, u"tcp://m\u00fcller:5556"_s, u"xn--"_s, u""_s);
        row(false, u"tcp://a..b:5556"_s, u"no host name"_s, u""_s);
        row(false, u"tcp://1.2.3.400:5556"_s, u"no IP address"_s, u""_s);
        row(false, u"tcp://[::1g]:5556"_s, u"no IPv6 address"_s, u""_s);
        row(false, u"tcp://*:0;localhost:5556"_s, u"source address"_s, u""_s);
        row(false, u"tcp://;localhost:5556"_s, u"source address"_s, u"tcp://localhost:5556"_s);
        row(false, u"tcp:localhost:5556"_s, u"://"_s, u"tcp://localhost:5556"_s);
        row(false, u"tcp:/127.0.0.1:5556"_s, u"://"_s, u"tcp://127.0.0.1:5556"_s);
        row(false, u"localhost:5556"_s, u"://"_s, u"tcp://localhost:5556"_s);
        row(false, u"http://localhost:8080/x"_s, u"tcp, ipc, inproc and ws"_s, u"tcp://localhost:8080"_s);
        row(false, u"foo://localhost:8080"_s, u"foo"_s, u""_s);
        row(false, u"ipc://*"_s, u"binding"_s, u""_s);
    }
    void refuses()
    {
        QFETCH(bool, bind);
        QFETCH(QString, address);
        QFETCH(QString, says);
        QFETCH(QString, suggests);
        const Endpoint endpoint{bind ? bindRole : connectRole, address};
        const Result<void> result = validateEndpoint(endpoint, SocketType::Dealer);
        QVERIFY(!result);
        const Error &error = result.error();
        QVERIFY(!error.remedy.isEmpty());
        QVERIFY2(QString(error.detail + error.remedy).contains(says), qUtf8Printable(error.text()));
        QVERIFY(error.operation.contains(address));
        QCOMPARE(suggestedAddress(endpoint), suggests);
    }

    /// What passes here must not be refused by libzmq for its form.
    void libzmqTakesWhatIsAccepted_data() { accepts_data(); }
    void libzmqTakesWhatIsAccepted()
    {
        QFETCH(bool, bind);
        QFETCH(QString, address);
        void *context = zmq_ctx_new();
        void *socket = zmq_socket(context, ZMQ_DEALER);
        const int zero = 0;
        zmq_setsockopt(socket, ZMQ_LINGER, &zero, sizeof zero);
        const int ipv6 = usesIpv6(address) ? 1 : 0;
        zmq_setsockopt(socket, ZMQ_IPV6, &ipv6, sizeof ipv6);
        QTemporaryDir folder;
        const QString here = QDir::currentPath();
        QDir::setCurrent(folder.path());
        const QByteArray bytes = address.toUtf8();
        const int code = bind ? zmq_bind(socket, bytes.constData()) : zmq_connect(socket, bytes.constData());
        const int problem = code == 0 ? 0 : zmq_errno();
        QDir::setCurrent(here);
        zmq_close(socket);
        zmq_ctx_term(context);
        // A port that is taken or not ours to take says nothing about the form.
        QVERIFY2(problem == 0 || problem == EADDRINUSE || problem == EACCES || problem == EADDRNOTAVAIL,
            zmq_strerror(problem));
    }

    void streamSpeaksTcpOnly()
    {
        QVERIFY(validateEndpoint({bindRole, u"tcp://*:5556"_s}, SocketType::Stream));
        QVERIFY(!validateEndpoint({bindRole, u"ipc:///tmp/a"_s}, SocketType::Stream));
        QVERIFY(!validateEndpoint({connectRole, u"ws://localhost:1"_s}, SocketType::Stream));
        QVERIFY(!validateEndpoint({connectRole, u"inproc://a"_s}, SocketType::Stream));
    }

    void onlyAnAuthenticatorMayBindTheZapAddress()
    {
        const Endpoint zap{bindRole, u"inproc://zeromq.zap.01"_s};
        for (const SocketTraits &row : allSocketTypes()) {
            const bool may = row.type == SocketType::Rep || row.type == SocketType::Router;
            QCOMPARE(validateEndpoint(zap, row.type).ok(), may);
        }
    }

    void knowsWildcards()
    {
        QVERIFY(hasWildcardPort(u"tcp://*:*"_s));
        QVERIFY(hasWildcardPort(u"tcp://127.0.0.1:0"_s));
        QVERIFY(hasWildcardPort(u"ws://*:*"_s));
        QVERIFY(hasWildcardPort(u"ipc://*"_s));
        QVERIFY(!hasWildcardPort(u"tcp://*:5556"_s));
        QVERIFY(!hasWildcardPort(u"ipc:///tmp/*"_s));
        QVERIFY(!hasWildcardPort(u"inproc://*"_s));
    }

    void turnsABoundAddressIntoOneToConnectTo()
    {
        QCOMPARE(connectableAddress(u"tcp://0.0.0.0:5556"_s), u"tcp://localhost:5556"_s);
        QCOMPARE(connectableAddress(u"tcp://*:5556"_s), u"tcp://localhost:5556"_s);
        QCOMPARE(connectableAddress(u"tcp://[::]:5556"_s), u"tcp://localhost:5556"_s);
        QCOMPARE(connectableAddress(u"ws://0.0.0.0:5556/"_s), u"ws://localhost:5556/"_s);
        QCOMPARE(connectableAddress(u"tcp://127.0.0.1:5556"_s), u"tcp://127.0.0.1:5556"_s);
        QCOMPARE(connectableAddress(u"ipc:///tmp/a"_s), u"ipc:///tmp/a"_s);
    }

    void tellsIpv6()
    {
        QVERIFY(usesIpv6(u"tcp://[::1]:5556"_s));
        QVERIFY(usesIpv6(u"tcp://::1:5556"_s));
        QVERIFY(!usesIpv6(u"tcp://*:5556"_s));
        QVERIFY(!usesIpv6(u"ipc:///tmp/a:b"_s));
    }

    void findsWhoHoldsAnAddress()
    {
#ifndef Q_OS_LINUX
        QSKIP("needs /proc");
#endif
        const QString pid = QString::number(QCoreApplication::applicationPid());
        QTcpServer tcp;
        QVERIFY(tcp.listen(QHostAddress::LocalHost));
        const QString port = QString::number(tcp.serverPort());
        QVERIFY(addressHolder(u"tcp://127.0.0.1:"_s + port).contains(pid));
        QVERIFY(addressHolder(u"tcp://*:"_s + port).contains(pid));
        QCOMPARE(addressHolder(u"tcp://127.0.0.2:"_s + port), QString());
        QTcpServer tcp6;
        if (tcp6.listen(QHostAddress::LocalHostIPv6))
            QVERIFY(addressHolder(u"tcp://[::1]:"_s + QString::number(tcp6.serverPort())).contains(pid));

        QTemporaryDir folder;
        QLocalServer local;
        QVERIFY(local.listen(folder.filePath(u"s"_s)));
        QVERIFY(addressHolder(u"ipc://"_s + folder.filePath(u"s"_s)).contains(pid));
        QCOMPARE(addressHolder(u"ipc://"_s + folder.filePath(u"other"_s)), QString());
        QCOMPARE(addressHolder(u"nonsense"_s), QString());
    }

    void findsAnotherProcess()
    {
        QProcess other;
        other.start(u"python3"_s,
            {u"-c"_s,
                u"import socket,sys\ns=socket.create_server(('127.0.0.1',0))\n"
                "print(s.getsockname()[1],flush=True)\nsys.stdin.read()"_s});
        if (!other.waitForReadyRead())
            QSKIP("needs python3");
        const QString port = QString::fromLatin1(other.readLine().trimmed());
        const QString holder = addressHolder(u"tcp://*:"_s + port);
        other.closeWriteChannel();
        other.waitForFinished();
        QVERIFY2(holder.contains(QString::number(other.processId())) || holder.startsWith(u"python"_s),
            qPrintable(holder));
    }
};

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
