// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol_samples.h"

#include "core/codec/codec_registry.h"
#include "core/protocol/signature_check.h"

#include <QMessageAuthenticationCode>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

const QByteArray id = "client";
const QByteArray empty;

QByteArray number(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

QList<QByteArray> jupyter(const QList<QByteArray> &front, const QByteArray &signature)
{
    return front + QList<QByteArray>{"<IDS|MSG>", signature, R"({"msg_id":"1","msg_type":"execute_request"})", "{}", "{}",
                                     R"({"code":"1+1"})"};
}

const QByteArray anySignature(64, 'a');

} // namespace

class TestBuiltinProtocols : public QObject
{
    Q_OBJECT
private slots:
    void areRight();
    void recognise_data();
    void recognise();
    void leaveOthersAlone_data();
    void leaveOthersAlone();
    void jupyterSignature();
    void readsHints();
    void readsArrays_data();
    void readsArrays();
};

void TestBuiltinProtocols::areRight()
{
    const ProtocolRegistry &registry = ProtocolRegistry::builtin();
    for (const ProtocolProblem &problem : registry.problems())
        QFAIL(qPrintable(problem.where()));
    QVERIFY(registry.all().size() >= 10);
    QVERIFY(registry.find(u"jupyter"));
}

void TestBuiltinProtocols::recognise_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("direction");
    QTest::addColumn<QList<QByteArray>>("frames");
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QString>("message");
    QTest::addColumn<qsizetype>("first");
    QTest::addColumn<QString>("names");
    const auto row = [](const char *name, SocketType type, Direction direction, const QList<QByteArray> &frames,
                        const QString &protocol, const QString &message, qsizetype first, const QString &names) {
        QTest::newRow(name) << int(type) << int(direction) << frames << protocol << message << first << names;
    };
    const QString parts = u"<IDS|MSG>, signature, header, parent_header, metadata, content"_s;
    row("jupyter at the kernel", SocketType::Router, Direction::In, jupyter({id}, anySignature), u"jupyter"_s,
        u"execute_request"_s, 1, parts);
    row("jupyter at the client", SocketType::Dealer, Direction::Out, jupyter({}, empty), u"jupyter"_s,
        u"execute_request"_s, 0, parts);
    row("jupyter behind other identities", SocketType::Router, Direction::In, jupyter({id, "a", "b"}, anySignature),
        u"jupyter"_s, u"execute_request"_s, 1, u"identity, identity, "_s + parts);
    row("jupyter broadcast with buffers", SocketType::Sub, Direction::In,
        jupyter({"kernel.1.stream"}, anySignature) + QList<QByteArray>{"\x01", "\x02"}, u"jupyter"_s,
        u"execute_request"_s, 0, u"topic, "_s + parts + u", buffer, buffer"_s);
    row("zap request PLAIN", SocketType::Router, Direction::In,
        {id, empty, "1.0", "7", "global", "127.0.0.1", "", "PLAIN", "admin", "secret"}, u"zap"_s, u"request, PLAIN"_s, 2,
        u"version, request id, domain, address, identity, mechanism, user name, password"_s);
    row("zap request NULL", SocketType::Rep, Direction::In, {"1.0", "7", "", "127.0.0.1", "", "NULL"}, u"zap"_s,
        u"request, NULL"_s, 0, u"version, request id, domain, address, identity, mechanism"_s);
    row("zap request CURVE", SocketType::Rep, Direction::In,
        {"1.0", "7", "", "127.0.0.1", "", "CURVE", QByteArray(32, 'k')}, u"zap"_s, u"request, CURVE"_s, 0,
        u"version, request id, domain, address, identity, mechanism, client key"_s);
    row("zap request GSSAPI", SocketType::Rep, Direction::In, {"1.0", "7", "", "127.0.0.1", "", "GSSAPI", "someone"},
        u"zap"_s, u"request, GSSAPI"_s, 0, u"version, request id, domain, address, identity, mechanism, credentials"_s);
    row("zap reply", SocketType::Rep, Direction::Out, {"1.0", "7", "400", "no such user", "", ""}, u"zap"_s, u"reply"_s, 0,
        u"version, request id, status code [refused!], status text, user id, metadata"_s);
    row("majordomo client at the broker", SocketType::Router, Direction::In, {id, empty, "MDPC01", "echo", "hello"},
        u"majordomo-0.1"_s, u"REQUEST (client)"_s, 2, u"protocol, service, request body"_s);
    row("majordomo client's reply", SocketType::Req, Direction::In, {"MDPC01", "echo", "hello", "you"},
        u"majordomo-0.1"_s, u"REPLY (client)"_s, 0, u"protocol, service, reply body, reply body"_s);
    row("majordomo worker ready", SocketType::Dealer, Direction::Out, {empty, "MDPW01", "\x01", "echo"},
        u"majordomo-0.1"_s, u"READY (worker)"_s, 1, u"protocol, command [READY], service"_s);
    row("majordomo request to a worker", SocketType::Dealer, Direction::In,
        {empty, "MDPW01", "\x02", id, empty, "hello", empty, "more"}, u"majordomo-0.1"_s, u"REQUEST (worker)"_s, 1,
        u"protocol, command [REQUEST], client, empty, request body, request body, request body"_s);
    row("majordomo worker's reply", SocketType::Router, Direction::In, {id, empty, "MDPW01", "\x03", id, empty, "hello"},
        u"majordomo-0.1"_s, u"REPLY (worker)"_s, 2, u"protocol, command [REPLY], client, empty, reply body"_s);
    row("majordomo heartbeat", SocketType::Dealer, Direction::In, {empty, "MDPW01", "\x04"}, u"majordomo-0.1"_s,
        u"HEARTBEAT (worker)"_s, 1, u"protocol, command [HEARTBEAT]"_s);
    row("majordomo disconnect, over named hops", SocketType::Router, Direction::In,
        {id, "proxy", empty, "MDPW01", "\x05"}, u"majordomo-0.1"_s, u"DISCONNECT (worker)"_s, 3,
        u"protocol, command [DISCONNECT]"_s);
    row("majordomo 0.2 partial", SocketType::Dealer, Direction::In, {"MDPC02", "\x02", "echo", "hel"},
        u"majordomo-0.2"_s, u"PARTIAL (client)"_s, 0, u"protocol, command [PARTIAL], service, reply body"_s);
    row("majordomo 0.2 worker's end", SocketType::Router, Direction::In, {id, "MDPW02", "\x04", id, empty, "lo"},
        u"majordomo-0.2"_s, u"FINAL (worker)"_s, 1, u"protocol, command [FINAL], client, empty, reply body"_s);
    row("majordomo 0.2 disconnect", SocketType::Router, Direction::Out, {id, "MDPW02", "\x06"}, u"majordomo-0.2"_s,
        u"DISCONNECT (worker)"_s, 1, u"protocol, command [DISCONNECT]"_s);
    row("pyzmq array", SocketType::Pull, Direction::In, {R"({"dtype": "float64", "shape": [2, 1]})", QByteArray(16, '\0')},
        u"pyzmq-array"_s, u"float64 (2,1)"_s, 0, u"description, array [float64 (2,1)]"_s);
    row("pyzmq array with a topic", SocketType::Sub, Direction::In,
        {"cam", R"({"dtype": "uint8", "shape": [4]})", QByteArray(4, '\0')}, u"pyzmq-array"_s, u"uint8 (4)"_s, 0,
        u"topic, description, array [uint8 (4)]"_s);
    row("bitcoin block", SocketType::Sub, Direction::In, {"hashblock", QByteArray(32, 'h'), number(3)}, u"bitcoin"_s,
        u"hashblock"_s, 0, u"topic, hash, sequence"_s);
    row("bitcoin transaction", SocketType::Sub, Direction::In, {"rawtx", "anything", number(3)}, u"bitcoin"_s, u"rawtx"_s, 0,
        u"topic, transaction, sequence"_s);
    row("bitcoin mempool", SocketType::Sub, Direction::In, {"sequence", QByteArray(41, 'h'), number(3)}, u"bitcoin"_s,
        u"sequence"_s, 0, u"topic, event, sequence"_s);
}

