// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/positioned_json.h"
#include "core/profile/profile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeTo(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

/// "4 panels[0].type" for every problem, in order.
QStringList places(const LoadedProfile &loaded)
{
    QStringList lines;
    for (const ProfileProblem &problem : loaded.problems)
        lines.append(QString::number(problem.line) + u' ' + problem.key);
    return lines;
}

QByteArray onePanel(const QByteArray &members)
{
    return "{\"schemaVersion\": 1, \"panels\": [\n{\"name\": \"p\", \"type\": \"ROUTER\", \"endpoints\": []"
        + (members.isEmpty() ? QByteArray() : ",\n" + members) + "}]}";
}

} // namespace

class ProfileTest : public QObject
{
    Q_OBJECT

private slots:
    void emptyProfileRoundTrip();
    void fixtureV1();
    void savesWhatItLoads();
    void pathsAreRelativeToTheFolder();
    void schemasRoundTrip();
    void holdingRoundTrip();
    void wrongSchemas_data();
    void wrongSchemas();
    void unknownKeysOfSchemasSurvive();
    void unknownKeysSurvive();
    void unknownPanelSurvives();
    void unknownOptionSurvives();
    void unknownFormatOfARuleSurvives();
    void ruleWithAWrongConditionIsLeftOut();
    void newerVersion();
    void wrongValues_data();
    void wrongValues();
    void wrongValueLeavesTheRest();
    void syntaxErrorKeepsWhatCameBefore();
    void everyTruncationIsSafe();
    void notAProfile_data();
    void notAProfile();
    void depthLimit();
    void sizeLimit();
    void secretsAreNotSaved();
    void openingChangesNothing();
    void failedSaveLeavesTheOldFile();
    void linesOfPositionedJson();
    void positionsLimit();
};

void ProfileTest::emptyProfileRoundTrip()
{
    const Result<LoadedProfile> loaded = parseProfile(profileToJson(Profile()), u"x"_s);
    QVERIFY(loaded.ok());
    QCOMPARE(places(*loaded), QStringList());
    QCOMPARE(loaded->profile, Profile());
}

void ProfileTest::fixtureV1()
{
    const Result<LoadedProfile> loaded = loadProfile(QFINDTESTDATA("fixtures/v1_full.zmqscope"));
    QVERIFY(loaded.ok());
    QCOMPARE(places(*loaded), QStringList());
    QVERIFY(!loaded->newer);
    const Profile &profile = loaded->profile;
    QVERIFY(profile.description.endsWith(u"你好"));
    QVERIFY(profile.windowLayout.startsWith(QByteArray::fromHex("000000ff")));
    QCOMPARE(profile.unknownKeys, QByteArray());
    QCOMPARE(profile.panels.size(), 2);

    const QString folder = QFileInfo(QFINDTESTDATA("fixtures/v1_full.zmqscope")).absolutePath();
    QCOMPARE(profile.schemas.files, (QStringList{folder + u"/schemas/tick.proto"_s, u"/usr/share/schemas/all.desc"_s}));
    QCOMPARE(profile.schemas.includeDirectories, QStringList{folder + u"/schemas"_s});
    PanelConfig server;
    server.name = u"server"_s;
    server.side.type = SocketType::Router;
    server.side.endpoints = {{EndpointRole::Bind, u"tcp://127.0.0.1:5556"_s},
                             {EndpointRole::Connect, QString(u"ipc://" + folder + u"/sockets/feed")}};
    server.side.options = {{u"ZMQ_RCVHWM"_s, qint64(1234)},
                           {u"ZMQ_ROUTING_ID"_s, QByteArray::fromHex("0102ff")},
                           {u"ZMQ_ZAP_DOMAIN"_s, "0x41 is text"_ba}};
    server.openAtStart = false;
    server.history = {1048576, 5000};
    server.draft.frames = {{u"text"_s, u"hello\\n\n{n}"_s}, {u"file"_s, QString(folder + u"/payloads/frame.bin")}};
    server.draft.topic = u"news"_s;
    server.draft.topicAsFrame = false;
    server.draft.routingId = QByteArray::fromHex("006bea0001");
    server.draft.emptyDelimiter = true;
    server.autoReply = FrameDraft{u"hex"_s, u"00 ff"_s};
    server.sequence = SequenceConfig{u"task {n}"_s, 9223372036854775807, -5, -3, 250, true, u"text"_s};
    ReadingRule lastFrame;
    lastFrame.codec = u"hex"_s;
    lastFrame.frame = -1;
    lastFrame.frames = 3;
    lastFrame.topic = QByteArray::fromHex("ff00");
    ReadingRule content;
    content.codec = u"json"_s;
    content.frameName = u"content"_s;
    content.protocol = u"jupyter"_s;
    server.readingRules = {lastFrame, content};
    server.protocol = u"jupyter"_s;
    server.columns = {{u"number"_s, 60, true}, {u"size"_s, 0, false}};
    QCOMPARE(profile.panels[0], server);

    PanelConfig bridge;
    bridge.name = u"bridge"_s;
    bridge.side.endpoints = {{EndpointRole::Connect, u"tcp://localhost:5005"_s}};
    bridge.side.subscriptions = {""_ba, "news."_ba, QByteArray::fromHex("ff00")};
    bridge.second = SideConfig{SocketType::Pub, {{EndpointRole::Bind, u"tcp://*:5006"_s}}, {{u"ZMQ_SNDHWM"_s, qint64(0)}}, {}};
    QCOMPARE(profile.panels[1], bridge);
}

