// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/json_scanner.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>
#include <algorithm>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

QByteArray nested(qsizetype depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

bool accepted(const QByteArray &bytes)
{
    return nlohmann::json::accept(bytes.begin(), bytes.end());
}

} // namespace

class TestJsonCodec : public QObject
{
    Q_OBJECT
private slots:
    void indents_data();
    void indents();
    void keepsWhatWasWritten();
    void showsInvisibleCharacters();
    void cuts();
    void cutsHugeStrings();
    void encodesExactly();
    void namesThePlace_data();
    void namesThePlace();
    void limitsDepth();
    void recognises_data();
    void recognises();
    void recognisesHugeFramesByTheirStart();
    void agreesWithOtherParser();

private:
    const Codec &m_codec = *CodecRegistry::builtin().find(u"json");
};

void TestJsonCodec::indents_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("number") << QByteArray(" 1 ") << u"1"_s;
    QTest::newRow("empty object") << QByteArray("{ }") << u"{}"_s;
    QTest::newRow("empty array") << QByteArray("[\n]") << u"[]"_s;
    QTest::newRow("object") << QByteArray("{\"a\":1,\"b\":[true,null]}")
                            << u"{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}"_s;
    QTest::newRow("empty within") << QByteArray("[{},[],{\"a\":{}}]")
                                  << u"[\n  {},\n  [],\n  {\n    \"a\": {}\n  }\n]"_s;
}

void TestJsonCodec::indents()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    const Result<DecodedText> shown = m_codec.decode(bytes, 10'000);
    QVERIFY(shown.ok());
    QCOMPARE(shown->text, text);
    QVERIFY(!shown->cut);
}

