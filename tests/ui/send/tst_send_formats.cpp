// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/value/gist.h"
#include "tests/support/session_fixture.h"
#include "ui/controls/tone_label.h"
#include "ui/send/send_form.h"
#include "ui/theme/theme.h"

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

namespace {

/// pickle.dumps({'event': '突发事件A', 'n': [1, 2.5, None]}, 2)
const QByteArray pythonPickle = QByteArray::fromHex(
    "80027d71002858050000006576656e747101580d000000e7aa81e58f91e4ba8be4bbb641710258010000006e71035d7104284b014740040000000000"
    "004e65752e");

CodecPtr codec(const QString &id)
{
    return *CodecRegistry::builtin().resolve(id);
}

QByteArray zipped(const QByteArray &bytes)
{
    return *codec(u"gzip"_s)->wrap(bytes);
}

QString gistOf(const QString &id, const QByteArray &bytes)
{
    return gist(codec(id)->decodeTree(bytes, {}), 200);
}

/// Two PAIR panels, and the send form of the first.
class Pair
{
public:
    Pair() : near(f.open(bound(SocketType::Pair))), far(f.open(connected(SocketType::Pair, addressOf(near->channel())))), form(*near, nullptr)
    {
        form.resize(900, 300);
        form.show();
        if (!QTest::qWaitFor([this] { return near->channel().connectedPeers() == 1; }, 30'000))
            qFatal("not connected");
    }
    /// Puts what the far side sends into the form, and sends it back.
    FrameDraft editedAndResent(const QByteArray &bytes)
    {
        far->send(Message{{bytes}});
        const qsizetype before = receivedBy(*near).size();
        if (!QTest::qWaitFor([&] { return receivedBy(*near).size() > before; }, 30'000))
            qFatal("nothing came");
        form.edit(MessageIndex{near->store().end().value - 1});
        const FrameDraft draft = form.draft().frames.first();
        const qsizetype sent = receivedBy(*far).size();
        form.sendNow();
        if (!QTest::qWaitFor([&] { return receivedBy(*far).size() > sent; }, 30'000))
            qFatal("nothing was sent: %s", qPrintable(status()));
        return draft;
    }
    QByteArray last() const { return receivedBy(*far).last().first(); }
    void type(const FrameDraft &frame)
    {
        SendDraft draft;
        draft.frames = {frame};
        form.setDraft(draft);
    }
    QString status() const
    {
        for (const ToneLabel *label : form.findChildren<ToneLabel *>()) {
            if (!label->accessibleDescription().isEmpty())
                return label->text();
        }
        return u"no status label"_s;
    }

    SessionFixture f;
    SocketPanel *near;
    SocketPanel *far;
    SendForm form;
};

} // namespace

/// The formats of a SendForm's frames: what is typed goes out in them, what came in is edited in them.
class TestSendFormats : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void framesGoOutInTheirFormat();
    void numbersCountUpWithEachSend();
    void whatIsNotSentTakesNoNumber();
    void randomBytesDifferWithEachSend();
    void aPickleIsEditedAsPythonText();
    void aReceivedFrameIsEditedInItsFormat_data();
    void aReceivedFrameIsEditedInItsFormat();
    void lettersOfAPlaceholderAreNotFilledIn_data();
    void lettersOfAPlaceholderAreNotFilledIn();
    void rulesOfThePanelSayTheFormat();
};

void TestSendFormats::framesGoOutInTheirFormat()
{
    Pair pair;
    SendDraft draft;
    draft.frames = {{u"pickle:2"_s, u"{'a': 1}"_s}, {u"msgpack"_s, u"[1]"_s}, {u"gzip|json"_s, u"[1]"_s}, {u"struct:<H"_s, u"(258,)"_s}};
    pair.form.setDraft(draft);
    QCOMPARE(pair.form.draft(), draft);
    pair.form.sendNow();
    QTRY_COMPARE(receivedBy(*pair.far).size(), 1);
    const Frames frames = receivedBy(*pair.far).first();
    QCOMPARE(frames.size(), 4);
    QVERIFY(frames[0].startsWith("\x80\x02"));
    QCOMPARE(gistOf(u"pickle"_s, frames[0]), u"{a: 1}"_s);
    QCOMPARE(frames[1], "\x91\x01"_ba);
    QCOMPARE(frames[2], zipped("[1]"));
    QCOMPARE(frames[3], "\x02\x01"_ba);
}

void TestSendFormats::numbersCountUpWithEachSend()
{
    Pair pair;
    pair.type({u"json"_s, u"{\"n\": {n}}"_s});
    for (int n = 1; n <= 3; ++n)
        pair.form.sendNow();
    QTRY_COMPARE(receivedBy(*pair.far), (QList<Frames>{{"{\"n\": 1}"}, {"{\"n\": 2}"}, {"{\"n\": 3}"}}));
    QCOMPARE(pair.form.draft().frames.first().text, u"{\"n\": {n}}"_s);
    pair.type({u"text"_s, u"{n}"_s}); // the number is the form's, whatever stands in it
    pair.form.sendNow();
    QTRY_COMPARE(receivedBy(*pair.far).size(), 4);
    QCOMPARE(pair.last(), "4"_ba);
}

void TestSendFormats::whatIsNotSentTakesNoNumber()
{
    Pair pair;
    pair.type({u"json"_s, u"{n"_s});
    pair.form.sendNow();
    QVERIFY2(pair.status().startsWith(u"Not sent"_s), qPrintable(pair.status()));
    pair.type({u"text"_s, u"{n}"_s});
    pair.form.sendNow();
    QTRY_COMPARE(receivedBy(*pair.far), (QList<Frames>{{"1"}}));
    SocketPanel *req = pair.f.open(bound(SocketType::Req));
    SocketPanel *rep = pair.f.open(connected(SocketType::Rep, addressOf(req->channel())));
    SendForm form(*req, nullptr);
    form.setDraft(pair.form.draft());
    QTRY_COMPARE(req->channel().connectedPeers(), 1);
    form.sendNow();
    QTRY_COMPARE(receivedBy(*rep), (QList<Frames>{{"1"}}));
    form.sendNow(); // refused: the reply is awaited
    rep->send(Message{{"ok"}});
    QTRY_COMPARE(req->channel().turn(), Turn::Send);
    form.sendNow();
    QTRY_COMPARE(receivedBy(*rep), (QList<Frames>{{"1"}, {"2"}}));
}

void TestSendFormats::randomBytesDifferWithEachSend()
{
    Pair pair;
    pair.type({u"random"_s, u"32"_s});
    pair.form.sendNow();
    pair.form.sendNow();
    QTRY_COMPARE(receivedBy(*pair.far).size(), 2);
    const QList<Frames> both = receivedBy(*pair.far);
    QCOMPARE(both[0].first().size(), 32);
    QVERIFY(both[0] != both[1]);
}

void TestSendFormats::aPickleIsEditedAsPythonText()
{
    Pair pair;
    const FrameDraft draft = pair.editedAndResent(pythonPickle);
    QCOMPARE(draft.codec, u"pickle:2"_s);
    QCOMPARE(draft.text, u"{'event': '突发事件A', 'n': [1, 2.5, None]}"_s);
    QVERIFY(pair.last().startsWith("\x80\x02")); // its peer may know no newer one
    QCOMPARE(gistOf(u"pickle"_s, pair.last()), gistOf(u"pickle"_s, pythonPickle));
    QCOMPARE(codec(u"pickle"_s)->decode(pair.last(), 1000)->text, draft.text);
    // What is edited goes out as such.
    pair.type({draft.codec, QString(draft.text).replace(u"2.5"_s, u"7"_s)});
    pair.form.sendNow();
    QTRY_COMPARE(receivedBy(*pair.far).size(), 2);
    QCOMPARE(gistOf(u"pickle"_s, pair.last()), u"{event: \"突发事件A\", n: [1, 7, None]}"_s);
}

void TestSendFormats::aReceivedFrameIsEditedInItsFormat_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("codec");
    QTest::newRow("JSON, exactly") << "{ \"b\" : 1.50,\n\t\"a\": [ ] }"_ba << u"json"_s;
    QTest::newRow("MessagePack") << QByteArray::fromHex("82a16101a16293010203") << u"msgpack"_s;
    QTest::newRow("gzip of JSON") << zipped("{\n  \"a\": 1\n}") << u"gzip|json"_s;
    QTest::newRow("text") << "hello\nworld \\ 突"_ba << u"text"_s;
    QTest::newRow("bytes") << QByteArray::fromHex("c1ff00") << u"hex"_s;
}

void TestSendFormats::aReceivedFrameIsEditedInItsFormat()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, codec);
    Pair pair;
    QCOMPARE(pair.editedAndResent(bytes).codec, codec);
    QCOMPARE(pair.last(), bytes);
}

void TestSendFormats::lettersOfAPlaceholderAreNotFilledIn_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << "it says {n}, {now} and {uuid}"_ba;
    QTest::newRow("backslash") << "\\{n} \\\\{n}"_ba;
    QTest::newRow("doubled") << "{{n}}"_ba;
    QTest::newRow("JSON") << "{\"template\": \"{n}\"}"_ba;
    QTest::newRow("MessagePack") << QByteArray::fromHex("81a161a37b6e7d");
    QTest::newRow("pickle") << QByteArray::fromHex("80025803000000") + "{n}q\1.";
}

void TestSendFormats::lettersOfAPlaceholderAreNotFilledIn()
{
    QFETCH(QByteArray, bytes);
    Pair pair;
    pair.editedAndResent(bytes);
    QCOMPARE(pair.last(), bytes);
}

void TestSendFormats::rulesOfThePanelSayTheFormat()
{
    Pair pair;
    ReadingRule rule;
    rule.codec = u"struct:<HH"_s;
    pair.near->setReadingRules({rule});
    const QByteArray bytes = QByteArray::fromHex("01000200");
    const FrameDraft draft = pair.editedAndResent(bytes);
    QCOMPARE(draft.codec, u"struct:<HH"_s);
    QCOMPARE(pair.last(), bytes);
    rule.codec = u"text"_s;
    pair.near->setReadingRules({rule});
    QCOMPARE(pair.editedAndResent("[1]"), (FrameDraft{u"text"_s, u"[1]"_s}));
}

QTEST_MAIN(TestSendFormats)
#include "tst_send_formats.moc"
