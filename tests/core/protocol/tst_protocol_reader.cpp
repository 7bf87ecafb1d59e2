// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/protocol_reader.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

/// A protocol of one message with these frames.
QByteArray withFrames(const QByteArray &frames)
{
    return "{\"id\": \"x\", \"name\": \"X\",\n\"frames\": [" + frames + "]}";
}

QStringList places(const ReadProtocol &read)
{
    QStringList found;
    for (const ProtocolProblem &problem : read.problems)
        found += QString::number(problem.line) + u' ' + problem.key;
    return found;
}

} // namespace

class TestProtocolReader : public QObject
{
    Q_OBJECT
private slots:
    void readsAll();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void everyPrefixIsSafe();
    void sizeLimit();
    void patternLimit();
};

void TestProtocolReader::readsAll()
{
    const QByteArray json = R"({
  "schemaVersion": 1, "id": "thermometer", "name": "Thermometer", "about": "a note", "sockets": ["PUB", "sub"],
  "detect": false, "routing": "keep",
  "messages": [
    {"name": "reading", "sockets": ["SUB"], "way": "received", "frames": [
      {"name": "place", "role": "topic", "match": {"startsWith": "room/", "size": [6, 20]}},
      {"name": "command", "match": {"choice": [{"hex": "01"}, {"hex": "FF 00", "note": "BROKEN", "bad": true}]}},
      {"name": "values", "match": {"jsonKeys": ["unit"]}, "read": "json", "repeat": "some"},
      {"name": "raw", "repeat": [2, 3], "note": "in {values.unit}", "match": {"startsWithHex": "00"}},
      {"name": "word", "repeat": "optional", "match": {"regex": "[a-z]+"}},
      {"role": "delimiter", "match": "empty"},
      {"name": "count", "match": {"size": 8}},
      {"name": "signature", "repeat": 2, "match": "any"}]},
    {"subscription": true, "way": "sent", "frames": [{"role": "subscribe", "repeat": "any"}]}
  ],
  "checks": [
    {"hmac": {"signature": "signature", "over": ["values", "raw"], "algorithm": "sha512", "format": "raw"}},
    {"sequence": {"frame": "count", "format": "u64be", "per": "place"}}
  ]
})";
    const ReadProtocol read = readProtocol(json, u"t.json"_s);
    QCOMPARE(places(read), QStringList());
    const Protocol &protocol = *read.protocol;
    QCOMPARE(protocol.id, u"thermometer"_s);
    QCOMPARE(protocol.about, u"a note"_s);
    QCOMPARE(protocol.sockets, (QList<SocketType>{SocketType::Pub, SocketType::Sub}));
    QVERIFY(!protocol.detect && !protocol.behindRouting);
    QVERIFY(protocol.layer == Protocol::Layer::Message);
    QCOMPARE(protocol.messages.size(), 2);
    const MessagePattern &message = protocol.messages[0];
    QVERIFY(message.way == MessagePattern::Way::Received && !message.subscription);
    QCOMPARE(message.sockets, QList<SocketType>{SocketType::Sub});
    QCOMPARE(message.frames.size(), 8);
    QVERIFY(message.frames[0].role == FrameRole::Topic);
    QVERIFY(message.frames[0].test.accepts("room/1"));
    QVERIFY(!message.frames[0].test.accepts("room/"));
    QVERIFY(!message.frames[0].test.accepts(QByteArray("room/").leftJustified(21, 'x')));
    QVERIFY(message.frames[1].test.accepts(QByteArray::fromHex("ff00")));
    QVERIFY(!message.frames[1].test.accepts(QByteArray::fromHex("02")));
    QVERIFY(message.frames[1].test.choiceOf(QByteArray::fromHex("ff00"))->bad);
    QCOMPARE(message.frames[2].read, u"json"_s);
    QCOMPARE(message.frames[2].most, FramePattern::unlimited);
    QVERIFY(message.frames[2].test.accepts(" {\"unit\": 1}"));
    QVERIFY(!message.frames[2].test.accepts("{\"a\": \"unit\"}"));
    QVERIFY(!message.frames[2].test.accepts("{\"unit\": "));
    QVERIFY(!message.frames[2].test.accepts(QByteArray("{\"unit\": 1}").leftJustified(ByteTest::maxJsonBytes + 1)));
    QVERIFY(message.frames[2].test.accepts(QByteArray("{\"unit\": 1}").leftJustified(ByteTest::maxJsonBytes)));
    QCOMPARE(message.frames[3].least, 2);
    QCOMPARE(message.frames[3].most, 3);
    QCOMPARE(message.frames[4].least, 0);
    QCOMPARE(message.frames[4].most, 1);
    QVERIFY(message.frames[4].test.accepts("abc"));
    QVERIFY(!message.frames[4].test.accepts("abc1"));
    QVERIFY(!message.frames[4].test.accepts("\xff"));
    QVERIFY(message.frames[4].test.accepts(QByteArray(ByteTest::maxRegexBytes, 'a')));
    QVERIFY(!message.frames[4].test.accepts(QByteArray(ByteTest::maxRegexBytes + 1, 'a')));
    QVERIFY(message.frames[5].test.accepts(""));
    QVERIFY(!message.frames[5].test.accepts("x"));
    QCOMPARE(message.frames[7].least, 2);
    QVERIFY(protocol.messages[1].subscription);
    QCOMPARE(protocol.hmacs[0].over, (QStringList{u"values"_s, u"raw"_s}));
    QVERIFY(protocol.hmacs[0].algorithm == QCryptographicHash::Sha512 && !protocol.hmacs[0].hex);
    QCOMPARE(protocol.sequences[0].bytes, 8);
    QVERIFY(!protocol.sequences[0].littleEndian);
}

