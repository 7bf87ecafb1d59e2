// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/detector.h"
#include "core/codec/protobuf/protobuf_codec.h"
#include "tests/core/codec/protobuf/protobuf_samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestTypedProtobuf : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void showsFieldsByName();
    void tellsWhereValuesStand();
    void showsGroupsAndExtensions();
    void repeatedFieldsBecomeOneList();
    void packedOrNotMakesNoDifference();
    void mapEntriesMayBeIncomplete();
    void unknownFieldsStayVisible();
    void wrongWireTypesStayVisible();
    void numbersKeepTheirMeaning_data();
    void numbersKeepTheirMeaning();
    void wrongUtf8IsShownAsBytes();
    void brokenPackedNumbersAreTold();
    void everyPrefixIsHarmless();
    void bentBytesAreHarmless();
    void limitsHold();
    void jsonIsThatOfProtobuf();
    void jsonMakesTheSameMessage();
    void unknownFieldsCutTheText();
    void textOfSplitFieldsIsOneField();
    void errorsNameTheField_data();
    void errorsNameTheField();
    void requiredFieldsMustBeThere();
    void largeMessagesAreNoText();
    void deepJsonIsRefused();
    void recognises();

private:
    /// "name=…" of every field, for one level.
    static QStringList names(const ValueTree &tree, NodeId message);
    static NodeId field(const ValueTree &tree, NodeId message, const char *name);

    CodecPtr m_tick;
    CodecPtr m_order;
};

void TestTypedProtobuf::initTestCase()
{
    const Result<ProtobufSchemasPtr> schemas = ProtobufSchemas::load(protobufSamples::source());
    QVERIFY2(schemas.ok(), schemas.ok() ? "" : qPrintable(schemas.error().text()));
    ProtobufSchemas::setCurrent(*schemas);
    m_tick = *CodecRegistry::builtin().resolve(u"protobuf:trade.Tick"_s);
    m_order = *CodecRegistry::builtin().resolve(u"protobuf:old.Order"_s);
}

QStringList TestTypedProtobuf::names(const ValueTree &tree, NodeId message)
{
    QStringList list;
    for (qsizetype i = 0; i < tree.childCount(message); ++i) {
        const ValueNode &key = tree.node(tree.key(message, i));
        list += key.kind == ValueKind::Text ? QString::fromUtf8(key.bytes()) : QString::number(key.i);
    }
    return list;
}

NodeId TestTypedProtobuf::field(const ValueTree &tree, NodeId message, const char *name)
{
    const qsizetype at = names(tree, message).indexOf(QString::fromUtf8(name));
    if (at < 0)
        qFatal("no field %s", name);
    return tree.child(message, at);
}

void TestTypedProtobuf::showsFieldsByName()
{
    const QByteArray bytes = protobufSamples::tick();
    const ValueTree tree = m_tick->decodeTree(bytes, {});
    QVERIFY(tree.isWhole());
    const NodeId root = tree.root();
    QCOMPARE(tree.node(root).kind, ValueKind::Object);
    QCOMPARE(tree.label(root), "trade.Tick");
    QCOMPARE(names(tree, root), (QStringList{u"symbol"_s, u"price"_s, u"side"_s, u"sizes"_s, u"limits"_s, u"fee"_s, u"at"_s, u"raw"_s,
                                             u"change"_s, u"sequence"_s, u"weight"_s, u"live"_s, u"tags"_s, u"previous"_s}));
    const auto node = [&](const char *name) { return tree.node(field(tree, root, name)); };
    QCOMPARE(node("symbol").bytes().toByteArray(), QByteArray("EURUSD"));
    QCOMPARE(node("price").d, 1.0925);
    QCOMPARE(node("side").kind, ValueKind::Symbol);
    QCOMPARE(node("side").bytes().toByteArray(), QByteArray("SELL"));
    QCOMPARE(tree.label(field(tree, root, "side")), "trade.Side 2");
    const NodeId sizes = field(tree, root, "sizes");
    QCOMPARE(tree.node(sizes).kind, ValueKind::List);
    QCOMPARE(tree.childCount(sizes), 3);
    QCOMPARE(tree.node(tree.child(sizes, 2)).i, 86942);
    QCOMPARE(tree.label(tree.child(sizes, 2)), "int32");
    const NodeId limits = field(tree, root, "limits");
    QCOMPARE(tree.node(limits).kind, ValueKind::Map);
    QCOMPARE(names(tree, limits), (QStringList{u"day"_s, u"week"_s}));
    QCOMPARE(tree.label(tree.child(limits, 1)), "trade.Money");
    QCOMPARE(tree.node(field(tree, tree.child(limits, 1), "units")).i, -1);
    QCOMPARE(tree.label(field(tree, root, "fee")), "trade.Money");
    QCOMPARE(tree.label(field(tree, root, "at")), "google.protobuf.Timestamp");
    QCOMPARE(node("raw").kind, ValueKind::Bytes);
    QCOMPARE(node("raw").count, 2U);
    QCOMPARE(node("change").i, -3);
    QCOMPARE(node("sequence").kind, ValueKind::UInt);
    QCOMPARE(node("sequence").u, ~quint64(0));
    QCOMPARE(node("weight").d, 0.5);
    QCOMPARE(node("live").kind, ValueKind::Bool);
    QCOMPARE(node("live").i, 1);
    QCOMPARE(tree.childCount(field(tree, root, "tags")), 2);
    QCOMPARE(tree.label(field(tree, root, "previous")), "trade.Tick");
}

