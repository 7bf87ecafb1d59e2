// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/message_composer.h"

#include "core/message/message_store.h"

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
