// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/timestamp_format.h"
#include "core/codec/codec_registry.h"
#include "log_fixture.h"
#include "ui/log/log_text.h"

#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class LogTextTest : public QObject {
    Q_OBJECT

    LogFixture m_log;
    std::optional<LogText> m_text;

    QString cell(LogColumn column, MessageIndex index, std::optional<Timestamp> previous = {})
    {
        return m_text->cell(column, *m_log.store.at(index), previous, 200);
    }

private slots:
    void init() { m_text.emplace(m_log.peers); }
    void plainMessage();
    void timeStyles();
    void peerLabel();
    void topicOfFrameOrSubscription();
    void routingId();
    void severalAndEmptyFrames();
    void subscriptions();
    void hugeFramesCostNothing();
    void showsTheGistOfValues();
    void readsAsTold();
    void decodesEachRowOnce();
    void flagsInWords();
    void sizes();
};

void LogTextTest::plainMessage()
{
    const MessageIndex index =
        m_log.add({"hello\n\x01"}, LogFixture::header(Direction::Out, {}, {1'700'000'000'123'456'789}));
    QCOMPARE(cell(LogColumn::Number, index), QString::number(index.value));
    QCOMPARE(cell(LogColumn::Direction, index), u"out"_s);
    QCOMPARE(cell(LogColumn::Frames, index), u"1"_s);
    QCOMPARE(cell(LogColumn::Size, index), u"7"_s);
    QCOMPARE(cell(LogColumn::Topic, index), QString());
    QCOMPARE(cell(LogColumn::Preview, index), u"hello\\n\\x01"_s);
}

