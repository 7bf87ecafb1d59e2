// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol_samples.h"

#include "core/protocol/frame_text.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

ProtocolPtr made(const QByteArray &frames, const QByteArray &more = {})
{
    return readProtocol("{\"id\": \"x\", \"name\": \"X\", " + more + "\"frames\": [" + frames + "]}", u"x"_s).protocol;
}

std::optional<ProtocolMatch> find(const ProtocolPtr &protocol, const QList<QByteArray> &frames)
{
    const SampleMessage sample(frames);
    return ProtocolMatch::find(protocol, SocketType::Pair, sample.view().header, sample.view().frames);
}

QString names(const ProtocolPtr &protocol, const QList<QByteArray> &frames)
{
    const SampleMessage sample(frames);
    const auto match = ProtocolMatch::find(protocol, SocketType::Pair, sample.view().header, sample.view().frames);
    return match ? namesOf(*match, sample.view().frames) : QString();
}

} // namespace

class TestProtocolMatch : public QObject
{
    Q_OBJECT
private slots:
    void repeats();
    void takesAsFewAsPossible();
    void placeholders();
    void placeholdersShowNothingHidden();
    void placeholdersInFormats_data();
    void placeholdersInFormats();
    void formatsAreBounded();
    void manyFrames();
    void stepLimit();
    void repeatLimit();
};

void TestProtocolMatch::repeats()
{
    const ProtocolPtr protocol = made("{\"name\": \"a\", \"repeat\": \"some\", \"match\": {\"text\": \"1\"}},"
                                      "{\"name\": \"b\", \"repeat\": \"optional\", \"match\": {\"text\": \"2\"}},"
                                      "{\"name\": \"c\", \"repeat\": [0, 2], \"match\": {\"text\": \"3\"}}");
    QCOMPARE(names(protocol, {"1"}), u"a"_s);
    QCOMPARE(names(protocol, {"1", "1", "2", "3", "3"}), u"a, a, b, c, c"_s);
    QCOMPARE(names(protocol, {"1", "3"}), u"a, c"_s);
    QVERIFY(!find(protocol, {"2"}));
    QVERIFY(!find(protocol, {"1", "2", "2"}));
    QVERIFY(!find(protocol, {"1", "3", "3", "3"}));
    QVERIFY(!find(protocol, {}));
    const auto match = find(protocol, {"1", "1", "3"});
    QCOMPARE(match->frameNamed(u"a"), 0);
    QCOMPARE(match->frameNamed(u"b"), -1);
    QCOMPARE(match->frameNamed(u"c"), 2);
}

void TestProtocolMatch::takesAsFewAsPossible()
{
    const ProtocolPtr protocol = made("{\"name\": \"id\", \"repeat\": \"any\"}, {\"name\": \"mark\", \"match\": \"empty\"},"
                                      "{\"name\": \"rest\", \"repeat\": \"any\"}");
    QCOMPARE(names(protocol, {"a", "", "", "b"}), u"id, mark, rest, rest"_s);
    QCOMPARE(names(protocol, {""}), u"mark"_s);
    // More, where the rest would not fit.
    const ProtocolPtr strict = made("{\"name\": \"id\", \"repeat\": \"any\"}, {\"name\": \"mark\", \"match\": \"empty\"},"
                                    "{\"name\": \"rest\"}");
    QCOMPARE(names(strict, {"a", "", "", "b"}), u"id, id, mark, rest"_s);
}

void TestProtocolMatch::placeholders()
{
    const ProtocolPtr protocol = made("{\"name\": \"head\"}, {\"name\": \"body\", \"repeat\": \"optional\", "
                                      "\"read\": \"array:{head.dtype}:{head.shape}\", \"note\": \"{head} {head.none}{nobody}{\"}");
    const SampleMessage sample({R"({"dtype": "f4", "shape": [3, 2], "deep": [[1]]})", "x"});
    const auto match = ProtocolMatch::find(protocol, SocketType::Pair, {}, sample.view().frames);
    const FrameLabel label = match->label(sample.view().frames, 1);
    QCOMPARE(label.codec, u"array:f4:3,2"_s);
    QVERIFY(label.note.startsWith(u"{\"dtype\""));
    QVERIFY(label.note.endsWith(u" {"));
}

