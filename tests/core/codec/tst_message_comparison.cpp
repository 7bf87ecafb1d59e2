// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/message_comparison.h"
#include "core/value/gist.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

using Frames = QList<QByteArray>;

CodecPtr codec(const QString &id)
{
    return *CodecRegistry::builtin().resolve(id);
}

ComparedMessage stored(const Frames &frames, const QList<CodecPtr> &readings = {})
{
    MessageStore store;
    const std::vector<QByteArrayView> views(frames.cbegin(), frames.cend());
    const MessageIndex index = store.append(MessageHeader{}, views);
    return {store.snapshot().narrowedTo(index), index, readings};
}

MessageComparison compared(const ComparedMessage &left, const ComparedMessage &right)
{
    std::optional<MessageComparison> comparison = compareMessages(left, right);
    if (!comparison)
        qFatal("nothing compared");
    return *std::move(comparison);
}

MessageComparison compared(const Frames &left, const Frames &right)
{
    return compared(stored(left), stored(right));
}

QByteArray packed(const QByteArray &json)
{
    return *codec(u"gzip"_s)->wrap(json);
}

/// A list of numbers that is folded, for it is larger than what is decoded at once.
QByteArray longList(qsizetype items, const QByteArray &last)
{
    return "[" + QByteArray("1000000001,").repeated(items - 1) + last + "]";
}

} // namespace

class TestMessageComparison : public QObject
{
    Q_OBJECT
private slots:
    void framesAreComparedInTheirFormat();
    void equalMessagesHaveNoChanges();
    void oneFormatInTwoPackings();
    void otherFormatsAreComparedByValue();
    void textAndTreeAreComparedByLine();
    void anythingElseIsComparedByRowsOfBytes();
    void readingsAreFollowed();
    void missingFramesAreNull();
    void framesBeyondTheLimitAreNotCompared();
    void longListsAreComparedToTheEnd();
    void whatIsFoldedDeeperIsCompared();
    void tooManyValuesAreCut();
    void brokenValuesAreCut();
    void whatIsGoneIsNotCompared();
    void stopsWhenTold();
};

void TestMessageComparison::framesAreComparedInTheirFormat()
{
    const MessageComparison two = compared({"topic", "{\"a\": 1, \"b\": 2}"}, {"topic", "{\"b\": 3, \"a\": 1}"});
    QCOMPARE(two.frames.size(), 2u);
    QCOMPARE(two.frames[0].diff.changes, 0);
    QCOMPARE(two.frames[1].reading, codec(u"json"_s)->name());
    QCOMPARE(gist(two.frames[1].left, 100), u"{a: 1, b: 2}"_s);
    QCOMPARE(two.frames[1].diff.changes, 1);
    QCOMPARE(two.changes, 1);
    QVERIFY(!two.cut);
    QVERIFY(two.frames[1].hasLeft && two.frames[1].hasRight);
}

void TestMessageComparison::equalMessagesHaveNoChanges()
{
    for (const QByteArray &bytes : {QByteArray("{\"a\": [1, {}]}"), QByteArray("two\nlines"), QByteArray::fromHex("c1ff00"), QByteArray()})
        QCOMPARE(compared({bytes}, {bytes}).changes, 0);
}

void TestMessageComparison::oneFormatInTwoPackings()
{
    const MessageComparison zipped = compared({packed("{\"a\": 1}")}, {"{\"a\": 2}"});
    QCOMPARE(zipped.changes, 1);
    QCOMPARE(gist(zipped.frames[0].left, 100), u"{a: 1}"_s); // what was unpacked is kept
    QVERIFY2(zipped.frames[0].reading.contains(u'↔'), qPrintable(zipped.frames[0].reading));
}

void TestMessageComparison::otherFormatsAreComparedByValue()
{
    const QByteArray msgpack = QByteArray::fromHex("82a16101a16202");
    const MessageComparison same = compared({"{\"a\": 1, \"b\": 2}"}, {msgpack});
    QCOMPARE(same.changes, 0);
    QCOMPARE(same.frames[0].reading, QString(codec(u"json"_s)->name() + u" ↔ "_s + codec(u"msgpack"_s)->name()));
    QCOMPARE(compared({"{\"a\": 1, \"b\": 3}"}, {msgpack}).changes, 1);
}

void TestMessageComparison::textAndTreeAreComparedByLine()
{
    const MessageComparison lines = compared({"{\n\"a\": 1\n}"}, {"{\n\"a\": oops\n}"});
    QCOMPARE(lines.frames[0].left.childCount(lines.frames[0].left.root()), 3);
    QCOMPARE(lines.frames[0].diff.rows[0].childCount, 3u);
    QCOMPARE(lines.changes, 1);
}

void TestMessageComparison::anythingElseIsComparedByRowsOfBytes()
{
    const MessageComparison bytes = compared({QByteArray::fromHex("c1ff00") + QByteArray(20, '\xfe')}, {"text"});
    QCOMPARE(bytes.frames[0].reading, u"Bytes"_s);
    QCOMPARE(bytes.frames[0].left.childCount(bytes.frames[0].left.root()), 2);
    QVERIFY(bytes.changes > 0);
    // UTF-8 with a NUL is no text.
    QCOMPARE(compared({QByteArray("a\0b", 3)}, {QByteArray("a\0c", 3)}).frames[0].reading, u"Bytes"_s);
}

