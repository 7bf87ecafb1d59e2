// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/session_views.h"

#include "ui/doctor/doctor_view.h"
#include "ui/doctor/severity_look.h"
#include "ui/drawer/session_drawer.h"
#include "ui/field_plot/field_plot_view.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/panel_docks.h"
#include "ui/main_window/window_actions.h"
#include "ui/panel/panel_views.h"
#include "ui/topology/topology_view.h"

#include <QAction>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
/// In device-independent pixels.
constexpr int legiblePicture = 260;
constexpr int legiblePlot = 180;
} // namespace

namespace key {
constexpr auto page = "drawer/page"_L1;
constexpr auto height = "drawer/height"_L1;
} // namespace key

SessionViews::SessionViews(Session &session, PanelDocks &docks, WindowActions &actions, NoticeBar &notices, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_docks(docks)
    , m_notices(notices)
    , m_doctorAction(actions.doctor)
    , m_doctor(session, builtinRules(), &m_probes)
    , m_drawer(new SessionDrawer)
{
    m_drawer->addPage(actions.doctor, [this](QWidget *page) { return makeDoctor(page); });
    m_drawer->addPage(actions.topology, [this](QWidget *page) { return makeTopology(page); }, legiblePicture);
    m_drawer->addPage(actions.plots, [this](QWidget *page) { return makePlots(page); }, legiblePlot);
    connect(&m_doctor, &Doctor::changed, this, &SessionViews::showFindings);
    connect(&docks, &PanelDocks::countChanged, this, &SessionViews::showFindings);
    connect(&docks, &PanelDocks::findingsRequested, this, [this](Panel *panel) {
        m_drawer->setOpenPage(DoctorPage);
        static_cast<DoctorView *>(m_drawer->page(DoctorPage))->showPanel(panel);
    });
    connect(&docks, &PanelDocks::plotRequested, this, [this](const FieldRef &field) {
        m_drawer->setOpenPage(PlotsPage);
        static_cast<FieldPlotView *>(m_drawer->page(PlotsPage))->plot(field);
    });
    showFindings();
}

SessionViews::~SessionViews() = default;

QWidget *SessionViews::makeDoctor(QWidget *parent)
{
    auto *view = new DoctorView(m_doctor, parent);
    connect(view, &DoctorView::panelActivated, &m_docks, &PanelDocks::activate);
    connect(view, &DoctorView::evidenceActivated, this, &SessionViews::show);
    connect(view, &DoctorView::failed, this,
        [this](const Error &error) { m_notices.tell(NoticeBar::Level::Warning, error.text()); });
    return view;
}

QWidget *SessionViews::makeTopology(QWidget *parent)
{
    m_topology = new TopologyView(m_session, parent);
    (void)m_topology->restoreState(m_topologyState); // what cannot be read is laid out anew
    connect(m_topology, &TopologyView::panelActivated, &m_docks, &PanelDocks::activate);
    connect(m_topology, &TopologyView::peerActivated, this, [this](Panel *panel, PeerId peer) {
        m_docks.activate(panel);
        if (PanelViews *views = m_docks.viewsOf(panel))
            views->showMessagesOf(peer);
    });
    connect(m_topology, &TopologyView::stateChanged, this, &SessionViews::topologyMoved);
    return m_topology;
}

QWidget *SessionViews::makePlots(QWidget *parent)
{
    return new FieldPlotView(m_session, parent);
}

void SessionViews::showFindings()
{
    const QList<Finding> findings = m_doctor.findings();
    m_docks.setFindings(findings);
    const bool well = findings.isEmpty();
    m_doctorAction->setText(well ? tr("&Doctor") : tr("&Doctor: %1").arg(findingCountText(findings.size())));
    m_doctorAction->setIcon(well ? theme::icon("doctor"_L1, theme::Role::Good)
                                 : theme::icon(severityIcon(findings.first().severity), severityRole(findings.first().severity)));
}

void SessionViews::show(const Finding &finding, const Evidence &evidence)
{
    m_docks.activate(finding.panel);
    PanelViews *views = m_docks.viewsOf(finding.panel);
    if (!views)
        return;
    if (evidence.message.value != 0)
        views->showMessage(evidence.message);
    else if (evidence.event != 0)
        views->showEvent(finding.side, evidence.event);
    else if (evidence.connection.value != 0)
        views->showConnection(finding.side, evidence.connection);
    else if (!evidence.option.isEmpty())
        emit optionsRequested(finding.panel);
}

QByteArray SessionViews::topologyState()
{
    return m_topology ? m_topology->saveState() : m_topologyState;
}

void SessionViews::setTopologyState(const QByteArray &state)
{
    m_topologyState = state;
    if (m_topology)
        (void)m_topology->restoreState(state);
}

void SessionViews::save(QSettings &settings) const
{
    settings.setValue(key::page, m_drawer->openPage());
    settings.setValue(key::height, m_drawer->pageHeight());
}

void SessionViews::restore(const QSettings &settings)
{
    m_drawer->setPageHeight(settings.value(key::height, m_drawer->pageHeight()).toInt());
    m_drawer->setOpenPage(settings.value(key::page, -1).toInt());
}

} // namespace zmqscope
