// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/array/array_reader.h"
#include "core/codec/detector.h"
#include "core/codec/protobuf/protobuf_schemas.h"
#include "core/value/gist.h"
#include "tests/support/peer_process.h"
#include "tests/support/session_fixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

namespace {

/// What a Python program sends, and what is shown of it.
struct Sample
{
    QString expression; ///< of the Python program
    QString text;       ///< of our codec; lines joined
    QString sent = {};  ///< what is typed for it, when not the text
};

/// The text without its line breaks and indents, so that it says what is shown, not how.
QString joined(const QString &text)
{
    QString out = text.simplified();
    for (const QChar bracket : u"[{("_s)
        out.replace(QString(bracket + u" "_s), QString(bracket));
    for (const QChar bracket : u"]})"_s) {
        out.replace(QString(u", "_s + bracket), QString(bracket));
        out.replace(QString(u' ' + QString(bracket)), QString(bracket));
    }
    return out;
}

QStringList expressions(const QList<Sample> &samples)
{
    QStringList all;
    for (const Sample &sample : samples)
        all.append(sample.expression);
    return all;
}

/// Values that every protocol of pickle carries.
QList<Sample> pickleSamples()
{
    return {
        {u"{'event': '突发事件A', 'n': [1, -2.5, None, True, 2**70]}"_s,
         u"{'event': '突发事件A', 'n': [1, -2.5, None, True, 1180591620717411303424]}"_s},
        {u"data.zmqStruct(cmd=1, data=None, desc='你好')"_s, u"data.zmqStruct(cmd=1, data=None, desc='你好')"_s},
        {u"[data.zmqStruct(1, {'in': (data.zmqStruct(2), 'x')}, 'out')]"_s,
         u"[data.zmqStruct(cmd=1, data={'in': (data.zmqStruct(cmd=2, data=None, desc=''), 'x')}, desc='out')]"_s},
        {u"(b'\\x00\\xff', bytearray(b'ab'), set(), {1}, frozenset({'a'}), '', b'')"_s,
         u"(b'\\x00\\xff', bytearray(b'ab'), set(), {1}, frozenset({'a'}), '', b'')"_s},
        {u"decimal.Decimal('1.50')"_s, u"decimal.Decimal('1.50')"_s},
        {u"datetime.datetime(2026, 1, 31, 12, 30, 59, 123456)"_s,
         u"datetime.datetime(2026, 1, 31, 12, 30, 59, 123456)"_s},
        {u"[datetime.date(2026, 2, 28), datetime.timedelta(1, 2, 3), datetime.time(7, 5)]"_s,
         u"[datetime.date(2026, 2, 28), datetime.timedelta(1, 2, 3), datetime.time(7, 5)]"_s},
        {u"complex(1, -2)"_s, u"complex(1.0, -2.0)"_s},
        {u"Point(1.5, tags=['a'])"_s, u"payload_formats.Point(x=1.5, y=0.0, tags=['a'])"_s},
        {u"failed('late', code=7)"_s, u"payload_formats.Failed('late', code=7)"_s},
        {u"[data.zmqStruct, len]"_s, u"[data.zmqStruct, len]"_s},
        {u"float('inf')"_s, u"float('inf')"_s},
    };
}

/// Values that each version of Python writes in another way.
QList<Sample> typedSamples()
{
    return {
        {u"Color.RED"_s, u"payload_formats.Color(1)"_s},
        {u"fractions.Fraction(1, 3)"_s, u"fractions.Fraction(1, 3)"_s},
        {u"[KeyError('k'), KeyError]"_s, u"[KeyError('k'), KeyError]"_s},
        {u"range(1, 5)"_s, u"range(1, 5)"_s},
        {u"data.zmqStruct()"_s, u"data.zmqStruct()"_s},
        {u"datetime.datetime(2026, 1, 31, tzinfo=datetime.timezone.utc)"_s,
         u"datetime.datetime(2026, 1, 31, 0, 0, 0, 0, datetime.timezone(datetime.timedelta(0)))"_s},
        {u"['\\ud83d', 'a\\n\\\\', -0.0, 2**4000]"_s,
         QString(u"['\\ud83d', 'a\\n\\\\', -0.0, 0x1"_s + QString(1000, u'0') + u']')},
    };
}

} // namespace

