// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/elided_label.h"

#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class ElidedLabelTest : public QObject {
    Q_OBJECT

private slots:
    void dropsTheLastPartsFirst();
    void endsTheFirstPartWithAMark();
};

void ElidedLabelTest::dropsTheLastPartsFirst()
{
    ElidedLabel label(theme::Role::Text);
    label.setParts({u"830,853 messages"_s, u"830,853 received"_s, u"47.9 MiB in memory"_s});
    const QString whole = u"830,853 messages · 830,853 received · 47.9 MiB in memory"_s;
    const auto give = [&](const QString &text) {
        label.resize(label.fontMetrics().horizontalAdvance(text), 20);
        return label.shownText();
    };
    QCOMPARE(give(whole), whole);
    const QString two = u"830,853 messages · 830,853 received …"_s;
    QCOMPARE(give(whole.chopped(1)), two);
    QCOMPARE(give(two), two);
    QCOMPARE(give(two.chopped(2)), u"830,853 messages …"_s);
    QCOMPARE(label.text(), whole);
    QCOMPARE(label.toolTip(), whole);
}

void ElidedLabelTest::endsTheFirstPartWithAMark()
{
    ElidedLabel label(theme::Role::Text);
    label.setParts({u"830,853 messages"_s, u"830,853 received"_s});
    label.resize(label.fontMetrics().horizontalAdvance(u"830,853 m"_s), 20);
    QVERIFY2(label.shownText().startsWith(u"830"), qPrintable(label.shownText()));
    QVERIFY2(label.shownText().endsWith(u'…'), qPrintable(label.shownText()));
}

QTEST_MAIN(ElidedLabelTest)
#include "tst_elided_label.moc"
