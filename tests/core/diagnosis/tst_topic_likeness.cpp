// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/topic_likeness.h"

#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class TestTopicLikeness : public QObject {
    Q_OBJECT
private slots:
    void findsTheDifference_data();
    void findsTheDifference();
    void leavesOthersAlone_data();
    void leavesOthersAlone();
    void longTopicsAreCut();
};

void TestTopicLikeness::findsTheDifference_data()
{
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QByteArray>("topic");
    QTest::addColumn<TopicDifference>("difference");
    QTest::addColumn<QByteArray>("better");
    const auto row = [](const char *name, const QByteArray &prefix, const QByteArray &topic,
                         TopicDifference difference, const QByteArray &better) {
        QTest::newRow(name) << prefix << topic << difference << better;
    };
    using D = TopicDifference;
    row("case", "Temp", "temperature", D::Case, "temp");
    row("case, not ASCII", "Äpfel", "äpfel/rot", D::Case, "äpfel");
    row("blank behind the prefix", "temp ", "temp", D::Space, "temp");
    row("blank before the topic", "temp", " temp", D::Space, " temp");
    row("line feed behind the prefix", "temp\n", "temp1", D::Space, "temp");
    row("slash before the prefix", "/temp", "temp/1", D::Slash, "temp");
    row("slash before the topic", "temp", "/temp/1", D::Slash, "/temp");
    row("slash behind the prefix", "temp/", "temp", D::Slash, "temp");
    row("quotes in the topic", "temp", "\"temp\"", D::Quotes, "\"temp");
    row("quotes in the prefix", "'temp'", "temp", D::Quotes, "temp");
    row("zero byte", "temp"_ba + '\0', "temp", D::ZeroByte, "temp");
    row("star", "temp*", "temperature", D::Wildcard, "temp");
    row("hash", "temp#", "temp", D::Wildcard, "temp");
    row("BOM in the topic", "temp", "\xEF\xBB\xBFtemp", D::ByteOrderMark, "\xEF\xBB\xBFtemp");
    row("UTF-16 topic", "temp", QByteArray("t\0e\0m\0p\0", 8), D::Utf16, QByteArray("t\0e\0m\0p", 7));
    row("UTF-16 prefix", QByteArray("\0t\0e\0m\0p", 8), "temp", D::Utf16, "temp");
    row("UTF-16 with its mark", "temp", QByteArray("\xFF\xFEt\0e\0m\0p\0", 10), D::Utf16,
        QByteArray("\xFF\xFEt\0e\0m\0p", 9));
    row("two at once", "/Temp/#", "temp", D::Several, "temp");
}

void TestTopicLikeness::findsTheDifference()
{
    QFETCH(QByteArray, prefix);
    QFETCH(QByteArray, topic);
    const std::optional<NearMiss> miss = nearMiss(prefix, topic);
    QVERIFY(miss);
    QTEST(miss->difference, "difference");
    QTEST(miss->prefix, "better");
    QVERIFY(topic.startsWith(miss->prefix));
    QVERIFY(!differenceText(miss->difference).isEmpty());
}

void TestTopicLikeness::leavesOthersAlone_data()
{
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QByteArray>("topic");
    QTest::newRow("matches") << "temp"_ba
                             << "temperature"_ba;
    QTest::newRow("everything") << ""_ba
                                << "temp"_ba;
    QTest::newRow("another") << "humidity"_ba
                             << "temp"_ba;
    QTest::newRow("longer than the topic") << "temperature"_ba
                                           << "temp"_ba;
    QTest::newRow("nothing but a slash") << "/"_ba
                                         << "temp"_ba;
    QTest::newRow("empty topic") << "temp"_ba
                                 << ""_ba;
}

void TestTopicLikeness::leavesOthersAlone()
{
    QFETCH(QByteArray, prefix);
    QFETCH(QByteArray, topic);
    QVERIFY(!nearMiss(prefix, topic));
}

void TestTopicLikeness::longTopicsAreCut()
{
    const QByteArray longest(maxComparedTopic, 'a');
    const QByteArray longer(2 * maxComparedTopic, 'a');
    QVERIFY(nearMiss(longest, longer.toUpper()));
    QVERIFY(!nearMiss(longer.first(maxComparedTopic + 1), longer.toUpper()));
    QVERIFY(topicText(longer).size() <= maxComparedTopic + 2);
}

QTEST_GUILESS_MAIN(TestTopicLikeness)
#include "tst_topic_likeness.moc"
