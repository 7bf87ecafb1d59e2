// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/detector.h"
#include "core/codec/protobuf/message_tree.h"
#include "tests/core/codec/protobuf/protobuf_samples.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

const Codec &protobuf()
{
    return *CodecRegistry::builtin().find(u"protobuf");
}

ValueTree decoded(QByteArrayView bytes, const DecodeLimits &limits = {})
{
    return protobuf().decodeTree(bytes, limits);
}

Certainty certainty(QByteArrayView bytes, qsizetype effort = Codec::fullEffort)
{
    return protobuf().recognise(bytes, effort).certainty;
}

/// The value of the first field @p number.
NodeId field(const ValueTree &tree, NodeId message, qint64 number)
{
    for (qsizetype i = 0; i < tree.childCount(message); ++i) {
        const ValueNode &key = tree.node(tree.key(message, i));
        if (key.kind == ValueKind::Int && key.i == number)
            return tree.child(message, i);
    }
    qFatal("no field %lld", number);
}

QByteArray text(const ValueTree &tree, NodeId id)
{
    return tree.node(id).bytes().toByteArray();
}

QByteArray varint(quint64 value)
{
    QByteArray bytes;
    for (; value >= 0x80; value >>= 7)
        bytes += char(value | 0x80);
    bytes += char(value);
    return bytes;
}

/// Field 1 of that content.
QByteArray wrapped(const QByteArray &content)
{
    QByteArray bytes = "\x0a";
    bytes += varint(quint64(content.size()));
    bytes += content;
    return bytes;
}

/// Visits every node, and checks that its place in the source is one.
qsizetype walk(const ValueTree &tree)
{
    std::vector<NodeId> open{tree.root()};
    qsizetype visited = 0;
    while (!open.empty()) {
        const NodeId id = open.back();
        open.pop_back();
        ++visited;
        const ValueNode &node = tree.node(id);
        if (node.begin > node.end || node.end > tree.source().size())
            qFatal("a node outside of the source");
        for (qsizetype i = 0; i < tree.childCount(id); ++i) {
            open.push_back(tree.child(id, i));
            if (node.hasPairs())
                open.push_back(tree.key(id, i));
        }
    }
    return visited;
}

} // namespace

Q_DECLARE_METATYPE(zmqscope::ValueKind)
Q_DECLARE_METATYPE(zmqscope::Certainty)

class TestProtobufCodec : public QObject
{
    Q_OBJECT
private slots:
    void showsFieldsByNumber();
    void tellsWhereValuesStand();
    void showsGroups();
    void repeatedFieldsStayAsTheyCame();
    void guessesWhatBytesAre_data();
    void guessesWhatBytesAre();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void everyPrefixIsHarmless();
    void randomBytesAreHarmless();
    void messagesInMessagesStopAtTheLimit();
    void groupsInGroupsStopAtTheLimit();
    void groupsSideBySideAreReadOnce();
    void nodesStopAtTheLimit();
    void recognises_data();
    void recognises();
    void recognisesNoOtherFormat();
    void explainsItself();
    void textIsReadable();
    void isNotWrittenWithoutType();
};

void TestProtobufCodec::showsFieldsByNumber()
{
    const QByteArray bytes = protobufSamples::tick();
    const ValueTree tree = decoded(bytes);
    QVERIFY(tree.isWhole());
    const NodeId root = tree.root();
    QCOMPARE(tree.node(root).kind, ValueKind::Map);
    QCOMPARE(tree.label(root), "message");
    QCOMPARE(text(tree, field(tree, root, 1)), "EURUSD");
    QCOMPARE(tree.node(field(tree, root, 1)).kind, ValueKind::Text);
    QCOMPARE(tree.label(field(tree, root, 1)), "bytes");
    QCOMPARE(tree.node(field(tree, root, 2)).d, 1.0925);
    QCOMPARE(tree.label(field(tree, root, 2)), "double?");
    QCOMPARE(tree.node(field(tree, root, 3)).i, 2);
    QCOMPARE(tree.label(field(tree, root, 3)), "varint");
    QCOMPARE(tree.node(field(tree, root, 4)).kind, ValueKind::Bytes);
    const NodeId limits = field(tree, root, 5);
    QCOMPARE(tree.label(limits), "message?");
    QCOMPARE(text(tree, field(tree, limits, 1)), "day");
    const NodeId money = field(tree, limits, 2);
    QCOMPARE(tree.node(field(tree, money, 1)).i, 5000000);
    QCOMPARE(text(tree, field(tree, money, 2)), "EUR");
    QCOMPARE(tree.node(field(tree, root, 10)).kind, ValueKind::UInt);
    QCOMPARE(tree.label(field(tree, root, 10)), "fixed64");
    QCOMPARE(tree.label(field(tree, root, 11)), "float?");
    QCOMPARE(tree.node(field(tree, root, 11)).d, 0.5);
}

