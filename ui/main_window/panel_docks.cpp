// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/panel_docks.h"

#include "core/panel/session.h"
#include "ui/log/log_view.h"
#include "ui/main_window/dock_layout.h"
#include "ui/main_window/panel_dock.h"
#include "ui/panel/panel_views.h"
#include "ui/panel/reading_splitter.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A panel smaller than this is hard to work with, in device-independent pixels.
constexpr QSize comfortable(380, 300);
constexpr int layoutVersion = 1;

} // namespace

PanelDocks::PanelDocks(Session &session, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
{
    setWindowFlags(Qt::Widget); // a part of a window: QMainWindow makes itself one otherwise
    setAccessibleName(tr("Panel area"));
    setContextMenuPolicy(Qt::NoContextMenu); // Qt's own menu hides docks
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | GroupedDragging);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    m_emptyLayout = saveState();
    connect(&session, &Session::panelAdded, this, &PanelDocks::add);
    connect(&session, &Session::panelRemoved, this, &PanelDocks::remove);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { followFocus(now); });
    for (Panel *panel : session.panels())
        add(panel);
}

PanelDocks::~PanelDocks()
{
    // Docks tell of their hiding while they go; nobody is to listen any more.
    for (PanelDock *dock : std::as_const(m_docks))
        dock->disconnect(this);
    disconnect(qApp, nullptr, this, nullptr);
}

Panel *PanelDocks::currentPanel() const
{
    return m_current ? &m_current->panel() : nullptr;
}

void PanelDocks::activate(Panel *panel)
{
    PanelDock *dock = dockOf(panel);
    if (!dock)
        return;
    dock->show();
    dock->raise();
    if (dock->isFloating())
        dock->activateWindow();
    setCurrent(dock);
    if (dock->widget())
        dock->widget()->setFocus(Qt::OtherFocusReason);
}

void PanelDocks::activateNeighbour(int step)
{
    const qsizetype count = m_docks.size();
    if (count == 0)
        return;
    const qsizetype at = qMax<qsizetype>(0, m_docks.indexOf(m_current));
    activate(&m_docks.at((at + step + count) % count)->panel());
}

void PanelDocks::startRename(Panel *panel)
{
    activate(panel);
    if (PanelDock *dock = dockOf(panel))
        dock->startRename();
}

void PanelDocks::startFilter(Panel *panel)
{
    activate(panel);
    PanelDock *dock = dockOf(panel);
    if (PanelViews *views = dock ? viewsOf(panel) : nullptr) {
        views->setCurrent(PanelViews::View::Messages);
        views->log().activateFilter();
    }
}

PanelViews *PanelDocks::viewsOf(const Panel *panel) const
{
    PanelDock *dock = dockOf(panel);
    return dock && dock->widget() ? dock->widget()->findChild<PanelViews *>() : nullptr;
}

void PanelDocks::setFindings(const QList<Finding> &findings)
{
    for (PanelDock *dock : std::as_const(m_docks)) {
        qsizetype count = 0;
        Severity worst = Severity::Hint;
        for (const Finding &finding : findings) {
            if (finding.panel == &dock->panel()) {
                ++count;
                worst = std::max(worst, finding.severity);
            }
        }
        dock->setFindings(count, worst);
    }
}

void PanelDocks::toggleFloating(Panel *panel)
{
    if (PanelDock *dock = dockOf(panel))
        dock->toggleFloating();
}

void PanelDocks::add(Panel *panel)
{
    auto *dock = new PanelDock(*panel, this);
    dock->setObjectName(dock_layout::name(++m_lastNumber));
    connect(dock, &PanelDock::closeRequested, this, [this, panel] { emit closeRequested(panel); });
    if (const auto *reading = dock->widget()->findChild<ReadingSplitter *>())
        connect(reading, &ReadingSplitter::plotRequested, this, &PanelDocks::plotRequested);
    connect(dock, &PanelDock::findingsRequested, this, [this, panel] { emit findingsRequested(panel); });
    connect(dock, &PanelDock::menuRequested, this,
        [this, panel](const QPoint &position) { emit contextMenuRequested(panel, position); });
    connect(dock, &PanelDock::chosen, this, [this, dock] { setCurrent(dock); });
    // A click on a tab moves no focus, yet what is shown then is what the person works on.
    connect(dock, &QDockWidget::visibilityChanged, this, [this, dock](bool visible) {
        if (visible && m_current && m_current != dock && m_current->visibleRegion().isEmpty())
            setCurrent(dock);
    });
    place(dock);
    m_docks << dock;
    emit countChanged(int(m_docks.size()));
    setCurrent(dock);
}

void PanelDocks::remove(Panel *panel)
{
    PanelDock *dock = dockOf(panel);
    if (!dock)
        return;
    const qsizetype at = m_docks.indexOf(dock);
    m_docks.removeAt(at);
    if (m_current == dock) {
        m_current = nullptr;
        setCurrent(m_docks.isEmpty() ? nullptr : m_docks.at(qMin(at, m_docks.size() - 1)));
    }
    dock->disconnect(this);
    // At once: the panel may be gone by the next turn of the event loop.
    delete dock;
    if (m_docks.isEmpty()) {
        // Qt keeps the places of docks that are gone.
        restoreState(m_emptyLayout);
        m_lastNumber = 0;
    }
    emit countChanged(int(m_docks.size()));
}

