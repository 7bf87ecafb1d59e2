// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawer/session_drawer.h"

#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class TestSessionDrawer : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void isAStripAtFirst();
    void opensAndClosesByItsActions();
    void makesAPageOnce();
    void maximizeEndsWithClosing();
    void unknownPageClosesIt();

private:
    std::unique_ptr<SessionDrawer> m_drawer;
    QAction *m_first = nullptr;
    QAction *m_second = nullptr;
    int m_made = 0;
};

void TestSessionDrawer::init()
{
    m_drawer = std::make_unique<SessionDrawer>();
    m_first = new QAction(u"First"_s, m_drawer.get());
    m_second = new QAction(u"Second"_s, m_drawer.get());
    m_made = 0;
    const auto make = [this](QWidget *parent) -> QWidget * {
        ++m_made;
        return new QLabel(u"page %1"_s.arg(m_made), parent);
    };
    m_drawer->addPage(m_first, make);
    m_drawer->addPage(m_second, make);
    m_drawer->resize(400, 300);
    m_drawer->show();
}

void TestSessionDrawer::cleanup()
{
    m_drawer.reset();
}

void TestSessionDrawer::isAStripAtFirst()
{
    QVERIFY(!m_drawer->isOpen());
    QCOMPARE(m_made, 0);
    QCOMPARE(m_drawer->maximumHeight(), m_drawer->stripHeight());
}

void TestSessionDrawer::opensAndClosesByItsActions()
{
    QSignalSpy changed(m_drawer.get(), &SessionDrawer::openChanged);
    m_first->trigger();
    QCOMPARE(m_drawer->openPage(), 0);
    QVERIFY(m_first->isChecked());
    m_second->trigger();
    QCOMPARE(m_drawer->openPage(), 1);
    QVERIFY(!m_first->isChecked());
    m_second->trigger();
    QVERIFY(!m_drawer->isOpen());
    QVERIFY(!m_second->isChecked());
    QCOMPARE(changed.size(), 3);
}

void TestSessionDrawer::makesAPageOnce()
{
    m_first->trigger();
    m_second->trigger();
    m_first->trigger();
    QCOMPARE(m_made, 2);
    QVERIFY(m_drawer->page(0)->isVisible());
    QVERIFY(!m_drawer->page(1)->isVisible());
}

void TestSessionDrawer::maximizeEndsWithClosing()
{
    QSignalSpy maximized(m_drawer.get(), &SessionDrawer::maximizeChosen);
    m_first->trigger();
    QToolButton *button = nullptr;
    for (QToolButton *candidate : m_drawer->findChildren<QToolButton *>()) {
        if (candidate->isCheckable() && !candidate->defaultAction())
            button = candidate;
    }
    QVERIFY(button && button->isVisible());
    button->click();
    QCOMPARE(maximized.last().first().toBool(), true);
    m_drawer->setOpenPage(-1);
    QCOMPARE(maximized.last().first().toBool(), false);
}

void TestSessionDrawer::unknownPageClosesIt()
{
    m_drawer->setOpenPage(1);
    m_drawer->setOpenPage(7); // of settings that another version wrote
    QVERIFY(!m_drawer->isOpen());
}

QTEST_MAIN(TestSessionDrawer)
#include "tst_session_drawer.moc"
