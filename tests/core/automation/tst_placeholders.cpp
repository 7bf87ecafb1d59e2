// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/placeholders.h"

#include <QTemporaryFile>
#include <QTest>
#include <QUuid>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class TestPlaceholders : public QObject
{
    Q_OBJECT
private:
    const PlaceholderValues m_values{7, Timestamp{1'700'000'000'123'456'789}};

    QString filled(const QString &text) const
    {
        const Result<QString> result = fillPlaceholders(text, m_values);
        return result ? *result : QString(u"refused: " + result.error().text());
    }

private slots:
    void fills_data();
    void fills();
    void randomNumbersStayInTheirRange();
    void everyUuidIsAnother();
    void environmentAndFile();
    void refusals_data();
    void refusals();
    void onlyNumbers();
};

void TestPlaceholders::fills_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("none") << u"plain"_s << u"plain"_s;
    QTest::newRow("number") << u"a{n}b{n}"_s << u"a7b7"_s;
    QTest::newRow("in JSON") << u"{\"n\": {n}, \"o\": {}}"_s << u"{\"n\": 7, \"o\": {}}"_s;
    QTest::newRow("in a Python set") << u"{1, n}"_s << u"{1, n}"_s;
    QTest::newRow("literal") << u"{{n}} {{now:ms}}"_s << u"{n} {now:ms}"_s;
    QTest::newRow("a brace before one") << u"{{n}"_s << u"{7"_s;
    QTest::newRow("a brace behind one") << u"{n}}"_s << u"7}"_s;
    QTest::newRow("now") << u"{now}"_s << u"2023-11-14T22:13:20.123Z"_s;
    QTest::newRow("seconds") << u"{now:s}"_s << u"1700000000"_s;
    QTest::newRow("milliseconds") << u"{now:ms}"_s << u"1700000000123"_s;
    QTest::newRow("microseconds") << u"{now:us}"_s << u"1700000000123456"_s;
    QTest::newRow("nanoseconds") << u"{now:ns}"_s << u"1700000000123456789"_s;
    QTest::newRow("one possible number") << u"{random:5..5}"_s << u"5"_s;
    QTest::newRow("negative") << u"{random:-5..-5}"_s << u"-5"_s;
    QTest::newRow("unknown names stay") << u"{m} {random} {N} {n:1} {uuid:1}"_s << u"{m} {random} {N} {n:1} {uuid:1}"_s;
    QTest::newRow("never closed") << u"{n {now:ms {"_s << u"{n {now:ms {"_s;
    QTest::newRow("not over lines") << u"{env:A\nB}"_s << u"{env:A\nB}"_s;
}

void TestPlaceholders::fills()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(filled(text), expected);
    QCOMPARE(hasPlaceholders(text), text != expected);
}

void TestPlaceholders::randomNumbersStayInTheirRange()
{
    bool low = false;
    bool high = false;
    for (int i = 0; i < 1000; ++i) {
        const int number = filled(u"{random:1..3}"_s).toInt();
        QVERIFY(number >= 1 && number <= 3);
        low = low || number == 1;
        high = high || number == 3;
        const double fraction = filled(u"{random:0.5..2}"_s).toDouble();
        QVERIFY(fraction >= 0.5 && fraction <= 2);
    }
    QVERIFY(low && high);
    bool ok = false;
    (void)filled(u"{random:-9223372036854775808..9223372036854775807}"_s).toLongLong(&ok);
    QVERIFY(ok);
}

void TestPlaceholders::everyUuidIsAnother()
{
    const QString first = filled(u"{uuid}"_s);
    QVERIFY(!QUuid::fromString(first).isNull());
    QVERIFY(first != filled(u"{uuid}"_s));
}

void TestPlaceholders::environmentAndFile()
{
    qputenv("ZMQSCOPE_TEST_VALUE", "from {n} outside");
    QCOMPARE(filled(u"<{env:ZMQSCOPE_TEST_VALUE}>"_s), u"<from {n} outside>"_s);
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("text ä");
    file.flush();
    QCOMPARE(filled(QString(u"{file:" + file.fileName() + u'}')), u"text ä"_s);
    file.write("\xff");
    file.flush();
    QVERIFY(filled(QString(u"{file:" + file.fileName() + u'}')).startsWith(u"refused"));
    file.resize(maxPlaceholderFileBytes + 1);
    QVERIFY(filled(QString(u"{file:" + file.fileName() + u'}')).startsWith(u"refused"));
}

void TestPlaceholders::refusals_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u"{now:minutes}"_s, u"{random:5}"_s, u"{random:5..1}"_s, u"{random:a..b}"_s,
                                u"{env:ZMQSCOPE_NO_SUCH_VARIABLE}"_s, u"{env:}"_s, u"{file:/no/such/file}"_s})
        QTest::newRow(qPrintable(text)) << text;
}

void TestPlaceholders::refusals()
{
    QFETCH(QString, text);
    const Result<QString> result = fillPlaceholders(text, m_values);
    QVERIFY(!result);
    QVERIFY(!result.error().detail.isEmpty());
}

void TestPlaceholders::onlyNumbers()
{
    QVERIFY(hasOnlyNumbers(u"a {n} b {n}"));
    QVERIFY(!hasOnlyNumbers(u"plain"));
    QVERIFY(!hasOnlyNumbers(u"{n} {uuid}"));
    QVERIFY(!hasOnlyNumbers(u"{n} {{n}}"));
}

QTEST_GUILESS_MAIN(TestPlaceholders)
#include "tst_placeholders.moc"
