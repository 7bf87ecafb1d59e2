// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/utf8.h"

#include <QTest>

using namespace zmqscope;

class TestUtf8 : public QObject
{
    Q_OBJECT
private slots:
    void readsEveryCodePoint();
    void refusesInvalidForms_data();
    void refusesInvalidForms();
    void findsInvalidByteAnywhere();
    void knowsInvisibleCharacters();
    void dropsOnlyCutTails();
};

void TestUtf8::readsEveryCodePoint()
{
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        if (c == 0xd800)
            c = 0xe000;
        const QByteArray bytes = QStringView(QChar::fromUcs4(c)).toUtf8();
        const utf8::Step step = utf8::decode(bytes.constData(), bytes.constData() + bytes.size());
        if (!step.valid || step.codePoint != c || step.length != bytes.size())
            QFAIL(qPrintable(QStringLiteral("U+%1").arg(quint32(c), 4, 16)));
    }
}

void TestUtf8::refusesInvalidForms_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("continuation alone") << QByteArray("\x80");
    QTest::newRow("last continuation") << QByteArray("\xbf");
    QTest::newRow("overlong 2, NUL") << QByteArray("\xc0\x80");
    QTest::newRow("overlong 2, slash") << QByteArray("\xc1\xaf");
    QTest::newRow("overlong 3") << QByteArray("\xe0\x9f\xbf");
    QTest::newRow("overlong 4") << QByteArray("\xf0\x8f\xbf\xbf");
    QTest::newRow("first surrogate") << QByteArray("\xed\xa0\x80");
    QTest::newRow("last surrogate") << QByteArray("\xed\xbf\xbf");
    QTest::newRow("above U+10FFFF") << QByteArray("\xf4\x90\x80\x80");
    QTest::newRow("lead f5") << QByteArray("\xf5\x80\x80\x80");
    QTest::newRow("five bytes") << QByteArray("\xf8\x88\x80\x80\x80");
    QTest::newRow("ff") << QByteArray("\xff");
    QTest::newRow("2 cut") << QByteArray("\xc3");
    QTest::newRow("3 cut") << QByteArray("\xe2\x82");
    QTest::newRow("4 cut") << QByteArray("\xf0\x9f\x98");
    QTest::newRow("2 broken") << QByteArray("\xc3(");
    QTest::newRow("3 broken") << QByteArray("\xe2\x82(");
    QTest::newRow("4 broken") << QByteArray("\xf0\x9f\x98(");
}

void TestUtf8::refusesInvalidForms()
{
    QFETCH(QByteArray, bytes);
    const utf8::Step step = utf8::decode(bytes.constData(), bytes.constData() + bytes.size());
    QVERIFY(!step.valid);
    QCOMPARE(int(step.length), 1);
    QCOMPARE(quint32(step.codePoint), quint32(quint8(bytes[0])));
    QCOMPARE(utf8::firstInvalid(bytes), 0);
}

void TestUtf8::findsInvalidByteAnywhere()
{
    QCOMPARE(utf8::firstInvalid({}), -1);
    for (qsizetype size = 1; size < 40; ++size) {
        QCOMPARE(utf8::firstInvalid(QByteArray(size, 'a')), -1);
        for (qsizetype at = 0; at < size; ++at) {
            QByteArray bytes(size, 'a');
            bytes[at] = '\xff';
            QCOMPARE(utf8::firstInvalid(bytes), at);
        }
    }
    QCOMPARE(utf8::firstInvalid(QByteArray("1234567\xc3\xa4\xe2\x82\xac")), -1);
    QCOMPARE(utf8::firstInvalid(QByteArray("1234567\xc3\xa4\xe2\x82")), 9);
}

void TestUtf8::knowsInvisibleCharacters()
{
    const auto all = [](char32_t from, char32_t to, bool invisible) {
        for (char32_t c = from; c <= to; ++c) {
            if (utf8::isInvisible(c) != invisible)
                return QStringLiteral("U+%1").arg(quint32(c), 4, 16);
        }
        return QString();
    };
    QCOMPARE(all(0x00, 0x1f, true), QString());
    QCOMPARE(all(0x20, 0x7e, false), QString());
    QCOMPARE(all(0x7f, 0xa0, true), QString()); // DEL, C1 controls, no-break space
    QCOMPARE(all(0xa1, 0xac, false), QString());
    QVERIFY(utf8::isInvisible(0xad)); // soft hyphen
    QCOMPARE(all(0xae, 0x34e, false), QString());
    QVERIFY(utf8::isInvisible(0x61c)); // Arabic letter mark
    QCOMPARE(all(0x2000, 0x200f, true), QString()); // blanks, zero-width, LRM and RLM
    QCOMPARE(all(0x2010, 0x2027, false), QString());
    QCOMPARE(all(0x2028, 0x202f, true), QString()); // separators, bidi embeddings and overrides
    QCOMPARE(all(0x2066, 0x206f, true), QString()); // bidi isolates
    QCOMPARE(all(0x4e00, 0x9fff, false), QString());
    QVERIFY(utf8::isInvisible(0xfeff));
    QVERIFY(!utf8::isInvisible(0xfffd));
    QVERIFY(utf8::isInvisible(0xffff));
    QVERIFY(utf8::isInvisible(0x1fffe));
    QVERIFY(utf8::isInvisible(0x10ffff));
    QVERIFY(!utf8::isInvisible(0x1f600));
    QVERIFY(utf8::isInvisible(0xe0041)); // tag characters carry hidden ASCII
}

void TestUtf8::dropsOnlyCutTails()
{
    const QByteArray text = QStringLiteral("aä€😀").toUtf8();
    const QList<qsizetype> whole{0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
    for (qsizetype size = 0; size <= text.size(); ++size)
        QCOMPARE(utf8::withoutCutTail(QByteArrayView(text).first(size)).size(), whole[size]);
}

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
