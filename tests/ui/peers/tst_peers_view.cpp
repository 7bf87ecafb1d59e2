// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_fixture.h"
#include "ui/controls/row_table.h"
#include "ui/peers/peers_empty_text.h"
#include "ui/peers/peers_model.h"
#include "ui/peers/peers_view.h"
#include "ui/peers/subscriptions_pane.h"

#include <QAction>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

namespace {

RowTable *tableOf(const QWidget &view)
{
    return view.findChild<RowTable *>();
}

QString cell(const RowTable *table, int row, PeerColumn column)
{
    return table->model()->index(row, int(column)).data().toString();
}

QAction *actionNamed(const QWidget &view, const QString &part)
{
    const QList<QAction *> actions = view.findChildren<QAction *>();
    const auto found = std::find_if(actions.begin(), actions.end(), [&](QAction *action) { return action->text().contains(part); });
    return found == actions.end() ? nullptr : *found;
}

} // namespace

class TestPeersView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"ZmqScopeTests"_s);
        QCoreApplication::setApplicationName(u"tst_peers_view"_s);
        qRegisterMetaType<ConnectionId>();
        QSettings().clear();
    }
    void cleanup() { QSettings().clear(); }
    void emptyPanelsSayWhy();
    void routerPeerIsAddressed();
    void showsAConnectionThatWasHidden();
    void copiesRows();
    void hidesAndForgetsThoseGone();
    void columnsAreRemembered();
    void publishersHaveSubscriptions();
    void followsOnlyWhileVisible();
};

void TestPeersView::emptyPanelsSayWhy()
{
    SessionFixture fixture;
    SocketPanel *listening = fixture.open(bound(SocketType::Pull));
    PeersEmptyText text = peersEmptyText(*listening);
    QCOMPARE(text.title, u"Nobody has connected yet"_s);
    QVERIFY(text.text.contains(u"Listening at " + addressOf(listening->channel())));
    SocketPanel *connecting = fixture.open(connected(SocketType::Push, u"tcp://127.0.0.1:1"_s));
    text = peersEmptyText(*connecting);
    QVERIFY(text.text.contains(u"Nobody answers at tcp://127.0.0.1:1 yet"));
    connecting->close();
    QCOMPARE(peersEmptyText(*connecting).title, u"The panel is closed"_s);
    SideConfig none;
    none.type = SocketType::Pull;
    QCOMPARE(peersEmptyText(*fixture.open(none)).title, u"No endpoint yet"_s);
    SocketPanel *failed = fixture.open(bound(SocketType::Pull, u"tcp://192.0.2.1:5556"_s));
    QCOMPARE(peersEmptyText(*failed).title, u"Nobody can connect"_s);
}

void TestPeersView::routerPeerIsAddressed()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Router));
    PeersView view(*panel, nullptr);
    view.resize(900, 300);
    view.show();
    RawPeer peer = fixture.peer(zmq::socket_type::dealer);
    peer.socket().set(zmq::sockopt::routing_id, "worker-7");
    peer.connect(addressOf(panel->channel()));
    QVERIFY(peer.send({"hello"}));
    RowTable *table = tableOf(view);
    QTRY_COMPARE(cell(table, 0, PeerColumn::RoutingId), u"worker-7"_s);
    QSignalSpy addressed(&view, &PeersView::addressRequested);
    const QPoint place = table->visualRect(table->model()->index(0, 0)).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(addressed.count(), 1);
    QCOMPARE(addressed.first().first(), QByteArray("worker-7"));
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(addressed.count(), 2);
}

void TestPeersView::showsAConnectionThatWasHidden()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    PeersView view(*panel, nullptr);
    view.show();
    RowTable *table = tableOf(view);
    RawPeer stays = fixture.peerOf(panel, zmq::socket_type::push);
    { RawPeer goes = fixture.peerOf(panel, zmq::socket_type::push); }
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    const ConnectionId gone = panel->channel().connections().all().rbegin()->second.id;
    view.showConnection(0, gone);
    QCOMPARE(table->chosenRow(), 1);
    actionNamed(view, u"Hide"_s)->setChecked(true);
    QCOMPARE(table->model()->rowCount(), 1);
    view.showConnection(0, gone);
    QCOMPARE(table->chosenRow(), 1);
    QVERIFY(!actionNamed(view, u"Hide"_s)->isChecked());
    actionNamed(view, u"Forget"_s)->trigger();
    QCOMPARE(table->model()->rowCount(), 1);
    view.findChild<QLineEdit *>()->setText(u"no such"_s);
    QCOMPARE(table->model()->rowCount(), 0);
    view.showConnection(0, gone);
    QCOMPARE(table->chosenRow(), 1);
    view.showConnection(0, {4711}); // never was
    QCOMPARE(table->chosenRow(), 1);
}

