// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/message_reader.h"

#include "core/codec/frame_gist.h"
#include "core/panel/bridge_panel.h"
#include "tests/ui/inspector/stored_panel.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

ReadingRule ruleFor(const QString &codec, std::optional<int> frame)
{
    ReadingRule rule;
    rule.codec = codec;
    rule.frame = frame;
    return rule;
}

const QList<QByteArray> jupyter{"id", "<IDS|MSG>", QByteArray(64, 'a'), R"({"msg_type": "status"})", "{}", "{}", "{\"a\": 1}"};

QList<QByteArray> notification(char number, const QByteArray &topic = "hashtx")
{
    return {topic, QByteArray(32, 'h'), QByteArray(1, number) + QByteArray(3, '\0')};
}

} // namespace

class TestMessageReader : public QObject
{
    Q_OBJECT
private slots:
    void eachPanelHasItsOwn();
    void detectsWhereNobodySays();
    void rulesGoFirst();
    void rulesByTopicAndProtocol();
    void protocolsSayHow();
    void aFrameThatIsNotWhatItsProtocolSays();
    void arraysAreReadAsTheirDescriptionSays();
    void protocolCanBeChosenOrSwitchedOff();
    void signaturesAreCheckedWithTheKey();
    void followsSequencesOfAChosenProtocol();
    void followsSequencesOnceTheyAreSeen();
    void doesNotMissWhatTheLogLetGo();
    void bridgesGoByTheirSide();

private:
    MessageView view(const StoredPanel &panel, MessageIndex index) { return *panel.store().at(index); }

    PanelWorld m_world;
};

void TestMessageReader::eachPanelHasItsOwn()
{
    StoredPanel one(m_world, SocketType::Pull);
    StoredPanel other(m_world, SocketType::Pull);
    QCOMPARE(&MessageReader::of(one), &MessageReader::of(one));
    QVERIFY(&MessageReader::of(one) != &MessageReader::of(other));
    QCOMPARE(&MessageReader::of(other).panel(), static_cast<Panel *>(&other));
}

void TestMessageReader::detectsWhereNobodySays()
{
    StoredPanel panel(m_world, SocketType::Pull);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    const MessageIndex at = panel.add({"{\"a\": 1}", "plain text"});
    QCOMPARE(reader.readingOf(view(panel, at), 0).codec->id(), u"json"_s);
    QCOMPARE(reader.readingOf(view(panel, at), 1).codec->id(), u"text"_s);
    QVERIFY(!reader.pinnedReadingOf(view(panel, at), 0));
    QVERIFY(!reader.protocolOf(view(panel, at)));
}

void TestMessageReader::rulesGoFirst()
{
    StoredPanel panel(m_world, SocketType::Router);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    QSignalSpy changed(&reader, &MessageReader::readingsChanged);
    QSignalSpy saved(&panel, &Panel::configChanged);
    const MessageIndex at = panel.add(jupyter);
    panel.setReadingRules({ruleFor(u"hologram"_s, {}), ruleFor(u"hex"_s, -1)});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(saved.size(), 1);
    QCOMPARE(panel.config().readingRules, panel.readingRules());
    const Reading reading = reader.readingOf(view(panel, at), 6);
    QCOMPARE(reading.codec->id(), u"hex"_s);
    QCOMPARE(reading.reason, u"rule of this panel: last frame"_s);
    QCOMPARE(reader.readingOf(view(panel, at), 5).codec->id(), u"json"_s);
    panel.setReadingRules({});
    QCOMPARE(reader.readingOf(view(panel, at), 6).codec->id(), u"json"_s);
}

void TestMessageReader::rulesByTopicAndProtocol()
{
    StoredPanel router(m_world, SocketType::Router);
    const MessageReader reader(router, ProtocolRegistry::builtin());
    ReadingRule byTopic = ruleFor(u"hex"_s, {});
    byTopic.topic = "tick";
    ReadingRule byName = ruleFor(u"base64"_s, {});
    byName.protocol = u"jupyter"_s;
    byName.frameName = u"content"_s;
    router.setReadingRules({byTopic, byName});
    const MessageIndex tick = router.add({"id", "", "tick.EUR", "x"});
    QCOMPARE(reader.subjectOf(view(router, tick), 3).topic.toByteArray(), QByteArray("tick.EUR"));
    QCOMPARE(reader.readingOf(view(router, tick), 3).codec->id(), u"hex"_s);
    const MessageIndex tock = router.add({"tick", "", "tock", "x"});
    QCOMPARE(reader.readingOf(view(router, tock), 3).codec->id(), u"text"_s);
    const MessageIndex status = router.add(jupyter);
    QCOMPARE(reader.readingOf(view(router, status), 6).codec->id(), u"base64"_s);
    QCOMPARE(reader.readingOf(view(router, status), 5).codec->id(), u"json"_s);
}

