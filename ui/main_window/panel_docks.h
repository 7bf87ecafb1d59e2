// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/finding.h"
#include "core/metrics/field_ref.h"

#include <QList>
#include <QMainWindow>

namespace zmqscope {

class Panel;
class PanelDock;
class PanelViews;
class Session;

/// The part of the window that the panels' docks live in, side by side, stacked or nested, and
/// which of them the person is working on. Follows the session: a dock for each panel.
class PanelDocks final : public QMainWindow {
    Q_OBJECT
public:
    enum class Arrangement { SideBySide, Stacked, Grid };

    /// @p session must outlive this.
    explicit PanelDocks(Session &session, QWidget *parent = nullptr);
    ~PanelDocks() override;

    /// Null when nothing is open.
    Panel *currentPanel() const;
    /// Makes it the current one and brings it to the front, with the keyboard.
    void activate(Panel *panel);
    /// The next (+1) or last (-1) one, in the order of the session.
    void activateNeighbour(int step);
    void startRename(Panel *panel);
    /// Puts the keyboard into the filter of its log.
    void startFilter(Panel *panel);
    void toggleFloating(Panel *panel);
    /// Where log, peers, timeline and figures of @p panel are shown; null when it has no dock.
    PanelViews *viewsOf(const Panel *panel) const;
    /// Shows beside the name of each panel what the doctor found there.
    void setFindings(const QList<Finding> &findings);

    /// Docks all panels, floated ones too, in a new order.
    void arrange(Arrangement arrangement);
    /// The same, so that @p space is used well.
    void arrangeFor(QSize space);

    /// For a profile: in it docks are named by the place of their panel in the session, so that it
    /// fits when the profile is opened again.
    QByteArray saveLayout() const;
    bool restoreLayout(const QByteArray &layout);

signals:
    void currentPanelChanged(zmqscope::Panel *panel);
    void closeRequested(zmqscope::Panel *panel);
    void findingsRequested(zmqscope::Panel *panel);
    /// The person wants to see a number of a message over time.
    void plotRequested(const zmqscope::FieldRef &field);
    void contextMenuRequested(zmqscope::Panel *panel, const QPoint &globalPosition);
    /// The number of docks changed.
    void countChanged(int count);

private:
    void add(Panel *panel);
    void remove(Panel *panel);
    void place(PanelDock *dock);
    PanelDock *largestDocked(const PanelDock *except) const;
    PanelDock *dockOf(const Panel *panel) const;
    void setCurrent(PanelDock *dock);
    void followFocus(QWidget *widget);
    QStringList dockNames() const;
    void arrangeInColumns(int columns);
    QList<PanelDock *> undockAll();

    Session &m_session;
    QList<PanelDock *> m_docks; ///< in the order in which they came
    PanelDock *m_current = nullptr;
    int m_lastNumber = 0; ///< of a dock's name; none is used again while others are there
    QByteArray m_emptyLayout;
};

} // namespace zmqscope
