// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace zmqscope {

class NoticeBar;
class Panel;
class PanelDocks;
class Session;
class UnsentGuard;

/// What a person does with panels as a whole: make, rename, duplicate, close, bring back, open and
/// close the sockets, set options. A null panel is ignored.
class PanelCommands final : public QObject {
    Q_OBJECT
public:
    /// All must outlive this.
    PanelCommands(
        Session &session, PanelDocks &docks, NoticeBar &notices, UnsentGuard &guard, QWidget *window);

    void createNew();
    void duplicate(Panel *panel);
    void close(Panel *panel);
    void undoClose();
    void openOrClose(Panel *panel);
    void reopen(Panel *panel);
    void showOptions(Panel *panel);
    void showRules(Panel *panel);

private:
    void closeNow(Panel *panel);

    Session &m_session;
    PanelDocks &m_docks;
    NoticeBar &m_notices;
    UnsentGuard &m_guard;
    QWidget *m_window;
};

} // namespace zmqscope
