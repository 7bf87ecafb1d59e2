// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QTableView;

namespace zmqscope {

class Panel;
class Session;
class SidebarModel;

/// The list of all panels beside them: what each is, how it stands, what it counts.
class Sidebar final : public QWidget {
    Q_OBJECT
public:
    /// @p session must outlive the sidebar.
    explicit Sidebar(Session &session, QWidget *parent = nullptr);

    /// Puts a button for @p action beside the heading.
    void addHeadingAction(QAction *action);
    /// Marks the panel that the window works on; null marks none.
    void setCurrentPanel(Panel *panel);

    QSize sizeHint() const override;

signals:
    /// Clicked, or chosen by the keyboard: bring it to the front.
    void panelActivated(zmqscope::Panel *panel);
    void contextMenuRequested(zmqscope::Panel *panel, const QPoint &globalPosition);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void activate(const QModelIndex &index);
    void showMenu(const QPoint &position);
    void fitRows();

    SidebarModel *m_model;
    QTableView *m_view;
    QWidget *m_heading;
};

} // namespace zmqscope
