// SPDX-License-Identifier: GPL-3.0-or-later
#include "log_fixture.h"
#include "ui/log/log_table.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class LogTableTest : public QObject {
    Q_OBJECT

    std::unique_ptr<LogFixture> m_log;
    std::unique_ptr<LogModel> m_model;
    std::unique_ptr<LogTable> m_table;

    void start(qint64 messages, StoreLimits limits = {})
    {
        m_table.reset();
        m_model.reset();
        m_log = std::make_unique<LogFixture>(limits);
        m_log->addNumbered(messages);
        m_model = std::make_unique<LogModel>(m_log->store, m_log->peers);
        m_table = std::make_unique<LogTable>(*m_model);
        m_table->resize(900, 400);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
    }
    void arrive(qint64 count)
    {
        m_log->addNumbered(count);
        m_model->update();
    }
    MessageIndex topMessage() const { return m_model->messageAt(m_table->topRow()); }
    int lastRow() const { return m_model->rowCount() - 1; }
    QPoint pointIn(int row) const { return m_table->visualRect(m_model->index(row, 0)).center(); }
    void scrollUp() { m_table->verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_table.get(), key, modifiers);
    }
    void click(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, modifiers, pointIn(row));
    }
    QList<std::pair<int, int>> selected() const
    {
        QList<std::pair<int, int>> ranges;
        for (const LogTable::RowRange range : m_table->selectedRanges())
            ranges.append({range.first, range.last});
        return ranges;
    }

private slots:
    void followsFromTheStart();
    void scrollingUpStopsFollowing();
    void countsWhatWaits();
    void scrollingToTheEndFollowsAgain();
    void pressingARowStopsFollowing();
    void evictionDoesNotMoveTheRows();
    void evictionOfEverythingInSightStaysAtTheFront();
    void evictionKeepsTheCurrentMessage();
    void clearForgetsTheCurrentMessage();
    void placesAndRowsAgree();
    void keyboardMoves();
    void keyboardExtends();
    void selectAllIsOneRange();
    void mouseSelects();
    void shiftAnchorSurvivesEviction();
    void typingLettersDoesNothing();
    void filterBringsTheCurrentMessageBack();
    void whatAFilterFindsIsNotNew();
    void columnsHideMoveAndResize();
    void automaticColumnsMakeRoomForThePreview();
    void lastColumnFillsTheWidth();
    void paintsGoneRowsAndEmptyTable();
    void millionsOfRowsAreInstant();
};

void LogTableTest::followsFromTheStart()
{
    start(0);
    QVERIFY(m_table->isFollowing());
    arrive(1000);
    QCOMPARE(m_table->topRow(), 1000 - m_table->pageRows());
    arrive(10);
    QCOMPARE(m_table->topRow(), 1010 - m_table->pageRows());
    QCOMPARE(m_table->waitingRows(), 0);
    m_table->resize(900, 250);
    QTRY_COMPARE(m_table->topRow(), 1010 - m_table->pageRows());
}

void LogTableTest::scrollingUpStopsFollowing()
{
    start(1000);
    QSignalSpy following(m_table.get(), &LogTable::followingChanged);
    scrollUp();
    QVERIFY(!m_table->isFollowing());
    QCOMPARE(following.count(), 1);
    const MessageIndex top = topMessage();
    arrive(500);
    QCOMPARE(topMessage(), top);
}

void LogTableTest::countsWhatWaits()
{
    start(1000);
    scrollUp();
    QCOMPARE(m_table->waitingRows(), 0); // the newest has been in sight already
    QSignalSpy waiting(m_table.get(), &LogTable::waitingRowsChanged);
    arrive(1234);
    QCOMPARE(m_table->waitingRows(), 1234);
    QCOMPARE(waiting.count(), 1);
    m_table->verticalScrollBar()->setValue(1500);
    QCOMPARE(m_table->waitingRows(), 2234 - 1500 - m_table->pageRows());
    m_table->verticalScrollBar()->setValue(0);
    QCOMPARE(m_table->waitingRows(), 2234 - 1500 - m_table->pageRows());
    m_table->setFollowing(true);
    QCOMPARE(m_table->waitingRows(), 0);
    QCOMPARE(m_table->topRow(), 2234 - m_table->pageRows());
}