void ProfileTest::savesWhatItLoads()
{
    const QByteArray original = contentOf(QFINDTESTDATA("fixtures/v1_full.zmqscope"));
    QTemporaryDir dir;
    const QString path = dir.filePath(u"copy.zmqscope"_s);
    writeTo(path, original);
    const Result<LoadedProfile> loaded = loadProfile(path);
    QVERIFY(loaded.ok());
    QVERIFY(saveProfile(loaded->profile, path).ok());
    QCOMPARE(contentOf(path), original);
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{u"copy.zmqscope"_s});
}

void ProfileTest::pathsAreRelativeToTheFolder()
{
    QTemporaryDir dir;
    const QDir folder(dir.path());
    folder.mkpath(u"a/b"_s);
    PanelConfig panel;
    panel.name = u"p"_s;
    panel.side.endpoints = {{EndpointRole::Connect, QString(u"ipc://" + folder.filePath(u"a/sock"_s))},
                            {EndpointRole::Connect, QString(u"ipc://" + folder.filePath(u"elsewhere"_s))},
                            {EndpointRole::Connect, u"ipc://@abstract"_s},
                            {EndpointRole::Bind, u"ipc://*"_s},
                            {EndpointRole::Connect, u"inproc://a/sock"_s}};
    panel.draft.frames = {{u"file"_s, folder.filePath(u"a/b/x"_s)}, {u"file"_s, QString()}, {u"text"_s, folder.filePath(u"a/x"_s)}};
    Profile profile;
    profile.panels = {panel};
    const QString path = folder.filePath(u"a/p.zmqscope"_s);
    QVERIFY(saveProfile(profile, path).ok());
    const QByteArray json = contentOf(path);
    QVERIFY(json.contains("\"ipc://sock\""));
    QVERIFY(json.contains("\"b/x\""));
    const QByteArray outside = "\"ipc://" + folder.filePath(u"elsewhere"_s).toUtf8() + '"';
    QVERIFY(json.contains(outside));
    QVERIFY(json.contains("\"ipc://@abstract\""));
    QVERIFY(json.contains("\"ipc://*\""));
    QVERIFY(json.contains("\"inproc://a/sock\""));
    const Result<LoadedProfile> loaded = loadProfile(path);
    QVERIFY(loaded.ok());
    QCOMPARE(loaded->profile, profile);

    // The folder can move with what is in it.
    QVERIFY(QDir().rename(folder.filePath(u"a"_s), folder.filePath(u"moved"_s)));
    const Result<LoadedProfile> moved = loadProfile(folder.filePath(u"moved/p.zmqscope"_s));
    QVERIFY(moved.ok());
    QCOMPARE(moved->profile.panels[0].draft.frames[0].text, folder.filePath(u"moved/b/x"_s));
}

