// SPDX-License-Identifier: GPL-3.0-or-later
#include "log_fixture.h"
#include "ui/log/log_copy.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class LogCopyTest : public QObject {
    Q_OBJECT

    struct Log : LogFixture {
        LogModel model{store, peers};
        LogTable table{model};

        QString copy(CopyFormat format)
        {
            model.update();
            table.selectAll();
            return copySelected(table, format, u"demo"_s, peers).text;
        }
    };

private slots:
    void rowsAreTheVisibleColumns();
    void rowsHoldTheWholeMessage();
    void textHexAndBase64();
    void framesStandOnLinesOfTheirOwn();
    void pythonLiterals();
    void jsonLines();
    void onlyTheSelectedOnes();
    void hugeSelectionIsBounded();
    void hugeMessageIsRefused();
};

void LogCopyTest::rowsAreTheVisibleColumns()
{
    Log log;
    log.add({"one"}, LogFixture::header(Direction::Out));
    log.add({"two"});
    auto layout = log.table.columnLayout();
    for (auto &item : layout.items)
        item.visible = item.column == LogColumn::Number || item.column == LogColumn::Direction
            || item.column == LogColumn::Preview;
    layout.items.move(7, 0);
    log.table.setColumnLayout(layout);
    QCOMPARE(log.copy(CopyFormat::Rows), u"one\t1\tout\ntwo\t2\tin"_s);
}

void LogCopyTest::rowsHoldTheWholeMessage()
{
    Log log;
    const QByteArray body(20'000, 'x');
    log.add({body});
    QVERIFY(log.copy(CopyFormat::Rows).endsWith(QString::fromLatin1(body)));
}

void LogCopyTest::textHexAndBase64()
{
    Log log;
    log.add({"h\xc3\xa9\n"});
    log.add({"\xff"});
    QCOMPARE(log.copy(CopyFormat::Text), u"hé\n\n\\xff"_s);
    QCOMPARE(log.copy(CopyFormat::Hex), u"68 c3 a9 0a\nff"_s);
    QCOMPARE(log.copy(CopyFormat::Base64), u"aMOpCg==\n/w=="_s);
}

void LogCopyTest::framesStandOnLinesOfTheirOwn()
{
    Log log;
    log.add({"a", "b"});
    log.add({"c"});
    QCOMPARE(log.copy(CopyFormat::Hex), u"61\n62\n\n63"_s);
}

void LogCopyTest::pythonLiterals()
{
    Log log;
    log.add({QByteArray("a\0'", 3)});
    log.add({"x", ""});
    QCOMPARE(log.copy(CopyFormat::PythonLiteral), u"b\"a\\x00'\"\n[b'x', b'']"_s);
}

void LogCopyTest::jsonLines()
{
    Log log;
    log.add({"text", "\xff"});
    log.add({"more"});
    const QStringList lines = log.copy(CopyFormat::JsonLines).split(u'\n');
    QCOMPARE(lines.size(), 2);
    const QJsonObject object = QJsonDocument::fromJson(lines[0].toUtf8()).object();
    QCOMPARE(object.value(u"panel"_s).toString(), u"demo"_s);
    QCOMPARE(object.value(u"n"_s).toInt(), 1);
    QCOMPARE(object.value(u"frames"_s)[1][u"base64"_s].toString(), u"/w=="_s);
}

void LogCopyTest::onlyTheSelectedOnes()
{
    Log log;
    log.addNumbered(10);
    log.model.update();
    for (const int row : {7, 2, 3})
        log.table.selectionModel()->select(
            log.model.index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    const CopiedMessages copied = copySelected(log.table, CopyFormat::Text, {}, log.peers);
    QCOMPARE(copied.text, u"message 3\nmessage 4\nmessage 8"_s);
    QCOMPARE(copied.selected, 3);
    QCOMPARE(copied.notice(), QString());
}

void LogCopyTest::hugeSelectionIsBounded()
{
    Log log;
    log.addNumbered(1'000'000);
    log.model.update();
    log.table.selectAll();
    for (const CopyFormat format : {CopyFormat::Rows, CopyFormat::JsonLines, CopyFormat::Hex}) {
        const CopiedMessages copied = copySelected(log.table, format, {}, log.peers);
        QCOMPARE(copied.copied, CopiedMessages::maxMessages);
        QCOMPARE(copied.selected, 1'000'000);
        QVERIFY(copied.notice().contains(QLocale().toString(1'000'000)));
    }
    log.table.selectionModel()->clear();
    log.table.selectionModel()->select(
        QItemSelection(log.model.index(0, 0), log.model.index(int(CopiedMessages::maxMessages) - 1, 7)),
        QItemSelectionModel::Select);
    QCOMPARE(copySelected(log.table, CopyFormat::Rows, {}, log.peers).notice(), QString());
}

void LogCopyTest::hugeMessageIsRefused()
{
    Log log;
    log.add({QByteArray(CopiedMessages::maxPayloadBytes + 1, 'x')});
    log.model.update();
    log.table.selectAll();
    const CopiedMessages copied = copySelected(log.table, CopyFormat::Hex, {}, log.peers);
    QCOMPARE(copied.copied, 0);
    QVERIFY(!copied.notice().isEmpty());
}

QTEST_MAIN(LogCopyTest)
#include "tst_log_copy.moc"
