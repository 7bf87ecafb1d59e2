// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/finding.h"

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
    /// How many findings there are at the panel, and how bad the worst is.
    void setFindings(qsizetype count, Severity worst);

signals:
    /// The person wants to read them.
    void findingsRequested();
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
    QToolButton *m_findings;
    QToolButton *m_float;
    QToolButton *m_close;
    qsizetype m_findingCount = 0;
    Severity m_worst = Severity::Hint;
    bool m_current = false;
};

} // namespace zmqscope