void TestMessageReader::protocolsSayHow()
{
    StoredPanel panel(m_world, SocketType::Router);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    const MessageView message = view(panel, panel.add(jupyter));
    const Reading reading = reader.readingOf(message, 6, Codec::gistEffort);
    QCOMPARE(reading.codec->id(), u"json"_s);
    QCOMPARE(reading.reason, u"Jupyter messaging: content"_s);
    const MessageLabels labels = reader.labelsOf(message);
    QCOMPARE(labels.title(message.frames), u"Jupyter messaging: status"_s);
    QCOMPARE(labels.label(message.frames, 0).name, u"routing id"_s);
    QCOMPARE(labels.label(message.frames, 1).name, u"<IDS|MSG>"_s);
    QCOMPARE(labels.label(message.frames, 6).name, u"content"_s);

    const MessageView plain = view(panel, panel.add({"id", "", "body"}));
    QCOMPARE(reader.labelsOf(plain).title(plain.frames), QString());
    QCOMPARE(reader.labelsOf(plain).label(plain.frames, 1).name, u"delimiter"_s);

    // Ids that routers gave names to are told by what is behind them.
    const MessageView hops = view(panel, panel.add({"id", "proxy", "", "MDPW01", "\x04"}));
    QCOMPARE(reader.labelsOf(hops).label(hops.frames, 1).name, u"routing id"_s);
    QCOMPARE(reader.labelsOf(hops).label(hops.frames, 2).name, u"delimiter"_s);
    QCOMPARE(reader.labelsOf(hops).label(hops.frames, 4).note, u"HEARTBEAT"_s);
}

void TestMessageReader::aFrameThatIsNotWhatItsProtocolSays()
{
    StoredPanel panel(m_world, SocketType::Router);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    QList<QByteArray> frames = jupyter;
    frames[6] = "no json at all";
    const MessageView message = view(panel, panel.add(frames));
    QVERIFY(!reader.pinnedReadingOf(message, 6));
    QCOMPARE(reader.readingOf(message, 6).codec->id(), u"text"_s);
    QCOMPARE(reader.readingOf(message, 5).reason, u"Jupyter messaging: metadata"_s);
}

void TestMessageReader::arraysAreReadAsTheirDescriptionSays()
{
    StoredPanel panel(m_world, SocketType::Pull);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    const QByteArray description(R"({"dtype": "uint8", "shape": [48, 64, 3]})");
    const QByteArray bytes(48 * 64 * 3, '\x07');
    const MessageView message = view(panel, panel.add({description, bytes}));
    const std::optional<Reading> pinned = reader.pinnedReadingOf(message, 1, Codec::gistEffort);
    QVERIFY(pinned);
    QCOMPARE(pinned->codec->id(), u"array:uint8:48x64x3"_s);
    QCOMPARE(pinned->reason, u"pyzmq array: array"_s);
    QVERIFY(frameGist(bytes, pinned->codec, 90).startsWith(u"ndarray(dtype=\"uint8\", shape=(48, 64, 3), "));
    // Compressed ones have another size, and are what they look like.
    const CodecPtr gzip = *CodecRegistry::builtin().resolve(u"gzip"_s);
    const MessageView packed = view(panel, panel.add({description, *gzip->wrap(bytes)}));
    QVERIFY(!reader.pinnedReadingOf(packed, 1));
    QVERIFY(reader.readingOf(packed, 1).codec->id().startsWith(u"gzip|"));
    const MessageView longer = view(panel, panel.add({description, QByteArray(bytes + '\x07')}));
    QVERIFY(!reader.pinnedReadingOf(longer, 1));
    // A rule goes first, also where it is wrong: a person said so.
    panel.setReadingRules({ruleFor(u"array:uint8:9216"_s, 1)});
    QCOMPARE(reader.readingOf(message, 1).codec->id(), u"array:uint8:9216"_s);
}

