// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/session.h"
#include "ui/log/log_filter_box.h"
#include "ui/log/log_table.h"
#include "ui/main_window/panel_dock.h"
#include "ui/main_window/panel_docks.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class PanelDocksTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void aDockForEachPanel();
    void arranges();
    void layoutFitsAfterPanelsWereClosed();
    void layoutComesBack_data();
    void layoutComesBack();
    void renamesInPlace();
    void startsAndFiltersByKeyboard();
    void floatsAndGoesBack();
    void closingADockOnlyAsks();

private:
    Panel *add(const QString &name);
    PanelDock *dock(const Panel *panel) const;

    std::unique_ptr<Session> m_session;
    std::unique_ptr<PanelDocks> m_docks;
};

void PanelDocksTest::initTestCase()
{
    qRegisterMetaType<Panel *>();
    theme::apply(*qApp, theme::Mode::Light);
}

void PanelDocksTest::init()
{
    m_session = std::make_unique<Session>();
    m_docks = std::make_unique<PanelDocks>(*m_session);
    m_docks->resize(1600, 1000);
    m_docks->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_docks.get()));
}

void PanelDocksTest::cleanup()
{
    m_docks.reset();
    m_session.reset();
}

Panel *PanelDocksTest::add(const QString &name)
{
    PanelConfig config;
    config.name = name;
    config.side.type = SocketType::Pull;
    return m_session->create(config);
}

PanelDock *PanelDocksTest::dock(const Panel *panel) const
{
    for (auto *found : m_docks->findChildren<PanelDock *>()) {
        if (&found->panel() == panel)
            return found;
    }
    return nullptr;
}

void PanelDocksTest::aDockForEachPanel()
{
    QSignalSpy current(m_docks.get(), &PanelDocks::currentPanelChanged);
    Panel *a = add(u"a"_s);
    Panel *b = add(u"b"_s);
    QVERIFY(dock(a));
    QCOMPARE(dock(b)->windowTitle(), u"b"_s);
    QCOMPARE(m_docks->currentPanel(), b);
    m_docks->activate(a);
    QCOMPARE(m_docks->currentPanel(), a);
    m_docks->activateNeighbour(+1);
    QCOMPARE(m_docks->currentPanel(), b);
    m_docks->activateNeighbour(+1);
    QCOMPARE(m_docks->currentPanel(), a);

    m_session->close(a);
    QVERIFY(!dock(a));
    QCOMPARE(m_docks->currentPanel(), b);
    m_session->closeAll();
    QCOMPARE(m_docks->currentPanel(), nullptr);
    QVERIFY(current.last().first().value<Panel *>() == nullptr);
}

void PanelDocksTest::arranges()
{
    QList<PanelDock *> docks;
    for (int i = 0; i < 4; ++i)
        docks << dock(add(QString::number(i)));
    using Arrangement = PanelDocks::Arrangement;

    m_docks->arrange(Arrangement::SideBySide);
    for (int i = 1; i < 4; ++i) {
        QTRY_VERIFY(docks.at(i)->x() > docks.at(i - 1)->x());
        QCOMPARE(docks.at(i)->y(), docks.at(0)->y());
    }
    docks.at(3)->setFloating(true);
    m_docks->arrange(Arrangement::Grid);
    QVERIFY(!docks.at(3)->isFloating());
    QTRY_COMPARE(docks.at(2)->x(), docks.at(0)->x());
    QTRY_VERIFY(docks.at(2)->y() > docks.at(0)->y());
    QTRY_COMPARE(docks.at(3)->pos(), QPoint(docks.at(1)->x(), docks.at(2)->y()));
    QTRY_VERIFY(qAbs(docks.at(0)->width() - docks.at(1)->width()) <= 1);

    m_docks->arrange(Arrangement::Stacked);
    QCOMPARE(m_docks->tabifiedDockWidgets(docks.at(0)).size(), 3);
}

void PanelDocksTest::layoutFitsAfterPanelsWereClosed()
{
    Panel *a = add(u"a"_s);
    Panel *b = add(u"b"_s);
    Panel *c = add(u"c"_s);
    m_docks->arrange(PanelDocks::Arrangement::SideBySide);
    m_session->close(a);
    m_docks->tabifyDockWidget(dock(b), dock(c));
    const QByteArray layout = m_docks->saveLayout();

    m_session->closeAll();
    Panel *first = add(u"b"_s);
    Panel *second = add(u"c"_s);
    QVERIFY(m_docks->tabifiedDockWidgets(dock(first)).isEmpty());
    QVERIFY(m_docks->restoreLayout(layout));
    QCOMPARE(m_docks->tabifiedDockWidgets(dock(first)), QList<QDockWidget *>{dock(second)});

    QVERIFY(!m_docks->restoreLayout("not a layout"));
    QVERIFY(dock(first));
}