/// Payloads of real Python programs: what they send is shown as what it is, and what is typed here
/// is an equal value for them.
class TestPayloadFormats : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void picklesFromPython_data();
    void picklesFromPython();
    void picklesToPython_data();
    void picklesToPython();
    void classesOfTheirOwnKind();
    void fromPython_data();
    void fromPython();
    void toPython_data();
    void toPython();
    void arraysFromPython();
    void arraysToPython();
    void cleanupTestCase();

private:
    /// Messages of a Python program that sends the samples.
    QList<Frames> sentByPython(const QString &format, const QList<Sample> &samples);
    /// Sends the messages to a Python program that compares them.
    void verify(const QString &format, const QList<Sample> &samples, const QList<Frames> &messages);
    QList<Frames> encoded(const QString &codec, const QList<Sample> &samples);

    QTemporaryDir m_folder;
};

void TestPayloadFormats::initTestCase()
{
    QFile schema(m_folder.filePath(u"payload_tick.proto"_s));
    QVERIFY(schema.open(QIODevice::WriteOnly));
    schema.write("syntax = \"proto3\";\npackage trade;\n"
                 "message Tick { string symbol = 1; double price = 2; int64 at = 3; repeated int32 sizes = 4; }\n");
    schema.close();
    qputenv("PAYLOAD_PROTO", schema.fileName().toUtf8());
    const Result<ProtobufSchemasPtr> schemas = ProtobufSchemas::load({{schema.fileName()}, {}});
    QVERIFY2(schemas.ok(), qPrintable(schemas ? QString() : schemas.error().text()));
    ProtobufSchemas::setCurrent(*schemas);
}

void TestPayloadFormats::cleanupTestCase()
{
    qunsetenv("PAYLOAD_PROTO");
}