void LogTableTest::scrollingToTheEndFollowsAgain()
{
    start(1000);
    scrollUp();
    m_table->verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMaximum);
    QVERIFY(m_table->isFollowing());
    arrive(5);
    QCOMPARE(m_table->topRow(), 1005 - m_table->pageRows());
}

void LogTableTest::pressingARowStopsFollowing()
{
    start(1000);
    const int row = m_table->topRow() + 3;
    click(row);
    QVERIFY(!m_table->isFollowing());
    QCOMPARE(m_table->currentMessage(), m_model->messageAt(row));
    const QPoint place = pointIn(row);
    arrive(100);
    QCOMPARE(pointIn(row), place);
}

void LogTableTest::evictionDoesNotMoveTheRows()
{
    start(0, {.bytes = 256 * 1024 * 1024, .messages = 5000});
    arrive(5000);
    m_table->verticalScrollBar()->setValue(4500);
    QVERIFY(!m_table->isFollowing());
    const MessageIndex top = topMessage();
    for (int i = 0; i < 20; ++i) {
        arrive(100);
        QCOMPARE(topMessage(), top);
    }
    QVERIFY(m_log->store.evicted() > 0);
    QCOMPARE(m_table->waitingRows(), 2000);
}

void LogTableTest::evictionOfEverythingInSightStaysAtTheFront()
{
    start(0, {.bytes = 256 * 1024 * 1024, .messages = 5000});
    arrive(5000);
    m_table->verticalScrollBar()->setValue(0);
    for (int i = 0; i < 20; ++i)
        arrive(1000);
    QCOMPARE(m_table->topRow(), 0);
    QVERIFY(m_table->waitingRows() <= m_model->rowCount());
    QVERIFY(!m_table->isFollowing());
}

void LogTableTest::evictionKeepsTheCurrentMessage()
{
    start(0, {.bytes = 256 * 1024 * 1024, .messages = 5000});
    arrive(100);
    key(Qt::Key_Home);
    QCOMPARE(m_table->currentMessage(), MessageIndex{1});
    QSignalSpy changed(m_table.get(), &LogTable::currentMessageChanged);
    for (int i = 0; i < 20; ++i)
        arrive(1000);
    QVERIFY(m_log->store.first() > MessageIndex{1});
    QCOMPARE(m_table->currentMessage(), MessageIndex{1});
    QVERIFY(!m_table->currentIndex().isValid());
    QCOMPARE(changed.count(), 0);
    QVERIFY(selected().isEmpty());
}

void LogTableTest::clearForgetsTheCurrentMessage()
{
    start(10);
    click(4);
    QSignalSpy changed(m_table.get(), &LogTable::currentMessageChanged);
    m_log->store.clear();
    m_model->update();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(m_table->currentMessage(), MessageIndex{});
}

void LogTableTest::placesAndRowsAgree()
{
    start(1000);
    m_table->verticalScrollBar()->setValue(123);
    for (int row = 123; row < 123 + m_table->pageRows(); ++row) {
        const QRect rect = m_table->visualRect(m_model->index(row, 2));
        QCOMPARE(rect.height(), m_table->rowHeight());
        QCOMPARE(m_table->indexAt(rect.center()), m_model->index(row, 2));
        QCOMPARE(m_table->indexAt(rect.topLeft()), m_model->index(row, 2));
    }
    QCOMPARE(m_table->visualRect(m_model->index(122, 0)).bottom(), -1);
    QVERIFY(!m_table->indexAt(QPoint(5, -1)).isValid());
}

