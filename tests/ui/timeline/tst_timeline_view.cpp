// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_fixture.h"
#include "ui/log/log_notice.h"
#include "ui/timeline/connection_chip.h"
#include "ui/timeline/timeline_table.h"
#include "ui/timeline/timeline_view.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;
using Column = TimelineModel::Column;

namespace {

/// A view on the screen, and a panel for it.
struct Shown
{
    explicit Shown(SessionFixture &fixture, const SideConfig &side = bound(SocketType::Pull))
        : panel(fixture.open(side))
        , view(*panel, nullptr)
        , table(view.findChild<TimelineTable *>())
    {
        view.resize(900, 260);
        view.show();
        QTRY_COMPARE(rows(), 1); // it listens
    }
    int rows() const { return table->model()->rowCount(); }
    QString cell(int row, Column column) const { return table->model()->index(row, int(column)).data().toString(); }
    QString notice() const
    {
        const auto *notice = view.findChild<LogNotice *>();
        return notice->isHidden() ? QString() : notice->findChild<QLabel *>()->text();
    }
    void comeAndGo(SessionFixture &fixture, int times)
    {
        for (int i = 0; i < times; ++i) {
            const int before = rows();
            { RawPeer peer = fixture.peerOf(panel, zmq::socket_type::push); }
            QTRY_COMPARE(rows(), before + 3);
        }
    }

    SocketPanel *panel;
    TimelineView view;
    TimelineTable *table;
};

} // namespace

class TestTimelineView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"ZmqScopeTests"_s);
        QCoreApplication::setApplicationName(u"tst_timeline_view"_s);
        qRegisterMetaType<ConnectionId>();
        QSettings().clear();
    }
    void followsTheEndUntilScrolled();
    void choosingHighlightsTheConnection();
    void showsOneConnection();
    void showsAnEventThatWasFilteredOut();
    void leadsToThePeer();
    void exports();
    void exportFailureIsTold();
};

void TestTimelineView::followsTheEndUntilScrolled()
{
    SessionFixture fixture;
    Shown shown(fixture);
    QScrollBar *bar = shown.table->verticalScrollBar();
    shown.comeAndGo(fixture, 8);
    QVERIFY(bar->maximum() > 0);
    QVERIFY(shown.table->isFollowing());
    QCOMPARE(bar->value(), bar->maximum());
    bar->setValue(1);
    QVERIFY(!shown.table->isFollowing());
    shown.comeAndGo(fixture, 1);
    QCOMPARE(bar->value(), 1);
    bar->setValue(bar->maximum());
    QVERIFY(shown.table->isFollowing());
    shown.comeAndGo(fixture, 1);
    QCOMPARE(bar->value(), bar->maximum());
    shown.table->setFocus();
    QTest::keyClick(shown.table, Qt::Key_Home, Qt::ControlModifier);
    QVERIFY(!shown.table->isFollowing());
    QTest::keyClick(shown.table, Qt::Key_End, Qt::ControlModifier);
    QVERIFY(shown.table->isFollowing());
    shown.view.resize(900, 200);
    QCOMPARE(bar->value(), bar->maximum());
}

void TestTimelineView::choosingHighlightsTheConnection()
{
    SessionFixture fixture;
    Shown shown(fixture);
    shown.comeAndGo(fixture, 1);
    QVERIFY(!shown.table->highlighted());
    shown.table->chooseRow(1);
    QVERIFY(shown.table->highlighted());
    QCOMPARE(shown.table->highlighted()->id, shown.panel->channel().connections().all().begin()->second.id);
    shown.table->chooseRow(0); // listening concerns none
    QVERIFY(!shown.table->highlighted());
}

void TestTimelineView::showsOneConnection()
{
    SessionFixture fixture;
    Shown shown(fixture);
    shown.comeAndGo(fixture, 2);
    const Connection &last = shown.panel->channel().connections().all().rbegin()->second;
    auto *chip = shown.view.findChild<ConnectionChip *>();
    QVERIFY(chip->isHidden());
    shown.view.showOnly(0, last.id);
    QCOMPARE(shown.rows(), 3);
    for (int row = 0; row < 3; ++row)
        QCOMPARE(shown.cell(row, Column::Peer), last.peerAddress);
    QVERIFY(!chip->isHidden());
    QVERIFY(chip->findChild<QLabel *>()->text().contains(last.peerAddress));
    chip->findChild<QToolButton *>()->click();
    QCOMPARE(shown.rows(), 7);
    QVERIFY(chip->isHidden());
}

void TestTimelineView::showsAnEventThatWasFilteredOut()
{
    SessionFixture fixture;
    Shown shown(fixture);
    shown.comeAndGo(fixture, 2);
    shown.view.showEvent(0, 5);
    QCOMPARE(shown.table->chosenRow(), 4);
    shown.view.findChild<QLineEdit *>()->setText(u"no such"_s);
    QCOMPARE(shown.rows(), 0);
    shown.view.showEvent(0, 2);
    QCOMPARE(shown.table->chosenRow(), 1);
    QVERIFY(shown.view.findChild<QLineEdit *>()->text().isEmpty());
    QVERIFY(shown.notice().isEmpty());
    shown.view.showEvent(0, 4711);
    QVERIFY(shown.notice().contains(u"not kept"));
}

void TestTimelineView::leadsToThePeer()
{
    SessionFixture fixture;
    Shown shown(fixture);
    shown.comeAndGo(fixture, 1);
    QSignalSpy requested(&shown.view, &TimelineView::connectionRequested);
    shown.table->setFocus();
    shown.table->chooseRow(0);
    QTest::keyClick(shown.table, Qt::Key_Return);
    QCOMPARE(requested.count(), 0);
    shown.table->chooseRow(2);
    QTest::keyClick(shown.table, Qt::Key_Return);
    QCOMPARE(requested.count(), 1);
    QCOMPARE(requested.first().at(1).value<ConnectionId>(), shown.panel->channel().connections().all().begin()->second.id);
}

void TestTimelineView::exports()
{
    SessionFixture fixture;
    Shown shown(fixture);
    shown.comeAndGo(fixture, 1);
    shown.view.findChild<QLineEdit *>()->setText(u"handshake"_s); // of what is shown
    QCOMPARE(shown.rows(), 1);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"events.csv"_s);
    shown.view.exportTo(path, TimelineFormat::Csv);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QCOMPARE(text.count('\n'), 2);
    QVERIFY(text.contains(",handshake_succeeded,"));
    QVERIFY(shown.notice().startsWith(u"1 row"));
}

void TestTimelineView::exportFailureIsTold()
{
    SessionFixture fixture;
    Shown shown(fixture);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"nowhere/events.csv"_s);
    shown.view.exportTo(path, TimelineFormat::Csv);
    QVERIFY(shown.notice().contains(path));
}

QTEST_MAIN(TestTimelineView)
#include "tst_timeline_view.moc"