void TestProtocolReader::namesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &json, const QStringList &expected) {
        QTest::newRow(name) << json << expected;
    };
    row("no JSON", "{\"id\": \"x\",\n nonsense}", {u"2 id"_s});
    row("no object", "[1]", {u"1 "_s});
    row("nothing in it", "{}", {u"1 "_s, u"1 "_s, u"1 "_s});
    row("newer form", "{\"schemaVersion\": 2, \"id\": \"x\", \"name\": \"X\", \"frames\": [{\"name\": \"a\"}]}", {u"1 schemaVersion"_s});
    row("id with a meaning", "{\"id\": \"none\", \"name\": \"X\", \"frames\": [{\"name\": \"a\"}]}", {u"1 id"_s});
    row("unknown key", withFrames("{\"name\": \"a\",\n\"lenght\": 3}"), {u"3 frames[0].lenght"_s});
    row("unknown test", withFrames("{\"name\": \"a\", \"match\": {\n\"lenght\": 3}}"), {u"3 frames[0].match.lenght"_s});
    row("test word", withFrames("{\"name\": \"a\",\n\"match\": \"nothing\"}"), {u"3 frames[0].match"_s});
    row("no name", withFrames("{}"), {u"2 frames[0]"_s});
    row("role", withFrames("{\"role\": \"head\"}"), {u"2 frames[0].role"_s});
    row("hex", withFrames("{\"name\": \"a\", \"match\": {\"hex\": \"0x01\"}}"), {u"2 frames[0].match.hex"_s});
    row("odd hex", withFrames("{\"name\": \"a\", \"match\": {\"hex\": \"012\"}}"), {u"2 frames[0].match.hex"_s});
    row("size", withFrames("{\"name\": \"a\", \"match\": {\"size\": -1}}"), {u"2 frames[0].match.size"_s});
    row("size range", withFrames("{\"name\": \"a\", \"match\": {\"size\": [3, 2]}}"), {u"2 frames[0].match.size"_s});
    row("regex", withFrames("{\"name\": \"a\", \"match\": {\"regex\": \"(\"}}"), {u"2 frames[0].match.regex"_s});
    row("repeat", withFrames("{\"name\": \"a\", \"repeat\": \"often\"}"), {u"2 frames[0].repeat"_s});
    row("format of no frame", withFrames("{\"name\": \"a\"},\n{\"name\": \"b\", \"read\": \"struct:{a.x}{c.y}\"}"), {u"3 frames[1].read"_s});
    row("format of no name", withFrames("{\"role\": \"body\", \"read\": \"{}\"}"), {u"2 frames[0].read"_s});
    row("choice", withFrames("{\"name\": \"a\", \"match\": {\"choice\": [\n{\"text\": 5}]}}"),
        {u"3 frames[0].match.choice[0].text"_s});
    row("frames", "{\"id\": \"x\", \"name\": \"X\", \"messages\": [{\"frames\": []}]}", {u"1 messages[0]"_s});
    row("socket", "{\"id\": \"x\", \"name\": \"X\", \"sockets\": [\"RADIO\"], \"frames\": [{\"name\": \"a\"}]}", {u"1 sockets[0]"_s});
    row("check of no frame", "{\"id\": \"x\", \"name\": \"X\", \"frames\": [{\"name\": \"a\"}],\n"
                             "\"checks\": [{\"sequence\": {\"frame\": \"b\"}}]}", {u"2 checks[0].sequence"_s});
    row("check of nothing", "{\"id\": \"x\", \"name\": \"X\", \"frames\": [{\"name\": \"a\"}],\n"
                            "\"checks\": [{\"hmac\": {\"signature\": \"a\"}}]}", {u"2 checks[0].hmac"_s});
    row("algorithm", "{\"id\": \"x\", \"name\": \"X\", \"frames\": [{\"name\": \"a\"}],\n"
                     "\"checks\": [{\"hmac\": {\"signature\": \"a\", \"over\": [\"a\"], \"algorithm\": \"crc\"}}]}",
        {u"2 checks[0].hmac.algorithm"_s});
}

