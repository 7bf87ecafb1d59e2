// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/message_field.h"

#include "core/codec/codec_registry.h"
#include "core/panel/message_reader.h"
#include "tests/ui/inspector/stored_panel.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

using Bytes = std::optional<QByteArray>;
using Number = std::optional<quint64>;

class TestMessageField : public QObject {
    Q_OBJECT
private slots:
    void readsPaths_data();
    void readsPaths();
    void readsNumbers_data();
    void readsNumbers();
    void looksBehindTheEnvelope();
    void namesFrames();
    void formatsMayChange();
    void keysOfMapsMayBeNumbers();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();

private:
    PanelWorld m_world;
};

void TestMessageField::readsPaths_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Bytes>("expected");
    const QByteArray json(
        R"({"id": 7, "a": {"b c": [10, {"d": "x"}]}, "f": 1.5, "t": true, "n": null, "": "e", "q\"": 3})");
    QTest::newRow("member") << u"$.id"_s << json << Bytes("7");
    QTest::newRow("without root") << u"id"_s << json << Bytes("7");
    QTest::newRow("quoted") << u"$.a[\"b c\"][0]"_s << json << Bytes("10");
    QTest::newRow("deep") << u"$.a[\"b c\"][1].d"_s << json << Bytes("x");
    QTest::newRow("float") << u"$.f"_s << json << Bytes("1.5");
    QTest::newRow("bool") << u"$.t"_s << json << Bytes("true");
    QTest::newRow("null") << u"$.n"_s << json << Bytes();
    QTest::newRow("empty key") << u"$[\"\"]"_s << json << Bytes("e");
    QTest::newRow("escaped key") << u"$[\"q\\\"\"]"_s << json << Bytes("3");
    QTest::newRow("container") << u"$.a"_s << json << Bytes();
    QTest::newRow("not there") << u"$.b"_s << json << Bytes();
    QTest::newRow("place outside") << u"$.a[\"b c\"][2]"_s << json << Bytes();
    QTest::newRow("place in a scalar") << u"$.id[0]"_s << json << Bytes();
    QTest::newRow("root") << u"$"_s << QByteArray("[1]") << Bytes();
    QTest::newRow("root list") << u"$[0]"_s << QByteArray("[\"r\"]") << Bytes("r");
    QTest::newRow("no tree") << u"$.id"_s << QByteArray("plain") << Bytes();
    QTest::newRow("empty") << u"$.id"_s << QByteArray() << Bytes();
}

void TestMessageField::readsPaths()
{
    QFETCH(QString, field);
    QFETCH(QByteArray, json);
    QFETCH(Bytes, expected);
    StoredPanel panel(m_world, SocketType::Pull);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    const Result<MessageField> parsed = MessageField::parse(field);
    QVERIFY(parsed);
    const MessageView message = *panel.store().at(panel.add({json}));
    QCOMPARE(parsed->bytesIn(reader, message), expected);
    QCOMPARE(parsed->bytesIn(reader, message), expected); // also as what was last found
}

void TestMessageField::readsNumbers_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Number>("expected");
    QTest::newRow("integer") << u"$.n"_s << QByteArray("{\"n\": 12}") << Number(12);
    QTest::newRow("largest") << u"$.n"_s << QByteArray("{\"n\": 18446744073709551615}")
                             << Number(18446744073709551615u);
    QTest::newRow("digits") << u"$.n"_s << QByteArray("{\"n\": \"12\"}") << Number(12);
    QTest::newRow("negative") << u"$.n"_s << QByteArray("{\"n\": -1}") << Number();
    QTest::newRow("float") << u"$.n"_s << QByteArray("{\"n\": 1.5}") << Number();
    QTest::newRow("text") << u"$.n"_s << QByteArray("{\"n\": \"a\"}") << Number();
    QTest::newRow("frame of digits") << u"frame 1"_s << QByteArray("1234") << Number(1234);
    QTest::newRow("one byte") << u"frame 1"_s << QByteArray("\xff") << Number(255);
    QTest::newRow("four bytes") << u"frame 1"_s << QByteArray("\1\2\0\0", 4) << Number(0x201);
    QTest::newRow("eight bytes") << u"last frame"_s << QByteArray("\1\0\0\0\0\0\0\x80", 8)
                                 << Number(0x8000000000000001u);
    QTest::newRow("three bytes") << u"frame 1"_s << QByteArray("\1\2\3") << Number();
    QTest::newRow("no byte") << u"frame 1"_s << QByteArray() << Number();
}

