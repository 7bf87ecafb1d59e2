// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/option_table.h"

#include <QSet>
#include <QTest>
#include <limits>
#include <memory>
#include <zmq.h>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

const OptionInfo &option(const char *name)
{
    const OptionInfo *found = findOption(QString::fromLatin1(name));
    if (!found)
        qFatal("no option %s", name);
    return *found;
}

struct Closer {
    void operator()(void *socket) const { zmq_close(socket); }
};
using Handle = std::unique_ptr<void, Closer>;

int setNatively(void *socket, const OptionInfo &info, const OptionValue &value)
{
    if (const auto *bytes = std::get_if<QByteArray>(&value))
        return zmq_setsockopt(socket, info.number, bytes->constData(), size_t(bytes->size()));
    const qint64 number = std::get<qint64>(value);
    if (info.kind == OptionKind::Int64 || info.kind == OptionKind::UInt64)
        return zmq_setsockopt(socket, info.number, &number, sizeof number);
    const int narrow = int(number);
    return zmq_setsockopt(socket, info.number, &narrow, sizeof narrow);
}

/// Values at the edges of what may be entered, the default among them.
QList<OptionValue> edges(const OptionInfo &info)
{
    if (info.name == u"ZMQ_METADATA"_s)
        return {QByteArray("X-a:b"), QByteArray("X-" + QByteArray(253, 'n') + ":v"),
            QByteArray("X-a:" + QByteArray(60'000, 'v'))};
    if (info.name == u"ZMQ_SOCKS_PROXY"_s)
        return {QByteArray("h:1"), QByteArray(249, 'h') + ":65535"};
    if (info.name == u"ZMQ_TCP_ACCEPT_FILTER"_s)
        return {QByteArray("127.0.0.1"), QByteArray("127.0.0.0/8"), QByteArray("0.0.0.0/0"),
            QByteArray("1.2.3.4/32")};
    if (info.name == u"ZMQ_BINDTODEVICE"_s)
        return {QByteArray("lo")};
    if (info.kind == OptionKind::String || info.kind == OptionKind::Binary)
        return {QByteArray(info.minimum, 'a'), QByteArray(info.maximum, 'z')};
    QList<OptionValue> values{info.minimum, info.maximum};
    const Result<OptionValue> usual = parseOptionValue(info, info.defaultText);
    if (usual && std::get<qint64>(*usual) >= info.minimum)
        values.append(*usual);
    return values;
}

} // namespace

class TestOptionTable : public QObject {
    Q_OBJECT
private slots:
    void tableIsWhole()
    {
        QCOMPARE(socketOptions().size(), 100);
        QSet<int> numbers;
        QString previous;
        for (const OptionInfo &info : socketOptions()) {
            QVERIFY2(info.name > previous, qPrintable(info.name));
            previous = info.name;
            QVERIFY2(!numbers.contains(info.number), qPrintable(info.name));
            numbers.insert(info.number);
            QVERIFY2(!info.help.isEmpty(), qPrintable(info.name));
            QVERIFY2(info.canGet || info.canSet, qPrintable(info.name));
            QCOMPARE(info.effect == OptionEffect::ReadOnly, !info.canSet);
            QVERIFY2(info.minimum <= info.maximum, qPrintable(info.name));
            QVERIFY2(!info.types.isEmpty() || !info.unavailable.isEmpty(), qPrintable(info.name));
            QVERIFY2(!info.secret || !info.unavailable.isEmpty(), qPrintable(info.name));
            QCOMPARE(findOption(info.name), &info);
            if (info.canSet && !info.defaultText.isEmpty())
                QVERIFY2(parseOptionValue(info, info.defaultText), qPrintable(info.name));
        }
        QCOMPARE(findOption(u"ZMQ_NO_SUCH"_s), nullptr);
    }

    void agreesWithTheHeaderOfLibzmq()
    {
        QCOMPARE(option("ZMQ_RCVHWM").number, ZMQ_RCVHWM);
        QCOMPARE(option("ZMQ_ROUTER_MANDATORY").number, ZMQ_ROUTER_MANDATORY);
        QCOMPARE(option("ZMQ_HEARTBEAT_TTL").number, ZMQ_HEARTBEAT_TTL);
        QCOMPARE(option("ZMQ_BINDTODEVICE").number, ZMQ_BINDTODEVICE);
        QVERIFY(option("ZMQ_ROUTER_MANDATORY").appliesTo(SocketType::Router));
        QVERIFY(!option("ZMQ_ROUTER_MANDATORY").appliesTo(SocketType::Dealer));
        QVERIFY(!option("ZMQ_HANDSHAKE_IVL").appliesTo(SocketType::Stream));
        QVERIFY(option("ZMQ_HANDSHAKE_IVL").appliesTo(SocketType::Req));
    }

    /// Everything that can be entered is taken by libzmq, for each type, and neither the setting nor
    /// a connection made with it ends the program.
    void libzmqTakesWhatCanBeEntered_data()
    {
        QTest::addColumn<QString>("name");
        for (const OptionInfo &info : socketOptions()) {
            if (info.canSet && info.unavailable.isEmpty())
                QTest::newRow(qPrintable(info.name)) << info.name;
        }
    }
    void libzmqTakesWhatCanBeEntered()
    {
        QFETCH(QString, name);
        const OptionInfo &info = *findOption(name);
        void *context = zmq_ctx_new();
        for (SocketType type : info.types) {
            for (const OptionValue &value : edges(info)) {
                const QString what = socketTypeName(type) + u' ' + optionValueText(info, value).left(40);
                const Result<void> valid = validateOption(info, value, type);
                const bool zeroKeepalive =
                    info.name.startsWith(u"ZMQ_TCP_KEEPALIVE_"_s) && value == OptionValue(qint64(0));
                QVERIFY2(valid || zeroKeepalive, qPrintable(what));

                const SocketTraits &row = traits(type);
                const Handle server(zmq_socket(context, row.nativeType));
                const Handle client(zmq_socket(
                    context, row.peers.empty() ? row.nativeType : traits(row.peers.front()).nativeType));
                const int zero = 0;
                zmq_setsockopt(server.get(), ZMQ_LINGER, &zero, sizeof zero);
                zmq_setsockopt(client.get(), ZMQ_LINGER, &zero, sizeof zero);
                QVERIFY2(setNatively(server.get(), info, value) == 0,
                    qPrintable(what + u' ' + QString::fromLatin1(zmq_strerror(zmq_errno()))));
                QVERIFY2(zmq_bind(server.get(), "tcp://127.0.0.1:*") == 0, qPrintable(what));
                char address[128];
                size_t size = sizeof address;
                QCOMPARE(zmq_getsockopt(server.get(), ZMQ_LAST_ENDPOINT, address, &size), 0);
                QCOMPARE(zmq_connect(client.get(), address), 0);
                if (row.canSend && !row.addressesPeers)
                    (void)zmq_send(server.get(), "x", 1, ZMQ_DONTWAIT);
                zmq_pollitem_t item{client.get(), 0, ZMQ_POLLIN, 0};
                QVERIFY(zmq_poll(&item, 1, 2) >= 0); // time for the handshake
            }
        }
        zmq_ctx_term(context);
    }

    void libzmqTellsTheDefaultsOfTheTable()
    {
        void *context = zmq_ctx_new();
        {
            const Handle socket(zmq_socket(context, ZMQ_DEALER));
            for (const OptionInfo &info : socketOptions()) {
                const bool number = info.kind != OptionKind::String && info.kind != OptionKind::Binary;
                if (!info.canGet || !info.canSet || !number || !info.unavailable.isEmpty())
                    continue;
                qint64 wide = 0;
                int narrow = 0;
                const bool isWide = info.kind == OptionKind::Int64 || info.kind == OptionKind::UInt64;
                size_t size = isWide ? sizeof wide : sizeof narrow;
                const int code = zmq_getsockopt(
                    socket.get(), info.number, isWide ? static_cast<void *>(&wide) : &narrow, &size);
                QVERIFY2(code == 0, qPrintable(info.name));
                const Result<OptionValue> expected = parseOptionValue(info, info.defaultText);
                QVERIFY2(std::get<qint64>(*expected) == (isWide ? wide : narrow), qPrintable(info.name));
            }
        }
        zmq_ctx_term(context);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<OptionValue>("value");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const OptionValue &value, const QString &says) {
            QTest::addRow("%s %s", name, qPrintable(says)) << QByteArray(name) << value << says;
        };
        const auto n = [](qint64 number) { return OptionValue(number); };
        const auto b = [](const QByteArray &bytes) { return OptionValue(bytes); };
        row("ZMQ_USE_FD", n(3), u"end the whole program"_s);
        row("ZMQ_CONNECT_ROUTING_ID", b("a"), u"ends the whole program"_s);
        row("ZMQ_ZAP_ENFORCE_DOMAIN", n(1), u"end the whole program"_s);
        row("ZMQ_PLAIN_PASSWORD", b("p"), u"does not store secrets"_s);
        row("ZMQ_CURVE_SECRETKEY", b(QByteArray(32, 'k')), u"does not store secrets"_s);
        row("ZMQ_SOCKS_PASSWORD", b("p"), u"does not store secrets"_s);
        row("ZMQ_VMCI_BUFFER_SIZE", n(1), u"without vmci"_s);
        row("ZMQ_SUBSCRIBE", b("a"), u"subscriptions"_s);
        row("ZMQ_LAST_ENDPOINT", b("a"), u"only be read"_s);
        row("ZMQ_REQ_RELAXED", n(1), u"ROUTER"_s);
        row("ZMQ_RCVHWM", n(-1), u"out of range"_s);
        row("ZMQ_LINGER", n(-2), u"out of range"_s);
        row("ZMQ_HEARTBEAT_TTL", n(6'553'600), u"out of range"_s);
        row("ZMQ_ROUTER_MANDATORY", n(2), u"out of range"_s);
        row("ZMQ_TCP_KEEPALIVE_IDLE", n(0), u"not possible"_s);
        row("ZMQ_TCP_KEEPALIVE_CNT", n(128), u"out of range"_s);
        row("ZMQ_RCVHWM", b("5"), u"text where a number"_s);
        row("ZMQ_ROUTING_ID", n(5), u"number where text"_s);
        row("ZMQ_ROUTING_ID", b(""), u"empty"_s);
        row("ZMQ_ROUTING_ID", b(QByteArray(256, 'a')), u"256 bytes"_s);
        row("ZMQ_ROUTING_ID", b(QByteArray("\0a", 2)), u"zero byte"_s);
        row("ZMQ_METADATA", b("name:value"), u"X-name:value"_s);
        row("ZMQ_METADATA", b("X-a:"), u"X-name:value"_s);
        row("ZMQ_METADATA", b("X-" + QByteArray(254, 'n') + ":v"), u"255"_s);
        row("ZMQ_PLAIN_USERNAME", b(QByteArray("a\0b", 3)), u"zero byte"_s);
        row("ZMQ_SOCKS_PROXY", b("nonsense"), u"host:port"_s);
        row("ZMQ_TCP_ACCEPT_FILTER", b("1.2.3.4/99"), u"no address range"_s);
        row("ZMQ_TCP_ACCEPT_FILTER", b("lo"), u"no address range"_s);
    }
    void refuses()
    {
        QFETCH(QByteArray, name);
        QFETCH(OptionValue, value);
        QFETCH(QString, says);
        const Result<void> result = validateOption(option(name.constData()), value, SocketType::Router);
        QVERIFY(!result);
        QVERIFY2(result.error().text().contains(says), qPrintable(result.error().text()));
        QVERIFY(result.error().operation.contains(QString::fromLatin1(name)));
    }

    void valuesTurnIntoTextAndBack_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<OptionValue>("value");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const OptionValue &value, const QString &text) {
            QTest::addRow("%s %s", name, qPrintable(text)) << QByteArray(name) << value << text;
        };
        row("ZMQ_RCVHWM", qint64(1000), u"1000"_s);
        row("ZMQ_LINGER", qint64(-1), u"-1"_s);
        row("ZMQ_IPV6", qint64(1), u"on"_s);
        row("ZMQ_IPV6", qint64(0), u"off"_s);
        row("ZMQ_MAXMSGSIZE", std::numeric_limits<qint64>::max(), u"9223372036854775807"_s);
        row("ZMQ_ROUTING_ID", QByteArray("worker-1"), u"worker-1"_s);
        row("ZMQ_ROUTING_ID", QByteArray("\x00\xff", 2), u"0x00ff"_s);
        row("ZMQ_ROUTING_ID", QByteArray("0x41"), u"0x30783431"_s); // would read as one byte
        row("ZMQ_ROUTING_ID", QByteArray("a\nb"), u"0x610a62"_s);
        row("ZMQ_ROUTING_ID", QByteArray("m\xc3\xbcller"), u"m\u00fcller"_s);
        row("ZMQ_ROUTING_ID", QByteArray(), u""_s);
        row("ZMQ_PLAIN_USERNAME", QByteArray("0x41"), u"0x41"_s);
    }
    void valuesTurnIntoTextAndBack()
    {
        QFETCH(QByteArray, name);
        QFETCH(OptionValue, value);
        QFETCH(QString, text);
        const OptionInfo &info = option(name.constData());
        QCOMPARE(optionValueText(info, value), text);
        const Result<OptionValue> parsed = parseOptionValue(info, text);
        QVERIFY(parsed);
        QVERIFY(*parsed == value);
    }

    void refusesTextThatIsNoValue()
    {
        QVERIFY(!parseOptionValue(option("ZMQ_RCVHWM"), u"many"_s));
        QVERIFY(!parseOptionValue(option("ZMQ_RCVHWM"), u""_s));
        QVERIFY(!parseOptionValue(option("ZMQ_MAXMSGSIZE"), u"9223372036854775808"_s));
        QVERIFY(!parseOptionValue(option("ZMQ_IPV6"), u"maybe"_s));
        QVERIFY(!parseOptionValue(option("ZMQ_ROUTING_ID"), u"0x123"_s));
        QVERIFY(!parseOptionValue(option("ZMQ_ROUTING_ID"), u"0xzz"_s));
        QVERIFY(*parseOptionValue(option("ZMQ_IPV6"), u" Yes "_s) == OptionValue(qint64(1)));
    }

    void secretsAreNeverShown()
    {
        const QString text = optionValueText(option("ZMQ_PLAIN_PASSWORD"), QByteArray("letmein"));
        QVERIFY(!text.isEmpty());
        QVERIFY(!text.contains(u"letmein"_s));
    }

    void ownDefaults()
    {
        QVERIFY(
            zmqscopeDefault(option("ZMQ_ROUTER_MANDATORY"), SocketType::Router) == OptionValue(qint64(1)));
        QVERIFY(!zmqscopeDefault(option("ZMQ_ROUTER_MANDATORY"), SocketType::Dealer));
        QVERIFY(zmqscopeDefault(option("ZMQ_LINGER"), SocketType::Push) == OptionValue(qint64(0)));
        QVERIFY(!zmqscopeDefault(option("ZMQ_LINGER"), SocketType::Sub)); // libzmq has 0 there itself
        QVERIFY(
            zmqscopeDefault(option("ZMQ_MAXMSGSIZE"), SocketType::Pull) == OptionValue(qint64(67'108'864)));
        QVERIFY(zmqscopeDefault(option("ZMQ_RCVHWM"), SocketType::Sub) == OptionValue(qint64(100'000)));
        QVERIFY(!zmqscopeDefault(option("ZMQ_SNDHWM"), SocketType::Pub));
        for (const OptionInfo &info : socketOptions()) {
            for (const SocketTraits &row : allSocketTypes()) {
                if (const std::optional<OptionValue> value = zmqscopeDefault(info, row.type))
                    QVERIFY(validateOption(info, *value, row.type));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestOptionTable)
#include "tst_option_table.moc"