void TestBuiltinProtocols::recognise()
{
    QFETCH(int, type);
    QFETCH(int, direction);
    QFETCH(QList<QByteArray>, frames);
    QFETCH(QString, protocol);
    QFETCH(QString, message);
    QFETCH(qsizetype, first);
    QFETCH(QString, names);
    const SampleMessage sample(frames, Direction(direction));
    const auto match = ProtocolRegistry::builtin().match(SocketType(type), sample.view());
    QVERIFY(match);
    QCOMPARE(match->protocol().id, protocol);
    QCOMPARE(match->messageName(sample.view().frames), message);
    QCOMPARE(match->first(), first);
    QCOMPARE(namesOf(*match, sample.view().frames), names);
}

void TestBuiltinProtocols::leaveOthersAlone_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QList<QByteArray>>("frames");
    const auto row = [](const char *name, SocketType type, const QList<QByteArray> &frames) {
        QTest::newRow(name) << int(type) << frames;
    };
    row("text", SocketType::Sub, {"hello"});
    row("no delimiter", SocketType::Router, {id, "<IDS|MSG", anySignature, "{}", "{}", "{}", "{}"});
    row("jupyter cut short", SocketType::Dealer, {"<IDS|MSG>", anySignature, "{}", "{}", "{}"});
    row("jupyter with another signature", SocketType::Dealer, {"<IDS|MSG>", "not hex", "{}", "{}", "{}", "{}"});
    row("zap of another version", SocketType::Rep, {"2.0", "7", "", "127.0.0.1", "", "NULL"});
    row("zap with an unknown status", SocketType::Rep, {"1.0", "7", "999", "", "", ""});
    row("majordomo's unknown command", SocketType::Dealer, {empty, "MDPW01", "\x07"});
    row("majordomo on another socket", SocketType::Pull, {"MDPC01", "echo"});
    row("json without a dtype", SocketType::Pull, {R"({"shape": [2]})", "x"});
    row("dtype as a text only", SocketType::Pull, {R"({"a": "dtype shape"})", "x"});
    row("bitcoin with a short number", SocketType::Sub, {"hashblock", QByteArray(32, 'h'), "abc"});
    row("bitcoin with a short hash", SocketType::Sub, {"hashblock", QByteArray(31, 'h'), number(1)});
}

