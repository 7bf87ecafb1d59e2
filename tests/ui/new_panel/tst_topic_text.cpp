// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/new_panel/topic_text.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestTopicText : public QObject {
    Q_OBJECT
private slots:
    void topicsTurnIntoTextAndBack_data()
    {
        QTest::addColumn<QByteArray>("topic");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QByteArray() << u""_s;
        QTest::newRow("text") << QByteArray("weather.") << u"weather."_s;
        QTest::newRow("umlaut") << QByteArray("m\xc3\xbc") << u"m\u00fc"_s;
        QTest::newRow("line feed") << QByteArray("a\nb") << u"a\\nb"_s;
        QTest::newRow("backslash") << QByteArray("a\\b") << u"a\\\\b"_s;
        QTest::newRow("zero bytes") << QByteArray("\0\1", 2) << u"0x0001"_s;
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe") << u"0xfffe"_s;
        QTest::newRow("looks like hex") << QByteArray("0x41") << u"0x30783431"_s;
        QTest::newRow("looks like HEX") << QByteArray("0XZ") << u"0x30585a"_s;
    }
    void topicsTurnIntoTextAndBack()
    {
        QFETCH(QByteArray, topic);
        QFETCH(QString, text);
        QCOMPARE(topicText(topic), text);
        const Result<QByteArray> parsed = parseTopic(text);
        QVERIFY(parsed);
        QCOMPARE(*parsed, topic);
    }

    void refusesWhatIsNoTopic()
    {
        for (const QString &text : {u"0x"_s, u"0x1"_s, u"0xzz"_s, u"a\\q"_s}) {
            const Result<QByteArray> parsed = parseTopic(text);
            QVERIFY2(!parsed, qPrintable(text));
            QVERIFY(!parsed.error().detail.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestTopicText)
#include "tst_topic_text.moc"