void TestJsonCodec::keepsWhatWasWritten()
{
    const QByteArray bytes("{\"z\":1e400,\"a\":18446744073709551616,\"z\":0.10,\"\\u0061\":-0,"
                           "\"e\":1E+05,\"s\":\"\\/\\ud83d\\ude00\"}");
    const QString text = m_codec.decode(bytes, 10'000)->text;
    for (const QString &piece :
         {u"\"z\": 1e400"_s, u"\"a\": 18446744073709551616"_s, u"\"z\": 0.10"_s, u"\"\\u0061\": -0"_s,
          u"\"e\": 1E+05"_s, u"\"s\": \"\\/\\ud83d\\ude00\""_s})
        QVERIFY2(text.contains(piece), qPrintable(piece));
    QVERIFY(text.indexOf(u"\"z\": 1e400") < text.indexOf(u"\"a\""));
}

void TestJsonCodec::showsInvisibleCharacters()
{
    const QString text = m_codec.decode(u"[\"a\u202eb\ufeff ä😀\x7f\U000e0041\"]"_s.toUtf8(), 1000)->text;
    QCOMPARE(text, u"[\n  \"a\\u202eb\\ufeff ä😀\\u007f\\udb40\\udc41\"\n]"_s);
}

void TestJsonCodec::cuts()
{
    const QByteArray bytes("[1,2,3,4,5,6,7,8,9,10]");
    const QString whole = m_codec.decode(bytes, 1000)->text;
    for (qsizetype limit = 0; limit < whole.size(); ++limit) {
        const Result<DecodedText> shown = m_codec.decode(bytes, limit);
        QVERIFY(shown.ok());
        QVERIFY(shown->cut);
        QCOMPARE(shown->text, whole.left(limit));
    }
    QVERIFY(!m_codec.decode(bytes, whole.size())->cut);
}

void TestJsonCodec::cutsHugeStrings()
{
    const QByteArray bytes = "{\"data\":[\"" + QByteArray(64 * 1024 * 1024, 'x') + "\"]}";
    const Result<DecodedText> shown = m_codec.decode(bytes, 1000);
    QVERIFY(shown.ok());
    QVERIFY(shown->cut);
    QVERIFY(shown->text.startsWith(u"{\n  \"data\": [\n    \"xxx"));
    QCOMPARE(shown->text.size(), 1000);
}

void TestJsonCodec::encodesExactly()
{
    const QString text = u" {\"b\" : 1.50 ,\n\"a\":\"ä\"}\n"_s;
    QCOMPARE(*m_codec.encode(text), text.toUtf8());
    QVERIFY(!m_codec.encode(QString(u"\""_s + QChar(0xd800) + u"\""_s)).ok());
    QVERIFY(!m_codec.encode(QString(u"1"_s + QChar(0xd800))).ok()); // also where it is the last thing
}

void TestJsonCodec::namesThePlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("place");
    QTest::newRow("nothing") << QString() << u"Line 1, column 1 (byte 0):"_s;
    QTest::newRow("blank") << u" \n "_s << u"Line 2, column 2 (byte 3):"_s;
    QTest::newRow("comma at the end") << u"{\n  \"ä\": 1,\n}"_s << u"Line 3, column 1 (byte 13):"_s;
    QTest::newRow("comma in array") << u"[1,]"_s << u"Line 1, column 4 (byte 3):"_s;
    QTest::newRow("no comma") << u"[1 2]"_s << u"Line 1, column 4 (byte 3):"_s;
    QTest::newRow("column counts characters") << u"[\"ä€😀\" x"_s << u"Line 1, column 8 (byte 13):"_s;
    QTest::newRow("single quotes") << u"{'a':1}"_s << u"Line 1, column 2 (byte 1):"_s;
    QTest::newRow("no colon") << u"{\"a\" 1}"_s << u"Line 1, column 6 (byte 5):"_s;
    QTest::newRow("leading zero") << u"01"_s << u"Line 1, column 1 (byte 0):"_s;
    QTest::newRow("no fraction") << u"[1.]"_s << u"Line 1, column 4 (byte 3):"_s;
    QTest::newRow("word") << u"[True]"_s << u"Line 1, column 2 (byte 1):"_s;
    QTest::newRow("NaN") << u"NaN"_s << u"Line 1, column 1 (byte 0):"_s;
    QTest::newRow("open string") << u"[\"abc"_s << u"Line 1, column 2 (byte 1):"_s;
    QTest::newRow("line break in string") << u"[\"a\nb\"]"_s << u"Line 1, column 4 (byte 3):"_s;
    QTest::newRow("escape") << u"[\"a\\x\"]"_s << u"Line 1, column 4 (byte 3):"_s;
    QTest::newRow("short escape") << u"[\"\\u12g4\"]"_s << u"Line 1, column 3 (byte 2):"_s;
    QTest::newRow("more behind") << u"{} {}"_s << u"Line 1, column 4 (byte 3):"_s;
    QTest::newRow("wrong bracket") << u"[}"_s << u"Line 1, column 2 (byte 1):"_s;
    QTest::newRow("byte order mark") << u"\ufeff{}"_s << u"Line 1, column 1 (byte 0): a byte order mark"_s;
}

void TestJsonCodec::namesThePlace()
{
    QFETCH(QString, text);
    QFETCH(QString, place);
    const Result<QByteArray> encoded = m_codec.encode(text);
    QVERIFY(!encoded.ok());
    QCOMPARE(encoded.error().code, ErrorCode::Malformed);
    QVERIFY2(encoded.error().detail.startsWith(place), qPrintable(encoded.error().detail));
    const Result<DecodedText> decoded = m_codec.decode(text.toUtf8(), 1000);
    QVERIFY(!decoded.ok());
    QCOMPARE(decoded.error().detail, encoded.error().detail);
}

void TestJsonCodec::limitsDepth()
{
    const auto maxDepth = qsizetype(JsonScanner::maxDepth);
    QVERIFY(m_codec.encode(QString::fromLatin1(nested(maxDepth))).ok());
    QVERIFY(!m_codec.encode(QString::fromLatin1(nested(maxDepth + 1))).ok());
    QVERIFY(m_codec.decode(nested(maxDepth), 100'000'000).ok());
    QVERIFY(!m_codec.decode(nested(1'000'000), 100'000'000).ok());
}