void ProfileTest::holdingRoundTrip()
{
    Profile profile;
    PanelConfig panel;
    panel.name = u"p"_s;
    panel.side.type = SocketType::Pub;
    QVERIFY(!profileToJson(profile).contains("holdUntilSubscribed"));
    panel.holdsUntilSubscribed = true;
    profile.panels = {panel};
    const Result<LoadedProfile> loaded = parseProfile(profileToJson(profile), u"x"_s);
    QVERIFY(loaded.ok());
    QCOMPARE(places(*loaded), QStringList());
    QCOMPARE(loaded->profile, profile);
}

void ProfileTest::schemasRoundTrip()
{
    QTemporaryDir dir;
    const QDir folder(dir.path());
    folder.mkpath(u"a"_s);
    Profile profile;
    profile.schemas = {{folder.filePath(u"a/proto/tick.proto"_s), folder.filePath(u"b/other.proto"_s), folder.filePath(u"a/all.desc"_s)},
                       {folder.filePath(u"a/proto"_s), folder.filePath(u"a"_s)}};
    const QString path = folder.filePath(u"a/p.zmqscope"_s);
    QVERIFY(saveProfile(profile, path).ok());
    const QByteArray json = contentOf(path);
    QVERIFY2(json.contains("\"proto/tick.proto\"") && json.contains("\"all.desc\"") && json.contains("\"proto\""), json);
    QVERIFY2(json.contains(folder.filePath(u"b/other.proto"_s).toUtf8()), json);
    const Result<LoadedProfile> loaded = loadProfile(path);
    QVERIFY(loaded.ok());
    QCOMPARE(places(*loaded), QStringList());
    QCOMPARE(loaded->profile, profile);

    // The folder can move with what is in it.
    QVERIFY(QDir().rename(folder.filePath(u"a"_s), folder.filePath(u"moved"_s)));
    const Result<LoadedProfile> moved = loadProfile(folder.filePath(u"moved/p.zmqscope"_s));
    QVERIFY(moved.ok());
    QCOMPARE(moved->profile.schemas.files[0], folder.filePath(u"moved/proto/tick.proto"_s));
    QCOMPARE(moved->profile.schemas.includeDirectories, (QStringList{folder.filePath(u"moved/proto"_s), folder.filePath(u"moved"_s)}));

    // Each of the two may stand alone; none at all leaves no trace.
    for (const ProtobufSchemas::Source &source : {ProtobufSchemas::Source{{u"/x.proto"_s}, {}}, ProtobufSchemas::Source{{}, {u"/x"_s}}}) {
        profile.schemas = source;
        QCOMPARE(parseProfile(profileToJson(profile), u"x"_s)->profile, profile);
    }
    QVERIFY(!profileToJson(Profile()).contains("protobuf"));
}

void ProfileTest::wrongSchemas_data()
{
    QTest::addColumn<QByteArray>("schemas");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<QStringList>("files");
    const auto row = [](const char *name, const QByteArray &schemas, const QStringList &expected, const QStringList &files) {
        QTest::newRow(name) << schemas << expected << files;
    };
    row("no object", "[\"/a.proto\"]", {u"2 protobuf"_s}, {});
    row("no list", "{\"files\":\n\"/a.proto\"}", {u"3 protobuf.files"_s}, {});
    row("no paths", "{\"files\": [\"/a.proto\",\n5,\n{}, \"/b.proto\"],\n\"includeDirectories\": [null]}",
        {u"3 protobuf.files[1]"_s, u"4 protobuf.files[2]"_s, u"5 protobuf.includeDirectories[0]"_s}, {u"/a.proto"_s, u"/b.proto"_s});
    row("empty", "{}", {}, {});
}

