// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol_samples.h"

#include "core/protocol/sequence_watch.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

ProtocolPtr counting(const QByteArray &format)
{
    return readProtocol("{\"id\": \"x\", \"name\": \"X\", \"frames\": [{\"name\": \"t\"}, {\"name\": \"n\"}], \"checks\": "
                        "[{\"sequence\": {\"frame\": \"n\", \"per\": \"t\", \"format\": \"" + format + "\"}}]}", u"x"_s).protocol;
}

/// Feeds messages of one protocol, numbered from 1.
struct Feeder
{
    explicit Feeder(const QByteArray &format = "text") : protocol(counting(format)) {}

    std::optional<SequenceWatch::Gap> take(const QByteArray &topic, const QByteArray &number, quint32 peer = 0)
    {
        SampleMessage sample({topic, number}, Direction::In, ++index);
        sample.header().peer = PeerId{peer};
        const auto match = ProtocolMatch::find(protocol, SocketType::Sub, sample.view().header, sample.view().frames);
        watch.take(*match, sample.view());
        return watch.gapAt(MessageIndex{index});
    }

    ProtocolPtr protocol;
    SequenceWatch watch;
    quint64 index = 0;
};

} // namespace

class TestSequenceWatch : public QObject
{
    Q_OBJECT
private slots:
    void numbers();
    void findsGaps();
    void topicsAndPeersCountByThemselves();
    void wrapsRound();
    void countsBackAreNoGaps();
    void skipping();
    void passesOverWhatItSaw();
    void limits();
};

void TestSequenceWatch::numbers()
{
    const auto number = [](int bytes, bool little, const QByteArray &hex) {
        return sequenceNumber({u"n"_s, {}, bytes, little}, QByteArray::fromHex(hex));
    };
    QCOMPARE(number(1, true, "ff"), std::optional<quint64>(255));
    QCOMPARE(number(2, true, "0102"), std::optional<quint64>(0x201));
    QCOMPARE(number(2, false, "0102"), std::optional<quint64>(0x102));
    QCOMPARE(number(4, true, "01000000"), std::optional<quint64>(1));
    QCOMPARE(number(8, false, "ffffffffffffffff"), std::optional<quint64>(~quint64(0)));
    QVERIFY(!number(4, true, "010000"));
    QVERIFY(!number(4, true, ""));
    QCOMPARE(number(0, true, QByteArray("17").toHex()), std::optional<quint64>(17));
    QVERIFY(!number(0, true, QByteArray("17 ").toHex()));
    QVERIFY(!number(0, true, ""));
    QVERIFY(!number(0, true, QByteArray("99999999999999999999").toHex()));
}

void TestSequenceWatch::findsGaps()
{
    Feeder feeder;
    QVERIFY(!feeder.take("a", "15"));
    const auto gap = feeder.take("a", "17");
    QVERIFY(gap);
    QCOMPARE(*gap, (SequenceWatch::Gap{MessageIndex{2}, 17, 15, 1}));
    QCOMPARE(gap->text(), u"previous of this topic 15: 1 missing"_s);
    QVERIFY(!feeder.take("a", "18"));
    QCOMPARE(feeder.take("a", "28")->missing, quint64(9));
    QVERIFY(!feeder.take("a", "no number"));
    QVERIFY(!feeder.take("a", "29"));
    QCOMPARE(feeder.watch.gaps(), 2);
    QCOMPARE(feeder.watch.missing(), quint64(10));
}

void TestSequenceWatch::topicsAndPeersCountByThemselves()
{
    Feeder feeder;
    feeder.take("a", "1");
    QVERIFY(!feeder.take("b", "7"));
    QVERIFY(!feeder.take("a", "2"));
    QVERIFY(!feeder.take("a", "9", 5));
    QVERIFY(!feeder.take("a", "3"));
    QVERIFY(!feeder.take("a", "10", 5));
    QVERIFY(feeder.take("b", "9"));
    QCOMPARE(feeder.watch.gaps(), 1);
}

void TestSequenceWatch::wrapsRound()
{
    Feeder feeder("u8");
    feeder.take("a", "\xff");
    QVERIFY(!feeder.take("a", QByteArray(1, '\0')));
    feeder.take("a", "\xfe");
    const auto gap = feeder.take("a", "\x01");
    QVERIFY(gap);
    QCOMPARE(gap->missing, quint64(2));
}

void TestSequenceWatch::countsBackAreNoGaps()
{
    Feeder feeder;
    feeder.take("a", "100");
    const auto again = feeder.take("a", "100");
    QVERIFY(again);
    QCOMPARE(again->missing, quint64(0));
    QVERIFY(!again->text().isEmpty());
    const auto back = feeder.take("a", "0");
    QVERIFY(back);
    QCOMPARE(back->missing, quint64(0));
    QVERIFY(back->text() != again->text());
    QVERIFY(!feeder.take("a", "1"));
    QCOMPARE(feeder.watch.gaps(), 0);
}

void TestSequenceWatch::skipping()
{
    Feeder feeder;
    feeder.take("a", "1");
    feeder.watch.skipTo(MessageIndex{1}); // nothing new: knows what it knew
    QVERIFY(feeder.take("a", "3"));
    feeder.index = 10;
    feeder.watch.skipTo(MessageIndex{11});
    QVERIFY(!feeder.take("a", "50"));
    QVERIFY(feeder.take("a", "52"));
}

void TestSequenceWatch::passesOverWhatItSaw()
{
    Feeder feeder;
    feeder.take("a", "1");
    feeder.index = 0;
    feeder.take("a", "5");
    QCOMPARE(feeder.watch.gaps(), 0);
    QCOMPARE(feeder.watch.next(), MessageIndex{2});
    feeder.watch.advanceTo(MessageIndex{7});
    QCOMPARE(feeder.watch.next(), MessageIndex{7});
}

void TestSequenceWatch::limits()
{
    Feeder feeder;
    for (qsizetype i = 0; i < SequenceWatch::maxTopics; ++i)
        feeder.take(QByteArray::number(i), "1");
    feeder.take("one too many", "1");
    QVERIFY(!feeder.take("one too many", "5"));
    QVERIFY(feeder.take("0", "5"));

    Feeder gaps;
    gaps.take("a", "0");
    for (qsizetype i = 1; i <= SequenceWatch::maxGaps; ++i)
        gaps.take("a", QByteArray::number(2 * i));
    QVERIFY(gaps.watch.gapAt(MessageIndex{2}));
    gaps.take("a", QByteArray::number(2 * SequenceWatch::maxGaps + 2));
    QVERIFY(!gaps.watch.gapAt(MessageIndex{2}));
    QVERIFY(gaps.watch.gapAt(MessageIndex{3}));
    QCOMPARE(gaps.watch.gaps(), SequenceWatch::maxGaps + 1);

    Feeder topics;
    const QByteArray longest(SequenceWatch::maxTopicBytes, 't');
    topics.take(longest, "1");
    QVERIFY(topics.take(longest, "3"));
    topics.take(longest + 't', "1");
    QVERIFY(!topics.take(longest + 't', "3"));
}

QTEST_GUILESS_MAIN(TestSequenceWatch)
#include "tst_sequence_watch.moc"