void LogTableTest::keyboardMoves()
{
    start(1000);
    key(Qt::Key_Home);
    QCOMPARE(m_table->currentIndex().row(), 0);
    QCOMPARE(m_table->topRow(), 0);
    QVERIFY(!m_table->isFollowing());
    key(Qt::Key_Up);
    QCOMPARE(m_table->currentIndex().row(), 0);
    key(Qt::Key_Down);
    QCOMPARE(m_table->currentIndex().row(), 1);
    key(Qt::Key_PageDown);
    QCOMPARE(m_table->currentIndex().row(), 1 + m_table->pageRows());
    QCOMPARE(m_table->topRow(), 2);
    key(Qt::Key_PageUp);
    QCOMPARE(m_table->currentIndex().row(), 1);
    QCOMPARE(selected(), (QList<std::pair<int, int>>{{1, 1}}));
    key(Qt::Key_End);
    QCOMPARE(m_table->currentIndex().row(), 999);
    QVERIFY(m_table->isFollowing());
    key(Qt::Key_Up);
    QVERIFY(!m_table->isFollowing());
    key(Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(selected(), (QList<std::pair<int, int>>{{0, 0}}));
    key(Qt::Key_Right);
    QCOMPARE(m_table->currentIndex(), m_model->index(0, 1));
    key(Qt::Key_Left);
    QCOMPARE(m_table->currentIndex(), m_model->index(0, 0));
}

void LogTableTest::keyboardExtends()
{
    start(1000);
    click(m_table->topRow());
    const int from = m_table->currentIndex().row();
    key(Qt::Key_Down, Qt::ShiftModifier);
    key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(selected(), (QList<std::pair<int, int>>{{from, from + 2}}));
    key(Qt::Key_Home, Qt::ShiftModifier);
    QCOMPARE(selected(), (QList<std::pair<int, int>>{{0, from}}));
    key(Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(selected(), (QList<std::pair<int, int>>{{from, 999}}));
}

void LogTableTest::selectAllIsOneRange()
{
    start(1000);
    key(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(selected(), (QList<std::pair<int, int>>{{0, 999}}));
    QCOMPARE(m_table->selectionModel()->selection().size(), 1);
}

void LogTableTest::mouseSelects()
{
    start(20);
    click(2);
    click(5, Qt::ShiftModifier);
    QCOMPARE(selected(), (QList<std::pair<int, int>>{{2, 5}}));
    click(3, Qt::ControlModifier);
    click(8, Qt::ControlModifier);
    QCOMPARE(selected(), (QList<std::pair<int, int>>{{2, 2}, {4, 5}, {8, 8}}));
    QTest::mousePress(m_table->viewport(), Qt::LeftButton, {}, pointIn(10));
    QMouseEvent move(QEvent::MouseMove, pointIn(13), m_table->viewport()->mapToGlobal(pointIn(13)),
        Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_table->viewport(), &move);
    QTest::mouseRelease(m_table->viewport(), Qt::LeftButton, {}, pointIn(13));
    QCOMPARE(selected(), (QList<std::pair<int, int>>{{10, 13}}));
}

void LogTableTest::shiftAnchorSurvivesEviction()
{
    start(0, {.bytes = 256 * 1024 * 1024, .messages = 5000});
    arrive(5000);
    m_table->verticalScrollBar()->setValue(4000);
    click(4001);
    const MessageIndex from = m_table->currentMessage();
    for (int i = 0; i < 20; ++i)
        arrive(100);
    QVERIFY(m_log->store.evicted() > 0);
    const int row = m_model->rowOf(from);
    click(row + 5, Qt::ShiftModifier);
    QCOMPARE(selected(), (QList<std::pair<int, int>>{{row, row + 5}}));
}

void LogTableTest::typingLettersDoesNothing()
{
    start(100);
    click(3 + m_table->topRow());
    const MessageIndex current = m_table->currentMessage();
    key(Qt::Key_4);
    QCOMPARE(m_table->currentMessage(), current);
}

void LogTableTest::filterBringsTheCurrentMessageBack()
{
    start(1000);
    m_table->verticalScrollBar()->setValue(480);
    click(490);
    const MessageIndex current = m_table->currentMessage();
    QSignalSpy changed(m_table.get(), &LogTable::currentMessageChanged);
    m_model->filter().setNeedle(u"message 49"_s, Qt::CaseSensitive);
    QTRY_COMPARE(m_model->rowCount(), 11);
    QCOMPARE(m_table->currentIndex().row(), m_model->rowOf(current));
    m_model->filter().setNeedle(u"message 7"_s, Qt::CaseSensitive);
    QTRY_COMPARE(m_model->rowCount(), 111);
    QVERIFY(!m_table->currentIndex().isValid());
    m_model->filter().setNeedle({}, Qt::CaseSensitive);
    QCOMPARE(m_table->currentIndex().row(), 490);
    QVERIFY(m_table->viewport()->rect().contains(pointIn(490)));
    QCOMPARE(changed.count(), 0);
    QCOMPARE(m_table->currentMessage(), current);
}

void LogTableTest::whatAFilterFindsIsNotNew()
{
    start(1000);
    scrollUp();
    m_model->filter().setNeedle(u"message"_s, Qt::CaseSensitive);
    QTRY_COMPARE(m_model->rowCount(), 1000);
    QCOMPARE(m_table->waitingRows(), 0);
    arrive(5);
    QTRY_COMPARE(m_table->waitingRows(), 5);
}

void LogTableTest::columnsHideMoveAndResize()
{
    start(10);
    QSignalSpy changed(m_table.get(), &LogTable::columnLayoutChanged);
    m_table->horizontalHeader()->resizeSection(int(LogColumn::Peer), 150);
    QCOMPARE(changed.count(), 1);
    m_table->horizontalHeader()->moveSection(0, 3);
    QCOMPARE(changed.count(), 2);
    auto layout = m_table->columnLayout();
    QCOMPARE(layout.items[3].column, LogColumn::Number);
    QCOMPARE(layout.items[2].column, LogColumn::Peer);
    QCOMPARE(layout.items[2].width, 150);
    layout.items[2].visible = false;
    m_table->setColumnLayout(layout);
    QVERIFY(m_table->isColumnHidden(int(LogColumn::Peer)));
    QCOMPARE(m_table->columnLayout().toConfig(), layout.toConfig());
    QCOMPARE(changed.count(), 2); // not what a person did
    layout.items[2].visible = true;
    m_table->setColumnLayout(layout);
    QCOMPARE(m_table->columnWidth(int(LogColumn::Peer)), 150);
}

void LogTableTest::automaticColumnsMakeRoomForThePreview()
{
    start(10);
    m_table->setColumnsAutomatic(true);
    m_table->resize(420, 300);
    QTRY_VERIFY(m_table->isColumnHidden(int(LogColumn::Peer)));
    QVERIFY(m_table->columnWidth(int(LogColumn::Preview)) >= 150);
    QVERIFY(m_table->horizontalScrollBar()->maximum() == 0);
    m_table->resize(1200, 300);
    QTRY_VERIFY(!m_table->isColumnHidden(int(LogColumn::Peer)));
    m_table->setColumnsAutomatic(false);
    m_table->resize(420, 300);
    QTRY_VERIFY(m_table->horizontalScrollBar()->maximum() > 0);
    QVERIFY(!m_table->isColumnHidden(int(LogColumn::Peer)));
}

void LogTableTest::lastColumnFillsTheWidth()
{
    start(1000);
    QCOMPARE(m_table->horizontalHeader()->length(), m_table->viewport()->width());
    const int chosen = m_table->columnLayout().items.last().width;
    m_table->resize(1400, 300);
    QTRY_COMPARE(m_table->horizontalHeader()->length(), m_table->viewport()->width());
    QCOMPARE(m_table->columnLayout().items.last().width, chosen);
}

void LogTableTest::paintsGoneRowsAndEmptyTable()
{
    start(0);
    m_table->setEmptyText(u"No messages yet"_s, u"Listening on tcp://127.0.0.1:5556."_s);
    const QImage empty = m_table->grab().toImage();
    m_table->setEmptyText({}, {});
    QVERIFY(m_table->grab().toImage() != empty);
    arrive(3);
    const QImage rows = m_table->grab().toImage();
    QVERIFY(rows != empty);
    m_log->store.clear(); // the model does not know yet
    QVERIFY(m_table->grab().toImage() != rows);
}

void LogTableTest::millionsOfRowsAreInstant()
{
    constexpr qint64 many = 5'000'000;
    start(0, {.bytes = 4LL * 1024 * 1024 * 1024, .messages = 0});
    for (qint64 i = 0; i < many; ++i)
        m_log->store.append({}, QByteArrayView("12345678"));
    m_model->update();
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_Home);
    key(Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(selected(), (QList<std::pair<int, int>>{{0, int(many) - 1}}));
    arrive(500);
    m_table->viewport()->grab();
}

QTEST_MAIN(LogTableTest)
#include "tst_log_table.moc"