void TestTypedProtobuf::tellsWhereValuesStand()
{
    const QByteArray bytes = QByteArray::fromHex("2203" "038e02" "0a0141" "2201" "05");
    const ValueTree tree = m_tick->decodeTree(bytes, {});
    const NodeId sizes = field(tree, tree.root(), "sizes");
    QCOMPARE(tree.node(sizes).begin, 0U);
    QCOMPARE(tree.node(sizes).end, 11U);
    QCOMPARE(tree.node(tree.child(sizes, 1)).begin, 3U);
    QCOMPARE(tree.node(tree.child(sizes, 1)).end, 5U);
    QCOMPARE(tree.node(tree.child(sizes, 2)).begin, 10U);
    QCOMPARE(tree.node(field(tree, tree.root(), "symbol")).begin, 7U);
}

void TestTypedProtobuf::showsGroupsAndExtensions()
{
    const QByteArray bytes = protobufSamples::order();
    const ValueTree tree = m_order->decodeTree(bytes, {});
    QVERIFY(tree.isWhole());
    QCOMPARE(names(tree, tree.root()), (QStringList{u"id"_s, u"note"_s, u"line"_s, u"delta"_s, u"[old.comment]"_s}));
    const NodeId lines = field(tree, tree.root(), "line");
    QCOMPARE(tree.childCount(lines), 2);
    QCOMPARE(tree.label(tree.child(lines, 0)), "old.Order.Line");
    QCOMPARE(tree.node(field(tree, tree.child(lines, 0), "amount")).i, 4);
    QCOMPARE(names(tree, tree.child(lines, 1)), QStringList{u"item"_s});
    QCOMPARE(tree.node(field(tree, tree.root(), "delta")).i, -2);
}

void TestTypedProtobuf::repeatedFieldsBecomeOneList()
{
    const QByteArray bytes = QByteArray::fromHex("6a0161" "1801" "6a0162" "1802");
    const ValueTree tree = m_tick->decodeTree(bytes, {});
    // A single field that comes twice is shown twice: the last one counts, but both were sent.
    QCOMPARE(names(tree, tree.root()), (QStringList{u"tags"_s, u"side"_s, u"side"_s}));
    QCOMPARE(tree.childCount(tree.child(tree.root(), 0)), 2);
}

void TestTypedProtobuf::packedOrNotMakesNoDifference()
{
    const QByteArray bytes = QByteArray::fromHex("2001" "22020203" "2200" "2004");
    const ValueTree tree = m_tick->decodeTree(bytes, {});
    QVERIFY(tree.isWhole());
    const NodeId sizes = field(tree, tree.root(), "sizes");
    QCOMPARE(tree.childCount(sizes), 4);
    for (qsizetype i = 0; i < 4; ++i)
        QCOMPARE(tree.node(tree.child(sizes, i)).i, i + 1);
}