void TestProtobufCodec::tellsWhereValuesStand()
{
    const QByteArray bytes = QByteArray::fromHex("089601" "1203616263");
    const ValueTree tree = decoded(bytes);
    const ValueNode &number = tree.node(tree.child(tree.root(), 0));
    QCOMPARE(number.i, 150);
    QCOMPARE(number.begin, 1U);
    QCOMPARE(number.end, 3U);
    QCOMPARE(tree.node(tree.key(tree.root(), 1)).begin, 3U);
    QCOMPARE(tree.node(tree.key(tree.root(), 1)).end, 5U);
    QCOMPARE(tree.node(tree.child(tree.root(), 1)).begin, 5U);
    QCOMPARE(tree.node(tree.child(tree.root(), 1)).end, 8U);
    QCOMPARE(tree.node(tree.root()).end, 8U);
}

void TestProtobufCodec::showsGroups()
{
    const QByteArray bytes = protobufSamples::order();
    const ValueTree tree = decoded(bytes);
    QVERIFY(tree.isWhole());
    const NodeId group = field(tree, tree.root(), 3);
    QCOMPARE(tree.label(group), "group");
    QCOMPARE(text(tree, field(tree, group, 4)), "bolt");
    QCOMPARE(tree.node(field(tree, group, 5)).i, 4);
    QCOMPARE(text(tree, field(tree, tree.root(), 100)), "hi");
}

void TestProtobufCodec::repeatedFieldsStayAsTheyCame()
{
    const QByteArray bytes = QByteArray::fromHex("0801" "1002" "0803");
    const ValueTree tree = decoded(bytes);
    QCOMPARE(tree.childCount(tree.root()), 3);
    QCOMPARE(tree.node(tree.key(tree.root(), 2)).i, 1);
    QCOMPARE(tree.node(tree.child(tree.root(), 2)).i, 3);
}

void TestProtobufCodec::guessesWhatBytesAre_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<ValueKind>("kind");
    QTest::addColumn<QByteArray>("label");
    QTest::newRow("empty") << QByteArray() << ValueKind::Text << QByteArray("bytes");
    QTest::newRow("text") << QByteArray("hello") << ValueKind::Text << QByteArray("bytes");
    QTest::newRow("two lines") << QByteArray("a\nb\t\xc3\xa9") << ValueKind::Text << QByteArray("bytes");
    QTest::newRow("control characters") << QByteArray("a\x01") << ValueKind::Bytes << QByteArray("bytes");
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe") << ValueKind::Bytes << QByteArray("bytes");
    QTest::newRow("message") << QByteArray::fromHex("0801") << ValueKind::Map << QByteArray("message?");
    QTest::newRow("message of text") << QByteArray("\n\x03" "abc") << ValueKind::Map << QByteArray("message?");
    QTest::newRow("message that could be text") << QByteArray("\n abcdefghijklmnopqrstuvwxyz012345") << ValueKind::Map << QByteArray("message?");
    QTest::newRow("text that begins with a line end") << QByteArray("\n abc") << ValueKind::Text << QByteArray("bytes");
    QTest::newRow("text that could be a message") << QByteArray("2$abcdefghijklmnopqrstuvwxyz0123456789") << ValueKind::Text << QByteArray("bytes");
    QTest::newRow("one field in two ways") << QByteArray::fromHex("08010a00") << ValueKind::Bytes << QByteArray("bytes");
    QTest::newRow("padded number") << QByteArray::fromHex("08818000") << ValueKind::Bytes << QByteArray("bytes");
    QTest::newRow("huge field number") << QByteArray::fromHex("8080800100") << ValueKind::Bytes << QByteArray("bytes");
    QTest::newRow("cut message") << QByteArray::fromHex("08011005ff") << ValueKind::Bytes << QByteArray("bytes");
}

