// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/message/message.h"
#include "core/topology/topology_graph.h"

#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QStackedLayout;
class QToolButton;

namespace zmqscope {

class Panel;
class Session;
class SessionTopology;
class TopologyCanvas;

/// The place on the screen where the whole session is a picture: its panels, who is connected to
/// them, and what flows. Costs nothing while it is hidden.
class TopologyView final : public QWidget {
    Q_OBJECT
public:
    /// @p session must outlive this.
    explicit TopologyView(Session &session, QWidget *parent = nullptr);
    ~TopologyView() override;

    /// Where a person has put things, as JSON for the profile; empty while all stands where it was
    /// laid out.
    QByteArray saveState() const;
    /// Also counts for panels that come later; what is empty forgets what was moved. False for what
    /// saveState() has not written.
    bool restoreState(const QByteArray &json);

    /// By the end of the path: SVG for ".svg", else PNG.
    Result<void> exportTo(const QString &path);

    TopologyCanvas &canvas() const { return *m_canvas; }
    SessionTopology &topology() const { return *m_topology; }

signals:
    /// The person wants to go to a panel.
    void panelActivated(zmqscope::Panel *panel);
    /// The person wants to see what one peer of a panel has sent.
    void peerActivated(zmqscope::Panel *panel, zmqscope::PeerId peer);
    /// saveState() gives something else now.
    void stateChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeToolBar();
    void follow();
    void activate(const QString &id);
    void showMenu(const QString &id, const QPoint &position);
    void addNodeActions(QMenu &menu, const TopologyNode &node);
    void addGroupActions(QMenu &menu, const TopologyNode &node);
    void chooseFile(const QString &suffix);

    SessionTopology *m_topology;
    TopologyCanvas *m_canvas;
    QWidget *m_bar;
    QStackedLayout *m_pages;
    QLabel *m_summary;
    QAction *m_fit;
    QAction *m_layOut;
    QAction *m_showGone;
    QAction *m_saveSvg;
    QAction *m_savePng;
};

} // namespace zmqscope
