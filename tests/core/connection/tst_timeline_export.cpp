// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/timeline_export.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;
using Kind = ConnectionEventKind;

namespace {

const Timestamp noon{1'769'860'800'123'456'789};

QList<ExportedRow> twoRows()
{
    TimelineRow accepted{1, noon, noon, {Kind::Accepted, 9, u"tcp://127.0.0.1:5556"_s}, {7}, u"127.0.0.1:4711"_s, 1};
    TimelineRow retried{2, noon, {noon.ns + 1}, {Kind::ConnectRetried, 100, u"tcp://[::1]:1"_s}, {}, {}, 312};
    return {{SocketType::Rep, accepted}, {SocketType::Rep, retried}};
}

} // namespace

class TestTimelineExport : public QObject {
    Q_OBJECT
private slots:
    void csv();
    void csvQuotesWhatItMust();
    void jsonLines();
    void eachKindHasAKeyOfItsOwn();
    void saves();
    void aFailureNamesTheFile();
};

void TestTimelineExport::csv()
{
    const QList<QByteArray> lines = exportedTimeline(u"calc"_s, twoRows(), TimelineFormat::Csv).split('\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0], "panel,socket,number,time,last,count,event,value,endpoint,peer,connection,text\r");
    QCOMPARE(lines[1],
             "calc,REP,1,2026-01-31T12:00:00.123456789Z,2026-01-31T12:00:00.123456789Z,1,accepted,9,"
             "tcp://127.0.0.1:5556,127.0.0.1:4711,7,accepted a connection from 127.0.0.1:4711\r");
    QCOMPARE(lines[2],
             "calc,REP,2,2026-01-31T12:00:00.123456789Z,2026-01-31T12:00:00.123456790Z,312,connect_retried,100,"
             "tcp://[::1]:1,,0,\"nobody answers, tries again after 100 ms (312 times)\"\r");
    QCOMPARE(lines[3], "");
    QCOMPARE(exportedTimeline(u"calc"_s, {}, TimelineFormat::Csv).count('\n'), 1);
}

void TestTimelineExport::csvQuotesWhatItMust()
{
    const QByteArray text = exportedTimeline(u"a \"b\",\nc"_s, twoRows(), TimelineFormat::Csv);
    QVERIFY(text.contains("\r\n\"a \"\"b\"\",\nc\",REP,1,"));
}

void TestTimelineExport::jsonLines()
{
    const QList<QByteArray> lines = exportedTimeline(u"a \"b\"\n"_s, twoRows(), TimelineFormat::JsonLines).split('\n');
    QCOMPARE(lines.size(), 3);
    const QJsonObject first = QJsonDocument::fromJson(lines[0]).object();
    QCOMPARE(first[u"panel"], u"a \"b\"\n"_s);
    QCOMPARE(first[u"socket"], u"REP"_s);
    QCOMPARE(first[u"time"], u"2026-01-31T12:00:00.123456789Z"_s);
    QCOMPARE(first[u"event"], u"accepted"_s);
    QCOMPARE(first[u"peer"], u"127.0.0.1:4711"_s);
    QCOMPARE(first[u"connection"], 7);
    const QJsonObject second = QJsonDocument::fromJson(lines[1]).object();
    QCOMPARE(second[u"count"], 312);
    QCOMPARE(second[u"value"], 100);
    QCOMPARE(second[u"last"], u"2026-01-31T12:00:00.123456790Z"_s);
    QVERIFY(second[u"peer"].isNull());
    QVERIFY(second.contains(u"peer"));
}

void TestTimelineExport::eachKindHasAKeyOfItsOwn()
{
    QSet<QLatin1StringView> keys;
    for (int kind = 0; kind <= int(Kind::HandshakeFailedAuth); ++kind)
        keys.insert(eventKey(Kind(kind)));
    QCOMPARE(keys.size(), int(Kind::HandshakeFailedAuth) + 1);
}

void TestTimelineExport::saves()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"events.csv"_s);
    for (const TimelineFormat format : {TimelineFormat::Csv, TimelineFormat::JsonLines}) {
        QVERIFY(saveTimeline(path, u"calc"_s, twoRows(), format));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), exportedTimeline(u"calc"_s, twoRows(), format));
    }
}

void TestTimelineExport::aFailureNamesTheFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"nowhere/events.csv"_s);
    const Result<void> saved = saveTimeline(path, u"calc"_s, twoRows(), TimelineFormat::Csv);
    QVERIFY(!saved);
    QVERIFY(saved.error().text().contains(path));
    QVERIFY(!QFile::exists(path));
}

QTEST_GUILESS_MAIN(TestTimelineExport)
#include "tst_timeline_export.moc"
