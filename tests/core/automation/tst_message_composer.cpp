// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/message_composer.h"

#include "core/codec/codec_registry.h"
#include "core/message/message_store.h"
#include "core/value/gist.h"

#include <QTemporaryDir>
#include <QtTest>
#include <sys/stat.h>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

SendDraft draftOfTexts(const QStringList &texts)
{
    SendDraft draft;
    draft.frames.clear();
    for (const QString &text : texts)
        draft.frames.append(FrameDraft{u"text"_s, text});
    return draft;
}

QList<QByteArray> composed(const SendDraft &draft, SocketType type)
{
    const Result<Message> message = composeMessage(draft, type);
    return message ? message->frames : QList<QByteArray>{"error: " + message.error().text().toUtf8()};
}

/// A stored message of these frames, to be looked at.
class Stored
{
public:
    explicit Stored(const QList<QByteArray> &frames)
    {
        const std::vector<QByteArrayView> views(frames.cbegin(), frames.cend());
        m_index = m_store.append(MessageHeader{}, views);
    }
    MessageView view() const { return *m_store.at(m_index); }

private:
    MessageStore m_store;
    MessageIndex m_index;
};

using Frames = QList<QByteArray>;

CodecPtr codec(const QString &id)
{
    return *CodecRegistry::builtin().resolve(id);
}

QByteArray zipped(const QByteArray &bytes)
{
    return *codec(u"gzip"_s)->wrap(bytes);
}

/// What Python writes of {'event': '突发事件A', 'n': [1, 2.5, None]}.
QByteArray pythonPickle(int protocol)
{
    const QByteArray memoized = "7d71002858050000006576656e747101580d000000e7aa81e58f91e4ba8be4bbb641710258010000006e7103"
                                "5d7104284b014740040000000000004e65752e";
    if (protocol == 0)
        return QByteArray::fromHex("286470300a566576656e740a70310a565c75376138315c75353364315c75346538625c7534656636410a70320a"
                                   "73566e0a70330a286c70340a49310a6146322e350a614e61732e");
    if (protocol == 1)
        return QByteArray::fromHex(memoized);
    if (protocol < 4)
        return QByteArray::fromHex("800" + QByteArray::number(protocol) + memoized);
    return QByteArray::fromHex("800" + QByteArray::number(protocol)
                               + "9531000000000000007d94288c056576656e74948c0de7aa81e58f91e4ba8be4bbb641948c016e945d94284b014740"
                                 "040000000000004e65752e");
}

/// The one frame as a form has it; @p reading says how it is read, and is found out when empty.
FrameDraft draftOfFrame(const QByteArray &bytes, const QString &reading = {})
{
    const Stored stored({bytes});
    FrameReader reader;
    if (!reading.isEmpty())
        reader = [&](qsizetype) { return codec(reading); };
    return draftOf(stored.view(), SocketType::Push, reader).frames.value(0);
}

QByteArray encoded(const FrameDraft &frame, const PlaceholderValues &values = {})
{
    const Result<QByteArray> bytes = encodeFrame(frame, values);
    return bytes ? *bytes : QByteArray("error: " + bytes.error().text().toUtf8());
}

} // namespace

class MessageComposerTest : public QObject
{
    Q_OBJECT

private slots:
    void framesAreEncodedByTheirCodec()
    {
        SendDraft draft = draftOfTexts({u"a\\n\\x00b"_s, u""_s});
        draft.frames.append(FrameDraft{u"hex"_s, u"00 ff"_s});
        draft.frames.append(FrameDraft{u"base64"_s, u"aGk="_s});
        draft.frames.append(FrameDraft{u"json"_s, u"{\"a\": 1}"_s});
        QCOMPARE(composed(draft, SocketType::Push),
                 (Frames{QByteArray("a\n\0b", 4), "", QByteArray("\0\xff", 2), "hi", "{\"a\": 1}"}));
    }

    void aFrameThatCannotBeEncodedIsNamed()
    {
        SendDraft draft = draftOfTexts({u"fine"_s, u"bad \\q"_s});
        const Result<Message> message = composeMessage(draft, SocketType::Push);
        QVERIFY(!message);
        QVERIFY2(message.error().operation.contains(u"2"_s), qPrintable(message.error().text()));
    }

