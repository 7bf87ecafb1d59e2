// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/english_plurals.h"

#include <QCoreApplication>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class TestEnglishPlurals : public QObject {
    Q_OBJECT
private slots:
    void countsWell();
    void leavesOthersAlone();
};

void TestEnglishPlurals::countsWell()
{
    EnglishPlurals plurals;
    QVERIFY(QCoreApplication::installTranslator(&plurals));
    QCOMPARE(tr("%n message(s) went", nullptr, 0), u"0 messages went"_s);
    QCOMPARE(tr("%n message(s) went", nullptr, 1), u"1 message went"_s);
    QCOMPARE(tr("%n message(s) went", nullptr, 2), u"2 messages went"_s);
    QCoreApplication::removeTranslator(&plurals);
}

void TestEnglishPlurals::leavesOthersAlone()
{
    EnglishPlurals plurals;
    QVERIFY(QCoreApplication::installTranslator(&plurals));
    QCOMPARE(tr("function(s)"), u"function(s)"_s); // counts nothing
    QCOMPARE(tr("%n left", nullptr, 3), u"3 left"_s);
    QCoreApplication::removeTranslator(&plurals);
}

QTEST_GUILESS_MAIN(TestEnglishPlurals)
#include "tst_english_plurals.moc"
