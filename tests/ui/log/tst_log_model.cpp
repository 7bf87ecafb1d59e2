// SPDX-License-Identifier: GPL-3.0-or-later
#include "log_fixture.h"
#include "ui/log/log_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class LogModelTest : public QObject {
    Q_OBJECT

    static QString preview(const LogModel &model, int row)
    {
        return model.index(row, int(LogColumn::Preview)).data().toString();
    }

private slots:
    void showsWhatWasThere();
    void growsInOnePiece();
    void losesItsFrontWithTheStore();
    void clearAndUndo();
    void messagesDroppedSinceTheLastUpdateAreEmpty();
    void pauseKeepsTheRows();
    void filterShowsMatches();
    void filterFollowsGrowthAndEviction();
    void filterWhilePausedStaysInRange();
    void timesCountFromTheFirstAndTheRowAbove();
    void wordsForAssistiveTools();
    void headerNamesColumns();
    void millionsOfRowsAreInstant();
};

void LogModelTest::showsWhatWasThere()
{
    LogFixture log;
    log.addNumbered(3);
    LogModel model(log.store, log.peers);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.columnCount(), logColumnCount);
    QCOMPARE(preview(model, 2), u"message 3"_s);
    QCOMPARE(model.index(1, 0).data().toString(), u"2"_s);
    QCOMPARE(model.messageAt(1), MessageIndex{2});
    QCOMPARE(model.rowOf({3}), 2);
    QCOMPARE(model.rowOf({4}), -1);
    QCOMPARE(model.rowOf({}), -1);
}

void LogModelTest::growsInOnePiece()
{
    LogFixture log;
    LogModel model(log.store, log.peers);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    log.addNumbered(500);
    QCOMPARE(model.rowCount(), 0); // not before it is told
    model.update();
    QCOMPARE(model.rowCount(), 500);
    QCOMPARE(inserted.count(), 1);
    model.update();
    QCOMPARE(inserted.count(), 1);
}

void LogModelTest::losesItsFrontWithTheStore()
{
    LogFixture log({.bytes = 1024 * 1024, .messages = 0});
    LogModel model(log.store, log.peers);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    const QByteArray body(1000, 'x');
    for (int round = 0; round < 20; ++round) {
        for (int i = 0; i < 200; ++i)
            log.add({body});
        model.update();
        QCOMPARE(model.rowCount(), log.store.count());
        QCOMPARE(model.messageAt(0), log.store.first());
    }
    QVERIFY(log.store.evicted() > 0);
    QVERIFY(removed.count() > 0 && removed.count() <= 20);
    QCOMPARE(model.goneRows(), log.store.evicted());
}

void LogModelTest::clearAndUndo()
{
    LogFixture log;
    log.addNumbered(10);
    LogModel model(log.store, log.peers);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    log.store.clear();
    model.update();
    QCOMPARE(model.rowCount(), 0);
    log.store.undoClear();
    model.update();
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(preview(model, 0), u"message 1"_s);
    log.store.clear();
    log.addNumbered(2);
    model.update(); // sees the clear and what came after it at once
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(preview(model, 0), u"message 11"_s);
}

void LogModelTest::messagesDroppedSinceTheLastUpdateAreEmpty()
{
    LogFixture log;
    log.addNumbered(5);
    LogModel model(log.store, log.peers);
    log.store.clear();
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(preview(model, 0), QString());
    QVERIFY(!model.viewAt(0));
}

void LogModelTest::pauseKeepsTheRows()
{
    LogFixture log;
    log.addNumbered(5);
    LogModel model(log.store, log.peers);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPaused(true);
    log.addNumbered(7);
    model.update();
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.arrivedWhilePaused(), 7);
    model.setPaused(false);
    QCOMPARE(model.rowCount(), 12);
    QCOMPARE(model.arrivedWhilePaused(), 0);
}

void LogModelTest::filterShowsMatches()
{
    LogFixture log;
    log.addNumbered(1000);
    LogModel model(log.store, log.peers);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.filter().setNeedle(u"MESSAGE 99"_s, Qt::CaseInsensitive);
    QTRY_COMPARE(model.rowCount(), 11); // 99, 990…999
    QVERIFY(model.isFiltered());
    QCOMPARE(preview(model, 0), u"message 99"_s);
    QCOMPARE(model.rowOf({995}), 6);
    QCOMPARE(model.rowOf({5}), -1);

    model.filter().setNeedle(u"MESSAGE 99"_s, Qt::CaseSensitive);
    QTRY_VERIFY(!model.filter().scanning());
    QCOMPARE(model.rowCount(), 0);

    model.filter().setNeedle({}, Qt::CaseSensitive);
    QVERIFY(!model.isFiltered());
    QCOMPARE(model.rowCount(), 1000);
}