void TestJsonCodec::recognises_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("json");
    QTest::newRow("object") << QByteArray("{\"a\":1}") << true;
    QTest::newRow("array, blanks") << QByteArray(" \r\n[1, 2]\t\n") << true;
    QTest::newRow("empty object") << QByteArray("{}") << true;
    QTest::newRow("number") << QByteArray("1") << false;
    QTest::newRow("string") << QByteArray("\"a\"") << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("brace") << QByteArray("{") << false;
    QTest::newRow("mixed") << QByteArray("[1}") << false;
    QTest::newRow("broken within") << QByteArray("{\"a\":}") << false;
    QTest::newRow("two") << QByteArray("{}{}") << false;
    QTest::newRow("cut") << QByteArray("{\"a\":[1,2}") << false;
    QTest::newRow("text") << QByteArray("[see below]") << false;
    QTest::newRow("binary") << QByteArray("{\"a\":\"\xff\"}") << false;
}

void TestJsonCodec::recognises()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, json);
    QCOMPARE(m_codec.recognises(bytes), json);
}

void TestJsonCodec::recognisesHugeFramesByTheirStart()
{
    const QByteArray large(48 * 1024 * 1024, 'x');
    const QList<QByteArray> json{"[\"" + large + "\"]"};
    const QList<QByteArray> other{"[1, nonsense" + large + "]", "[\"" + large, "{}" + large + "}",
                                  QByteArray(large.size(), ' ')};
    for (const QByteArray &bytes : json)
        QVERIFY(m_codec.recognises(bytes));
    for (const QByteArray &bytes : other)
        QVERIFY(!m_codec.recognises(bytes));
}

void TestJsonCodec::agreesWithOtherParser()
{
    const QList<QByteArray> seeds{
        "{\"a\":[1,-2.5e+10,true,false,null,\"x\\n\\\"y\"],\"b\":{\"c\":{}}}", "[[],[[]],{}]",
        "[0,-0,1.25,1e5,1E-5,123456789012345678901234567890]", "\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\"",
        " [ 1 , \"\\t\\/\\b\" ] "};
    const QByteArray alphabet("{}[],:\"\\ntrue0123.-+eE \n\x01\xc3\xa4\xff");
    static const QRegularExpression hugeExponent(u"[eE][+]?\\d{3}"_s);
    QRandomGenerator random(4);
    int right = 0;
    for (int round = 0; round < 60'000; ++round) {
        QByteArray bytes = seeds[random.bounded(int(seeds.size()))];
        const int changes = random.bounded(4);
        for (int i = 0; i < changes && !bytes.isEmpty(); ++i) {
            const int at = random.bounded(int(bytes.size()));
            const char c = alphabet[random.bounded(int(alphabet.size()))];
            switch (random.bounded(4)) {
            case 0: bytes[at] = c; break;
            case 1: bytes.insert(at, c); break;
            case 2: bytes.remove(at, 1); break;
            default: bytes.truncate(at); break;
            }
        }
        // Right by RFC 8259, but not to that parser: half a surrogate pair as an escape, and
        // numbers that a double cannot hold.
        if (bytes.contains("\\u") || QString::fromLatin1(bytes).contains(hugeExponent))
            continue;
        const Result<DecodedText> shown = m_codec.decode(bytes, 100'000);
        QVERIFY2(shown.ok() == accepted(bytes), bytes);
        if (!shown.ok())
            continue;
        ++right;
        const QByteArray pretty = shown->text.toUtf8();
        QVERIFY2(accepted(pretty), pretty);
        QCOMPARE(m_codec.decode(pretty, 100'000)->text, shown->text);
    }
    QVERIFY(right > 10'000);
}

QTEST_GUILESS_MAIN(TestJsonCodec)
#include "tst_json_codec.moc"
