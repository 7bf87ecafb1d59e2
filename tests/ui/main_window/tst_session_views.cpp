// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/session.h"
#include "core/profile/profile.h"
#include "ui/drawer/session_drawer.h"
#include "ui/log/log_view.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/panel_docks.h"
#include "ui/main_window/panel_title_bar.h"
#include "ui/panel/panel_views.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

PanelConfig sub(const QString &address, EndpointRole role)
{
    PanelConfig config;
    config.side.type = SocketType::Sub;
    config.side.endpoints = {{role, address}};
    return config; // without a subscription: the doctor has something to say once a publisher is there
}

PanelConfig pub()
{
    PanelConfig config;
    config.side.type = SocketType::Pub;
    config.side.endpoints = {{EndpointRole::Bind, u"tcp://127.0.0.1:*"_s}};
    return config;
}

} // namespace

class TestSessionViews : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void drawerOpensAndRemembers();
    void maximizedDrawerHidesThePanels();
    void findingStandsInTheTitleAndLeadsToTheDoctor();
    void keysChooseTheViewOfThePanel();
    void topologyGoesWithTheProfile();

private:
    static QAction *action(const MainWindow &window, const QKeySequence &keys);

    QTemporaryDir m_home;
};

void TestSessionViews::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    qputenv("XDG_RUNTIME_DIR", m_home.path().toLocal8Bit());
    theme::apply(*qApp, theme::Mode::Light);
}

void TestSessionViews::init()
{
    QSettings().clear();
}

QAction *TestSessionViews::action(const MainWindow &window, const QKeySequence &keys)
{
    for (QAction *candidate : window.findChildren<QAction *>()) {
        if (candidate->shortcut() == keys)
            return candidate;
    }
    return nullptr;
}

void TestSessionViews::drawerOpensAndRemembers()
{
    {
        Session session;
        MainWindow window(session);
        window.resize(1200, 800);
        window.openConfigs({pub()});
        window.show();
        auto *drawer = window.findChild<SessionDrawer *>();
        QVERIFY(!drawer->isOpen());
        action(window, Qt::CTRL | Qt::SHIFT | Qt::Key_G)->trigger();
        QCOMPARE(drawer->openPage(), 1);
        QTRY_VERIFY(drawer->height() > drawer->stripHeight() + 100);
        window.close();
    }
    Session session;
    MainWindow window(session);
    QCOMPARE(window.findChild<SessionDrawer *>()->openPage(), 1);
}

void TestSessionViews::maximizedDrawerHidesThePanels()
{
    Session session;
    MainWindow window(session);
    window.resize(1200, 800);
    window.openConfigs({pub()});
    window.show();
    auto *drawer = window.findChild<SessionDrawer *>();
    auto *docks = window.findChild<PanelDocks *>();
    drawer->setOpenPage(0);
    emit drawer->maximizeChosen(true);
    QVERIFY(!docks->isVisible());
    drawer->setOpenPage(-1);
    emit drawer->maximizeChosen(false);
    QVERIFY(docks->isVisible());
}

void TestSessionViews::findingStandsInTheTitleAndLeadsToTheDoctor()
{
    Session session;
    MainWindow window(session);
    window.resize(1200, 800);
    window.show();
    window.openConfigs({pub()});
    const QString address = session.panels().first()->channels().first()->endpoints().first().actualAddress;
    window.openConfigs({sub(address, EndpointRole::Connect)});
    QToolButton *badge = nullptr;
    const auto findBadge = [&] {
        for (const auto *title : window.findChildren<PanelTitleBar *>()) {
            for (QToolButton *button : title->findChildren<QToolButton *>()) {
                if (button->isVisible() && button->toolTip().contains(u"Doctor"_s))
                    badge = button;
            }
        }
        return badge != nullptr;
    };
    QTRY_VERIFY(findBadge());
    badge->click();
    QCOMPARE(window.findChild<SessionDrawer *>()->openPage(), 0);
}

void TestSessionViews::keysChooseTheViewOfThePanel()
{
    Session session;
    MainWindow window(session);
    window.resize(1200, 800);
    window.show();
    window.openConfigs({pub()});
    auto *views = window.findChild<PanelViews *>();
    for (int i = 4; i >= 0; --i) {
        action(window, Qt::CTRL | Qt::Key(Qt::Key_1 + i))->trigger();
        QCOMPARE(int(views->current()), i);
    }
}

void TestSessionViews::topologyGoesWithTheProfile()
{
    Profile profile;
    profile.panels = {pub()};
    profile.topology = R"({"version":1,"nodes":{}})";
    const Result<LoadedProfile> again = parseProfile(profileToJson(profile), u"test"_s);
    QVERIFY(again.ok());
    QVERIFY(again->problems.isEmpty());
    QCOMPARE(again->profile.topology, profile.topology);
    profile.topology.clear();
    QVERIFY(!profileToJson(profile).contains("topology"));
}

QTEST_MAIN(TestSessionViews)
#include "tst_session_views.moc"
