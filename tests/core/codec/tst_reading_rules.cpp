// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/reading_rules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

ReadingRule rule(const QString &codec)
{
    ReadingRule made;
    made.codec = codec;
    return made;
}

} // namespace

class TestReadingRules : public QObject
{
    Q_OBJECT
private slots:
    void conditions();
    void theFirstThatAppliesIsTaken();
    void unknownFormatsAreKeptAndPassedOver();
    void saysWhereItApplies();
};

void TestReadingRules::conditions()
{
    const RuleSubject second{1, 3, "tick.EUR", u"jupyter"_s, u"content"_s};
    ReadingRule tested = rule(u"hex"_s);
    QVERIFY(tested.appliesTo(second));
    tested.frame = 1;
    QVERIFY(tested.appliesTo(second));
    tested.frame = 0;
    QVERIFY(!tested.appliesTo(second));
    tested.frame = -2;
    QVERIFY(tested.appliesTo(second));
    tested.frame = -1;
    QVERIFY(!tested.appliesTo(second));
    tested.frame = -4;
    QVERIFY(!tested.appliesTo(second));
    tested.frame = {};
    tested.frames = 2;
    QVERIFY(!tested.appliesTo(second));
    tested.frames = 3;
    tested.topic = "tick";
    QVERIFY(tested.appliesTo(second));
    tested.topic = "tock";
    QVERIFY(!tested.appliesTo(second));
    tested.topic = "";
    tested.protocol = u"zap"_s;
    QVERIFY(!tested.appliesTo(second));
    tested.protocol = u"jupyter"_s;
    tested.frameName = u"header"_s;
    QVERIFY(!tested.appliesTo(second));
    tested.frameName = u"content"_s;
    QVERIFY(tested.appliesTo(second));
}

void TestReadingRules::theFirstThatAppliesIsTaken()
{
    ReadingRule narrow = rule(u"hex"_s);
    narrow.frame = 1;
    const ReadingRules rules({narrow, rule(u"json"_s), rule(u"text"_s)});
    QCOMPARE(rules.find({1, 2, {}, {}, {}})->codec->id(), u"hex"_s);
    QCOMPARE(rules.find({0, 2, {}, {}, {}})->codec->id(), u"json"_s);
    const ReadingRules turned({rule(u"json"_s), narrow});
    QCOMPARE(turned.find({1, 2, {}, {}, {}})->codec->id(), u"json"_s);
    QVERIFY(!ReadingRules().find({}));
    QVERIFY(!ReadingRules({narrow}).find({0, 1, {}, {}, {}}));
}

void TestReadingRules::unknownFormatsAreKeptAndPassedOver()
{
    const ReadingRules rules({rule(u"hologram"_s), rule(u"text"_s)});
    QCOMPARE(rules.entries().size(), std::size_t(2));
    QVERIFY(!rules.entries()[0].codec);
    QVERIFY(rules.entries()[0].error.text().contains(u"hologram"));
    QCOMPARE(rules.find({})->codec->id(), u"text"_s);
}

void TestReadingRules::saysWhereItApplies()
{
    ReadingRule tested = rule(u"hex"_s);
    QCOMPARE(tested.text(), u"all frames"_s);
    tested.topic = "tick\n";
    QCOMPARE(tested.text(), u"all frames, topic tick\\n…"_s);
    tested.frame = 1;
    QCOMPARE(tested.text(), u"frame 2, topic tick\\n…"_s);
    tested.frame = -1;
    tested.topic = {};
    tested.protocol = u"zap"_s;
    QCOMPARE(tested.text(), u"last frame, messages of zap"_s);
    tested.frame = -2;
    QCOMPARE(tested.text(), u"frame 2 from the last, messages of zap"_s);
    tested.frame = {};
    tested.frameName = u"content"_s;
    QCOMPARE(tested.text(), u"frame “content”, messages of zap"_s);
}

QTEST_GUILESS_MAIN(TestReadingRules)
#include "tst_reading_rules.moc"
