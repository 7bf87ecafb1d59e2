// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/panel/panel_config.h"
#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QSettings>

class QSplitter;
class QStackedWidget;

namespace zmqscope {

class NoticeBar;
class Panel;
class PanelCommands;
class PanelDocks;
class ProfileController;
class Session;
class SessionViews;
class Sidebar;
class UnsentGuard;
class WelcomePage;
class WindowActions;

/// The window: puts sidebar, panels, notices and menus together. What they do is theirs.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    /// @p session must outlive the window. Takes the theme the person chose last.
    explicit MainWindow(Session &session, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens a profile in place of what is open, without a question. Nothing changes on an error.
    Result<void> openProfile(const QString &path);
    /// Makes these panels and opens them.
    void openConfigs(const QList<PanelConfig> &configs);

protected:
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool event(QEvent *event) override;

private:
    void connectActions();
    void connectPanels();
    void connectDrawer();
    void fitDrawer();
    void placeDrawer();
    void fillRecentMenu();
    void fillExamplesMenu();
    void showPanelsOrWelcome(int panels);
    void updateTitle();
    void tellProtocolProblems();
    void updateActions();
    void chooseTheme(theme::Mode mode);
    void showShortcuts();
    void showAbout();

    Session &m_session;
    QSettings m_settings;
    WindowActions *m_actions;
    QSplitter *m_splitter; ///< sidebar and the rest
    QSplitter *m_body;     ///< panels and the drawer
    QStackedWidget *m_pages;
    Sidebar *m_sidebar;
    PanelDocks *m_docks;
    WelcomePage *m_welcome;
    NoticeBar *m_notices;
    UnsentGuard *m_guard;
    PanelCommands *m_commands;
    SessionViews *m_views;
    ProfileController *m_profile;
    bool m_mayClose = false;
    bool m_shownBefore = false;
};

} // namespace zmqscope
