// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDockWidget;
class QLabel;
class QLineEdit;
class QToolButton;

namespace zmqscope {

class Panel;
class ToneLabel;

/// The title of a panel's dock: a stripe in the colour of the pattern, state and name, and the
/// buttons to float and close it. The name is edited in place.
class PanelTitleBar final : public QWidget {
    Q_OBJECT
public:
    /// @p panel must outlive this.
    PanelTitleBar(Panel &panel, QDockWidget *dock);

    void startRename();
    /// The panel that the window works on has a brighter title.
    void setCurrent(bool current);

signals:
    void closeRequested();
    void floatRequested();
    void menuRequested(const QPoint &globalPosition);
    /// A press of the mouse anywhere on it.
    void pressed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void refreshState();
    void endRename(bool keep);

    Panel &m_panel;
    QDockWidget *m_dock;
    ToneLabel *m_name;
    QLineEdit *m_editor;
    QLabel *m_state;
    QToolButton *m_float;
    QToolButton *m_close;
    bool m_current = false;
};

} // namespace zmqscope