PanelDock *PanelDocks::dockOf(const Panel *panel) const
{
    const auto found = std::find_if(
        m_docks.begin(), m_docks.end(), [panel](const PanelDock *dock) { return &dock->panel() == panel; });
    return found == m_docks.end() ? nullptr : *found;
}

void PanelDocks::setCurrent(PanelDock *dock)
{
    if (dock == m_current && dock)
        return;
    if (m_current)
        m_current->setCurrent(false);
    m_current = dock;
    if (m_current)
        m_current->setCurrent(true);
    emit currentPanelChanged(currentPanel());
}

void PanelDocks::followFocus(QWidget *widget)
{
    for (; widget; widget = widget->parentWidget()) {
        auto *dock = qobject_cast<PanelDock *>(widget);
        if (dock && m_docks.contains(dock)) {
            setCurrent(dock);
            return;
        }
    }
}

PanelDock *PanelDocks::largestDocked(const PanelDock *except) const
{
    const auto area = [](const PanelDock *dock) { return dock->width() * dock->height(); };
    PanelDock *largest = nullptr;
    for (PanelDock *dock : m_docks) {
        if (dock != except && !dock->isFloating() && !dock->visibleRegion().isEmpty()
            && (!largest || area(dock) > area(largest)))
            largest = dock;
    }
    return largest;
}

void PanelDocks::place(PanelDock *dock)
{
    PanelDock *neighbour = largestDocked(dock);
    if (!neighbour) {
        // Nothing on the screen yet: whoever adds several arranges them afterwards.
        addDockWidget(Qt::LeftDockWidgetArea, dock);
        return;
    }
    const bool alone = tabifiedDockWidgets(neighbour).isEmpty();
    if (alone && neighbour->width() >= 2 * comfortable.width())
        splitDockWidget(neighbour, dock, Qt::Horizontal);
    else if (alone && neighbour->height() >= 2 * comfortable.height())
        splitDockWidget(neighbour, dock, Qt::Vertical);
    else
        tabifyDockWidget(neighbour, dock);
    dock->show();
    dock->raise();
}

QList<PanelDock *> PanelDocks::undockAll()
{
    for (PanelDock *dock : std::as_const(m_docks)) {
        dock->setFloating(false);
        removeDockWidget(dock);
    }
    return m_docks;
}

void PanelDocks::arrange(Arrangement arrangement)
{
    if (m_docks.isEmpty())
        return;
    PanelDock *current = m_current;
    switch (arrangement) {
    case Arrangement::SideBySide:
        arrangeInColumns(int(m_docks.size()));
        break;
    case Arrangement::Grid:
        arrangeInColumns(int(std::ceil(std::sqrt(double(m_docks.size())))));
        break;
    case Arrangement::Stacked: {
        const QList<PanelDock *> docks = undockAll();
        for (PanelDock *dock : docks) {
            if (dock == docks.first())
                addDockWidget(Qt::LeftDockWidgetArea, dock);
            else
                tabifyDockWidget(docks.first(), dock);
            dock->show();
        }
        break;
    }
    }
    if (current) {
        current->raise();
        setCurrent(current);
    }
}

void PanelDocks::arrangeFor(QSize space)
{
    const int columns = qBound(1, space.width() / comfortable.width(), int(m_docks.size()));
    const int rows = qMax(1, space.height() / comfortable.height());
    if (m_docks.size() > columns * rows)
        arrange(Arrangement::Stacked);
    else if (m_docks.size() > columns)
        arrangeInColumns(qMin(columns, int(std::ceil(std::sqrt(double(m_docks.size()))))));
    else
        arrange(Arrangement::SideBySide);
}

void PanelDocks::arrangeInColumns(int columns)
{
    const QList<PanelDock *> docks = undockAll();
    for (int i = 0; i < int(docks.size()); ++i) {
        if (i == 0)
            addDockWidget(Qt::LeftDockWidgetArea, docks.at(i));
        else if (i < columns)
            splitDockWidget(docks.at(i - 1), docks.at(i), Qt::Horizontal);
        else
            splitDockWidget(docks.at(i - columns), docks.at(i), Qt::Vertical);
        docks.at(i)->show();
    }
    const QList<QDockWidget *> heads(docks.begin(), docks.begin() + qMin<qsizetype>(columns, docks.size()));
    resizeDocks(heads, QList<int>(heads.size(), 100), Qt::Horizontal);
    for (int column = 0; column < columns; ++column) {
        QList<QDockWidget *> stack;
        for (int i = column; i < int(docks.size()); i += columns)
            stack << docks.at(i);
        resizeDocks(stack, QList<int>(stack.size(), 100), Qt::Vertical);
    }
}

QStringList PanelDocks::dockNames() const
{
    QStringList names;
    const QList<Panel *> panels = m_session.panels();
    for (const Panel *panel : panels) {
        const PanelDock *dock = dockOf(panel);
        names << (dock ? dock->objectName() : QString());
    }
    return names;
}

QByteArray PanelDocks::saveLayout() const
{
    const QStringList names = dockNames();
    return dock_layout::renamed(saveState(layoutVersion), names, dock_layout::names(names.size()));
}

bool PanelDocks::restoreLayout(const QByteArray &layout)
{
    const QStringList names = dockNames();
    if (!restoreState(dock_layout::renamed(layout, dock_layout::names(names.size()), names), layoutVersion))
        return false;
    for (PanelDock *dock : std::as_const(m_docks))
        dock->show(); // no panel is ever hidden, whatever the file says
    return true;
}

} // namespace zmqscope