void TestBuiltinProtocols::leaveOthersAlone()
{
    QFETCH(int, type);
    QFETCH(QList<QByteArray>, frames);
    const SampleMessage sample(frames);
    QVERIFY(!ProtocolRegistry::builtin().match(SocketType(type), sample.view()));
}

void TestBuiltinProtocols::jupyterSignature()
{
    const auto stateFor = [](const QList<QByteArray> &frames, const QByteArray &key) {
        const SampleMessage sample(frames);
        const auto match = ProtocolRegistry::builtin().match(SocketType::Router, sample.view());
        const QList<SignatureResult> results = checkSignatures(*match, sample.view().frames, key);
        if (results.size() != 1 || results[0].frame != 2 || results[0].text().isEmpty())
            return -1;
        return int(results[0].state);
    };
    QList<QByteArray> frames = jupyter({id}, empty);
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, "key");
    for (qsizetype i = 3; i < frames.size(); ++i)
        code.addData(frames[i]);
    QCOMPARE(stateFor(frames, "key"), int(SignatureState::NotSigned));
    frames[2] = code.result().toHex();
    QCOMPARE(stateFor(frames, "key"), int(SignatureState::Right));
    QCOMPARE(stateFor(frames + QList<QByteArray>{"buffer"}, "key"), int(SignatureState::Right));
    QCOMPARE(stateFor(frames, "another key"), int(SignatureState::Wrong));
    QCOMPARE(stateFor(frames, empty), int(SignatureState::NoKey));
    frames.last() += ' ';
    QCOMPARE(stateFor(frames, "key"), int(SignatureState::Wrong));
    frames.last() = QByteArray(maxSignedBytes, 'x');
    QCOMPARE(stateFor(frames, "key"), int(SignatureState::TooLarge));
}

