// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestHexCodec : public QObject
{
    Q_OBJECT
private slots:
    void decodes();
    void encodes_data();
    void encodes();
    void namesThePlace_data();
    void namesThePlace();
    void roundTrips();

private:
    const Codec &m_codec = *CodecRegistry::builtin().find(u"hex");
};

void TestHexCodec::decodes()
{
    QCOMPARE(m_codec.decode({}, 100)->text, QString());
    QCOMPARE(m_codec.decode("hello\xff", 100)->text, u"68 65 6c 6c 6f ff"_s);
    QVERIFY(!m_codec.decode("abc", 8)->cut);
    QCOMPARE(m_codec.decode("abc", 7)->text, u"61 62"_s);
    QVERIFY(m_codec.decode("abc", 7)->cut);
    QCOMPARE(m_codec.decode("abc", 0)->text, QString());
    QVERIFY(m_codec.decode("abc", 0)->cut);
    QCOMPARE(m_codec.decode(QByteArray(33, 'a'), 1000)->text.count(u'\n'), 1);
}

void TestHexCodec::encodes_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"0affE1"_s;
    QTest::newRow("blanks") << u" 0a  ff\tE1 "_s;
    QTest::newRow("lines") << u"0a\nff\r\nE1\n"_s;
    QTest::newRow("colons") << u"0a:ff:e1"_s;
    QTest::newRow("dashes") << u"0a-ff-e1"_s;
    QTest::newRow("C array") << u"0x0a, 0xFF, 0Xe1,"_s;
    QTest::newRow("one prefix") << u"0x0affe1"_s;
    QTest::newRow("python") << u"\\x0a\\xff\\xe1"_s;
}

void TestHexCodec::encodes()
{
    QFETCH(QString, text);
    const Result<QByteArray> bytes = m_codec.encode(text);
    QVERIFY2(bytes.ok(), bytes.ok() ? "" : qPrintable(bytes.error().text()));
    QCOMPARE(*bytes, QByteArray("\x0a\xff\xe1"));
}

void TestHexCodec::namesThePlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("character");
    QTest::newRow("not a digit") << u"61 6g"_s << 5;
    QTest::newRow("half a byte") << u"61 6 62"_s << 4;
    QTest::newRow("half at the end") << u"61 6"_s << 4;
    QTest::newRow("prefix after half") << u"60x1"_s << 3;
    QTest::newRow("other letters") << u"hello"_s << 1;
}

void TestHexCodec::namesThePlace()
{
    QFETCH(QString, text);
    QFETCH(int, character);
    const Result<QByteArray> bytes = m_codec.encode(text);
    QVERIFY(!bytes.ok());
    const QString place = u"Character %1:"_s.arg(character);
    QVERIFY2(bytes.error().detail.startsWith(place), qPrintable(bytes.error().detail));
}

void TestHexCodec::roundTrips()
{
    QRandomGenerator random(2);
    for (int round = 0; round < 500; ++round) {
        QByteArray bytes(random.bounded(200), '\0');
        for (char &byte : bytes)
            byte = char(random.bounded(256));
        const Result<QByteArray> back = m_codec.encode(m_codec.decode(bytes, 100'000)->text);
        QVERIFY(back.ok());
        QCOMPARE(*back, bytes);
    }
    QVERIFY(!m_codec.recognises("00ff"));
}

QTEST_GUILESS_MAIN(TestHexCodec)
#include "tst_hex_codec.moc"