void TestPeersView::copiesRows()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    PeersView view(*panel, nullptr);
    view.show();
    RowTable *table = tableOf(view);
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::push);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->chooseRow(0);
    for (int column = 0; column < peerColumnCount; ++column)
        table->setColumnHidden(column, column != int(PeerColumn::State) && column != int(PeerColumn::Peer));
    const QString address = cell(table, 0, PeerColumn::Peer);
    QTRY_COMPARE(table->selectedText(RowTable::CopyFormat::Text), QString(u"connected\t" + address));
    QCOMPARE(table->selectedText(RowTable::CopyFormat::Csv), QString(u"State,Peer\nconnected," + address));
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString(u"connected\t" + address));
}

void TestPeersView::hidesAndForgetsThoseGone()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    PeersView view(*panel, nullptr);
    view.show();
    RowTable *table = tableOf(view);
    QVERIFY(!actionNamed(view, u"Forget"_s)->isEnabled());
    { RawPeer goes = fixture.peerOf(panel, zmq::socket_type::push); }
    QTRY_VERIFY(actionNamed(view, u"Forget"_s)->isEnabled());
    actionNamed(view, u"Hide"_s)->setChecked(true);
    QCOMPARE(table->model()->rowCount(), 0);
    actionNamed(view, u"Hide"_s)->setChecked(false);
    QCOMPARE(table->model()->rowCount(), 1);
    actionNamed(view, u"Forget"_s)->trigger();
    QCOMPARE(table->model()->rowCount(), 0);
    QVERIFY(!actionNamed(view, u"Forget"_s)->isEnabled());
}

void TestPeersView::columnsAreRemembered()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    const auto header = [](PeersView &view) { return tableOf(view)->horizontalHeader(); };
    {
        PeersView view(*panel, nullptr);
        view.resize(1200, 300);
        view.show();
        QVERIFY(header(view)->isSectionHidden(int(PeerColumn::Mechanism)));
        QCOMPARE(header(view)->logicalIndex(0), int(PeerColumn::State));
        header(view)->moveSection(header(view)->visualIndex(int(PeerColumn::Rate)), 0);
        header(view)->resizeSection(int(PeerColumn::Peer), 177);
    }
    {
        PeersView view(*panel, nullptr);
        QCOMPARE(header(view)->logicalIndex(0), int(PeerColumn::Rate));
        QCOMPARE(header(view)->sectionSize(int(PeerColumn::Peer)), 177);
        QVERIFY(header(view)->isSectionHidden(int(PeerColumn::Mechanism)));
    }
    PeersView router(*fixture.open(bound(SocketType::Router)), nullptr); // has its own
    QCOMPARE(header(router)->logicalIndex(0), int(PeerColumn::State));
    QVERIFY(!header(router)->isSectionHidden(int(PeerColumn::RoutingId)));
    QVERIFY(header(router)->isSectionHidden(int(PeerColumn::Subscriptions)));
}

void TestPeersView::publishersHaveSubscriptions()
{
    SessionFixture fixture;
    PeersView pull(*fixture.open(bound(SocketType::Pull)), nullptr);
    QVERIFY(!pull.findChild<SubscriptionsPane *>());
    PeersView pub(*fixture.open(bound(SocketType::Pub)), nullptr);
    QVERIFY(pub.findChild<SubscriptionsPane *>());
    PeersView bridge(*fixture.openBridge(bound(SocketType::Xsub), bound(SocketType::Xpub)), nullptr);
    QVERIFY(bridge.findChild<SubscriptionsPane *>());
}

void TestPeersView::followsOnlyWhileVisible()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    PeersView view(*panel, nullptr);
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::push);
    auto *model = view.findChild<PeersModel *>();
    QCOMPARE(model->rowCount(), 0);
    view.show();
    QCOMPARE(model->rowCount(), 1);
    QVERIFY(model->isTicking());
    view.hide();
    QVERIFY(!model->isTicking());
}

QTEST_MAIN(TestPeersView)
#include "tst_peers_view.moc"