void ProfileTest::wrongSchemas()
{
    QFETCH(QByteArray, schemas);
    QFETCH(QStringList, expected);
    QFETCH(QStringList, files);
    const Result<LoadedProfile> loaded = parseProfile("{\"schemaVersion\": 1,\n\"protobuf\": " + schemas + ", \"panels\": [{\"type\": \"PULL\"}]}", u"x"_s);
    QVERIFY(loaded.ok());
    QCOMPARE(places(*loaded), expected);
    for (const ProfileProblem &problem : loaded->problems)
        QVERIFY(!problem.text.isEmpty());
    QCOMPARE(loaded->profile.schemas.files, files);
    QCOMPARE(loaded->profile.schemas.includeDirectories, QStringList());
    QCOMPARE(loaded->profile.panels.size(), 1);
}

void ProfileTest::unknownKeysOfSchemasSurvive()
{
    const QByteArray json = R"({
  "schemaVersion": 1,
  "protobuf": {
    "files": [
      "/a.proto"
    ],
    "registry": {
      "url": "https://localhost:8081"
    }
  },
  "panels": []
}
)";
    const Result<LoadedProfile> loaded = parseProfile(json, u"x"_s);
    QVERIFY(loaded.ok());
    QCOMPARE(places(*loaded), QStringList{u"7 protobuf.registry"_s});
    QCOMPARE(profileToJson(loaded->profile), json);
    Profile changed = loaded->profile;
    changed.schemas = {{u"/b.proto"_s}, {u"/c"_s}};
    const Result<LoadedProfile> again = parseProfile(profileToJson(changed), u"x"_s);
    QVERIFY(again.ok());
    QVERIFY(again->profile.schemas == changed.schemas);
    QVERIFY(profileToJson(again->profile).contains("8081"));
    changed.schemas = {};
    QVERIFY(profileToJson(changed).contains("8081"));
}

void ProfileTest::unknownKeysSurvive()
{
    const QByteArray json = R"({
  "schemaVersion": 1,
  "panels": [
    {
      "name": "p",
      "type": "SUB",
      "endpoints": [
        {
          "role": "connect",
          "address": "tcp://localhost:5005",
          "via": "socks5"
        }
      ],
      "subscriptions": [],
      "second": {
        "type": "PUSH",
        "endpoints": [],
        "rate": 1.5
      },
      "history": {
        "bytes": 1048576,
        "messages": 0,
        "days": 3
      },
      "send": {
        "frames": [
          {
            "codec": "text",
            "text": "",
            "schema": "a.proto"
          }
        ],
        "later": null,
        "priority": 18446744073709551615
      },
      "plots": [
        {
          "b": 1,
          "a": 2
        }
      ]
    }
  ],
  "zoom": {
    "z": 1,
    "a": [
      1,
      2
    ]
  }
}
)";
    const Result<LoadedProfile> loaded = parseProfile(json, u"x"_s);
    QVERIFY(loaded.ok());
    QCOMPARE(places(*loaded), (QStringList{u"11 panels[0].endpoints[0].via"_s, u"18 panels[0].second.rate"_s,
                                           u"23 panels[0].history.days"_s, u"30 panels[0].send.frames[0].schema"_s,
                                           u"33 panels[0].send.later"_s, u"34 panels[0].send.priority"_s,
                                           u"36 panels[0].plots"_s, u"44 zoom"_s}));
    QCOMPARE(profileToJson(loaded->profile), json);

    // What a person changed meanwhile wins over what was kept.
    Profile changed = loaded->profile;
    changed.panels[0].history = {};
    changed.panels[0].side.endpoints.clear();
    const QByteArray saved = profileToJson(changed);
    QVERIFY(!saved.contains("socks5"));
    QVERIFY(!saved.contains("1048576"));
    QVERIFY(saved.contains("plots"));
}