/// Whatever a built-in protocol reads its frames as is there.
void TestBuiltinProtocols::readsHints()
{
    for (const ProtocolPtr &protocol : ProtocolRegistry::builtin().all()) {
        for (const MessagePattern &message : protocol->messages) {
            for (const FramePattern &frame : message.frames) {
                if (frame.read.isEmpty() || frame.read.contains(u'{'))
                    continue;
                const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(frame.read);
                QVERIFY2(codec.ok(), qPrintable(QString(protocol->id + u' ' + frame.name + u' ' + frame.read)));
            }
        }
    }
}

/// What the description says of the array becomes the format of the frame behind it.
void TestBuiltinProtocols::readsArrays_data()
{
    QTest::addColumn<QByteArray>("description");
    QTest::addColumn<QString>("codec"); ///< empty: none
    const auto row = [](const QByteArray &description, const QString &codec) {
        QTest::newRow(description.constData()) << description << codec;
    };
    row(R"({"dtype": "uint8", "shape": [48, 64, 3]})", u"array:uint8:48x64x3"_s);
    row(R"({"shape": [2], "dtype": "|u1", "n": 7})", u"array:uint8:2"_s);
    row(R"({"dtype": "<f4", "shape": 6})", u"array:float32:6"_s);
    row(R"({"dtype": "<f4", "shape": []})", u"array:float32:()"_s);
    row(R"({"dtype": "<f4", "shape": [2, 3], "order": "F"})", u"array:float32:2x3:F"_s);
    row(R"({"dtype": "<f4", "shape": [2, 3], "order": null})", u"array:float32:2x3"_s);
    row(R"({"dtype": "<f4", "shape": [2, 3], "fortran_order": true})", u"array:float32:2x3:F"_s);
    row(R"({"dtype": "<f4", "shape": [2, 3], "fortran_order": false})", u"array:float32:2x3"_s);
    row(R"({"dtype": "[('x', '<f4'), ('y', '|u1')]", "shape": [2]})", u"array:[('x', '<f4'), ('y', '|u1')]:2"_s);
    row(R"({"dtype": [["x", "<f4"], ["y", "<i2", [3]]], "shape": [2]})", uR"(array:[["x","<f4"],["y","<i2",[3]]]:2)"_s);
    row(R"({"dtype": "object", "shape": [2]})", {});
    row(R"({"dtype": null, "shape": [2]})", {});
    row(R"({"dtype": "uint8", "shape": [-2]})", {});
    row(R"({"dtype": "uint8", "shape": [[2]]})", {});
    row(R"({"dtype": "uint8", "shape": "two"})", {});
    row(R"({"dtype": "uint8", "shape": [4294967296, 4294967296]})", {});
    row(R"({"dtype": "uint8", "shape": [2], "order": "K"})", {});
    // It names the type, and no other format.
    row(R"({"dtype": "1:2|hex", "shape": [2]})", {});
}

void TestBuiltinProtocols::readsArrays()
{
    QFETCH(QByteArray, description);
    QFETCH(QString, codec);
    const SampleMessage sample({"cam", description, "1234"});
    const auto match = ProtocolRegistry::builtin().match(SocketType::Sub, sample.view());
    QVERIFY(match);
    QCOMPARE(match->label(sample.view().frames, 1).codec, u"json"_s);
    const QString hint = match->label(sample.view().frames, 2).codec;
    const Result<CodecPtr> found = CodecRegistry::builtin().resolve(hint);
    QCOMPARE(found ? (*found)->id() : QString(), codec);
}

QTEST_GUILESS_MAIN(TestBuiltinProtocols)
#include "tst_builtin_protocols.moc"