QList<Frames> TestPayloadFormats::sentByPython(const QString &format, const QList<Sample> &samples)
{
    SessionFixture f;
    const auto source = python(u"payload_sender"_s, QStringList{format} + expressions(samples));
    SocketPanel *sink = f.open(connected(SocketType::Pull, source->nextText(u"bound"_s)));
    (void)QTest::qWaitFor([&] { return receivedBy(*sink).size() == samples.size(); }, 20'000);
    return receivedBy(*sink);
}

void TestPayloadFormats::verify(const QString &format, const QList<Sample> &samples, const QList<Frames> &messages)
{
    QCOMPARE(messages.size(), samples.size());
    SessionFixture f;
    const auto sink = python(u"payload_receiver"_s, QStringList{format} + expressions(samples));
    SocketPanel *source = f.open(connected(SocketType::Push, sink->nextText(u"bound"_s)));
    QTRY_COMPARE(source->channel().connectedPeers(), 1);
    for (const Frames &message : messages)
        QCOMPARE(source->send({message}).status, SendReport::Status::Sent);
    for (const Sample &sample : samples) {
        const QString verdict = sink->nextText(u"verdict"_s);
        QVERIFY2(verdict == u"ok", qPrintable(QString(sample.expression + u": " + verdict)));
    }
}

QList<Frames> TestPayloadFormats::encoded(const QString &codecId, const QList<Sample> &samples)
{
    QList<Frames> messages;
    const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(codecId);
    if (!codec) {
        QTest::qFail(qPrintable(codec.error().text()), __FILE__, __LINE__);
        return messages;
    }
    for (const Sample &sample : samples) {
        const Result<QByteArray> bytes = (*codec)->encode(sample.sent.isEmpty() ? sample.text : sample.sent);
        if (bytes)
            messages.append(Frames{*bytes});
        else
            QTest::qFail(qPrintable(QString(sample.expression + u": " + bytes.error().text())), __FILE__, __LINE__);
    }
    return messages;
}

void TestPayloadFormats::picklesFromPython_data()
{
    QTest::addColumn<int>("protocol");
    for (int protocol = 0; protocol <= 5; ++protocol)
        QTest::addRow("protocol %d", protocol) << protocol;
}

void TestPayloadFormats::picklesFromPython()
{
    QFETCH(int, protocol);
    const QList<Sample> samples = pickleSamples();
    const QList<Frames> messages = sentByPython(u"pickle%1"_s.arg(protocol), samples);
    QCOMPARE(messages.size(), samples.size());
    const Codec &codec = *CodecRegistry::builtin().find(u"pickle");
    for (int i = 0; i < samples.size(); ++i) {
        const QByteArray bytes = messages[i].first();
        const Result<DecodedText> shown = codec.decode(bytes, 10'000);
        QVERIFY2(shown.ok(), qPrintable(shown ? QString() : shown.error().text()));
        QCOMPARE(joined(shown->text), samples[i].text);
        if (protocol >= 2)
            QCOMPARE(Detector().best(bytes).codec->id(), u"pickle"_s);
    }
    const ValueTree tree = codec.decodeTree(messages[1].first(), {});
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.label(tree.root()).toByteArray(), "data.zmqStruct"_ba);
    const QString line = gist(tree, 80);
    QVERIFY2(line.startsWith(u"zmqStruct(cmd=1, data=") && line.contains(u"你好"), qPrintable(line));
}

void TestPayloadFormats::picklesToPython_data()
{
    picklesFromPython_data();
}

void TestPayloadFormats::picklesToPython()
{
    QFETCH(int, protocol);
    const QString name = u"pickle%1"_s.arg(protocol);
    const QList<Sample> samples = pickleSamples();
    verify(name, samples, encoded(u"pickle:%1"_s.arg(protocol), samples));
    verify(name, typedSamples(), encoded(u"pickle:%1"_s.arg(protocol), typedSamples()));
}

/// What only newer protocols say as it is.
void TestPayloadFormats::classesOfTheirOwnKind()
{
    const QList<Sample> samples{
        {u"stack([1, 2], name='s')"_s, u"payload_formats.Stack().extend([1, 2]).__setstate__({'name': 's'})"_s},
        {u"collections.OrderedDict(a=1, b=[2])"_s, u"collections.OrderedDict().update({'a': 1, 'b': [2]})"_s},
        {u"collections.deque([1, 2], 3)"_s, u"collections.deque((), 3).extend([1, 2])"_s},
        {u"Temperature(celsius=36.6)"_s, u"payload_formats.Temperature.__new__(payload_formats.Temperature, celsius=36.6)"_s},
        {u"uuid.UUID(int=5)"_s, u"uuid.UUID(int=5)"_s},
        {u"data.zmqStruct(decimal.Decimal(2), {frozenset({1}): uuid.UUID(int=6)})"_s,
         u"data.zmqStruct(cmd=decimal.Decimal('2'), data={frozenset({1}): uuid.UUID(int=6)}, desc='')"_s},
    };
    const Codec &codec = *CodecRegistry::builtin().find(u"pickle");
    const QList<Frames> messages = sentByPython(u"pickle4"_s, samples);
    QCOMPARE(messages.size(), samples.size());
    for (int i = 0; i < samples.size(); ++i)
        QCOMPARE(joined(codec.decode(messages[i].first(), 10'000)->text), samples[i].text);
    verify(u"pickle4"_s, samples, encoded(u"pickle:4"_s, samples));
    verify(u"pickle5"_s, samples, encoded(u"pickle:5"_s, samples));
}

void TestPayloadFormats::fromPython_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QList<Sample>>("samples");
    const auto row = [](const QString &format, const QString &codec, const QList<Sample> &samples) {
        QTest::newRow(qPrintable(format)) << format << codec << samples;
    };
    const Sample event{u"{'event': '突发事件A', 'n': [1, -2, 1.5, None, True, 2**63]}"_s,
                       u"{\"event\": \"突发事件A\", \"n\": [1, -2, 1.5, null, true, 9223372036854775808]}"_s};
    // json.dumps() escapes what is not ASCII; it is shown as it came.
    Sample eventJson{event.expression, event.text, event.text};
    eventJson.text.replace(u"突发事件"_s, u"\\u7a81\\u53d1\\u4e8b\\u4ef6"_s);
    const Sample nested{u"[[[]], {'a': {}}]"_s, u"[[[]], {\"a\": {}}]"_s};
    row(u"string"_s, u"text"_s, {{u"'你好 world'"_s, u"你好 world"_s}});
    row(u"json"_s, u"json"_s, {eventJson, nested});
    row(u"msgpack"_s, u"msgpack"_s, {event, nested, {u"{'b': b'\\x01\\xff', 3: 'x'}"_s, u"{\"b\": h'01ff', 3: \"x\"}"_s}});
    row(u"cbor"_s, u"cbor"_s, {event, nested, {u"{'b': b'\\x01\\xff', -3: 'x'}"_s, u"{\"b\": h'01ff', -3: \"x\"}"_s}});
    row(u"bson"_s, u"bson"_s,
        {{u"{'event': '突发事件A', 'n': [1, 2.5, None, True], 'd': {'x': 2**40}}"_s,
          u"{\"event\": \"突发事件A\", \"n\": [1, 2.5, null, true], \"d\": {\"x\": 1099511627776}}"_s}});
    row(u"protobuf"_s, u"protobuf:trade.Tick"_s,
        {{u"{'symbol': '突发', 'price': 1.5, 'at': 2**60, 'sizes': [1, -2]}"_s,
          u"{\"symbol\": \"突发\", \"price\": 1.5, \"at\": \"1152921504606846976\", \"sizes\": [1, -2]}"_s}});
    for (const QString &packer : {u"gzip"_s, u"zlib"_s, u"zstd"_s, u"lz4"_s}) {
        row(QString(packer + u"|json"), QString(packer + u"|json"), {eventJson});
        row(QString(packer + u"|msgpack"), QString(packer + u"|msgpack"), {event, nested});
    }
    row(u"gzip|zstd|cbor"_s, u"gzip|zstd|cbor"_s, {event});
}

void TestPayloadFormats::fromPython()
{
    QFETCH(QString, format);
    QFETCH(QString, codec);
    QFETCH(QList<Sample>, samples);
    const Result<CodecPtr> reader = CodecRegistry::builtin().resolve(codec);
    QVERIFY2(reader.ok(), qPrintable(reader ? QString() : reader.error().text()));
    const QList<Frames> messages = sentByPython(format, samples);
    QCOMPARE(messages.size(), samples.size());
    for (int i = 0; i < samples.size(); ++i) {
        const QByteArray bytes = messages[i].first();
        const Result<DecodedText> shown = (*reader)->decode(bytes, 10'000);
        QVERIFY2(shown.ok(), qPrintable(shown ? QString() : shown.error().text()));
        QVERIFY(!shown->cut);
        QCOMPARE(joined(shown->text), samples[i].text);
        if (!codec.contains(u':'))
            QCOMPARE(Detector().best(bytes).codec->id(), codec);
    }
}

void TestPayloadFormats::toPython_data()
{
    fromPython_data();
}

void TestPayloadFormats::toPython()
{
    QFETCH(QString, format);
    QFETCH(QString, codec);
    QFETCH(QList<Sample>, samples);
    verify(format, samples, encoded(codec, samples));
}

void TestPayloadFormats::arraysFromPython()
{
    const QList<Sample> samples{{u"numpy.arange(6, dtype='<i4').reshape(2, 3)"_s, u"2 × 3"_s},
                                {u"numpy.array([[1.5, -2.5]], dtype='>f8')"_s, u"1 × 2"_s},
                                {u"numpy.zeros((2, 2, 3), dtype='uint8')"_s, u"2 × 2 × 3"_s}};
    const QList<Frames> messages = sentByPython(u"array"_s, samples);
    QCOMPARE(messages.size(), samples.size());
    for (int i = 0; i < samples.size(); ++i) {
        QCOMPARE(messages[i].size(), 2);
        const Result<ArrayView> array = arrayFromHeader(messages[i][0], messages[i][1]);
        QVERIFY2(array.ok(), qPrintable(array ? QString() : array.error().text()));
        QCOMPARE(array->shapeText(), samples[i].text);
    }
    QCOMPARE(arrayFromHeader(messages[0][0], messages[0][1])->integer(5), 5);
    QCOMPARE(arrayFromHeader(messages[1][0], messages[1][1])->number(1), -2.5);

    const QByteArray file = sentByPython(u"npy"_s, {samples.first()}).value(0).value(0);
    QCOMPARE(Detector().best(file).codec->id(), u"npy"_s);
    const Result<ArrayView> array = parseNpy(file);
    QVERIFY2(array.ok(), qPrintable(array ? QString() : array.error().text()));
    QCOMPARE(array->integer(5), 5);
    const ValueTree tree = CodecRegistry::builtin().find(u"npy")->decodeTree(file, {});
    QVERIFY(tree.isWhole());
}

void TestPayloadFormats::arraysToPython()
{
    const QList<Sample> samples{{u"numpy.array([[1, -1]], dtype='<i2')"_s, {}}};
    const CodecPtr header = *CodecRegistry::builtin().resolve(u"json"_s);
    const CodecPtr elements = *CodecRegistry::builtin().resolve(u"hex"_s);
    verify(u"array"_s, samples,
           {{*header->encode(u"{\"dtype\": \"<i2\", \"shape\": [1, 2]}"_s), *elements->encode(u"01 00 ff ff"_s)}});
}

QTEST_GUILESS_MAIN(TestPayloadFormats)
#include "tst_payload_formats.moc"