void ProfileTest::unknownPanelSurvives()
{
    const QByteArray json = "{\"schemaVersion\": 1, \"panels\": [\n"
                            "{\"name\": \"a\", \"type\": \"RADIO\", \"group\": \"x\"},\n"
                            "{\"name\": \"b\", \"type\": \"PULL\"},\n"
                            "17,\n"
                            "{\"name\": \"c\", \"type\": \"PUB\", \"second\": {\"type\": \"PUSH\"}}], \"windowLayout\": \"AAAA\"}";
    const Result<LoadedProfile> loaded = parseProfile(json, u"x"_s);
    QVERIFY(loaded.ok());
    QCOMPARE(places(*loaded), (QStringList{u"2 panels[0].type"_s, u"4 panels[2]"_s, u"5 panels[3].second.type"_s}));
    QCOMPARE(loaded->profile.panels.size(), 1);
    QCOMPARE(loaded->profile.panels[0].name, u"b"_s);
    const QByteArray saved = profileToJson(loaded->profile);
    QVERIFY(saved.contains("RADIO"));
    QVERIFY(saved.contains("\"group\": \"x\""));
    QCOMPARE(profileToJson(parseProfile(saved, u"x"_s)->profile), saved);
}

void ProfileTest::unknownOptionSurvives()
{
    const Result<LoadedProfile> loaded = parseProfile(onePanel("\"options\": {\n\"ZMQ_FUTURE\": 7, \"ZMQ_RCVHWM\": 10}"), u"x"_s);
    QVERIFY(loaded.ok());
    QCOMPARE(places(*loaded), QStringList{u"4 panels[0].options.ZMQ_FUTURE"_s});
    QCOMPARE(loaded->profile.panels[0].side.options, (QMap<QString, OptionValue>{{u"ZMQ_RCVHWM"_s, qint64(10)}}));
    QVERIFY(profileToJson(loaded->profile).contains("\"ZMQ_FUTURE\": 7"));
}

void ProfileTest::unknownFormatOfARuleSurvives()
{
    const Result<LoadedProfile> loaded
        = parseProfile(onePanel("\"readingRules\": [{\"codec\": \"hologram\", \"frame\": 1, \"depth\": 3}]"), u"x"_s);
    QVERIFY(loaded.ok());
    QCOMPARE(loaded->profile.panels[0].readingRules.size(), 1);
    QCOMPARE(loaded->profile.panels[0].readingRules[0].codec, u"hologram"_s);
    const QByteArray saved = profileToJson(loaded->profile);
    QVERIFY(saved.contains("\"hologram\""));
    QVERIFY(saved.contains("\"depth\": 3"));
}

void ProfileTest::ruleWithAWrongConditionIsLeftOut()
{
    // Without its condition it would apply to all frames.
    const Result<LoadedProfile> loaded = parseProfile(
        onePanel("\"readingRules\": [{\"codec\": \"hex\", \"frame\": \"last\"}, {\"codec\": \"json\"},"
                 "{\"codec\": \"hex\", \"protocol\": 1}, {\"codec\": \"hex\", \"topic\": []}]"), u"x"_s);
    QVERIFY(loaded.ok());
    QCOMPARE(loaded->profile.panels[0].readingRules.size(), 1);
    QCOMPARE(loaded->profile.panels[0].readingRules[0].codec, u"json"_s);
}

void ProfileTest::newerVersion()
{
    const Result<LoadedProfile> loaded = parseProfile("{\n\"schemaVersion\": 2,\n\"panels\": [{\"name\": \"p\", \"type\": \"PULL\"}]}", u"x"_s);
    QVERIFY(loaded.ok());
    QVERIFY(loaded->newer);
    QCOMPARE(places(*loaded), QStringList{u"2 schemaVersion"_s});
    QCOMPARE(loaded->profile.panels.size(), 1);

    const Result<LoadedProfile> without = parseProfile("{\"panels\": []}", u"x"_s);
    QVERIFY(without.ok());
    QVERIFY(!without->newer);
    QCOMPARE(places(*without), QStringList{u"1 schemaVersion"_s});
}

