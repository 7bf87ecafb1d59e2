// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/session.h"
#include "ui/inspector/inspector.h"
#include "ui/log/log_view.h"
#include "ui/panel/bridge_panel_widget.h"
#include "ui/panel/builtin_panels.h"
#include "ui/panel/reading_splitter.h"
#include "ui/panel/socket_panel_widget.h"
#include "ui/panel/state_strip.h"
#include "ui/send/send_form.h"
#include "ui/theme/theme.h"

#include <QTableView>
#include <QtTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

PanelConfig configOf(SocketType type)
{
    PanelConfig config;
    config.side.type = type;
    config.side.endpoints = {Endpoint{EndpointRole::Bind, u"tcp://127.0.0.1:*"_s}};
    return config;
}

} // namespace

class PanelWidgetsTest : public QObject
{
    Q_OBJECT

private:
    /// Lets a message come into the log of @p panel, a PAIR, and chooses it.
    static void choose(LogView &log, Session &session, Panel &panel)
    {
        const QString address = QStringLiteral("inproc://a-message");
        PanelConfig other = configOf(SocketType::Pair);
        other.side.endpoints = {{EndpointRole::Bind, address}};
        auto *sender = static_cast<SocketPanel *>(session.create(other));
        QVERIFY(sender->open().ok());
        QVERIFY(panel.open().ok());
        QVERIFY(panel.channels().first()->addEndpoint({EndpointRole::Connect, address}).ok());
        QCOMPARE(sender->send({{"x"}}).status, SendReport::Status::Sent);
        auto *table = log.findChild<QTableView *>();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->setCurrentIndex(table->model()->index(0, 0));
    }

private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }

    void eachKindOfPanelHasItsWidget_data()
    {
        QTest::addColumn<int>("type");
        for (const SocketTraits &type : allSocketTypes())
            QTest::newRow(type.name) << int(type.type);
    }

    void eachKindOfPanelHasItsWidget()
    {
        QFETCH(int, type);
        Session session;
        Panel *panel = session.create(configOf(SocketType(type)));
        QWidget window;
        auto *widget = qobject_cast<SocketPanelWidget *>(createPanelWidget(*panel, &window));
        QVERIFY(widget);
        QCOMPARE(widget->parentWidget(), &window);
        QCOMPARE(widget->sendForm() != nullptr, traits(SocketType(type)).canSend);
    }

    void aBridgeShowsBothSides()
    {
        Session session;
        PanelConfig config = configOf(SocketType::Pull);
        config.second = configOf(SocketType::Push).side;
        Panel *panel = session.create(config);
        QWidget window;
        auto *widget = qobject_cast<BridgePanelWidget *>(createPanelWidget(*panel, &window));
        QVERIFY(widget);
        QCOMPARE(widget->findChildren<StateStrip *>().size(), 2);
    }

    void theInspectorStandsWhereThereIsRoom()
    {
        Session session;
        Panel *panel = session.create(configOf(SocketType::Pair));
        std::unique_ptr<QWidget> widget(createPanelWidget(*panel, nullptr));
        auto *reading = widget->findChild<ReadingSplitter *>();
        widget->resize(ReadingSplitter::sideBySideWidth + 20, 700);
        widget->show();
        QVERIFY(QTest::qWaitForWindowExposed(widget.get()));
        QTRY_COMPARE(reading->orientation(), Qt::Horizontal);
        QVERIFY(reading->inspector().isVisible());
        widget->resize(ReadingSplitter::sideBySideWidth - 20, 700);
        QTRY_COMPARE(reading->orientation(), Qt::Vertical);
        QVERIFY(!reading->inspector().isVisible()); // it has nothing to show
        choose(reading->log(), session, *panel);
        QTRY_VERIFY(reading->inspector().isVisible());
        QTRY_VERIFY(reading->log().height() > reading->inspector().height());
        widget->resize(ReadingSplitter::sideBySideWidth - 20, 320);
        QTRY_VERIFY(!reading->inspector().isVisible());
        widget->resize(ReadingSplitter::sideBySideWidth - 20, 700);
        QTRY_VERIFY(reading->inspector().isVisible());
    }

    void threePanelsFitSideBySideIntoASmallWindow()
    {
        Session session;
        for (const SocketTraits &type : allSocketTypes()) {
            Panel *panel = session.create(configOf(type.type));
            std::unique_ptr<QWidget> widget(createPanelWidget(*panel, nullptr));
            widget->show();
            QVERIFY2(widget->minimumSizeHint().width() <= 320, type.name);
            QVERIFY2(widget->minimumSizeHint().height() <= 500, type.name);
        }
    }

    void theSendFormFoldsAway()
    {
        Session session;
        Panel *panel = session.create(configOf(SocketType::Push));
        std::unique_ptr<QWidget> widget(createPanelWidget(*panel, nullptr));
        widget->resize(700, 600);
        widget->show();
        QVERIFY(QTest::qWaitForWindowExposed(widget.get()));
        SendForm *form = static_cast<SocketPanelWidget *>(widget.get())->sendForm();
        const int before = form->height();
        const int reading = widget->findChild<ReadingSplitter *>()->height();
        form->setExpanded(false);
        QTRY_VERIFY(form->height() < before / 2);
        QTRY_VERIFY(widget->findChild<ReadingSplitter *>()->height() > reading);
        form->setExpanded(true);
        QTRY_COMPARE(form->height(), before);
    }
};

QTEST_MAIN(PanelWidgetsTest)
#include "tst_panel_widgets.moc"