void TestMessageComparison::readingsAreFollowed()
{
    const QByteArray left = QByteArray::fromHex("0100000002000000");
    const QByteArray right = QByteArray::fromHex("0100000003000000");
    const MessageComparison pinned = compared(stored({left, "[1]"}, {codec(u"struct:<II"_s), codec(u"text"_s)}),
                                              stored({right, "[2]"}, {codec(u"struct:<II"_s), codec(u"text"_s)}));
    QCOMPARE(pinned.frames[0].reading, codec(u"struct:<II"_s)->name());
    QCOMPARE(pinned.frames[0].diff.changes, 1);
    QCOMPARE(gist(pinned.frames[0].right, 100), u"(1, 3)"_s);
    QCOMPARE(pinned.frames[1].reading, codec(u"text"_s)->name());
    // A null one is found out, as one that is not there.
    const MessageComparison found = compared(stored({"[1]", "[1]"}, {nullptr}), stored({"[2]", "[1]"}));
    QCOMPARE(found.frames[0].reading, codec(u"json"_s)->name());
    QCOMPARE(found.frames[1].reading, codec(u"json"_s)->name());
}

void TestMessageComparison::missingFramesAreNull()
{
    const MessageComparison fewer = compared({"topic", "[1, 2]"}, {"topic"});
    QCOMPARE(fewer.frames.size(), 2u);
    const ComparedFrame &last = fewer.frames[1];
    QVERIFY(last.hasLeft && !last.hasRight);
    QVERIFY(fewer.changes > 0);
    QCOMPARE(last.reading, codec(u"json"_s)->name());
    const MessageComparison more = compared({"topic"}, {"topic", QByteArray::fromHex("c1ff00")});
    QVERIFY(!more.frames[1].hasLeft && more.frames[1].hasRight);
    QVERIFY(more.changes > 0);
    // A frame that is empty is not one that is missing.
    QVERIFY(compared({""}, {""}).frames[0].hasLeft);
}

void TestMessageComparison::framesBeyondTheLimitAreNotCompared()
{
    Frames frames(MessageComparison::maxFrames, "x");
    const MessageComparison most = compared(frames, frames);
    QCOMPARE(qsizetype(most.frames.size()), MessageComparison::maxFrames);
    QVERIFY(!most.cut);
    Frames longer = frames;
    longer.append("more");
    const MessageComparison cut = compared(frames, longer);
    QCOMPARE(qsizetype(cut.frames.size()), MessageComparison::maxFrames);
    QVERIFY(cut.cut);
}

void TestMessageComparison::longListsAreComparedToTheEnd()
{
    constexpr qsizetype items = 100'000; // of 11 bytes: more than is decoded at once
    const MessageComparison lists = compared({longList(items, "1")}, {longList(items, "2")});
    QVERIFY(!lists.cut);
    QCOMPARE(lists.frames[0].left.childCount(lists.frames[0].left.root()), items);
    QCOMPARE(lists.changes, 1);
}

void TestMessageComparison::whatIsFoldedDeeperIsCompared()
{
    constexpr qsizetype items = 100'000;
    const QByteArray left = "{\"a\": " + longList(items, "1") + "}";
    const QByteArray right = "{\"a\": " + longList(items, "2") + "}";
    const MessageComparison deep = compared({left}, {right});
    QCOMPARE(deep.changes, 1);
    QVERIFY(!deep.cut);
    QCOMPARE(compared({left}, {left}).changes, 0);
}

void TestMessageComparison::tooManyValuesAreCut()
{
    const QByteArray many = "[" + QByteArray("1,").repeated(TreeDiff::maxNodes / 2 + 10) + "1]";
    const MessageComparison comparison = compared({many}, {many});
    QVERIFY(comparison.cut);
    QVERIFY(comparison.frames[0].left.nodeCount() <= TreeDiff::maxNodes / 2 + DecodeLimits::pageChildren);
    // Also where they are folded: the last one is not come to.
    constexpr qsizetype tooMany = TreeDiff::maxNodes / 2 + 2 * DecodeLimits::pageChildren;
    const QByteArray left = "{\"a\": " + longList(tooMany, "1") + "}";
    const QByteArray right = "{\"a\": " + longList(tooMany, "2") + "}";
    const MessageComparison folded = compared({left}, {right});
    QVERIFY(folded.cut);
    QVERIFY(folded.frames[0].left.nodeCount() <= TreeDiff::maxNodes / 2 + DecodeLimits::pageChildren);
}

void TestMessageComparison::brokenValuesAreCut()
{
    const CodecPtr json = codec(u"json"_s);
    const MessageComparison broken = compared(stored({"[1, 2, x]"}, {json}), stored({"[1, 2]"}, {json}));
    QVERIFY(broken.cut);
    QVERIFY(broken.frames[0].left.problem().has_value());
}

void TestMessageComparison::whatIsGoneIsNotCompared()
{
    ComparedMessage gone = stored({"x"});
    gone.index = MessageIndex{7};
    QVERIFY(!compareMessages(gone, stored({"x"})));
    QVERIFY(!compareMessages(stored({"x"}), gone));
}

void TestMessageComparison::stopsWhenTold()
{
    const std::atomic<bool> stop = true;
    QVERIFY(!compareMessages(stored({"[1, 2]"}), stored({"[1, 3]"}), &stop));
}

QTEST_GUILESS_MAIN(TestMessageComparison)
#include "tst_message_comparison.moc"