void ProfileTest::wrongValues_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &members, const QStringList &expected) {
        QTest::newRow(name) << members << expected;
    };
    row("name", "\"name\": 5", {u"3 panels[0].name"_s});
    row("open", "\"openAtStart\": \"yes\"", {u"3 panels[0].openAtStart"_s});
    row("history", "\"history\": {\n\"bytes\": 1048575,\n\"messages\": -1}",
        {u"4 panels[0].history.bytes"_s, u"5 panels[0].history.messages"_s});
    row("history ok", "\"history\": {\"bytes\": 1048576, \"messages\": 0}", {});
    row("history type", "\"history\": []", {u"3 panels[0].history"_s});
    row("subscription", "\"subscriptions\": [\"a\",\n5,\n{\"base64\": \"!!\"}]",
        {u"4 panels[0].subscriptions[1]"_s, u"5 panels[0].subscriptions[2]"_s});
    row("option range", "\"options\": {\"ZMQ_RCVHWM\": -5}", {u"3 panels[0].options.ZMQ_RCVHWM"_s});
    row("option type", "\"options\": {\"ZMQ_RCVHWM\": [],\n\"ZMQ_ROUTING_ID\": 5}",
        {u"3 panels[0].options.ZMQ_RCVHWM"_s, u"4 panels[0].options.ZMQ_ROUTING_ID"_s});
    row("option fraction", "\"options\": {\"ZMQ_RCVHWM\": 1.5}", {u"3 panels[0].options.ZMQ_RCVHWM"_s});
    row("option huge", "\"options\": {\"ZMQ_RCVHWM\": 18446744073709551615}", {u"3 panels[0].options.ZMQ_RCVHWM"_s});
    row("option text", "\"options\": {\"ZMQ_IPV6\": \"on\", \"ZMQ_RCVHWM\": \"77\"}", {});
    row("option flag", "\"options\": {\"ZMQ_IPV6\": true}", {});
    row("secret", "\"options\": {\"ZMQ_PLAIN_PASSWORD\": \"x\"}", {u"3 panels[0].options.ZMQ_PLAIN_PASSWORD"_s});
    row("sequence step", "\"sequence\": {\"step\": 0}", {u"3 panels[0].sequence.step"_s});
    row("sequence interval", "\"sequence\": {\"intervalMs\": 2147483648}", {u"3 panels[0].sequence.intervalMs"_s});
    row("sequence interval ok", "\"sequence\": {\"intervalMs\": 2147483647}", {});
    row("column", "\"columns\": [{\"width\": 5}]", {u"3 panels[0].columns[0].key"_s});
    row("frames", "\"send\": {\"frames\": [\n1]}", {u"4 panels[0].send.frames[0]"_s});
    row("reply", "\"autoReply\": \"text\"", {u"3 panels[0].autoReply"_s});
    row("rule without format", "\"readingRules\": [{\"frame\": 1}]", {u"3 panels[0].readingRules[0].codec"_s});
    row("rule of a newer version", "\"readingRules\": [\n{\"codec\": \"gzip|hologram:x\"}]",
        {u"4 panels[0].readingRules[0].codec"_s});
    row("rule numbers", "\"readingRules\": [{\"codec\": \"hex\", \"frame\": 1.5,\n\"frames\": 0}]",
        {u"3 panels[0].readingRules[0].frame"_s, u"4 panels[0].readingRules[0].frames"_s});
    row("rule topic", "\"readingRules\": [{\"codec\": \"hex\", \"topic\": 5}]", {u"3 panels[0].readingRules[0].topic"_s});
    row("rule parameter", "\"readingRules\": [{\"codec\": \"hex:never known\"}]", {});
    row("protocol", "\"protocol\": 7", {u"3 panels[0].protocol"_s});
    row("hold", "\"holdUntilSubscribed\": 1", {u"3 panels[0].holdUntilSubscribed"_s});
    row("slip of the pen", "\"endpoint\": []", {u"3 panels[0].endpoint"_s});
}

void ProfileTest::wrongValues()
{
    QFETCH(QByteArray, members);
    QFETCH(QStringList, expected);
    const Result<LoadedProfile> loaded = parseProfile(onePanel(members), u"x"_s);
    QVERIFY(loaded.ok());
    QCOMPARE(places(*loaded), expected);
    for (const ProfileProblem &problem : loaded->problems)
        QVERIFY(!problem.text.isEmpty());
    QCOMPARE(loaded->profile.panels.size(), 1);
}