void TestTypedProtobuf::mapEntriesMayBeIncomplete()
{
    // An entry without anything, one with the value ahead of the key, one that is broken.
    const QByteArray bytes = QByteArray::fromHex("2a00" "2a07" "12020807" "0a0161" "2a02" "0a05");
    const ValueTree tree = m_tick->decodeTree(bytes, {});
    const NodeId limits = field(tree, tree.root(), "limits");
    QCOMPARE(names(tree, limits), (QStringList{QString(), u"a"_s, QString()}));
    QCOMPARE(tree.childCount(tree.child(limits, 0)), 0);
    QCOMPARE(tree.node(field(tree, tree.child(limits, 1), "units")).i, 7);
    QVERIFY(tree.problem().has_value());
    QCOMPARE(tree.problem()->offset, 13);
}

void TestTypedProtobuf::unknownFieldsStayVisible()
{
    const QByteArray bytes = QByteArray::fromHex("0a0141" "a00607" "a2060568656c6c6f");
    const ValueTree tree = m_tick->decodeTree(bytes, {});
    QVERIFY(tree.isWhole());
    QCOMPARE(names(tree, tree.root()), (QStringList{u"symbol"_s, u"100"_s, u"100"_s}));
    QCOMPARE(tree.label(tree.key(tree.root(), 1)), "unknown");
    QCOMPARE(tree.node(tree.child(tree.root(), 1)).i, 7);
    QCOMPARE(tree.node(tree.child(tree.root(), 2)).bytes().toByteArray(), QByteArray("hello"));
    const QByteArray enumBytes = QByteArray::fromHex("1863");
    const ValueTree side = m_tick->decodeTree(enumBytes, {});
    QCOMPARE(side.node(side.child(side.root(), 0)).i, 99);
    QCOMPARE(side.label(side.child(side.root(), 0)), "trade.Side");
}

void TestTypedProtobuf::wrongWireTypesStayVisible()
{
    const QByteArray bytes = QByteArray::fromHex("0807" "120161" "3005" "331001" "34" "6d01000000");
    const ValueTree tree = m_tick->decodeTree(bytes, {});
    QVERIFY(tree.isWhole());
    QCOMPARE(names(tree, tree.root()), (QStringList{u"1"_s, u"2"_s, u"6"_s, u"6"_s, u"13"_s}));
    QCOMPARE(tree.label(tree.key(tree.root(), 0)), "unknown");
    QCOMPARE(tree.label(tree.child(tree.root(), 0)), "varint instead of string");
    QCOMPARE(tree.node(tree.child(tree.root(), 0)).i, 7);
    QCOMPARE(tree.label(tree.child(tree.root(), 1)), "bytes instead of double");
    QCOMPARE(tree.label(tree.child(tree.root(), 3)), "group instead of message");
    QCOMPARE(tree.label(tree.child(tree.root(), 4)), "fixed32 instead of string");
}

void TestTypedProtobuf::numbersKeepTheirMeaning_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("value");
    QTest::newRow("int32 -1") << QByteArray::fromHex("20ffffffffffffffffff01") << u"sizes"_s << qint64(-1);
    QTest::newRow("int32 of 5 bytes") << QByteArray::fromHex("20ffffffff0f") << u"sizes"_s << qint64(-1);
    QTest::newRow("sint32 -1") << QByteArray::fromHex("4801") << u"change"_s << qint64(-1);
    QTest::newRow("sint32 1") << QByteArray::fromHex("4802") << u"change"_s << qint64(1);
    QTest::newRow("sint32 least") << QByteArray::fromHex("48ffffffff0f") << u"change"_s << qint64(-2147483648LL);
    QTest::newRow("fixed64") << QByteArray::fromHex("510100000000000000") << u"sequence"_s << qint64(1);
    QTest::newRow("uint64") << QByteArray::fromHex("70ffffffffffffffff7f") << u"count"_s << std::numeric_limits<qint64>::max();
    QTest::newRow("bool of 2") << QByteArray::fromHex("6002") << u"live"_s << qint64(1);
}

void TestTypedProtobuf::numbersKeepTheirMeaning()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, name);
    QFETCH(qint64, value);
    const ValueTree tree = m_tick->decodeTree(bytes, {});
    QVERIFY(tree.isWhole());
    NodeId id = field(tree, tree.root(), qPrintable(name));
    if (tree.node(id).kind == ValueKind::List)
        id = tree.child(id, 0);
    QCOMPARE(tree.node(id).i, value);
}