void TestProtobufCodec::guessesWhatBytesAre()
{
    QFETCH(QByteArray, content);
    QFETCH(ValueKind, kind);
    QFETCH(QByteArray, label);
    const QByteArray bytes = wrapped(content);
    const ValueTree tree = decoded(bytes);
    QVERIFY(tree.isWhole());
    QCOMPARE(int(tree.node(tree.child(tree.root(), 0)).kind), int(kind));
    QCOMPARE(tree.label(tree.child(tree.root(), 0)).toByteArray(), label);
}

void TestProtobufCodec::tellsWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("fields");
    QTest::newRow("no field number") << QByteArray::fromHex("080100") << 2 << 1;
    QTest::newRow("no wire type") << QByteArray::fromHex("08010f") << 2 << 1;
    QTest::newRow("number cut") << QByteArray::fromHex("080110ff") << 2 << 1;
    QTest::newRow("number too long") << QByteArray::fromHex("080110ffffffffffffffffffffff01") << 2 << 1;
    QTest::newRow("tag too large") << QByteArray::fromHex("0801ffffffff7f00") << 2 << 1;
    QTest::newRow("fixed64 cut") << QByteArray::fromHex("08011101020304050607") << 2 << 1;
    QTest::newRow("fixed32 cut") << QByteArray::fromHex("080115010203") << 2 << 1;
    QTest::newRow("length too large") << QByteArray::fromHex("08011205616263") << 2 << 1;
    QTest::newRow("huge length") << QByteArray::fromHex("080112ffffffffffffffff7f61") << 2 << 1;
    QTest::newRow("group without end") << QByteArray::fromHex("08011b0801") << 2 << 1;
    QTest::newRow("end of another group") << QByteArray::fromHex("08011b08012c") << 2 << 1;
    QTest::newRow("end without group") << QByteArray::fromHex("08011c") << 2 << 1;
}

void TestProtobufCodec::tellsWhatIsWrong()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, offset);
    QFETCH(int, fields);
    const ValueTree tree = decoded(bytes);
    QVERIFY(tree.problem().has_value());
    QCOMPARE(tree.problem()->offset, offset);
    QVERIFY(!tree.problem()->text.isEmpty());
    QCOMPARE(tree.childCount(tree.root()), fields);
    QVERIFY(tree.node(tree.root()).has(ValueFlag::Cut));
    QCOMPARE(certainty(bytes), Certainty::No);
}

void TestProtobufCodec::everyPrefixIsHarmless()
{
    for (const QByteArray &sample : {protobufSamples::tick(), protobufSamples::order()}) {
        const ValueTree whole = decoded(sample);
        for (qsizetype length = 0; length < sample.size(); ++length) {
            const QByteArray prefix(sample.constData(), length);
            const ValueTree tree = decoded(prefix);
            walk(tree);
            // Either the prefix ends between two fields, or it is told that it does not.
            const qsizetype count = tree.childCount(tree.root());
            QVERIFY(count <= whole.childCount(whole.root()));
            if (!tree.problem()) {
                QCOMPARE(length, count == 0 ? 0 : qsizetype(whole.node(whole.key(whole.root(), count)).begin));
            } else {
                QVERIFY(tree.problem()->offset < length);
                QCOMPARE(certainty(prefix), Certainty::No);
            }
            QCOMPARE(protobuf().decode(prefix, 1000).ok(), !tree.problem());
        }
    }
}