    void anUnknownCodecIsRefused()
    {
        QVERIFY(!encodeFrame(FrameDraft{u"from the future"_s, u"x"_s}));
    }

    void aFileIsReadWhenItIsSent()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"frame.bin"_s);
        QVERIFY(!encodeFrame(FrameDraft{u"file"_s, path}));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("\0\1\2", 3));
        file.close();
        const Result<QByteArray> bytes = encodeFrame(FrameDraft{u"file"_s, path});
        QVERIFY(bytes.ok());
        QCOMPARE(*bytes, QByteArray("\0\1\2", 3));
        QVERIFY(!encodeFrame(FrameDraft{u"file"_s, folder.path()}));
        // Nobody writes into it: opening it would wait for ever.
        const QString pipe = folder.filePath(u"pipe"_s);
        QCOMPARE(mkfifo(pipe.toUtf8().constData(), 0600), 0);
        QVERIFY(!encodeFrame(FrameDraft{u"file"_s, pipe}));
        QVERIFY(!encodeFrame(FrameDraft{u"file"_s, {}}));
    }

    void tooLargeAFileIsRefusedUnread()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"sparse"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(maxFileFrameBytes + 1));
        const Result<QByteArray> bytes = encodeFrame(FrameDraft{u"file"_s, file.fileName()});
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().code, ErrorCode::TooMany);
    }

    void routersAddressAndDelimit()
    {
        SendDraft draft = draftOfTexts({u"body"_s});
        draft.emptyDelimiter = true;
        QVERIFY(!composeMessage(draft, SocketType::Router));
        draft.routingId = "id";
        QCOMPARE(composed(draft, SocketType::Router), (Frames{"id", "", "body"}));
        QCOMPARE(composed(draft, SocketType::Dealer), (Frames{"", "body"}));
        QCOMPARE(composed(draft, SocketType::Stream), (Frames{"id", "body"}));
        QCOMPARE(composed(draft, SocketType::Req), (Frames{"body"}));
    }

    void topicsGoInFrontAsFrameOrPrefix()
    {
        SendDraft draft = draftOfTexts({u"21"_s});
        draft.topic = u"weather\\x00"_s;
        QCOMPARE(composed(draft, SocketType::Pub), (Frames{QByteArray("weather\0", 8), "21"}));
        draft.topicAsFrame = false;
        QCOMPARE(composed(draft, SocketType::Xpub), (Frames{QByteArray("weather\00021", 10)}));
        QCOMPARE(composed(draft, SocketType::Push), (Frames{"21"}));
        draft.topic.clear();
        QCOMPARE(composed(draft, SocketType::Pub), (Frames{"21"}));
        draft.topic = u"\\"_s;
        QVERIFY(!composeMessage(draft, SocketType::Pub));
    }

    void aLoggedMessageBecomesADraftOfTheSameBytes_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<Frames>("frames");
        QTest::newRow("text") << int(SocketType::Push) << Frames{"hello\nworld \\ \xc3\xa9"};
        QTest::newRow("binary") << int(SocketType::Push) << Frames{QByteArray("\xff\0\x80", 3), ""};
        QTest::newRow("router") << int(SocketType::Router) << Frames{QByteArray("\0\1\2\3\4", 5), "", "x"};
        QTest::newRow("router, no delimiter") << int(SocketType::Router) << Frames{"id", "x", ""};
        QTest::newRow("router, empty body") << int(SocketType::Router) << Frames{"id", ""};
        QTest::newRow("dealer") << int(SocketType::Dealer) << Frames{"", "x"};
        QTest::newRow("stream") << int(SocketType::Stream) << Frames{"id", "GET /"};
        QTest::newRow("pub") << int(SocketType::Pub) << Frames{"topic", "x"};
        QTest::newRow("control characters") << int(SocketType::Pair) << Frames{QByteArray("\0\1\x7f\r\n\t", 6)};
    }

    void aLoggedMessageBecomesADraftOfTheSameBytes()
    {
        QFETCH(int, type);
        QFETCH(Frames, frames);
        const Stored stored(frames);
        const SendDraft draft = draftOf(stored.view(), SocketType(type));
        QCOMPARE(composed(draft, SocketType(type)), frames);
    }

    void placeholdersAreFilledInBeforeEncoding()
    {
        PlaceholderValues values;
        values.number = 7;
        values.now = Timestamp{1'600'000'000'123'000'000};
        QCOMPARE(encoded({u"text"_s, u"{n} {now:ms}\\n{{n}}"_s}, values), QByteArray("7 1600000000123\n{n}"));
        QCOMPARE(encoded({u"hex"_s, u"0{n} ff"_s}, values), QByteArray("\x07\xff"));
        QCOMPARE(encoded({u"json"_s, u"{\"n\": {n}}"_s}, values), QByteArray("{\"n\": 7}"));
        QCOMPARE(encoded({u"msgpack"_s, u"[{n}]"_s}, values), QByteArray("\x91\x07"));
        const QByteArray packed = encoded({u"gzip|pickle:2"_s, u"{'n': {n}}"_s}, values);
        QCOMPARE(codec(u"gzip|pickle"_s)->decode(packed, 100)->text, u"{'n': 7}"_s);
        // An escape that makes a brace makes no placeholder.
        QCOMPARE(encoded({u"text"_s, u"\\x7bn} {n}"_s}, values), QByteArray("{n} 7"));
        const Result<QByteArray> unknown = encodeFrame({u"text"_s, u"{env:ZMQSCOPE_NEVER_SET}"_s});
        QVERIFY(!unknown);
        QVERIFY2(unknown.error().text().contains(u"ZMQSCOPE_NEVER_SET"), qPrintable(unknown.error().text()));
        // What is filled in may be wrong for the format.
        QVERIFY(!encodeFrame({u"hex"_s, u"{now}"_s}));
    }

    void theTopicHasPlaceholdersToo()
    {
        SendDraft draft = draftOfTexts({u"{n}"_s});
        draft.topic = u"sensor/{n}"_s;
        PlaceholderValues values;
        values.number = 3;
        QCOMPARE(composeMessage(draft, SocketType::Pub, values)->frames, (Frames{"sensor/3", "3"}));
        draft.topic = u"{random:5..1}"_s;
        const Result<Message> wrong = composeMessage(draft, SocketType::Pub);
        QVERIFY(!wrong);
        QVERIFY2(wrong.error().operation.contains(u"Topic"), qPrintable(wrong.error().text()));
    }

    void randomFramesAreOfTheirLength()
    {
        const FrameDraft sixteen{QString(randomCodecId), u" 16 "_s};
        const QByteArray bytes = encoded(sixteen);
        QCOMPARE(bytes.size(), 16);
        QVERIFY(bytes != encoded(sixteen)); // equal once in 2^128
        for (int length : {0, 1, 3, 5, 4096})
            QCOMPARE(encoded({QString(randomCodecId), QString::number(length)}).size(), length);
        QCOMPARE(encoded({QString(randomCodecId), QString::number(maxRandomBytes)}).size(), maxRandomBytes);
        for (const QString &wrong : {QString::number(maxRandomBytes + 1), u"-1"_s, u""_s, u"many"_s, u"1.5"_s}) {
            const Result<QByteArray> refused = encodeFrame({QString(randomCodecId), wrong});
            QVERIFY2(!refused, qPrintable(wrong));
            QVERIFY2(refused.error().detail.contains(wrong), qPrintable(refused.error().text()));
        }
        const QByteArray drawn = encoded({QString(randomCodecId), u"{random:3..4}"_s});
        QVERIFY2(drawn.size() == 3 || drawn.size() == 4, drawn);
    }

    void framesThatChangeWithEachSend()
    {
        QVERIFY(changesWithEachSend({u"text"_s, u"{n}"_s}));
        QVERIFY(changesWithEachSend({u"pickle:2"_s, u"{'id': '{uuid}'}"_s}));
        QVERIFY(changesWithEachSend({QString(randomCodecId), u"4"_s}));
        QVERIFY(!changesWithEachSend({u"text"_s, u"plain {braces}"_s}));
        QVERIFY(!changesWithEachSend({u"json"_s, u"{\"n\": {\"now\": 1}}"_s}));
        QVERIFY(!changesWithEachSend({QString(fileCodecId), u"/tmp/{n}"_s})); // the file's own name
    }

    void aFrameIsEditedInItsOwnFormat_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reading"); // empty: found out
        QTest::addColumn<QString>("codec");
        QTest::addColumn<QString>("text"); // null: whatever makes these bytes
        const auto row = [](const char *name, const QByteArray &bytes, const QString &reading, const QString &id, const QString &text = {}) {
            QTest::newRow(name) << bytes << reading << id << text;
        };
        row("JSON keeps its blanks", "{ \"a\" : 1.50,\n\t\"b\": [ ] }", {}, u"json"_s, u"{ \"a\" : 1.50,\n\t\"b\": [ ] }"_s);
        row("JSON with a placeholder's letters", "{\"a\": \"{n}\"}", {}, u"text"_s);
        row("JSON as text", "{\"a\": 1}", u"text"_s, u"text"_s, u"{\"a\": 1}"_s);
        row("broken JSON", "{\"a\": ", u"json"_s, u"text"_s, u"{\"a\": "_s);
        row("text", "hello", {}, u"text"_s, u"hello"_s);
        row("text of placeholders", "{n} {now:ms} {uuid} {random:1..2}", {}, u"text"_s);
        row("a backslash before one", "\\{n} \\\\{n}", {}, u"text"_s);
        row("a placeholder in braces", "{{n}} {{{n}}} {n", {}, u"text"_s);
        row("other braces", "if (a) {b} {", {}, u"text"_s, u"if (a) {b} {"_s);
        row("MessagePack", QByteArray::fromHex("82a16101a16293010203"), {}, u"msgpack"_s);
        row("MessagePack of a placeholder's letters", QByteArray::fromHex("81a161a37b6e7d"), {}, u"hex"_s);
        row("CBOR", QByteArray::fromHex("a2616101616202"), u"cbor"_s, u"cbor"_s);
        row("struct", QByteArray::fromHex("01000000" "6162"), u"struct:<I2s"_s, u"struct:<I2s"_s);
        row("GB18030", QByteArray::fromHex("c4e3bac3"), u"encoding:gb18030"_s, u"encoding:gb18030"_s, u"你好"_s);
        row("gzip of JSON", zipped("{\n  \"a\": [\n    1\n  ]\n}"), {}, u"gzip|json"_s);
        row("gzip of text", zipped("one\\two\nthree\x01"), {}, u"gzip|text"_s);
        row("gzip of gzip of JSON", zipped(zipped("[\n  1,\n  2\n]")), {}, u"gzip|gzip|json"_s);
        row("gzip of a placeholder's letters", zipped("it is {n}"), {}, u"hex"_s);
        row("damaged gzip", zipped("{\"a\": [1, 2]}").chopped(6), u"gzip|json"_s, u"hex"_s);
        row("bytes", QByteArray::fromHex("c1ff00"), {}, u"hex"_s, u"c1 ff 00"_s);
        row("damaged pickle", pythonPickle(2).chopped(5), u"pickle"_s, u"hex"_s);
        row("image", QByteArray::fromHex("89504e470d0a1a0a0000000d49484452"), u"image"_s, u"hex"_s);
        row("nothing", {}, {}, u"text"_s, u""_s);
        row("too long to edit", "\xda\xff\xff" + QByteArray(65535, 'x'), u"msgpack"_s, u"msgpack"_s);
    }

    void aFrameIsEditedInItsOwnFormat()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reading);
        QFETCH(QString, codec);
        QFETCH(QString, text);
        const FrameDraft draft = draftOfFrame(bytes, reading);
        QVERIFY2(draft.codec == codec, qPrintable(draft.codec + u": "_s + draft.text.left(100)));
        if (!text.isNull())
            QCOMPARE(draft.text, text);
        QVERIFY(!changesWithEachSend(draft) || draft.text.contains(u"\\x7b"_s));
        QCOMPARE(encoded(draft), bytes);
    }

    void aPickleIsEditedInItsProtocol_data()
    {
        QTest::addColumn<int>("protocol");
        for (int protocol = 0; protocol <= 5; ++protocol)
            QTest::addRow("%d", protocol) << protocol;
    }

    void aPickleIsEditedInItsProtocol()
    {
        QFETCH(int, protocol);
        const QByteArray bytes = pythonPickle(protocol);
        const QString id = u"pickle:%1"_s.arg(protocol);
        const FrameDraft draft = draftOfFrame(bytes);
        QCOMPARE(draft.codec, id);
        QCOMPARE(draft.text, u"{'event': '突发事件A', 'n': [1, 2.5, None]}"_s);
        const QByteArray again = encoded(draft);
        QCOMPARE(codec(u"pickle"_s)->idFor(again), id);
        QCOMPARE(gist(codec(u"pickle"_s)->decodeTree(again, {}), 200), gist(codec(u"pickle"_s)->decodeTree(bytes, {}), 200));
        QCOMPARE(draftOfFrame(zipped(bytes)).codec, QString(u"gzip|"_s + id));
    }

    void aValueThatReadsTheSameIsEnough()
    {
        // A 16-bit 1, for which 8 bits would do.
        const FrameDraft draft = draftOfFrame(QByteArray::fromHex("92cd0001c3"), u"msgpack"_s);
        QCOMPARE(draft.codec, u"msgpack"_s);
        QCOMPARE(codec(u"msgpack"_s)->decode(encoded(draft), 100)->text, draft.text);
        const FrameDraft packed = draftOfFrame(zipped("{\"a\":[1,2]}"));
        QCOMPARE(packed.codec, u"gzip|json"_s);
        QCOMPARE(codec(packed.codec)->decode(encoded(packed), 100)->text, packed.text);
    }

    void whatIsTooLongForAFormIsTextOrHex()
    {
        const QByteArray text(300 * 1024, 'x');
        QCOMPARE(draftOfFrame("[\"" + text + "\"]").codec, u"text"_s);
        const QByteArray msgpack = QByteArray::fromHex("db0004b000") + text; // of 300 KiB
        const FrameDraft draft = draftOfFrame(msgpack, u"msgpack"_s);
        QCOMPARE(encoded(draft), msgpack);
        QVERIFY(draft.codec != u"msgpack"_s);
    }

    void theReaderIsAskedForEachFrameOfTheBody()
    {
        const Stored stored({"id", "", "[1]", "[2]"});
        QList<qsizetype> asked;
        const SendDraft draft = draftOf(stored.view(), SocketType::Router, [&](qsizetype frame) {
            asked.append(frame);
            return frame == 2 ? codec(u"json"_s) : nullptr;
        });
        QCOMPARE(asked, (QList<qsizetype>{2, 3}));
        QCOMPARE(draft.routingId, "id"_ba);
        QCOMPARE(draft.frames.at(0).codec, u"json"_s);
        QCOMPARE(draft.frames.at(1).codec, u"text"_s);
    }

    void repliesGoBackInTheEnvelopeOfTheRequest()
    {
        const auto envelope = [](SocketType type, const Frames &frames) {
            return replyEnvelope(Stored(frames).view(), type);
        };
        QCOMPARE(envelope(SocketType::Router, {"id", "", "x"}), (Frames{"id", ""}));
        QCOMPARE(envelope(SocketType::Router, {"id", "x"}), (Frames{"id"}));
        QCOMPARE(envelope(SocketType::Router, {"id", ""}), (Frames{"id"}));
        QCOMPARE(envelope(SocketType::Router, {"id", "", ""}), (Frames{"id", ""}));
        QCOMPARE(envelope(SocketType::Router, {"proxy", "client", "", "x"}), (Frames{"proxy", "client", ""}));
        QCOMPARE(envelope(SocketType::Dealer, {"", "x"}), (Frames{""}));
        QCOMPARE(envelope(SocketType::Dealer, {"x"}), Frames{});
        QCOMPARE(envelope(SocketType::Stream, {"id", "GET"}), (Frames{"id"}));
        QCOMPARE(envelope(SocketType::Rep, {"x"}), Frames{});
    }
};

QTEST_GUILESS_MAIN(MessageComposerTest)
#include "tst_message_composer.moc"
