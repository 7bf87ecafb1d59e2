// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/window_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace zmqscope {

WindowActions::WindowActions(QMainWindow *window)
    : QObject(window)
    , m_window(window)
    , m_themes(new QActionGroup(this))
{
    buildFileMenu();
    buildEditMenu();
    buildPanelMenu();
    buildViewMenu();
    buildHelpMenu();
    setPanelThere(false, false);
}

QAction *WindowActions::make(const QString &text, const char *icon, const QKeySequence &shortcut)
{
    auto *action = new QAction(text, m_window);
    if (icon)
        action->setIcon(theme::icon(QLatin1StringView(icon)));
    action->setShortcut(shortcut);
    return action;
}

void WindowActions::buildFileMenu()
{
    newPanel = make(tr("&New panel…"), "new-panel", QKeySequence::New);
    openProfile = make(tr("&Open…"), "open", QKeySequence::Open);
    save = make(tr("&Save"), "save", QKeySequence::Save);
    saveAs = make(tr("Save &as…"), "save-as", Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    schemas = make(tr("&Protobuf schemas…"), "schema");
    closeProfile = make(tr("&Close all panels"), "discard", Qt::CTRL | Qt::SHIFT | Qt::Key_W);
    quit = make(tr("&Quit"), "quit", Qt::CTRL | Qt::Key_Q);

    QMenu *menu = m_window->menuBar()->addMenu(tr("&File"));
    menu->addAction(newPanel);
    menu->addSeparator();
    menu->addAction(openProfile);
    recentMenu = menu->addMenu(theme::icon(QLatin1StringView("recent")), tr("Open &recent"));
    examplesMenu = menu->addMenu(theme::icon(QLatin1StringView("example")), tr("&Examples"));
    menu->addSeparator();
    menu->addActions({save, saveAs});
    menu->addSeparator();
    menu->addAction(schemas);
    menu->addSeparator();
    menu->addActions({closeProfile, quit});
}

void WindowActions::buildEditMenu()
{
    undoClose = make(tr("&Undo close panel"), "undo", Qt::CTRL | Qt::SHIFT | Qt::Key_T);
    filterMessages = make(tr("&Filter messages"), "filter", QKeySequence::Find);
    QMenu *menu = m_window->menuBar()->addMenu(tr("&Edit"));
    menu->addAction(undoClose);
    menu->addSeparator();
    menu->addAction(filterMessages);
}

void WindowActions::buildPanelMenu()
{
    renamePanel = make(tr("&Rename"), "rename", Qt::Key_F2);
    duplicatePanel = make(tr("&Duplicate"), "duplicate", Qt::CTRL | Qt::Key_D);
    closePanel = make(tr("&Close panel"), "close", Qt::CTRL | Qt::Key_W);
    openOrCloseSocket = make(tr("Close s&ocket"), "closed", Qt::CTRL | Qt::Key_E);
    reopenSocket = make(tr("R&eopen socket"), "retry", Qt::CTRL | Qt::SHIFT | Qt::Key_E);
    options = make(tr("O&ptions…"), "settings", Qt::CTRL | Qt::Key_Comma);
    rules = make(tr("Readin&g rules…"), "pin", Qt::CTRL | Qt::SHIFT | Qt::Key_R);
    floatPanel = make(tr("&Float or dock"), "float", Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    nextPanel = make(tr("&Next panel"), "chevron-right", Qt::ALT | Qt::Key_PageDown);
    previousPanel = make(tr("Pre&vious panel"), "chevron-left", Qt::ALT | Qt::Key_PageUp);

    panelMenu = m_window->menuBar()->addMenu(tr("&Panel"));
    panelMenu->addActions({renamePanel, duplicatePanel, closePanel});
    panelMenu->addSeparator();
    panelMenu->addActions({openOrCloseSocket, reopenSocket, options, rules});
    panelMenu->addSeparator();
    panelMenu->addActions({floatPanel, nextPanel, previousPanel});
}

void WindowActions::buildViewMenu()
{
    sidebar = make(tr("Side&bar"), "sidebar", Qt::Key_F9);
    sidebar->setCheckable(true);
    doctor = make(tr("&Doctor"), "doctor", Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    doctor->setToolTip(tr("What is wrong with the panels, why, and what can be done"));
    topology = make(tr("T&opology"), "topology", Qt::CTRL | Qt::SHIFT | Qt::Key_G);
    topology->setToolTip(tr("All panels and their peers as a picture"));
    plots = make(tr("&Plots"), "plot", Qt::CTRL | Qt::SHIFT | Qt::Key_P);
    plots->setToolTip(tr("Numbers of messages over time"));
    const QStringList viewNames{tr("&Messages"), tr("P&eers"), tr("T&imeline"), tr("Fi&gures"), tr("Topi&cs")};
    for (int i = 0; i < int(viewNames.size()); ++i)
        panelViews.append(make(viewNames.at(i), nullptr, Qt::CTRL | Qt::Key(Qt::Key_1 + i)));
    sideBySide = make(tr("Arrange &side by side"), "side-by-side", Qt::CTRL | Qt::ALT | Qt::Key_1);
    stacked = make(tr("Arrange s&tacked"), "stacked", Qt::CTRL | Qt::ALT | Qt::Key_2);
    grid = make(tr("Arrange in a &grid"), "grid", Qt::CTRL | Qt::ALT | Qt::Key_3);

    QMenu *menu = m_window->menuBar()->addMenu(tr("&View"));
    menu->addActions({sidebar, doctor, topology, plots});
    menu->addSeparator();
    menu->addActions(panelViews);
    menu->addSeparator();
    menu->addActions({sideBySide, stacked, grid});
    menu->addSeparator();
    QMenu *themeMenu = menu->addMenu(theme::icon(QLatin1StringView("theme-system")), tr("T&heme"));
    const auto addTheme = [&](const QString &text, const char *icon, theme::Mode mode) {
        QAction *action = make(text, icon);
        action->setCheckable(true);
        action->setData(int(mode));
        m_themes->addAction(action);
        themeMenu->addAction(action);
    };
    addTheme(tr("As the &system"), "theme-system", theme::Mode::System);
    addTheme(tr("&Light"), "theme-light", theme::Mode::Light);
    addTheme(tr("&Dark"), "theme-dark", theme::Mode::Dark);
    connect(m_themes, &QActionGroup::triggered, this,
        [this](const QAction *action) { emit themeModeChosen(theme::Mode(action->data().toInt())); });
}

void WindowActions::buildHelpMenu()
{
    shortcuts = make(tr("&Keyboard shortcuts"), "keyboard", Qt::Key_F1);
    about = make(tr("&About ZmqScope"), "info");
    QMenu *menu = m_window->menuBar()->addMenu(tr("&Help"));
    menu->addActions({shortcuts, about});
}

void WindowActions::setPanelThere(bool current, bool open)
{
    for (QAction *action :
        {filterMessages, renamePanel, duplicatePanel, closePanel, openOrCloseSocket, reopenSocket, options, rules,
            floatPanel, nextPanel, previousPanel, sideBySide, stacked, grid, closeProfile})
        action->setEnabled(current);
    for (QAction *action : std::as_const(panelViews))
        action->setEnabled(current);
    openOrCloseSocket->setText(open || !current ? tr("Close s&ocket") : tr("&Open socket"));
    openOrCloseSocket->setIcon(theme::icon(QLatin1StringView(open || !current ? "closed" : "connected")));
    reopenSocket->setEnabled(open);
}

void WindowActions::setThemeMode(theme::Mode mode)
{
    const QList<QAction *> actions = m_themes->actions();
    for (QAction *action : actions) {
        if (action->data().toInt() == int(mode))
            action->setChecked(true);
    }
}

} // namespace zmqscope
