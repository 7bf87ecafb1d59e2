// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/base/text_escapes.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestTextEscapes : public QObject
{
    Q_OBJECT
private slots:
    void previewIsOneVisibleLine_data();
    void previewIsOneVisibleLine();
    void previewOfBinaryShowsWordsOnly();
    void previewIsBounded();
    void previewHidesNoInvisibleCharacter();
    void escapeRoundTripsEveryByte();
    void escapeRoundTripsAnything();
    void unescapeReads_data();
    void unescapeReads();
    void unescapeNamesThePlace_data();
    void unescapeNamesThePlace();
    void visibleTextMarksEscapes();
    void visibleTextIsBounded();
    void textCodec();
};

void TestTextEscapes::previewIsOneVisibleLine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("ascii") << QByteArray("hello ~") << u"hello ~"_s;
    QTest::newRow("backslash") << QByteArray("C:\\new") << u"C:\\new"_s;
    QTest::newRow("lines") << QByteArray("a\nb\r\n\tc\rd") << u"a\\nb\\r\\n\\tc\\rd"_s;
    QTest::newRow("NUL") << QByteArray("\0x", 2) << u"\\x00x"_s;
    QTest::newRow("DEL") << QByteArray("\x7f") << u"\\x7f"_s;
    QTest::newRow("umlaut, euro, emoji") << u"ä€😀"_s.toUtf8() << u"ä€😀"_s;
    QTest::newRow("right-to-left override") << QByteArray("a\xe2\x80\xae" "b") << u"a\\u202eb"_s;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf") << u"\\ufeff"_s;
    QTest::newRow("C1 control") << QByteArray("\xc2\x9b") << u"\\u009b"_s;
    QTest::newRow("tag character") << QByteArray("\xf3\xa0\x81\x81") << u"\\U000e0041"_s;
    QTest::newRow("latin-1") << QByteArray("caf\xe9!") << u"caf\\xe9!"_s;
    QTest::newRow("overlong slash") << QByteArray("\xc0\xaf") << u"\\xc0\\xaf"_s;
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << u"\\xed\\xa0\\x80"_s;
    QTest::newRow("cut euro") << QByteArray("1\xe2\x82") << u"1\\xe2\\x82"_s;
}

void TestTextEscapes::previewIsOneVisibleLine()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, shown);
    QCOMPARE(previewText(bytes, 200), shown);
}

void TestTextEscapes::previewOfBinaryShowsWordsOnly()
{
    using namespace Qt::StringLiterals;
    const QByteArray arabic = u"\u0621"_s.toUtf8();
    QCOMPARE(previewText(arabic, 100), u"\u0621"_s); // text: shown
    const QByteArray number = arabic + QByteArray(1, '\0');
    QCOMPARE(previewText(number, 100), u"\\xd8\\xa1\\x00"_s); // a number, more likely
    const QByteArray word = "\xff" + u"突发事件A"_s.toUtf8() + "\xff";
    QCOMPARE(previewText(word, 100), u"\\xff突发事件A\\xff"_s);
    const QByteArray strangers = "\xff" + u"é"_s.toUtf8() + u"事"_s.toUtf8();
    QCOMPARE(previewText(strangers, 100), u"\\xff\\xc3\\xa9\\xe4\\xba\\x8b"_s);
}

void TestTextEscapes::previewIsBounded()
{
    QCOMPARE(previewText("abcde", 5), u"abcde"_s);
    QCOMPARE(previewText("abcdef", 5), u"abcde…"_s);
    QCOMPARE(previewText("a", 0), u"…"_s);
    QCOMPARE(previewText({}, 0), QString());
    QCOMPARE(previewText("a", -1), u"…"_s);
    // An escape or a pair is never cut in two.
    QCOMPARE(previewText("abcd\n\n", 5), u"abcd\\n…"_s);
    QCOMPARE(previewText(u"abcd😀x"_s.toUtf8(), 5), u"abcd😀…"_s);

    const QByteArray large(64 * 1024 * 1024, '\xff');
    for (int i = 0; i < 1000; ++i)
        QVERIFY(previewText(large, 300).size() < 320);
}