void ProfileTest::wrongValueLeavesTheRest()
{
    const Result<LoadedProfile> loaded = parseProfile(
        "{\"schemaVersion\": 1, \"panels\": [{\"type\": \"PULL\", \"endpoints\": [\n"
        "{\"role\": \"bnd\", \"address\": \"tcp://*:1\"},\n"
        "{\"role\": \"bind\"},\n"
        "{\"role\": \"bind\", \"address\": \"tcp://*:99999\"}]}]}", u"x"_s);
    QVERIFY(loaded.ok());
    QCOMPARE(places(*loaded), (QStringList{u"2 panels[0].endpoints[0].role"_s, u"3 panels[0].endpoints[1].address"_s}));
    // An address that cannot work stays: the panel shows what is wrong with it.
    QCOMPARE(loaded->profile.panels[0].side.endpoints, QList<Endpoint>({{EndpointRole::Bind, u"tcp://*:99999"_s}}));
    QVERIFY(!loaded->profile.panels[0].name.isEmpty());
}

void ProfileTest::syntaxErrorKeepsWhatCameBefore()
{
    const Result<LoadedProfile> loaded = parseProfile(
        "{\"schemaVersion\": 1,\n \"panels\": [\n  {\"type\": \"PULL\", \"name\": \"a\"},\n  {\"type\": \"PUSH\", \"name\": oops}\n]}", u"x"_s);
    QVERIFY(loaded.ok());
    QCOMPARE(loaded->profile.panels.size(), 2);
    QCOMPARE(loaded->profile.panels[0].name, u"a"_s);
    QCOMPARE(places(*loaded), QStringList{u"4 panels[1].type"_s});
    QVERIFY(loaded->problems[0].text.contains(u"column"));
}

void ProfileTest::everyTruncationIsSafe()
{
    const QByteArray whole = contentOf(QFINDTESTDATA("fixtures/v1_full.zmqscope"));
    const qsizetype end = whole.lastIndexOf('}') + 1;
    int opened = 0;
    for (qsizetype size = 0; size < end; ++size) {
        const Result<LoadedProfile> loaded = parseProfile(whole.first(size), u"x"_s);
        QCOMPARE(loaded.ok(), size > 0);
        if (!loaded)
            continue;
        QVERIFY2(!loaded->problems.isEmpty(), QByteArray::number(size).constData());
        QVERIFY(loaded->problems.last().line > 0);
        opened = std::max(opened, int(loaded->profile.panels.size()));
    }
    QCOMPARE(opened, 2);
}

void ProfileTest::notAProfile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("list") << QByteArray("[]");
    QTest::newRow("number") << QByteArray("5");
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("binary") << QByteArray::fromHex("00ff00ff7f454c46");
}

void ProfileTest::notAProfile()
{
    QFETCH(QByteArray, content);
    const Result<LoadedProfile> loaded = parseProfile(content, u"some.zmqscope"_s);
    QVERIFY(!loaded.ok());
    QCOMPARE(loaded.error().code, ErrorCode::Malformed);
    QVERIFY(loaded.error().text().contains(u"some.zmqscope"));
}

void ProfileTest::depthLimit()
{
    const auto nested = [](int levels) -> QByteArray {
        // The document's own object is one level.
        return "{\"schemaVersion\": 1, \"panels\": [], \"x\": " + QByteArray(levels - 1, '[') + QByteArray(levels - 1, ']') + "}";
    };
    const Result<LoadedProfile> allowed = parseProfile(nested(PositionedJson::maxDepth), u"x"_s);
    QCOMPARE(places(*allowed), QStringList{u"1 x"_s});
    const Result<LoadedProfile> tooDeep = parseProfile(nested(PositionedJson::maxDepth + 1), u"x"_s);
    QVERIFY(tooDeep.ok());
    QVERIFY(tooDeep->problems.last().text.contains(QString::number(PositionedJson::maxDepth)));
    const Result<LoadedProfile> hostile = parseProfile(nested(1'000'000), u"x"_s);
    QVERIFY(hostile.ok());
    QVERIFY(!profileToJson(hostile->profile).isEmpty());
}