void TestTypedProtobuf::wrongUtf8IsShownAsBytes()
{
    const QByteArray bytes = QByteArray::fromHex("0a02fffe");
    const ValueTree tree = m_tick->decodeTree(bytes, {});
    QCOMPARE(tree.node(tree.child(tree.root(), 0)).kind, ValueKind::Bytes);
    QCOMPARE(tree.label(tree.child(tree.root(), 0)), "string, not UTF-8");
}

void TestTypedProtobuf::brokenPackedNumbersAreTold()
{
    const QByteArray bytes = QByteArray::fromHex("0a0141" "220301" "02ff");
    const ValueTree tree = m_tick->decodeTree(bytes, {});
    QVERIFY(tree.problem().has_value());
    QCOMPARE(tree.problem()->offset, 7);
    QVERIFY(tree.problem()->text.contains(u"sizes"));
    QCOMPARE(tree.childCount(field(tree, tree.root(), "sizes")), 2);
    const QByteArray overlong = QByteArray::fromHex("220d" "01" "ffffffffffffffffffffff01" "02");
    const ValueTree other = m_tick->decodeTree(overlong.first(15), {});
    QVERIFY(other.problem().has_value());
    QCOMPARE(other.childCount(field(other, other.root(), "sizes")), 1);
}

void TestTypedProtobuf::everyPrefixIsHarmless()
{
    for (const auto &[codec, sample] : {std::pair{m_tick, protobufSamples::tick()}, {m_order, protobufSamples::order()}}) {
        const ValueTree whole = codec->decodeTree(sample, {});
        for (qsizetype length = 0; length < sample.size(); ++length) {
            const QByteArray prefix(sample.constData(), length);
            const ValueTree tree = codec->decodeTree(prefix, {});
            const QStringList all = names(whole, whole.root());
            QCOMPARE(names(tree, tree.root()), all.first(tree.childCount(tree.root())));
            QVERIFY(!tree.isCut());
            if (tree.problem()) {
                QVERIFY(tree.problem()->offset < length);
                QVERIFY(!codec->decode(prefix, 10'000).ok());
                QCOMPARE(int(codec->recognise(prefix, 1000).certainty), int(Certainty::No));
            }
        }
    }
}

void TestTypedProtobuf::bentBytesAreHarmless()
{
    QRandomGenerator random(5);
    for (const auto &[codec, sample] : {std::pair{m_tick, protobufSamples::tick()}, {m_order, protobufSamples::order()}}) {
        for (int round = 0; round < 3000; ++round) {
            QByteArray bytes = sample;
            for (int i = random.bounded(1, 6); i > 0; --i)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            const ValueTree tree = codec->decodeTree(bytes, {});
            for (qsizetype i = 0; i < tree.nodeCount(); ++i) {
                const ValueNode &node = tree.node({quint32(i)});
                QVERIFY(node.begin <= node.end && node.end <= bytes.size());
            }
            const Result<DecodedText> text = codec->decode(bytes, 10'000);
            if (text && !text->cut) {
                // What can be read can be written; required fields apart.
                const Result<QByteArray> again = codec->encode(text->text);
                QVERIFY2(again.ok() || codec == m_order, again.ok() ? "" : qPrintable(again.error().text()));
            }
        }
    }
}

void TestTypedProtobuf::limitsHold()
{
    const QByteArray bytes = protobufSamples::tick();
    const qsizetype all = m_tick->decodeTree(bytes, {}).nodeCount();
    for (qsizetype most = 1; most <= all; ++most) {
        DecodeLimits limits;
        limits.maxNodes = most;
        const ValueTree tree = m_tick->decodeTree(bytes, limits);
        QVERIFY(tree.nodeCount() <= most);
        QCOMPARE(tree.isCut(), most < all);
        QVERIFY(!tree.problem());
    }
    // previous in previous …
    QByteArray deep;
    for (int i = 0; i < 30; ++i)
        deep.prepend(char(deep.size())).prepend('\x7a');
    DecodeLimits limits;
    limits.maxDepth = 31;
    QVERIFY(m_tick->decodeTree(deep, limits).isWhole());
    limits.maxDepth = 30;
    QVERIFY(m_tick->decodeTree(deep, limits).problem().has_value());
    // Packed numbers: one byte each makes 32.
    QByteArray packed = QByteArray::fromHex("2280ade204"); // 10,000,000
    packed += QByteArray(10'000'000, '\x01');
    const ValueTree tree = m_tick->decodeTree(packed, {});
    QVERIFY(tree.isCut());
    QCOMPARE(tree.nodeCount(), DecodeLimits::defaultNodes);
}

void TestTypedProtobuf::jsonIsThatOfProtobuf()
{
    const Result<DecodedText> text = m_tick->decode(protobufSamples::tick(), 10'000);
    QVERIFY2(text.ok(), text.ok() ? "" : qPrintable(text.error().text()));
    QVERIFY(!text->cut);
    const QJsonObject json = QJsonDocument::fromJson(text->text.toUtf8()).object();
    QCOMPARE(json[u"symbol"].toString(), u"EURUSD"_s);
    QCOMPARE(json[u"side"].toString(), u"SELL"_s);
    QCOMPARE(json[u"sequence"].toString(), u"18446744073709551615"_s);
    QCOMPARE(json[u"raw"].toString(), u"AP8="_s);
    QCOMPARE(json[u"at"].toString(), u"2023-11-14T22:13:20.500Z"_s);
    QCOMPARE(json[u"limits"][u"week"][u"units"].toString(), u"-1"_s);
    QCOMPARE(json[u"tags"].toArray().last().toString(), u"突发"_s);
    QVERIFY(!json.contains(u"count"));
    QVERIFY(m_tick->decode(protobufSamples::tick(), 20)->cut);
    QCOMPARE(m_tick->decode(protobufSamples::tick(), 20)->text.size(), 20);
    QCOMPARE(m_tick->decode({}, 100)->text, u"{}"_s);
}

void TestTypedProtobuf::jsonMakesTheSameMessage()
{
    const QByteArray bytes = protobufSamples::tick();
    const QString text = m_tick->decode(bytes, 10'000)->text;
    const Result<QByteArray> again = m_tick->encode(text);
    QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(again.error().text()));
    QCOMPARE(m_tick->decode(*again, 10'000)->text, text);
    QCOMPARE(*m_tick->encode(u"{\"symbol\": \"A\", \"sizes\": [1, 2], \"side\": 2}"_s), QByteArray::fromHex("0a0141" "1802" "22020102"));
    QCOMPARE(*m_tick->encode(u"{}"_s), QByteArray());
    const Result<QByteArray> time = (*CodecRegistry::builtin().resolve(u"protobuf:google.protobuf.Timestamp"_s))->encode(u"\"2023-11-14T22:13:20Z\""_s);
    QVERIFY2(time.ok(), time.ok() ? "" : qPrintable(time.error().text()));
    QCOMPARE(*time, QByteArray::fromHex("0880e2cfaa06"));
}

void TestTypedProtobuf::unknownFieldsCutTheText()
{
    const Result<DecodedText> text = m_tick->decode(QByteArray::fromHex("0a0141" "a00607"), 1000);
    QVERIFY(text.ok());
    QVERIFY(text->cut);
    const Result<DecodedText> extension = m_order->decode(QByteArray::fromHex("0807" "a206026869"), 1000);
    QVERIFY(extension.ok());
    QVERIFY(extension->cut);
    const Result<DecodedText> group = m_order->decode(protobufSamples::order(), 1000);
    QVERIFY(!group.ok());
    QVERIFY(group.error().text().contains(u"groups"));
}

void TestTypedProtobuf::textOfSplitFieldsIsOneField()
{
    // tags, side, tags, side: lists are joined, and of one value the last counts.
    const Result<DecodedText> text = m_tick->decode(QByteArray::fromHex("6a0161" "1801" "6a0162" "1802"), 1000);
    QVERIFY(text.ok());
    QCOMPARE(text->text.simplified(), u"{ \"side\": \"SELL\", \"tags\": [ \"a\", \"b\" ] }"_s);
    QVERIFY(!m_tick->decode(QByteArray::fromHex("0a02fffe"), 1000).ok());
}

void TestTypedProtobuf::errorsNameTheField_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named");
    QTest::newRow("unknown field") << u"{\"symbool\": 1}"_s << u"symbool"_s;
    QTest::newRow("unknown enum") << u"{\"side\": \"HOLD\"}"_s << u"HOLD"_s;
    QTest::newRow("wrong type") << u"{\"fee\": {\"units\": \"many\"}}"_s << u"fee.units"_s;
    QTest::newRow("out of range") << u"{\"change\": 3000000000}"_s << u"change"_s;
    QTest::newRow("no JSON") << u"{\"symbol\": \n oops}"_s << u"Line 2"_s;
    QTest::newRow("no object") << u"[1]"_s << u"trade.Tick"_s;
    QTest::newRow("two of one") << u"{\"count\": \"1\", \"previous\": {}}"_s << u"more"_s;
}

void TestTypedProtobuf::errorsNameTheField()
{
    QFETCH(QString, text);
    QFETCH(QString, named);
    const Result<QByteArray> bytes = m_tick->encode(text);
    QVERIFY(!bytes.ok());
    QVERIFY2(bytes.error().text().contains(named), qPrintable(bytes.error().text()));
}

void TestTypedProtobuf::requiredFieldsMustBeThere()
{
    const Result<QByteArray> incomplete = m_order->encode(u"{\"note\": \"x\"}"_s);
    QVERIFY(!incomplete.ok());
    QVERIFY2(incomplete.error().text().contains(u"missing field id"), qPrintable(incomplete.error().text()));
    QCOMPARE(*m_order->encode(u"{\"note\": \"x\", \"id\": 1}"_s), QByteArray::fromHex("0801" "120178"));
    // Of what was received they are merely not shown.
    const QByteArray note = QByteArray::fromHex("120178");
    QVERIFY(m_order->decodeTree(note, {}).isWhole());
    QVERIFY(m_order->decode(note, 100)->text.contains(u"note"));
}

void TestTypedProtobuf::largeMessagesAreNoText()
{
    QByteArray bytes = QByteArray::fromHex("4280808008"); // raw, 16 MiB
    bytes += QByteArray(ProtobufCodec::maxTextBytes, 'x');
    QVERIFY(!m_tick->decode(bytes, 100).ok());
    QVERIFY(m_tick->decodeTree(bytes, {}).isWhole());
    QByteArray fits = QByteArray::fromHex("42fbffff07");
    fits += QByteArray(ProtobufCodec::maxTextBytes - 5, 'x');
    QVERIFY(m_tick->decode(fits, 100)->cut);
}

void TestTypedProtobuf::deepJsonIsRefused()
{
    const auto nested = [](int depth) {
        return QString(u"{\"previous\":"_s.repeated(depth) + u"{}"_s + u"}"_s.repeated(depth));
    };
    QVERIFY(m_tick->encode(nested(50)).ok());
    for (int depth = 90; depth < 110; ++depth) {
        const Result<QByteArray> bytes = m_tick->encode(nested(depth));
        QVERIFY(!bytes || m_tick->decodeTree(*bytes, {}).isWhole());
    }
    const Result<QByteArray> deep = m_tick->encode(nested(1500));
    QVERIFY(!deep.ok());
}

void TestTypedProtobuf::recognises()
{
    const QByteArray bytes = protobufSamples::tick();
    QCOMPARE(int(m_tick->recognise(bytes, 1000).certainty), int(Certainty::Likely));
    QCOMPARE(m_tick->recognise(bytes, 1000).reason, u"fits trade.Tick, 128 of 128 bytes used"_s);
    QCOMPARE(int(m_tick->recognise(bytes, 20).certainty), int(Certainty::Likely));
    QCOMPARE(int(m_order->recognise(bytes, 1000).certainty), int(Certainty::Possible));
    QCOMPARE(int(m_tick->recognise({}, 1000).certainty), int(Certainty::Possible));
    QCOMPARE(int(m_tick->recognise("hello", 1000).certainty), int(Certainty::No));
    const QByteArray packed = *CodecRegistry::builtin().find(u"zstd")->wrap(bytes);
    QCOMPARE(Detector().best(packed).codec->id(), u"zstd|protobuf"_s);
    const CodecPtr wrapped = *CodecRegistry::builtin().resolve(u"zstd|protobuf:trade.Tick"_s);
    QVERIFY(wrapped->recognises(packed));
    QCOMPARE(*wrapped->encode(u"{}"_s), *CodecRegistry::builtin().find(u"zstd")->wrap({}));
}

QTEST_GUILESS_MAIN(TestTypedProtobuf)
#include "tst_typed_protobuf.moc"