void TestProtobufCodec::randomBytesAreHarmless()
{
    QRandomGenerator random(11);
    const QByteArray sample = protobufSamples::tick();
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes = sample;
        if (round % 2 == 0) {
            bytes.resize(random.bounded(1, 60));
            for (char &c : bytes)
                c = char(random.bounded(256));
        } else {
            for (int i = random.bounded(1, 5); i > 0; --i)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
        }
        const ValueTree tree = decoded(bytes);
        QCOMPARE(walk(tree), tree.nodeCount());
        if (certainty(bytes) != Certainty::No)
            QVERIFY(tree.isWhole());
    }
}

void TestProtobufCodec::messagesInMessagesStopAtTheLimit()
{
    QByteArray bytes = QByteArray::fromHex("0801");
    for (int i = 0; i < maxGuessedDepth; ++i)
        bytes = wrapped(bytes);
    const auto depthOf = [](const ValueTree &tree) {
        int depth = 0;
        for (NodeId id = tree.root(); tree.childCount(id) > 0; id = tree.child(id, 0))
            ++depth;
        return depth;
    };
    const ValueTree deep = decoded(bytes);
    QVERIFY(deep.isWhole());
    QCOMPARE(depthOf(deep), maxGuessedDepth + 1);
    bytes = wrapped(bytes);
    const ValueTree deeper = decoded(bytes);
    QVERIFY(deeper.isWhole()); // what is inside is shown as bytes
    QCOMPARE(depthOf(deeper), maxGuessedDepth + 1);
    for (int i = 0; i < 20'000; ++i)
        bytes = wrapped(bytes);
    QVERIFY(decoded(bytes).isWhole());
}

void TestProtobufCodec::groupsInGroupsStopAtTheLimit()
{
    const auto nested = [](int depth) {
        QByteArray bytes(depth, '\x0b');
        bytes += QByteArray(depth, '\x0c');
        return bytes;
    };
    DecodeLimits limits;
    limits.maxDepth = 10;
    const QByteArray fits = nested(9);
    QVERIFY(decoded(fits, limits).isWhole());
    const QByteArray tooDeep = nested(10);
    QVERIFY(decoded(tooDeep, limits).problem().has_value());
    const QByteArray bomb = nested(1'000'000);
    const ValueTree tree = decoded(bomb);
    QVERIFY(tree.problem().has_value());
    QVERIFY(tree.nodeCount() < 10);
    QCOMPARE(certainty(bomb), Certainty::No);
    const QByteArray open(1'000'000, '\x0b');
    QVERIFY(decoded(open).problem().has_value());
}

void TestProtobufCodec::groupsSideBySideAreReadOnce()
{
    // 500 levels of groups around much: a walk for each level would pass it 500 times.
    QByteArray bytes(500, '\x0b');
    bytes += QByteArray("\x10\x01").repeated(100'000);
    bytes += QByteArray(500, '\x0c');
    const ValueTree tree = decoded(bytes);
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.nodeCount(), 1 + 500 * 2 + 200'000);
}

void TestProtobufCodec::nodesStopAtTheLimit()
{
    const QByteArray bytes = QByteArray::fromHex("0801").repeated(10);
    DecodeLimits limits;
    limits.maxNodes = 21;
    QVERIFY(decoded(bytes, limits).isWhole());
    for (const int most : {20, 19, 2, 1}) {
        limits.maxNodes = most;
        const ValueTree tree = decoded(bytes, limits);
        QVERIFY(tree.isCut());
        QVERIFY(!tree.problem());
        QVERIFY(tree.nodeCount() <= most);
        QVERIFY(tree.node(tree.root()).has(ValueFlag::Cut));
    }
    const QByteArray large = wrapped(bytes).repeated(200'000);
    const ValueTree cut = decoded(large);
    QVERIFY(cut.isCut());
    QVERIFY(cut.nodeCount() <= DecodeLimits::defaultNodes);
    QCOMPARE(cut.childCount(cut.root()), 200'000); // what is deep is left out first
    std::atomic<bool> stop = true;
    DecodeLimits stopped;
    stopped.stop = &stop;
    QVERIFY(decoded(bytes, stopped).isCut());
}

void TestProtobufCodec::recognises_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Certainty>("certainty");
    QTest::newRow("message") << protobufSamples::tick() << Certainty::Likely;
    QTest::newRow("message with groups") << protobufSamples::order() << Certainty::Possible;
    QTest::newRow("nothing") << QByteArray() << Certainty::No;
    QTest::newRow("one number") << QByteArray::fromHex("0801") << Certainty::Possible;
    QTest::newRow("numbers only") << QByteArray::fromHex("080110021803") << Certainty::Possible;
    QTest::newRow("number and text") << QByteArray::fromHex("08011203616263") << Certainty::Likely;
    QTest::newRow("text inside") << QByteArray::fromHex("08011205" "0a03616263") << Certainty::Likely;
    QTest::newRow("not in order") << QByteArray::fromHex("12036162630801") << Certainty::Possible;
    QTest::newRow("plain text") << QByteArray("2$abcdefghijklmnopqrstuvwxyz0123456789:\x20" "abcdefghijklmnopqrstuvwxyz012345") << Certainty::Possible;
    QTest::newRow("words") << QByteArray("hello world") << Certainty::No;
    QTest::newRow("zeros") << QByteArray(8, '\0') << Certainty::No;
}

void TestProtobufCodec::recognises()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Certainty, certainty);
    QCOMPARE(int(::certainty(bytes)), int(certainty));
    if (certainty != Certainty::No && bytes.size() > 8) {
        // The start of a longer message, as far as it is looked at.
        const QByteArray longer = bytes + QByteArray::fromHex("f20f8020") + QByteArray(4096, '\x80');
        QCOMPARE(int(::certainty(longer, bytes.size())), int(certainty));
    }
}

void TestProtobufCodec::recognisesNoOtherFormat()
{
    for (const char *hex : {"8201a16101a26263", "82a16101a162c3", "a26161016162f5", "80049503000000000000004b07" "2e", "93020161",
                            "1f8b0800000000000203", "28b52ffd0458690000", "89504e470d0a1a0a0000000d49484452", "934e554d5059010076007b27"}) {
        const QByteArray bytes = QByteArray::fromHex(hex);
        QVERIFY2(certainty(bytes) < Certainty::Likely, hex);
        QVERIFY(Detector().best(bytes).codec->id() != u"protobuf");
    }
    QCOMPARE(Detector().best(protobufSamples::tick()).codec->id(), u"protobuf"_s);
    QCOMPARE(Detector().best("Just a line of text").codec->id(), u"text"_s);
}

void TestProtobufCodec::explainsItself()
{
    const Recognition seen = protobuf().recognise(QByteArray::fromHex("08011203616263"), 100);
    QVERIFY2(seen.reason.startsWith(u"could be Protobuf: 2 fields, 7 of 7"), qPrintable(seen.reason));
    QVERIFY2(seen.reason.endsWith(u", 7 of 7 bytes used, no schema"), qPrintable(seen.reason));
}

void TestProtobufCodec::textIsReadable()
{
    const Result<DecodedText> shown = protobuf().decode(QByteArray::fromHex("089601" "1203616263" "1a020805"), 1000);
    QVERIFY(shown.ok());
    QCOMPARE(shown->text.simplified(), u"{ 1: 150, 2: \"abc\", 3: { 1: 5 } }"_s);
    QVERIFY(!protobuf().decode(QByteArray::fromHex("0896"), 1000).ok());
}

void TestProtobufCodec::isNotWrittenWithoutType()
{
    QVERIFY(!protobuf().encodes());
    QVERIFY(!protobuf().encode(u"{}"_s).ok());
    QVERIFY(!protobuf().parameterHint().isEmpty());
}

QTEST_GUILESS_MAIN(TestProtobufCodec)
#include "tst_protobuf_codec.moc"