void TestProtocolMatch::placeholdersShowNothingHidden()
{
    const ProtocolPtr protocol = made("{\"name\": \"head\", \"note\": \"{head.a}\"}");
    const auto note = [&](const QByteArray &frame) {
        const SampleMessage sample({frame});
        return find(protocol, {frame})->label(sample.view().frames, 0).note;
    };
    QVERIFY(!note("{\"a\": \"x\xe2\x80\xaey\"}").contains(QChar(0x202e)));
    QVERIFY(note("{\"a\": \"" + QByteArray(1000, 'x') + "\"}").size() <= ProtocolMatch::maxPlaceholderChars + 1);
    QCOMPARE(note("{\"a\": [[1]]}"), QString());
    QCOMPARE(note("no json"), QString());
    QCOMPARE(note("{\"a\": 1, \"b\": \"" + QByteArray(ProtocolMatch::maxPlaceholderBytes, 'x') + "\"}"), QString());
    QCOMPARE(note(QByteArray(60'000, '[')), QString());
}

void TestProtocolMatch::placeholdersInFormats_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("codec");
    QTest::newRow("text") << QByteArray(R"({"a": "<Id8s"})") << u"[<Id8s]"_s;
    QTest::newRow("as it is") << QByteArray(R"({"a": "\u202e\n\\"})") << u"[\u202e\n\\]"_s;
    QTest::newRow("number") << QByteArray(R"({"a": -1.5})") << u"[-1.5]"_s;
    QTest::newRow("truth") << QByteArray(R"({"a": true})") << u"[true]"_s;
    QTest::newRow("nothing") << QByteArray(R"({"a": null})") << u"[]"_s;
    QTest::newRow("list") << QByteArray(R"({"a": [1, 2]})") << u"[1,2]"_s;
    QTest::newRow("list of lists") << QByteArray(R"({"a": [["x", 1]]})") << u"[[[\"x\",1]]]"_s;
    QTest::newRow("object") << QByteArray(R"({"a": {"b": 1}})") << u"[{\"b\":1}]"_s;
    QTest::newRow("no such member") << QByteArray(R"({"b": 1})") << u"[]"_s;
    QTest::newRow("no object") << QByteArray("[1]") << u"[]"_s;
    QTest::newRow("no JSON") << QByteArray("{") << u"[]"_s;
}

void TestProtocolMatch::placeholdersInFormats()
{
    QFETCH(QByteArray, head);
    QFETCH(QString, codec);
    const ProtocolPtr protocol = made("{\"name\": \"head\", \"read\": \"[{head.a}]\"}");
    const SampleMessage sample({head});
    QCOMPARE(find(protocol, {head})->label(sample.view().frames, 0).codec, codec);
}

void TestProtocolMatch::formatsAreBounded()
{
    const ProtocolPtr protocol = made("{\"name\": \"kind\"}, {\"name\": \"head\", \"read\": \"{kind}:{head.a}\"}");
    const auto codec = [&](const QByteArray &kind, const QByteArray &head) {
        const SampleMessage sample({kind, head});
        return find(protocol, {kind, head})->label(sample.view().frames, 1).codec;
    };
    constexpr qsizetype most = ProtocolMatch::maxFormatChars;
    QCOMPARE(codec("struct", R"({"a": "<I"})"), u"struct:<I"_s);
    QCOMPARE(codec(QByteArray(most, 'x'), R"({"a": 1})").size(), most + 2);
    QCOMPARE(codec(QByteArray(most + 1, 'x'), R"({"a": 1})"), QString());
    QCOMPARE(codec("\xff", R"({"a": 1})"), QString());
    QCOMPARE(codec("x", "{\"a\": \"" + QByteArray(most, 'y') + "\"}").size(), most + 2);
    QCOMPARE(codec("x", "{\"a\": \"" + QByteArray(most + 1, 'y') + "\"}"), QString());
    const auto nested = [](int depth) { return QByteArray("{\"a\": " + QByteArray(depth, '[') + QByteArray(depth, ']') + "}"); };
    QVERIFY(!codec("x", nested(maxFormatDepth)).isEmpty());
    QCOMPARE(codec("x", nested(maxFormatDepth + 1)), QString());
    QCOMPARE(codec("x", nested(30'000)), QString());
    const QByteArray small("{\"a\": 1}");
    QCOMPARE(codec("x", small.leftJustified(ProtocolMatch::maxPlaceholderBytes)), u"x:1"_s);
    QCOMPARE(codec("x", small.leftJustified(ProtocolMatch::maxPlaceholderBytes + 1)), QString());
}

void TestProtocolMatch::manyFrames()
{
    const ProtocolPtr protocol = made("{\"name\": \"a\"}, {\"name\": \"b\", \"repeat\": \"any\"}");
    const auto match = find(protocol, QList<QByteArray>(100'000, "x"));
    QVERIFY(match);
    QCOMPARE(match->patternOf(0).name, u"a"_s);
    QCOMPARE(match->patternOf(99'999).name, u"b"_s);
}

void TestProtocolMatch::stepLimit()
{
    // Each frame fits all of them, and the last one never comes: far too many ways to try them all.
    QByteArray frames;
    for (int i = 0; i < 20; ++i)
        frames += "{\"name\": \"a\", \"repeat\": \"any\"},";
    QVERIFY(!find(made(frames + "{\"name\": \"end\", \"match\": {\"text\": \"end\"}}"), QList<QByteArray>(200, "x")));
    QList<QByteArray> ended(20, "x");
    ended += "end";
    QVERIFY(find(made(frames + "{\"name\": \"end\", \"match\": {\"text\": \"end\"}}"), ended));
}

void TestProtocolMatch::repeatLimit()
{
    const ProtocolPtr protocol = made("{\"name\": \"a\", \"repeat\": \"any\"}, {\"name\": \"end\", \"match\": {\"text\": \"end\"}}");
    QList<QByteArray> frames(ProtocolMatch::maxRepeats, "x");
    frames += "end";
    QVERIFY(find(protocol, frames));
    frames.prepend("x");
    QVERIFY(!find(protocol, frames));
}

QTEST_GUILESS_MAIN(TestProtocolMatch)
#include "tst_protocol_match.moc"