void PanelDocksTest::layoutComesBack_data()
{
    QTest::addColumn<bool>("shownBefore");
    QTest::addRow("into a window on the screen") << true;
    QTest::addRow("before the window is shown") << false;
}

void PanelDocksTest::layoutComesBack()
{
    QFETCH(const bool, shownBefore);
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
        add(name);
    m_docks->arrange(PanelDocks::Arrangement::Stacked);
    m_session->close(m_session->panels().at(1));
    QVERIFY(m_session->undoClose());
    m_docks->arrange(PanelDocks::Arrangement::SideBySide);
    // Qt keeps the place of the dock that went; it must not be taken for that of another.
    const QString text = QString::fromLatin1(QByteArray(m_docks->saveLayout()).replace('\0', ""));
    for (const QString &name : {u"panel-0001"_s, u"panel-0002"_s, u"panel-0003"_s})
        QCOMPARE(text.count(name), 1);
    const auto width = [this](int i) { return dock(m_session->panels().at(i))->width(); };
    QTRY_VERIFY(qAbs(width(0) - width(1)) <= 1 && qAbs(width(1) - width(2)) <= 1);
    const QByteArray layout = m_docks->saveLayout();
    QList<QRect> places;
    for (Panel *panel : m_session->panels())
        places << dock(panel)->geometry();

    const QSize size = m_docks->size();
    m_session->closeAll();
    m_docks = std::make_unique<PanelDocks>(*m_session);
    m_docks->resize(size);
    if (shownBefore)
        m_docks->show();
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
        add(name);
    QVERIFY(m_docks->restoreLayout(layout));
    m_docks->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_docks.get()));
    for (int i = 0; i < 3; ++i)
        QTRY_COMPARE(dock(m_session->panels().at(i))->geometry(), places.at(i));
}

void PanelDocksTest::renamesInPlace()
{
    Panel *panel = add(u"before"_s);
    auto *editor = dock(panel)->titleBarWidget()->findChild<QLineEdit *>();
    m_docks->startRename(panel);
    QVERIFY(editor->isVisible());
    QCOMPARE(editor->selectedText(), u"before"_s);
    QTest::keyClicks(editor, u"after"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(panel->name(), u"after"_s);
    QVERIFY(!editor->isVisible());
    QCOMPARE(dock(panel)->windowTitle(), u"after"_s);

    m_docks->startRename(panel);
    QTest::keyClicks(editor, u"never"_s);
    QTest::keyClick(editor, Qt::Key_Escape);
    QCOMPARE(panel->name(), u"after"_s);

    // A name of blanks would leave nothing to click on.
    m_docks->startRename(panel);
    QTest::keyClicks(editor, u"   "_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(panel->name(), u"after"_s);
}

void PanelDocksTest::startsAndFiltersByKeyboard()
{
    Panel *a = add(u"a"_s);
    Panel *b = add(u"b"_s);
    m_docks->activate(a);
    // What has the keyboard is something that one can see: the log.
    QTRY_VERIFY(qobject_cast<LogTable *>(QApplication::focusWidget()));
    QVERIFY(dock(a)->isAncestorOf(QApplication::focusWidget()));
    m_docks->startFilter(b);
    auto *filter = dock(b)->findChild<LogFilterBox *>();
    QVERIFY(filter);
    QTRY_VERIFY(filter->isAncestorOf(QApplication::focusWidget()));
}

void PanelDocksTest::floatsAndGoesBack()
{
    Panel *a = add(u"a"_s);
    Panel *b = add(u"b"_s);
    m_docks->activate(a);
    const QRect place = dock(a)->geometry();
    m_docks->toggleFloating(a);
    QVERIFY(dock(a)->isFloating());
    QTRY_COMPARE(m_docks->currentPanel(), a);
    const QByteArray layout = m_docks->saveLayout();
    m_docks->toggleFloating(a);
    QVERIFY(!dock(a)->isFloating());
    QTRY_COMPARE(dock(a)->geometry(), place);
    QTRY_COMPARE(m_docks->currentPanel(), a);

    QVERIFY(m_docks->restoreLayout(layout));
    QVERIFY(dock(a)->isFloating());
    QVERIFY(!dock(b)->isFloating());
}

void PanelDocksTest::closingADockOnlyAsks()
{
    Panel *panel = add(u"a"_s);
    QSignalSpy asked(m_docks.get(), &PanelDocks::closeRequested);
    dock(panel)->setFloating(true);
    QTRY_VERIFY(dock(panel)->isVisible());
    dock(panel)->close();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().value<Panel *>(), panel);
    QVERIFY(dock(panel)->isVisible());
}

QTEST_MAIN(PanelDocksTest)
#include "tst_panel_docks.moc"