void TestTextEscapes::previewHidesNoInvisibleCharacter()
{
    QList<char32_t> hidden{0xfeff, 0x0d};
    for (char32_t c = 0x00; c < 0x20; ++c)
        hidden << c;
    for (char32_t c = 0x7f; c <= 0x9f; ++c)
        hidden << c;
    for (char32_t c = 0x200b; c <= 0x200f; ++c)
        hidden << c;
    for (char32_t c = 0x2028; c <= 0x202e; ++c)
        hidden << c;
    for (char32_t c = 0x2066; c <= 0x2069; ++c)
        hidden << c;
    for (const char32_t c : hidden) {
        const QByteArray bytes = QStringView(QChar::fromUcs4(c)).toUtf8();
        for (const QString &text : {previewText(bytes, 100), escape(bytes, false)}) {
            QVERIFY2(text.startsWith(u'\\') && text.size() > 1, qPrintable(QString::number(quint32(c), 16)));
            for (const QChar shown : text)
                QVERIFY(shown.unicode() > 0x20 && shown.unicode() < 0x7f);
        }
    }
}

void TestTextEscapes::escapeRoundTripsEveryByte()
{
    QByteArray all;
    for (int i = 0; i < 256; ++i) {
        const QByteArray one(1, char(i));
        for (const bool keepLines : {false, true}) {
            const Result<QByteArray> back = unescape(escape(one, keepLines));
            QVERIFY(back.ok());
            QCOMPARE(*back, one);
        }
        all += one;
    }
    QCOMPARE(*unescape(escape(all, false)), all);
    QCOMPARE(escape("a\n\tb\r\n", true), u"a\n\tb\\r\n"_s);
    QCOMPARE(escape("a\n\tb\r\n", false), u"a\\n\\tb\\r\\n"_s);
    QCOMPARE(escape("\\n", false), u"\\\\n"_s);
}

void TestTextEscapes::escapeRoundTripsAnything()
{
    // Pieces that make the interesting neighbours: half sequences, escapes that look like escapes.
    const QList<QByteArray> pieces{
        "\\", "x", "u", "U", "0", "41", "n", "\n", "\r", "\t", QByteArray(1, '\0'), "\xc3", "\xa4", "\xe2",
        "\x82", "\xac", "\xf0", "\x9f", "\x98", "\x80", "\xed\xa0\x80", "\xe2\x80\xae", "\xef\xbb\xbf", "\xff",
        "\xf3\xa0\x81\x81", "\"", "'", " ", u"😀"_s.toUtf8()};
    QRandomGenerator random(1);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes;
        const int count = random.bounded(12);
        for (int i = 0; i < count; ++i)
            bytes += random.bounded(4) == 0 ? QByteArray(1, char(random.bounded(256)))
                                            : pieces[random.bounded(int(pieces.size()))];
        for (const bool keepLines : {false, true}) {
            const QString text = escape(bytes, keepLines);
            const Result<QByteArray> back = unescape(text);
            QVERIFY2(back.ok(), bytes.toHex());
            QCOMPARE(back->toHex(), bytes.toHex());
        }
        qsizetype used = 0;
        const QString start = escapeStart(bytes, 5, &used);
        QCOMPARE(*unescape(start), bytes.first(used));
    }
}

void TestTextEscapes::unescapeReads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QString() << QByteArray();
    QTest::newRow("plain") << u"ä€😀"_s << QByteArray("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
    QTest::newRow("short") << u"\\n\\r\\t\\0\\\\"_s << QByteArray("\n\r\t\0\\", 5);
    QTest::newRow("zero, then a digit") << u"\\01"_s << QByteArray("\0001", 2);
    QTest::newRow("raw byte") << u"\\xFf\\x0a"_s << QByteArray("\xff\n");
    QTest::newRow("bytes make a character") << u"\\xc3\\xa4"_s << QByteArray("\xc3\xa4");
    QTest::newRow("u") << u"\\u20AC\\u0041"_s << QByteArray("\xe2\x82\xac" "A");
    QTest::newRow("U") << u"\\U0001f600"_s << QByteArray("\xf0\x9f\x98\x80");
    QTest::newRow("pair") << u"\\ud83d\\ude00"_s << QByteArray("\xf0\x9f\x98\x80");
    QTest::newRow("real line break") << u"a\nb"_s << QByteArray("a\nb");
}

