// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/doctor.h"
#include "core/diagnosis/endpoint_probes.h"

#include <QObject>
#include <QSettings>

class QAction;

namespace zmqscope {

class DoctorView;
class FieldPlotView;
class NoticeBar;
class PanelDocks;
class Session;
class SessionDrawer;
class TopologyView;
class WindowActions;

/// What the window shows of the session as a whole: the doctor and its findings, the topology, plots.
/// Puts them into the drawer, and leads from what is clicked there to the panel that it is about.
class SessionViews final : public QObject {
    Q_OBJECT
public:
    /// All must outlive this.
    SessionViews(Session &session, PanelDocks &docks, WindowActions &actions, NoticeBar &notices, QObject *parent);
    ~SessionViews() override;

    /// For the window to place.
    SessionDrawer *drawer() const { return m_drawer; }

    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

    /// Where the nodes of the topology were put; goes with a profile.
    QByteArray topologyState();
    void setTopologyState(const QByteArray &state);

signals:
    /// The state of the topology is another one.
    void topologyMoved();
    /// The options of a panel are to be shown.
    void optionsRequested(zmqscope::Panel *panel);

private:
    enum Page { DoctorPage, TopologyPage, PlotsPage };

    QWidget *makeDoctor(QWidget *parent);
    QWidget *makeTopology(QWidget *parent);
    QWidget *makePlots(QWidget *parent);
    void showFindings();
    void show(const Finding &finding, const Evidence &evidence);

    Session &m_session;
    PanelDocks &m_docks;
    NoticeBar &m_notices;
    QAction *m_doctorAction;
    EndpointProbes m_probes;
    Doctor m_doctor;
    SessionDrawer *m_drawer;
    QByteArray m_topologyState; ///< for a view that was not opened yet
    TopologyView *m_topology = nullptr;
};

} // namespace zmqscope