void LogTextTest::timeStyles()
{
    const Timestamp time{1'700'000'000'123'456'789};
    const MessageIndex index = m_log.add({"x"}, LogFixture::header(Direction::In, {}, time));
    QCOMPARE(cell(LogColumn::Time, index), localTime(time, 3));
    m_text->setTimeStyle({TimeBase::Absolute, TimePrecision::Nanoseconds});
    QVERIFY(cell(LogColumn::Time, index).endsWith(u".123456789"_s));

    m_text->setOrigin({time.ns - 2'500'000'000});
    m_text->setTimeStyle({TimeBase::SinceFirst, TimePrecision::Microseconds});
    QCOMPARE(cell(LogColumn::Time, index), u"+2.500000"_s);

    m_text->setTimeStyle({TimeBase::SincePrevious, TimePrecision::Milliseconds});
    QCOMPARE(cell(LogColumn::Time, index, Timestamp{time.ns - 1'000'000}), u"+0.001"_s);
    QCOMPARE(cell(LogColumn::Time, index), QString()); // nothing above
}

void LogTextTest::peerLabel()
{
    const PeerId peer =
        m_log.peers.idOf({.address = u"127.0.0.1:4711"_s, .routingId = {}, .socketType = u"PUSH"_s});
    QCOMPARE(cell(LogColumn::Peer, m_log.add({"x"}, LogFixture::header(Direction::In, {}, {}, peer))),
        u"127.0.0.1:4711"_s);
    QCOMPARE(cell(LogColumn::Peer, m_log.add({"x"})), QString());
}

void LogTextTest::topicOfFrameOrSubscription()
{
    m_text->setFirstFrame(FirstFrame::Topic);
    const MessageIndex two = m_log.add({"temp", "21.5"});
    QCOMPARE(cell(LogColumn::Topic, two), u"temp"_s);
    QCOMPARE(cell(LogColumn::Preview, two), u"21.5"_s);

    const MessageIndex one = m_log.add({"temp.in 21.5"});
    QCOMPARE(cell(LogColumn::Topic, one), QString());
    m_text->setSubscriptions({"", "temp", "temp.in", "hum"});
    QCOMPARE(cell(LogColumn::Topic, one), u"temp.in"_s);
    QCOMPARE(cell(LogColumn::Preview, one), u"temp.in 21.5"_s);
}

void LogTextTest::routingId()
{
    m_text->setFirstFrame(FirstFrame::RoutingId);
    const MessageIndex index = m_log.add({QByteArray::fromHex("00a1b2c3d4"), "", "work"});
    QCOMPARE(cell(LogColumn::Topic, index), u"0x00a1b2c3d4"_s);
    QCOMPARE(cell(LogColumn::Preview, index), u"(empty) │ work"_s);
}

void LogTextTest::severalAndEmptyFrames()
{
    QCOMPARE(cell(LogColumn::Preview, m_log.add({"a", "b", "c"})), u"a │ b │ c"_s);
    QCOMPARE(cell(LogColumn::Preview, m_log.add({""})), u"(empty)"_s);
}

void LogTextTest::subscriptions()
{
    const MessageHeader header = LogFixture::header(Direction::In, MessageFlag::Subscription);
    QCOMPARE(cell(LogColumn::Preview, m_log.add({"\x01temp"}, header)), u"subscribe \"temp\""_s);
    QCOMPARE(
        cell(LogColumn::Preview, m_log.add({QByteArray("\0temp", 5)}, header)), u"unsubscribe \"temp\""_s);
    QVERIFY(cell(LogColumn::Preview, m_log.add({"\x01"}, header)).startsWith(u"subscribe \"\""_s));
}

void LogTextTest::hugeFramesCostNothing()
{
    QList<QByteArray> frames(10'000, "frame");
    frames.prepend(QByteArray(8 * 1024 * 1024, 'x'));
    const MessageIndex index = m_log.add(frames);
    QVERIFY(cell(LogColumn::Preview, index).size() <= 220);
    m_text->setFirstFrame(FirstFrame::RoutingId); // even where a routing id should be
    QVERIFY(cell(LogColumn::Topic, index).size() <= 220);
    QVERIFY(cell(LogColumn::Preview, index).size() <= 220);
}

void LogTextTest::showsTheGistOfValues()
{
    m_text->setFirstFrame(FirstFrame::Topic);
    const MessageIndex index = m_log.add(
        {"sensor", "{\"event\": \"突发事件A\", \"n\": [7, 1.5]}", "plain {text}", "21.5", ""});
    QCOMPARE(cell(LogColumn::Preview, index),
        u"{event: \"突发事件A\", n: [7, 1.5]} │ plain {text} │ 21.5 │ (empty)"_s);
    QCOMPARE(m_text->cell(LogColumn::Preview, *m_log.store.at(index), {}, 17), u"{event: \"突发事件A\", …}"_s);

    QByteArray large("[");
    for (int i = 0; i < 1'000'000; ++i)
        large += QByteArray::number(i % 10) + ',';
    large += "0]";
    QVERIFY(cell(LogColumn::Preview, m_log.add({"t", large})).startsWith(u"[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0,"_s));
    QVERIFY(cell(LogColumn::Preview, m_log.add({"t", large})).endsWith(u", …]"_s));
}

void LogTextTest::readsAsTold()
{
    const MessageIndex index = m_log.add({"{\"a\":1}", "[2]"});
    QCOMPARE(cell(LogColumn::Preview, index), u"{a: 1} │ [2]"_s);
    const CodecPtr asText = *CodecRegistry::builtin().resolve(u"text"_s);
    m_text->setReader([asText](const MessageView &message, qsizetype frame) {
        return message.index.value > 0 && frame == 0 ? asText : nullptr;
    });
    QCOMPARE(cell(LogColumn::Preview, index), u"{\"a\":1} │ [2]"_s);
    const CodecPtr asJson = *CodecRegistry::builtin().resolve(u"json"_s);
    m_text->setReader([asJson](const MessageView &, qsizetype) { return asJson; });
    QCOMPARE(cell(LogColumn::Preview, m_log.add({"17", "\"x\"", "[1, 2", "no JSON"})),
        u"17 │ \"x\" │ [1, 2, …] │ no JSON"_s);
    m_text->setReader({});
    QCOMPARE(cell(LogColumn::Preview, index), u"{a: 1} │ [2]"_s);
}

void LogTextTest::decodesEachRowOnce()
{
    int asked = 0;
    const LogText::Reader reader = [&asked](const MessageView &, qsizetype) {
        ++asked;
        return CodecPtr();
    };
    m_text->setReader(reader);
    const MessageIndex first = m_log.add({"[1]"});
    const MessageIndex second = m_log.add({"[2]"});
    for (int repaint = 0; repaint < 3; ++repaint) {
        QCOMPARE(cell(LogColumn::Preview, first), u"[1]"_s);
        QCOMPARE(cell(LogColumn::Preview, second), u"[2]"_s);
    }
    QCOMPARE(asked, 2);
    m_text->cell(LogColumn::Preview, *m_log.store.at(first), {}, 10); // other room
    QCOMPARE(asked, 3);
    m_text->setReader(reader);
    cell(LogColumn::Preview, first);
    QCOMPARE(asked, 4);

    // Old rows make room.
    for (qsizetype i = 0; i < PreviewCache::maxRows; ++i)
        cell(LogColumn::Preview, m_log.add({"x"}));
    asked = 0;
    cell(LogColumn::Preview, first);
    QCOMPARE(asked, 1);
}

void LogTextTest::flagsInWords()
{
    QCOMPARE(LogText::flagText({}), QString());
    QCOMPARE(LogText::flagText(MessageFlag::Subscription), QString());
    QCOMPARE(LogText::flagText(MessageFlag::NoSubscriber), u"no subscriber: dropped"_s);
    QCOMPARE(LogText::flagText(MessageFlag::QueuedOffline), u"sent while no peer was connected"_s);
    QVERIFY(LogText::flagText(MessageFlag::NoSubscriber | MessageFlag::NotPassed).contains(u", "_s));
}

void LogTextTest::sizes()
{
    QCOMPARE(LogText::sizeText(0), u"0"_s);
    QCOMPARE(LogText::sizeText(9'999), u"9999"_s);
    QVERIFY(LogText::sizeText(10'000).contains(u"KiB"_s));
}

QTEST_GUILESS_MAIN(LogTextTest)
#include "tst_log_text.moc"
