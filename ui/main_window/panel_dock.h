// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/finding.h"

#include <QDockWidget>

namespace zmqscope {

class Panel;
class PanelTitleBar;

/// The dock that a panel stands in. It never closes by itself: closing a panel can need a question.
class PanelDock final : public QDockWidget {
    Q_OBJECT
public:
    /// @p panel must outlive this.
    PanelDock(Panel &panel, QWidget *parent);

    Panel &panel() const { return m_panel; }
    void setCurrent(bool current);
    void setFindings(qsizetype count, Severity worst);
    void startRename();
    /// Floats in front of its place, a little beside it, so that one sees it; or goes back.
    void toggleFloating();

signals:
    void closeRequested();
    void findingsRequested();
    void menuRequested(const QPoint &globalPosition);
    /// The person turned to this panel by its title.
    void chosen();

protected:
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Panel &m_panel;
    PanelTitleBar *m_title;
};

} // namespace zmqscope
