// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestBase64Codec : public QObject
{
    Q_OBJECT
private slots:
    void decodes();
    void encodes_data();
    void encodes();
    void refuses_data();
    void refuses();
    void roundTrips();

private:
    const Codec &m_codec = *CodecRegistry::builtin().find(u"base64");
};

void TestBase64Codec::decodes()
{
    QCOMPARE(m_codec.decode({}, 10)->text, QString());
    QCOMPARE(m_codec.decode("hello", 8)->text, u"aGVsbG8="_s);
    QVERIFY(!m_codec.decode("hello", 8)->cut);
    QCOMPARE(m_codec.decode("hello", 7)->text, u"aGVs"_s);
    QVERIFY(m_codec.decode("hello", 7)->cut);
    QCOMPARE(m_codec.decode(QByteArray(58, 'a'), 1000)->text.indexOf(u'\n'), 76);
}

void TestBase64Codec::encodes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QString() << QByteArray();
    QTest::newRow("blank") << u" \n"_s << QByteArray();
    QTest::newRow("padded 2") << u"YQ=="_s << QByteArray("a");
    QTest::newRow("padded 1") << u"YWI="_s << QByteArray("ab");
    QTest::newRow("whole") << u"YWJj"_s << QByteArray("abc");
    QTest::newRow("no padding") << u"YQ"_s << QByteArray("a");
    QTest::newRow("standard") << u"+/+/"_s << QByteArray("\xfb\xff\xbf");
    QTest::newRow("url-safe") << u"-_-_"_s << QByteArray("\xfb\xff\xbf");
    QTest::newRow("blanks") << u" Y\nW\tJ\r\nj Y Q = = "_s << QByteArray("abca");
}

void TestBase64Codec::encodes()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    const Result<QByteArray> result = m_codec.encode(text);
    QVERIFY2(result.ok(), result.ok() ? "" : qPrintable(result.error().text()));
    QCOMPARE(*result, bytes);
}

void TestBase64Codec::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("character");
    QTest::newRow("other character") << u"YW!j"_s << 3;
    QTest::newRow("umlaut") << u"YWJä"_s << 4;
    QTest::newRow("single character") << u"YWJjY"_s << 5;
    QTest::newRow("padding first") << u"="_s << 1;
    QTest::newRow("padding after one") << u"Y==="_s << 2;
    QTest::newRow("padding too long") << u"YQ==="_s << 5;
    QTest::newRow("padding too short") << u"YQ="_s << 3;
    QTest::newRow("padding after whole") << u"YWJj="_s << 5;
    QTest::newRow("text after padding") << u"YQ==YQ=="_s << 5;
    QTest::newRow("text within padding") << u"YQ=Q"_s << 4;
    QTest::newRow("both alphabets") << u"+-AA"_s << 2;
    QTest::newRow("bits left over, 4") << u"YR=="_s << 4;
    QTest::newRow("bits left over, 2") << u"YWJ"_s << 3;
}

void TestBase64Codec::refuses()
{
    QFETCH(QString, text);
    QFETCH(int, character);
    const Result<QByteArray> result = m_codec.encode(text);
    QVERIFY(!result.ok());
    const QString place = u"Character %1:"_s.arg(character);
    QVERIFY2(result.error().detail.startsWith(place), qPrintable(result.error().detail));
}

void TestBase64Codec::roundTrips()
{
    QRandomGenerator random(3);
    for (int round = 0; round < 500; ++round) {
        QByteArray bytes(random.bounded(200), '\0');
        for (char &byte : bytes)
            byte = char(random.bounded(256));
        QCOMPARE(*m_codec.encode(m_codec.decode(bytes, 100'000)->text), bytes);
        const auto urlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
        QCOMPARE(*m_codec.encode(QString::fromLatin1(bytes.toBase64(urlSafe))), bytes);
        const qsizetype limit = random.bounded(100);
        const QByteArray start = *m_codec.encode(m_codec.decode(bytes, limit)->text);
        QVERIFY(bytes.startsWith(start));
    }
    QVERIFY(!m_codec.recognises("YQ=="));
}

QTEST_GUILESS_MAIN(TestBase64Codec)
#include "tst_base64_codec.moc"
