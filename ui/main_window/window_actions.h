// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QKeySequence>
#include <QObject>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace zmqscope {

/// The actions of the main window and the menus they stand in. Who does them is connected elsewhere.
class WindowActions final : public QObject {
    Q_OBJECT
public:
    /// Adds the menus to @p window, which owns all.
    explicit WindowActions(QMainWindow *window);

    QAction *newPanel;
    QAction *openProfile;
    QAction *save;
    QAction *saveAs;
    QAction *schemas;
    QAction *closeProfile;
    QAction *quit;
    QAction *undoClose;
    QAction *filterMessages;
    QAction *renamePanel;
    QAction *duplicatePanel;
    QAction *closePanel;
    QAction *openOrCloseSocket;
    QAction *reopenSocket;
    QAction *options;
    QAction *rules;
    QAction *floatPanel;
    QAction *nextPanel;
    QAction *previousPanel;
    QAction *sidebar;
    QAction *doctor;
    QAction *topology;
    QAction *plots;
    QList<QAction *> panelViews; ///< by PanelViews::View
    QAction *sideBySide;
    QAction *stacked;
    QAction *grid;
    QAction *shortcuts;
    QAction *about;

    QMenu *recentMenu;
    QMenu *examplesMenu;
    QMenu *panelMenu;

    /// Enables what makes sense now.
    void setPanelThere(bool current, bool open);
    void setThemeMode(theme::Mode mode);

signals:
    void themeModeChosen(zmqscope::theme::Mode mode);

private:
    QAction *make(const QString &text, const char *icon, const QKeySequence &shortcut = {});
    void buildFileMenu();
    void buildEditMenu();
    void buildPanelMenu();
    void buildViewMenu();
    void buildHelpMenu();

    QMainWindow *m_window;
    QActionGroup *m_themes;
};

} // namespace zmqscope
