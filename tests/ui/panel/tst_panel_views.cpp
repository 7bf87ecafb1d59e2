// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_fixture.h"
#include "ui/log/log_view.h"
#include "ui/panel/panel_views.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;
using View = PanelViews::View;

class TestPanelViews : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void startsWithTheLog();
    void topicsAreForPubSub_data();
    void topicsAreForPubSub();
    void eachViewOpens();
    void aMessageIsShown();
    void messagesOfAPeer();
    void narrowTabsHaveNoNames();
};

void TestPanelViews::startsWithTheLog()
{
    SessionFixture f;
    PanelViews views(*f.open(bound(SocketType::Pull)), nullptr);
    views.show();
    QCOMPARE(views.current(), View::Messages);
    QVERIFY(views.log().isVisible());
}

void TestPanelViews::topicsAreForPubSub_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("topics");
    QTest::newRow("SUB") << int(SocketType::Sub) << true;
    QTest::newRow("XPUB") << int(SocketType::Xpub) << true;
    QTest::newRow("PULL") << int(SocketType::Pull) << false;
    QTest::newRow("ROUTER") << int(SocketType::Router) << false;
}

void TestPanelViews::topicsAreForPubSub()
{
    QFETCH(const int, type);
    QFETCH(const bool, topics);
    SessionFixture f;
    PanelViews views(*f.open(bound(SocketType(type))), nullptr);
    views.setCurrent(View::Topics);
    QCOMPARE(views.current() == View::Topics, topics);
}

void TestPanelViews::eachViewOpens()
{
    SessionFixture f;
    PanelViews views(*f.open(subscribed(bound(SocketType::Sub))), nullptr);
    views.resize(900, 500);
    views.show();
    QSignalSpy changed(&views, &PanelViews::currentChanged);
    for (const View view : {View::Peers, View::Timeline, View::Figures, View::Topics, View::Messages}) {
        views.setCurrent(view);
        QCOMPARE(views.current(), view);
        QCOMPARE(views.log().isVisible(), view == View::Messages);
    }
    QCOMPARE(changed.size(), 5);
    views.showEvent(0, 1); // the row that says that it listens
    QCOMPARE(views.current(), View::Timeline);
    views.showConnection(0, {99}); // not there: no harm
    QCOMPARE(views.current(), View::Peers);
}

void TestPanelViews::aMessageIsShown()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    PanelViews views(*panel, nullptr);
    views.show();
    RawPeer raw = f.peerOf(panel, zmq::socket_type::push);
    for (int i = 0; i < 5; ++i)
        QVERIFY(raw.send({QByteArray::number(i)}));
    QTRY_COMPARE(panel->counters().received, 5);
    views.setCurrent(View::Peers);
    views.log().filterBy(u"4"_s);
    views.showMessage(MessageIndex{2}); // the filter hides it
    QCOMPARE(views.current(), View::Messages);
    QTRY_COMPARE(views.log().currentMessage(), MessageIndex{2});
    QVERIFY(!views.log().showMessage(MessageIndex{99}));
}

void TestPanelViews::messagesOfAPeer()
{
    SessionFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    PanelViews views(*panel, nullptr);
    views.show();
    RawPeer first = f.peerOf(panel, zmq::socket_type::push);
    RawPeer second = f.peerOf(panel, zmq::socket_type::push);
    QVERIFY(first.send({"one"}));
    QTRY_COMPARE(panel->counters().received, 1);
    QVERIFY(second.send({"two"}));
    QTRY_COMPARE(panel->counters().received, 2);
    const PeerId peer = panel->store().at(MessageIndex{2})->header.peer;
    QVERIFY(peer.value != 0);
    views.showMessagesOf(peer);
    QToolButton *chip = nullptr;
    for (QToolButton *button : views.log().findChildren<QToolButton *>()) {
        if (button->isVisible() && button->text().contains(u"127.0.0.1"_s))
            chip = button;
    }
    QVERIFY(chip);
    chip->click();
    QVERIFY(!chip->isVisible());
}

void TestPanelViews::narrowTabsHaveNoNames()
{
    SessionFixture f;
    PanelViews views(*f.open(subscribed(bound(SocketType::Sub))), nullptr);
    views.resize(900, 400);
    views.show();
    const auto *tabs = views.findChild<QTabBar *>();
    QVERIFY(!tabs->tabText(0).isEmpty());
    views.resize(200, 400);
    QTRY_VERIFY(tabs->tabText(0).isEmpty());
    QVERIFY(!tabs->tabToolTip(0).isEmpty());
}

QTEST_MAIN(TestPanelViews)
#include "tst_panel_views.moc"