void TestTextEscapes::unescapeReads()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    const Result<QByteArray> result = unescape(text);
    QVERIFY(result.ok());
    QCOMPARE(*result, bytes);
}

void TestTextEscapes::unescapeNamesThePlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("character");
    QTest::newRow("unknown") << u"ab\\q"_s << 3;
    QTest::newRow("at the end") << u"abc\\"_s << 4;
    QTest::newRow("x without digits") << u"\\x"_s << 1;
    QTest::newRow("x with one") << u"a\\x4"_s << 2;
    QTest::newRow("x with wrong ones") << u"a\\x4g"_s << 2;
    QTest::newRow("u with three") << u"\\\\\\u12 4"_s << 3;
    QTest::newRow("U above") << u"\\U00110000"_s << 1;
    QTest::newRow("high half") << u"\\ud83d"_s << 1;
    QTest::newRow("high half twice") << u"\\ud83d\\ud83d"_s << 1;
    QTest::newRow("low half") << u"x\\ude00"_s << 2;
    QTest::newRow("raw half") << QString(u"ab"_s + QChar(0xd83d)) << 3;
}

void TestTextEscapes::unescapeNamesThePlace()
{
    QFETCH(QString, text);
    QFETCH(int, character);
    const Result<QByteArray> result = unescape(text);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::Malformed);
    const QString place = u"Character %1:"_s.arg(character);
    QVERIFY2(result.error().detail.startsWith(place), qPrintable(result.error().detail));
}

void TestTextEscapes::visibleTextMarksEscapes()
{
    const QByteArray bytes("ab\x01\x02" "c\\n\nlonger line\r\n\tx\xe2\x80\xae");
    const VisibleText shown = visibleText(bytes, 1000);
    QCOMPARE(shown.text, u"ab\\x01\\x02c\\n\nlonger line\\r\n\tx\\u202e"_s);
    QCOMPARE(shown.bytes, bytes.size());
    QStringList escapes;
    for (const TextRange &range : shown.escapes)
        escapes << shown.text.mid(range.start, range.length);
    QCOMPARE(escapes, QStringList({u"\\x01\\x02"_s, u"\\r"_s, u"\\u202e"_s}));
    QCOMPARE(shown.longestLine, 13);
    QCOMPARE(visibleText({}, 10).longestLine, 0);
}

void TestTextEscapes::visibleTextIsBounded()
{
    const VisibleText shown = visibleText(QByteArray(1000, 'a'), 10);
    QCOMPARE(shown.text, u"aaaaaaaaaa"_s);
    QCOMPARE(shown.bytes, 10);
}

void TestTextEscapes::textCodec()
{
    const Codec *codec = CodecRegistry::builtin().find(u"text");
    QVERIFY(codec);
    QCOMPARE(codec->decode("a\\b\n\xff", 100)->text, u"a\\\\b\n\\xff"_s);
    QVERIFY(!codec->decode("abc", 3)->cut);
    QVERIFY(codec->decode("abcd", 3)->cut);
    QCOMPARE(codec->decode("abcd", 3)->text, u"abc"_s);
    QCOMPARE(*codec->encode(u"a\\x00b"_s), QByteArray("a\0b", 3));
    QVERIFY(codec->recognises("plain"));
    QVERIFY(codec->recognises({}));
    QVERIFY(!codec->recognises("\xff"));
    QVERIFY(!codec->recognises(QByteArrayView("a\0b", 3)));
    // A character cut by the limit of what is looked at does not count as invalid.
    QByteArray large(1024 * 1024 - 1, 'a');
    large += u"€"_s.toUtf8();
    QVERIFY(codec->recognises(large));
}

QTEST_GUILESS_MAIN(TestTextEscapes)
#include "tst_text_escapes.moc"