void TestMessageReader::protocolCanBeChosenOrSwitchedOff()
{
    StoredPanel panel(m_world, SocketType::Router);
    const MessageReader reader(panel, ProtocolRegistry::builtin());
    const MessageIndex at = panel.add(jupyter);
    QVERIFY(reader.protocolOf(view(panel, at)));
    panel.setProtocol(QString::fromUtf16(PanelConfig::noProtocol));
    QVERIFY(!reader.protocolOf(view(panel, at)));
    panel.setProtocol(u"zap"_s);
    QVERIFY(!reader.protocolOf(view(panel, at)));
    panel.setProtocol(u"jupyter"_s);
    QVERIFY(reader.protocolOf(view(panel, at)));
    panel.setProtocol(u"of another computer"_s);
    QVERIFY(!reader.protocolOf(view(panel, at)));
    panel.setProtocol({});
    QVERIFY(reader.protocolOf(view(panel, at)));
    QCOMPARE(panel.config().protocol, QString());
}

void TestMessageReader::signaturesAreCheckedWithTheKey()
{
    StoredPanel panel(m_world, SocketType::Router);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    const MessageView message = view(panel, panel.add(jupyter));
    FrameLabel label = reader.labelsOf(message).label(message.frames, 2);
    QVERIFY(!label.bad && !label.note.isEmpty());
    QSignalSpy changed(&reader, &MessageReader::labelsChanged);
    reader.setKey("key");
    QCOMPARE(changed.size(), 1);
    label = reader.labelsOf(message).label(message.frames, 2);
    QVERIFY(label.bad);
    QVERIFY(label.note.startsWith(u"wrong"));
}

void TestMessageReader::followsSequencesOfAChosenProtocol()
{
    StoredPanel panel(m_world, SocketType::Sub);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    panel.setProtocol(u"bitcoin"_s);
    QSignalSpy changed(&reader, &MessageReader::labelsChanged);
    panel.add(notification(15));
    panel.add(notification(3, "hashblock"));
    panel.add({"something", "else"});
    QCOMPARE(changed.size(), 0);
    const MessageIndex at = panel.add(notification(17));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(reader.sequences().gaps(), 1);
    const MessageView message = view(panel, at);
    const FrameLabel label = reader.labelsOf(message).label(message.frames, 2);
    QCOMPARE(label.note, u"17, previous of this topic 15: 1 missing"_s);
    QVERIFY(label.bad);
    const MessageView before = view(panel, MessageIndex{2});
    QCOMPARE(reader.labelsOf(before).label(before.frames, 2).note, u"3"_s);
    QVERIFY(!reader.labelsOf(before).label(before.frames, 2).bad);
}

void TestMessageReader::followsSequencesOnceTheyAreSeen()
{
    StoredPanel panel(m_world, SocketType::Sub);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    for (char number = 1; number <= 100; ++number)
        panel.add(notification(number == 100 ? 110 : number));
    QCOMPARE(reader.sequences().next(), MessageIndex{1});
    QSignalSpy changed(&reader, &MessageReader::labelsChanged);
    QVERIFY(reader.protocolOf(view(panel, MessageIndex{100})));
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(reader.sequences().missing(), quint64(10));
}

void TestMessageReader::doesNotMissWhatTheLogLetGo()
{
    StoredPanel panel(m_world, SocketType::Sub);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    panel.setProtocol(u"bitcoin"_s);
    panel.add(notification(1));
    panel.clear();
    panel.add(notification(2));
    panel.add(notification(4));
    QCOMPARE(reader.sequences().gaps(), 1);
}

void TestMessageReader::bridgesGoByTheirSide()
{
    PanelConfig config;
    config.side.type = SocketType::Router;
    config.second = SideConfig{SocketType::Dealer, {}, {}, {}};
    BridgePanel panel(m_world.environment(), config);
    QCOMPARE(Envelope::socketOf(panel, MessageView{MessageIndex{1}, {{}, Direction::Forward, {}, {}}, {}}), SocketType::Router);
    QCOMPARE(Envelope::socketOf(panel, MessageView{MessageIndex{1}, {{}, Direction::Backward, {}, {}}, {}}), SocketType::Dealer);
}

QTEST_GUILESS_MAIN(TestMessageReader)
#include "tst_message_reader.moc"