void LogModelTest::filterFollowsGrowthAndEviction()
{
    LogFixture log({.bytes = 1024 * 1024, .messages = 0});
    log.addNumbered(100);
    LogModel model(log.store, log.peers);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.filter().setNeedle(u"even"_s, Qt::CaseSensitive);
    for (int i = 0; i < 6000; ++i) {
        log.add({(i % 2 ? "odd " : "even ") + QByteArray(500, 'x')});
        if (i % 100 == 99) {
            model.update();
            QTRY_COMPARE(model.filter().scannedTo(), log.store.end());
        }
    }
    QVERIFY(log.store.evicted() > 0);
    model.update();
    QVERIFY(model.goneRows() > 0);
    QVERIFY(model.rowCount() > 100);
    QCOMPARE(model.rowCount(), model.filter().count());
    for (int row = 0; row < model.rowCount(); ++row)
        QVERIFY(preview(model, row).startsWith(u"even"_s));

    model.filter().setNeedle({}, Qt::CaseSensitive);
    QCOMPARE(model.rowCount(), log.store.count());
    QCOMPARE(model.messageAt(0), log.store.first());
}

void LogModelTest::filterWhilePausedStaysInRange()
{
    LogFixture log;
    log.addNumbered(20);
    LogModel model(log.store, log.peers);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPaused(true);
    log.addNumbered(20);
    model.filter().setNeedle(u"message"_s, Qt::CaseSensitive);
    QTRY_VERIFY(!model.filter().scanning());
    QCOMPARE(model.rowCount(), 20);
    model.setPaused(false);
    QTRY_COMPARE(model.rowCount(), 40);
}

void LogModelTest::timesCountFromTheFirstAndTheRowAbove()
{
    LogFixture log({.bytes = 256 * 1024 * 1024, .messages = 1000});
    log.addNumbered(3);
    LogModel model(log.store, log.peers);
    const auto time = [&](int row) { return model.index(row, int(LogColumn::Time)).data().toString(); };
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setTimeStyle({TimeBase::SincePrevious, TimePrecision::Milliseconds});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(time(0), QString());
    QCOMPARE(time(2), u"+0.001"_s);

    model.setTimeStyle({TimeBase::SinceFirst, TimePrecision::Milliseconds});
    QCOMPARE(time(2), u"+0.002"_s);
    for (int i = 0; i < 50; ++i) { // the first one goes: what the others count from stays
        log.addNumbered(1000);
        model.update();
    }
    QVERIFY(log.store.evicted() > 0);
    QCOMPARE(time(0),
        QString(u"+%1.%2"_s)
            .arg((log.store.first().value - 1) / 1000)
            .arg((log.store.first().value - 1) % 1000, 3, 10, QChar(u'0')));
}

void LogModelTest::wordsForAssistiveTools()
{
    LogFixture log;
    log.add({"lost"}, LogFixture::header(Direction::Out, MessageFlag::NoSubscriber));
    LogModel model(log.store, log.peers);
    const QModelIndex cell = model.index(0, int(LogColumn::Preview));
    QCOMPARE(cell.data().toString(), u"lost"_s);
    QCOMPARE(cell.data(Qt::AccessibleTextRole).toString(), u"lost (no subscriber: dropped)"_s);
    QCOMPARE(cell.data(LogModel::DirectionRole).toInt(), int(Direction::Out));
    QCOMPARE(cell.data(LogModel::MessageIndexRole).toULongLong(), 1u);
    QCOMPARE(model.index(0, int(LogColumn::Direction)).data().toString(), u"out"_s);
}

void LogModelTest::headerNamesColumns()
{
    LogFixture log;
    LogModel model(log.store, log.peers);
    QCOMPARE(model.headerData(int(LogColumn::Preview), Qt::Horizontal).toString(), u"Preview"_s);
    model.setFirstFrame(FirstFrame::RoutingId);
    QCOMPARE(model.headerData(int(LogColumn::Topic), Qt::Horizontal).toString(), u"Routing id"_s);
    QVERIFY(!model.headerData(0, Qt::Vertical).isValid());
}

void LogModelTest::millionsOfRowsAreInstant()
{
    constexpr qint64 many = 5'000'000;
    LogFixture log({.bytes = 4LL * 1024 * 1024 * 1024, .messages = 0});
    LogModel model(log.store, log.peers);
    const QByteArray body("12345678");
    for (qint64 i = 0; i < many; ++i)
        log.store.append({}, QByteArrayView(body));
    model.update();
    QCOMPARE(model.rowCount(), int(many));
    QCOMPARE(preview(model, int(many) - 1), u"12345678"_s);
    QCOMPARE(model.rowOf({4'000'000}), 3'999'999);
}

QTEST_MAIN(LogModelTest)
#include "tst_log_model.moc"
