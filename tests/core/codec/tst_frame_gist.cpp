// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/frame_gist.h"
#include "core/base/text_escapes.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

constexpr qsizetype wide = 200;

CodecPtr codec(const QString &id)
{
    return *CodecRegistry::builtin().resolve(id);
}

QByteArray packed(const QString &wrapper, const QByteArray &bytes)
{
    return *codec(wrapper)->wrap(bytes);
}

} // namespace

class TestFrameGist : public QObject
{
    Q_OBJECT
private slots:
    void values_data();
    void values();
    void textStaysText_data();
    void textStaysText();
    void unknownBytesAreEscaped();
    void readsAsPinned();
    void looksIntoPackedBytes();
    void largeFramesAreCut();
    void moreRoomDoesNotChangeTheForm();
    void anyBytesFit();
};

void TestFrameGist::values_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("gist");
    QTest::newRow("JSON") << QByteArray("{\"event\": \"突发事件A\", \"n\": 7}") << u"{event: \"突发事件A\", n: 7}"_s;
    QTest::newRow("JSON list") << QByteArray("[1,2.50,{}]") << u"[1, 2.5, {}]"_s;
    QTest::newRow("MessagePack") << QByteArray::fromHex("83a16101a16293010203a163a3e4bda0") << u"{a: 1, b: [1, 2, 3], c: \"你\"}"_s;
    QTest::newRow("pickle") << QByteArray::fromHex("8004951b000000000000007d94288c056576656e74948c0568656c6c6f948c016e944b07752e")
                            << u"{event: \"hello\", n: 7}"_s;
}

void TestFrameGist::values()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, gist);
    QCOMPARE(frameGist(bytes, nullptr, wide), gist);
}

void TestFrameGist::textStaysText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const char *text : {"hello", "21.5", "true", "null", "{not json}", "[see below]", "\"quoted\"", "a", " ", "0",
                             "temp 21.5 °C", "突发事件A", "tcp://127.0.0.1:5555", "a=1;b=2"})
        QTest::newRow(text) << QByteArray(text);
}

void TestFrameGist::textStaysText()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(frameGist(bytes, nullptr, wide), QString::fromUtf8(bytes));
}

void TestFrameGist::unknownBytesAreEscaped()
{
    const QByteArray bytes = QByteArray::fromHex("c1ff00c1fe9b") + "abc";
    QCOMPARE(frameGist(bytes, nullptr, wide), previewText(bytes, wide));
    QCOMPARE(frameGist({}, nullptr, wide), QString());
}

void TestFrameGist::readsAsPinned()
{
    const QByteArray json("{\"a\": 1}");
    QCOMPARE(frameGist(json, codec(u"text"_s), wide), u"{\"a\": 1}"_s);
    QCOMPARE(frameGist("17", codec(u"json"_s), wide), u"17"_s);
    QVERIFY(frameGist("abc", codec(u"hex"_s), wide).contains(u"61"_s));
    // What cannot be read so at all is shown as it is.
    QCOMPARE(frameGist("no JSON", codec(u"json"_s), wide), u"no JSON"_s);
    QCOMPARE(frameGist("[1, 2, x]", codec(u"json"_s), wide), u"[1, 2, …]"_s);
}

void TestFrameGist::looksIntoPackedBytes()
{
    QCOMPARE(frameGist(packed(u"gzip"_s, "{\"a\": [1, 2]}"), nullptr, wide), u"{a: [1, 2]}"_s);
    QCOMPARE(frameGist(packed(u"gzip"_s, "plain\ntext"), nullptr, wide), u"plain\\ntext"_s);
    const QByteArray large = "[" + QByteArray("12345,").repeated(1'000'000) + "0]";
    const QString shown = frameGist(packed(u"gzip"_s, large), nullptr, 60);
    QVERIFY2(shown.startsWith(u"[12345, 12345, ") && shown.endsWith(u", …]"), qPrintable(shown));
}

void TestFrameGist::largeFramesAreCut()
{
    const QByteArray list = "[" + QByteArray("1,").repeated(20'000'000) + "1]";
    const QString shown = frameGist(list, nullptr, wide);
    QVERIFY2(shown.startsWith(u"[1, 1, 1, "_s) && shown.endsWith(u", …]"_s), qPrintable(shown));
    QVERIFY(shown.size() <= wide + 20);
    const QByteArray text = "{\"a\":\"" + QByteArray(40'000'000, 'x') + "\"}";
    QVERIFY(frameGist(text, nullptr, wide).startsWith(u"{a: \"xxxx"_s));
    QVERIFY(frameGist(text, nullptr, wide).size() <= wide + 20);
    // Room for more gives more: rows are copied in full.
    QVERIFY(frameGist(list, codec(u"json"_s), 3000).size() > 2500);
}

/// A wide column, or a row that is copied, asks for more characters than usual.
void TestFrameGist::moreRoomDoesNotChangeTheForm()
{
    const QByteArray png = QByteArray::fromHex("89504e470d0a1a0a0000000d4948445200000280000001e00802000000");
    QCOMPARE(frameGist(png, nullptr, wide), u"PNG 640×480"_s);
    QCOMPARE(frameGist(png, nullptr, 500), u"PNG 640×480"_s);
    QCOMPARE(frameGist(png, nullptr, 20'000), u"PNG 640×480"_s);
    // Folded containers show nothing of what is in them.
    const QByteArray list = QByteArray::fromHex("dd00100000") + QByteArray(0x100000, '\1');
    QVERIFY(frameGist(list, codec(u"msgpack"_s), 20'000).startsWith(u"[1, 1, 1, "_s));
    const QByteArray cbor = QByteArray::fromHex("9a00100000") + QByteArray(0x100000, '\1');
    QVERIFY(frameGist(cbor, codec(u"cbor"_s), 20'000).startsWith(u"[1, 1, 1, "_s));
}

void TestFrameGist::anyBytesFit()
{
    QRandomGenerator random(11);
    const QList<CodecPtr> pinned{nullptr, codec(u"json"_s), codec(u"msgpack"_s), codec(u"cbor"_s), codec(u"pickle"_s)};
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes(random.bounded(60), Qt::Uninitialized);
        for (char &c : bytes)
            c = char(random.bounded(256));
        const QString shown = frameGist(bytes, pinned[round % pinned.size()], 50);
        QVERIFY2(shown.size() <= 50 * 4, bytes.toHex());
        QVERIFY2(!shown.contains(u'\n') && !shown.contains(u'\0'), bytes.toHex());
    }
}

QTEST_GUILESS_MAIN(TestFrameGist)
#include "tst_frame_gist.moc"
