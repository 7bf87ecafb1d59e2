// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/byte_search.h"

#include <QTest>
#include <random>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class TestByteSearch : public QObject
{
    Q_OBJECT
private slots:
    void finds_data();
    void finds();
    void likeQByteArray();
};

void TestByteSearch::finds_data()
{
    QTest::addColumn<QString>("needle");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("withCase");
    QTest::addColumn<bool>("withoutCase");
    const auto row = [](const char *name, const QString &needle, const QByteArray &bytes, bool with, bool without) {
        QTest::newRow(name) << needle << bytes << with << without;
    };
    row("nothing in nothing", u"a"_s, QByteArray(), false, false);
    row("whole", u"temp"_s, "temp", true, true);
    row("begin", u"temp"_s, "temperature", true, true);
    row("end", u"ture"_s, "temperature", true, true);
    row("too long", u"temperature"_s, "temp", false, false);
    row("almost", u"tempo"_s, "temp temq tempp", false, false);
    row("other case", u"Temp"_s, "my tEMPerature", false, true);
    row("one letter", u"Q"_s, "abcq", false, true);
    row("overlapping begin", u"aab"_s, "aaaab", true, true);
    row("overlapping begin, case", u"AAB"_s, "aaAab", false, true);
    row("not a letter", u"@["_s, "`{", false, false);
    row("behind a zero byte", u"x1"_s, QByteArray("\0\0x1", 4), true, true);
    row("in what is not UTF-8", u"x1"_s, "\xff\xfeX1\x80", false, true);
    row("umlaut", u"größe"_s, "Die Größe"_ba, false, true);
    row("umlaut, other case", u"ÄÖ"_s, "xäöx"_ba, false, true);
    row("Cyrillic", u"привет"_s, "ПРИВЕТ, мир"_ba, false, true);
    row("Greek", u"ΟΔΟΣ"_s, "οδοσ"_ba, false, true);
    row("cases of different length", u"ȺX"_s, "aⱥx"_ba, false, true);
    row("emoji", u"🎉a"_s, "x🎉A"_ba, false, true);
    row("cut character", u"é"_s, "e\xc3", false, false);
}

void TestByteSearch::finds()
{
    QFETCH(QString, needle);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, withCase);
    QFETCH(bool, withoutCase);
    QCOMPARE(ByteSearch(needle, Qt::CaseSensitive).isIn(bytes), withCase);
    QCOMPARE(ByteSearch(needle, Qt::CaseInsensitive).isIn(bytes), withoutCase);
}

void TestByteSearch::likeQByteArray()
{
    std::mt19937 random(7);
    const auto text = [&](size_t atMost) {
        QByteArray bytes;
        for (size_t n = 1 + random() % atMost; n > 0; --n)
            bytes.append("aAbB"[random() % 4]);
        return bytes;
    };
    int found = 0;
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray needle = text(6);
        const QByteArray bytes = text(40);
        const bool expected = bytes.contains(needle);
        found += expected;
        QCOMPARE(ByteSearch(QString::fromLatin1(needle), Qt::CaseSensitive).isIn(bytes), expected);
        QCOMPARE(ByteSearch(QString::fromLatin1(needle), Qt::CaseInsensitive).isIn(bytes),
                 bytes.toLower().contains(needle.toLower()));
    }
    QVERIFY(found > 1000 && found < 19'000);
}

QTEST_GUILESS_MAIN(TestByteSearch)
#include "tst_byte_search.moc"