void ProfileTest::sizeLimit()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"big.zmqscope"_s);
    QByteArray content = profileToJson(Profile());
    content.append(QByteArray(maxProfileBytes - content.size(), ' '));
    writeTo(path, content);
    QVERIFY(loadProfile(path).ok());
    writeTo(path, content + ' ');
    const Result<LoadedProfile> refused = loadProfile(path);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::TooMany);
}

void ProfileTest::secretsAreNotSaved()
{
    PanelConfig panel;
    panel.name = u"p"_s;
    panel.side.options = {{u"ZMQ_PLAIN_PASSWORD"_s, "geheim"_ba}, {u"ZMQ_PLAIN_USERNAME"_s, "me"_ba}};
    Profile profile;
    profile.panels = {panel};
    const QByteArray json = profileToJson(profile);
    QVERIFY(!json.contains("geheim"));
    QVERIFY(json.contains("ZMQ_PLAIN_USERNAME"));
    // Nor when someone wrote one into the file by hand.
    const Result<LoadedProfile> loaded = parseProfile(
        onePanel("\"options\": {\"ZMQ_PLAIN_PASSWORD\": \"geheim\"}, \"second\": {\"type\": \"DEALER\", "
                 "\"options\": {\"ZMQ_PLAIN_PASSWORD\": \"geheim\"}}"), u"x"_s);
    QVERIFY(loaded.ok());
    QVERIFY(!profileToJson(loaded->profile).contains("geheim"));
}

void ProfileTest::openingChangesNothing()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"broken.zmqscope"_s);
    const QByteArray broken = "{\"schemaVersion\": 99, \"panels\": [{\"type\": \"NO\"}";
    writeTo(path, broken);
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner));
    QVERIFY(loadProfile(path).ok());
    QCOMPARE(contentOf(path), broken);
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);

    const Result<LoadedProfile> missing = loadProfile(dir.filePath(u"no.zmqscope"_s));
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY(!loadProfile(dir.path()).ok());
}

void ProfileTest::failedSaveLeavesTheOldFile()
{
    QTemporaryDir dir;
    QVERIFY(!saveProfile(Profile(), dir.filePath(u"no/such/folder/x.zmqscope"_s)).ok());
    // A folder in the file's place cannot be replaced.
    QVERIFY(QDir(dir.path()).mkdir(u"x.zmqscope"_s));
    const Result<void> saved = saveProfile(Profile(), dir.filePath(u"x.zmqscope"_s));
    QVERIFY(!saved.ok());
    QVERIFY(saved.error().text().contains(u"x.zmqscope"));
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size(), 0);
}

void ProfileTest::linesOfPositionedJson()
{
    const PositionedJson json = PositionedJson::parse("{\n\"a\":\n1\n,\"b\": [\n2\n,\n3,\n{\"c\":null\n}],\r\n\"ü\": \"x\"}");
    QVERIFY(!json.error());
    QCOMPARE(json.lineOf(u"a"_s), 3);
    QCOMPARE(json.lineOf(u"b"_s), 4);
    QCOMPARE(json.lineOf(u"b[0]"_s), 5);
    QCOMPARE(json.lineOf(u"b[1]"_s), 7);
    QCOMPARE(json.lineOf(u"b[2].c"_s), 8);
    QCOMPARE(json.lineOf(u"b[2].missing"_s), 8);
    QCOMPARE(json.lineOf(u"b[9]"_s), 4);
    QCOMPARE(json.lineOf(u"ü"_s), 10);
    QCOMPARE(json.lineOf(u"nowhere"_s), 1);
}

void ProfileTest::positionsLimit()
{
    // The list itself is one value; the one past the limit has the line of the list.
    const qsizetype items = PositionedJson::maxPositions;
    const PositionedJson json = PositionedJson::parse("[\n" + QByteArray("0,\n").repeated(items - 1) + "0]");
    QVERIFY(!json.error());
    QCOMPARE(qsizetype(json.root().size()), items);
    QCOMPARE(json.lineOf(u"[%1]"_s.arg(items - 2)), int(items));
    QCOMPARE(json.lineOf(u"[%1]"_s.arg(items - 1)), 1);
}

QTEST_GUILESS_MAIN(ProfileTest)
#include "tst_profile.moc"
