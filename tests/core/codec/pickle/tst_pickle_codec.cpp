// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_codec.h"

#include "core/codec/codec_registry.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestPickleCodec : public QObject
{
    Q_OBJECT
private slots:
    void recognises_data();
    void recognises();
    void saysWhy();
    void looksNoFurtherThanAllowed();
    void writesTheProtocolAskedFor();
    void textIsReadBack();
    void namesThePlaceOfAProblem();
    void writesAsTheBytesAreWritten_data();
    void writesAsTheBytesAreWritten();
};

void TestPickleCodec::recognises_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("certainty");
    const auto row = [](const char *name, const QByteArray &bytes, Certainty certainty) {
        QTest::newRow(name) << bytes << int(certainty);
    };
    row("protocol 4", "\x80\x04\x8c\x01" "a\x94.", Certainty::Certain);
    row("protocol 2", "\x80\x02K\x07.", Certainty::Certain);
    row("protocol 6", "\x80\x06K\x07.", Certainty::No);
    row("cut", "\x80\x02]q", Certainty::Possible);
    row("more behind it", "\x80\x02K\x07.\x80", Certainty::Possible);
    row("protocol 0, dict", "(dp0\nS'a'\np1\nI1\ns.", Certainty::Likely);
    row("protocol 0, text of Python 2", "S'hello'\np0\n.", Certainty::Likely);
    row("protocol 1", "]q\1(K\1K\2e.", Certainty::Likely);
    row("a number", "I5\n.", Certainty::Possible);
    row("N.", "N.", Certainty::Possible);
    row("brackets", "].", Certainty::Possible);
    row("two values", "NN.", Certainty::No);
    row("no value", "(.", Certainty::No);
    row("empty", "", Certainty::No);
    row("one byte", ".", Certainty::No);
    row("a sentence", "It works.", Certainty::No);
    row("sentences", "I see.\nNo idea.\n.", Certainty::No);
    row("version", "V2.\n", Certainty::No);
    row("JSON", "{\"a\": 1}", Certainty::No);
    row("PNG", "\x89PNG\r\n\x1a\n", Certainty::No);
    row("MessagePack", "\x82\xa1" "a\1\xa1" "b\2", Certainty::No);
}

void TestPickleCodec::recognises()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, certainty);
    QCOMPARE(int(PickleCodec().recognise(bytes, Codec::fullEffort).certainty), certainty);
}

void TestPickleCodec::saysWhy()
{
    QCOMPARE(PickleCodec().recognise("\x80\x04K\x07.", Codec::fullEffort).reason, u"pickle, protocol 4, 5 of 5 bytes used"_s);
    QCOMPARE(PickleCodec().recognise("]q\1.", Codec::fullEffort).reason, u"pickle, protocol 1, 4 of 4 bytes used"_s);
}

void TestPickleCodec::looksNoFurtherThanAllowed()
{
    const QByteArray large = "\x80\x04(" + QByteArray(100'000, 'N') + "t.";
    const Recognition seen = PickleCodec().recognise(large, Codec::gistEffort);
    QCOMPARE(seen.certainty, Certainty::Certain);
    QCOMPARE(seen.reason, u"pickle, protocol 4, as far as looked: 4096 of 100005 bytes"_s);
    QCOMPARE(PickleCodec().recogniseStart(large.first(5000), Codec::gistEffort).certainty, Certainty::Certain);
    QCOMPARE(PickleCodec().recogniseStart("\x80\x04\x8e\xff\xff\xff\xff\0\0\0\0abc"_ba, Codec::gistEffort).certainty, Certainty::Certain);
}

void TestPickleCodec::writesTheProtocolAskedFor()
{
    const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(u"pickle:2"_s);
    QVERIFY(codec.ok());
    QCOMPARE((*codec)->id(), u"pickle:2"_s);
    const Result<QByteArray> bytes = (*codec)->encode(u"[1, None]"_s);
    QVERIFY(bytes.ok());
    QVERIFY(bytes->startsWith("\x80\x02"));
    QVERIFY(PickleCodec().encode(u"None"_s)->startsWith("\x80\x04"));
    for (const QString &wrong : {u"6"_s, u"-1"_s, u""_s, u"22"_s, u"x"_s})
        QVERIFY(!PickleCodec().configured(wrong));
    QCOMPARE(PickleCodec().parameters().size(), 6);
}

void TestPickleCodec::textIsReadBack()
{
    const QString text = u"{'event': '突发事件A', 'n': [1, 2.5, None, (True,)], b'k': 18446744073709551616}"_s;
    for (int protocol = 0; protocol <= 5; ++protocol) {
        const PickleCodec codec(protocol);
        const Result<QByteArray> bytes = codec.encode(text);
        QVERIFY(bytes.ok());
        QVERIFY(codec.decodeTree(*bytes, {}).isWhole());
        const Result<DecodedText> decoded = codec.decode(*bytes, 1000);
        QVERIFY(decoded.ok());
        QVERIFY(!decoded->cut);
        QCOMPARE(decoded->text.simplified().remove(u' '), QString(text).remove(u' '));
    }
    const QByteArray many = *PickleCodec().encode(u"["_s + u"1, "_s.repeated(5000) + u"]"_s);
    const Result<DecodedText> start = PickleCodec().decode(many, 100);
    QVERIFY(start.ok());
    QVERIFY(start->cut);
    QVERIFY(start->text.startsWith(u"["));
}

void TestPickleCodec::namesThePlaceOfAProblem()
{
    const Result<DecodedText> text = PickleCodec().decode("\x80\x02](K\1?.", 100);
    QVERIFY(!text.ok());
    QCOMPARE(text.error().code, ErrorCode::Malformed);
    QVERIFY(text.error().detail.startsWith(u"Byte 6:"));
}

void TestPickleCodec::writesAsTheBytesAreWritten_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("id");
    QTest::newRow("0") << QByteArray("(dp0\nS'a'\np1\nI1\ns.") << u"pickle:0"_s;
    QTest::newRow("1") << QByteArray("]q\1(K\1K\2e.").replace('\1', '\0') << u"pickle:1"_s;
    QTest::newRow("2") << QByteArray("\x80\x02K\x07.") << u"pickle:2"_s;
    QTest::newRow("3") << QByteArray("\x80\x03" "C\x01x.") << u"pickle:3"_s;
    QTest::newRow("4") << QByteArray("\x80\x04\x8c\x01" "a\x94.") << u"pickle:4"_s;
    QTest::newRow("5") << QByteArray("\x80\x05K\x07.") << u"pickle:5"_s;
    // None that could not be resolved.
    QTest::newRow("none") << QByteArray() << u"pickle:0"_s;
    QTest::newRow("no pickle") << QByteArray("{\"a\": 1}") << u"pickle:0"_s;
}

void TestPickleCodec::writesAsTheBytesAreWritten()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, id);
    QCOMPARE(PickleCodec().idFor(bytes), id);
    QCOMPARE(PickleCodec(3).idFor(bytes), u"pickle:3"_s); // it was asked for
    const Result<CodecPtr> writer = CodecRegistry::builtin().resolve(id);
    QVERIFY(writer.ok());
    const Result<QByteArray> written = (*writer)->encode(u"{'a': 1}"_s);
    QVERIFY(written.ok());
    QCOMPARE(PickleCodec().idFor(*written), id);
}

QTEST_GUILESS_MAIN(TestPickleCodec)
#include "tst_pickle_codec.moc"