void TestMessageField::readsNumbers()
{
    QFETCH(QString, field);
    QFETCH(QByteArray, bytes);
    QFETCH(Number, expected);
    StoredPanel panel(m_world, SocketType::Pull);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    QCOMPARE(MessageField::parse(field)->numberIn(reader, *panel.store().at(panel.add({bytes}))), expected);
}

void TestMessageField::looksBehindTheEnvelope()
{
    const MessageField id = *MessageField::parse(u"$.id"_s);
    StoredPanel router(m_world, SocketType::Router);
    const MessageReader routerReader(router, ProtocolRegistry::builtin());
    QCOMPARE(
        id.bytesIn(routerReader, *router.store().at(router.add({"peer", "", "{\"id\": 1}"}))), Bytes("1"));
    StoredPanel sub(m_world, SocketType::Sub);
    const MessageReader subReader(sub, ProtocolRegistry::builtin());
    QCOMPARE(id.bytesIn(subReader, *sub.store().at(sub.add({"topic", "{\"id\": 2}"}))), Bytes("2"));
}

void TestMessageField::namesFrames()
{
    StoredPanel panel(m_world, SocketType::Pull);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    const MessageView message = *panel.store().at(panel.add({"a", "{\"id\": 1}", "c"}));
    const auto value = [&](const QString &field) {
        return MessageField::parse(field)->bytesIn(reader, message);
    };
    QCOMPARE(value(u"frame 1"_s), Bytes("a"));
    QCOMPARE(value(u"Frame 3"_s), Bytes("c"));
    QCOMPARE(value(u"last frame"_s), Bytes("c"));
    QCOMPARE(value(u"frame 4"_s), Bytes());
    QCOMPARE(value(u"frame 2 $.id"_s), Bytes("1"));
    QCOMPARE(value(u"frame 2 id"_s), Bytes("1"));
    QCOMPARE(value(u"frame 1 $.id"_s), Bytes());
}

void TestMessageField::formatsMayChange()
{
    StoredPanel panel(m_world, SocketType::Pull);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    const MessageField id = *MessageField::parse(u"$.id"_s);
    const QByteArray json("{\"id\": 300, \"name\": \"one\"}");
    const QByteArray packed = *CodecRegistry::builtin().find(u"msgpack")->encode(QString::fromUtf8(json));
    for (const QByteArray &bytes : {json, packed, json})
        QCOMPARE(id.bytesIn(reader, *panel.store().at(panel.add({bytes}))), Bytes("300"));
}

void TestMessageField::keysOfMapsMayBeNumbers()
{
    StoredPanel panel(m_world, SocketType::Pull);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    const QByteArray packed =
        *CodecRegistry::builtin().find(u"msgpack")->encode(u"{300: \"a\", 0: \"some longer text\"}"_s);
    const MessageView message = *panel.store().at(panel.add({packed}));
    QCOMPARE(MessageField::parse(u"$[300]"_s)->bytesIn(reader, message), Bytes("a"));
    QCOMPARE(MessageField::parse(u"$[1]"_s)->bytesIn(reader, message), Bytes());
}

void TestMessageField::tellsWhatIsWrong_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("detail");
    QTest::newRow("empty") << u"  "_s << u"No field is given."_s;
    QTest::newRow("frame 0") << u"frame 0"_s << u"Frames are counted from 1."_s;
    QTest::newRow("dots") << u"$..id"_s << u"Character 3: "_s;
    QTest::newRow("no dot") << u"$id"_s << u"Character 2: "_s;
    QTest::newRow("open bracket") << u"$.a[1"_s << u"Character 4: "_s;
    QTest::newRow("behind a frame") << u"frame 2 $.a("_s << u"Character 4: "_s;
}

void TestMessageField::tellsWhatIsWrong()
{
    QFETCH(QString, field);
    QFETCH(QString, detail);
    const Result<MessageField> parsed = MessageField::parse(field);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(parsed.error().detail.startsWith(detail), qPrintable(parsed.error().detail));
    QVERIFY(!parsed.error().remedy.isEmpty());
}

QTEST_GUILESS_MAIN(TestMessageField)
#include "tst_message_field.moc"
