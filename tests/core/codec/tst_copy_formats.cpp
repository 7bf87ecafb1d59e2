// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/copy_formats.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestCopyFormats : public QObject
{
    Q_OBJECT
private slots:
    void text();
    void hexAndBase64();
    void pythonBytes_data();
    void pythonBytes();
    void pythonMultipart();
    void dump();
};

void TestCopyFormats::text()
{
    QCOMPARE(plainText(QByteArray("a\\n\n\t\0", 6)), QString::fromLatin1("a\\n\n\t\0", 6));
    QCOMPARE(plainText("\xc3\xa4"), u"ä"_s);
    QCOMPARE(plainText("\xef\xbb\xbf" "a"), QString(QChar(0xfeff) + u"a"_s));
    QCOMPARE(plainText("\xff\\\n"), u"\\xff\\\\\n"_s);
}

void TestCopyFormats::hexAndBase64()
{
    QCOMPARE(hexText({}), QString());
    QCOMPARE(hexText("a\xff"), u"61 ff"_s);
    QCOMPARE(base64Text("a\xff"), u"Yf8="_s);
    QVERIFY(!base64Text(QByteArray(1000, 'a')).contains(u'\n'));
}

void TestCopyFormats::pythonBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("literal");
    // Right-hand sides are what Python's repr() prints.
    QTest::newRow("empty") << QByteArray() << u"b''"_s;
    QTest::newRow("text") << QByteArray("abc ~") << u"b'abc ~'"_s;
    QTest::newRow("controls") << QByteArray("\0\a\n\r\t\x7f", 6) << u"b'\\x00\\x07\\n\\r\\t\\x7f'"_s;
    QTest::newRow("high") << QByteArray("\x80\xff") << u"b'\\x80\\xff'"_s;
    QTest::newRow("backslash") << QByteArray("a\\b") << u"b'a\\\\b'"_s;
    QTest::newRow("single quote") << QByteArray("it's") << u"b\"it's\""_s;
    QTest::newRow("double quote") << QByteArray("\"") << u"b'\"'"_s;
    QTest::newRow("both quotes") << QByteArray("'\"") << u"b'\\'\"'"_s;
}

void TestCopyFormats::pythonBytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, literal);
    QCOMPARE(pythonLiteral(bytes), literal);
}

void TestCopyFormats::pythonMultipart()
{
    const QByteArrayView one[] = {"a"};
    const QByteArrayView two[] = {"", "b"};
    QCOMPARE(pythonLiteral(FrameSpan(one, 1, 1)), u"b'a'"_s);
    QCOMPARE(pythonLiteral(FrameSpan(two, 1, 2)), u"[b'', b'b']"_s);
}

void TestCopyFormats::dump()
{
    QCOMPARE(hexDump({}), QString());
    QCOMPARE(hexDump("0123456789abcdef\n\xff"),
             u"00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|\n"_s
             u"00000010  0a ff                                             |..|\n"_s);
    QVERIFY(hexDump("a", 0x123456789).startsWith(u"123456789  61 "));
}

QTEST_GUILESS_MAIN(TestCopyFormats)
#include "tst_copy_formats.moc"