void TestProtocolReader::namesWhatIsWrong()
{
    QFETCH(QByteArray, json);
    QFETCH(QStringList, expected);
    const ReadProtocol read = readProtocol(json, u"/folder/t.json"_s);
    QVERIFY(!read.protocol);
    QCOMPARE(places(read), expected);
    for (const ProtocolProblem &problem : read.problems) {
        QVERIFY(!problem.text.isEmpty());
        QVERIFY(problem.where().startsWith(u"/folder/t.json, line "));
    }
}

void TestProtocolReader::everyPrefixIsSafe()
{
    const QByteArray json = withFrames("{\"name\": \"a\", \"match\": {\"choice\": [{\"hex\": \"01\"}]}, \"repeat\": [1, 2]}");
    QVERIFY(readProtocol(json, u"x"_s).protocol);
    for (qsizetype size = 0; size < json.size(); ++size) {
        const ReadProtocol read = readProtocol(json.first(size), u"x"_s);
        QVERIFY(!read.protocol);
        QVERIFY(!read.problems.isEmpty());
    }
}

void TestProtocolReader::sizeLimit()
{
    QByteArray json = withFrames("{\"name\": \"a\"}");
    json += QByteArray(maxProtocolBytes - json.size(), ' ');
    QVERIFY(readProtocol(json, u"x"_s).protocol);
    json += ' ';
    QVERIFY(!readProtocol(json, u"x"_s).protocol);
}

void TestProtocolReader::patternLimit()
{
    QByteArray frames = "{\"name\": \"a\"}";
    for (qsizetype i = 1; i < maxFramePatterns; ++i)
        frames += ",{\"name\": \"a\"}";
    QVERIFY(readProtocol(withFrames(frames), u"x"_s).protocol);
    QCOMPARE(places(readProtocol(withFrames(frames + ",{\"name\": \"a\"}"), u"x"_s)), QStringList{u"2 frames"_s});
}

QTEST_GUILESS_MAIN(TestProtocolReader)
#include "tst_protocol_reader.moc"
