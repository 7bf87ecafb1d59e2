// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/session.h"
#include "ui/sidebar/sidebar.h"
#include "ui/sidebar/sidebar_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;
using Column = SidebarModel::Column;

namespace {

PanelConfig config(SocketType type, EndpointRole role, const QString &address, const QString &name)
{
    PanelConfig panel;
    panel.name = name;
    panel.side.type = type;
    panel.side.endpoints << Endpoint{role, address};
    return panel;
}

QString text(const SidebarModel &model, int row, Column column)
{
    return model.index(row, int(column)).data().toString();
}

Message textMessage(const QByteArray &text)
{
    Message message;
    message.frames << text;
    return message;
}

} // namespace

class SidebarTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { qRegisterMetaType<Panel *>(); }
    void listsPanels();
    void tellsTheState();
    void countsAndThenRests();
    void clickAndKeyboardChooseAPanel();
};

void SidebarTest::listsPanels()
{
    Session session;
    SidebarModel model(session);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Panel *first =
        session.create(config(SocketType::Pull, EndpointRole::Bind, u"inproc://list-a"_s, u"feed"_s));
    Panel *second =
        session.create(config(SocketType::Req, EndpointRole::Connect, u"inproc://list-b"_s, u"ask"_s));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(text(model, 0, Column::Name), u"feed"_s);
    QCOMPARE(text(model, 0, Column::Type), u"PULL"_s);
    QCOMPARE(model.rowOf(second), 1);

    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    first->setName(u"renamed"_s);
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(text(model, 0, Column::Name), u"renamed"_s);

    session.close(first);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.panelAt(0), second);
    QVERIFY(session.undoClose());
    QCOMPARE(model.rowCount(), 2);
    session.closeAll();
    QCOMPARE(model.rowCount(), 0);
}

void SidebarTest::tellsTheState()
{
    Session session;
    SidebarModel model(session);
    const auto kind = [&model](int row) {
        return PanelState::Kind(model.index(row, 0).data(SidebarModel::StateKindRole).toInt());
    };
    Panel *server =
        session.create(config(SocketType::Pull, EndpointRole::Bind, u"tcp://127.0.0.1:*"_s, u"server"_s));
    QCOMPARE(kind(0), PanelState::Kind::Closed);
    QVERIFY(server->open());
    QTRY_COMPARE(kind(0), PanelState::Kind::Listening);

    const QString address = server->channels().first()->endpoints().first().actualAddress;
    Panel *client = session.create(config(SocketType::Push, EndpointRole::Connect, address, u"client"_s));
    QVERIFY(client->open());
    QTRY_COMPARE(kind(0), PanelState::Kind::Connected);
    QTRY_COMPARE(text(model, 0, Column::State), u"Connected to 1 peer"_s);

    Panel *nobody =
        session.create(config(SocketType::Push, EndpointRole::Connect, u"tcp://127.0.0.1:1"_s, u"nobody"_s));
    QVERIFY(nobody->open());
    QTRY_COMPARE(kind(2), PanelState::Kind::Connecting);

    Panel *wrong =
        session.create(config(SocketType::Pull, EndpointRole::Bind, u"tcp://203.0.113.9:5000"_s, u"wrong"_s));
    (void)wrong->open();
    QTRY_COMPARE(kind(3), PanelState::Kind::Failed);
    QVERIFY(model.index(3, 0).data(Qt::ToolTipRole).toString().contains(u"203.0.113.9"_s));

    server->close();
    QTRY_COMPARE(kind(0), PanelState::Kind::Closed);
}

void SidebarTest::countsAndThenRests()
{
    Session session;
    SidebarModel model(session);
    Panel *pull =
        session.create(config(SocketType::Pull, EndpointRole::Bind, u"inproc://counts"_s, u"pull"_s));
    auto *push = qobject_cast<SocketPanel *>(
        session.create(config(SocketType::Push, EndpointRole::Connect, u"inproc://counts"_s, u"push"_s)));
    QVERIFY(pull->open());
    QVERIFY(push->open());
    for (int i = 0; i < 100; ++i)
        QVERIFY(push->send(textMessage("hello")).status != SendReport::Status::Refused);
    QTRY_COMPARE(text(model, 0, Column::Received), u"100"_s);
    QTRY_COMPARE(text(model, 1, Column::Sent), u"100"_s);
    QCOMPARE(text(model, 0, Column::Sent), u"0"_s);
    QVERIFY(text(model, 0, Column::Rate) != u"0"_s);
    QTRY_VERIFY(!model.isRefreshing());
    QCOMPARE(text(model, 0, Column::Rate), u"0"_s);
}

void SidebarTest::clickAndKeyboardChooseAPanel()
{
    Session session;
    Sidebar sidebar(session);
    Panel *first = session.create(config(SocketType::Pull, EndpointRole::Bind, u"inproc://a"_s, u"a"_s));
    Panel *second = session.create(config(SocketType::Pull, EndpointRole::Bind, u"inproc://b"_s, u"b"_s));
    sidebar.show();
    QVERIFY(QTest::qWaitForWindowExposed(&sidebar));
    QSignalSpy chosen(&sidebar, &Sidebar::panelActivated);
    auto *view = sidebar.findChild<QTableView *>();
    QTest::mouseClick(
        view->viewport(), Qt::LeftButton, {}, view->visualRect(view->model()->index(1, 0)).center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.takeFirst().first().value<Panel *>(), second);

    QTest::keyClick(view, Qt::Key_Up);
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.takeFirst().first().value<Panel *>(), first);
}

QTEST_MAIN(SidebarTest)
#include "tst_sidebar.moc"
