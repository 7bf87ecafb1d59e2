// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topology_view.h"

#include "core/panel/session.h"
#include "core/topology/session_topology.h"
#include "core/zmq/endpoint.h"
#include "ui/theme/theme.h"
#include "ui/topology/topology_canvas.h"
#include "ui/topology/topology_export.h"
#include "ui/topology/topology_scene.h"
#include "ui/topology/topology_text.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QStackedLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

TopologyView::TopologyView(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_topology(new SessionTopology(session, Clock::system(), this))
    , m_canvas(new TopologyCanvas(this))
    , m_bar(new QWidget(this))
    , m_pages(new QStackedLayout)
    , m_summary(new QLabel(m_bar))
    , m_fit(new QAction(theme::icon("fit-window"_L1), tr("Fit the whole picture"), this))
    , m_layOut(new QAction(theme::icon("topology"_L1), tr("Lay out anew"), this))
    , m_showGone(new QAction(theme::icon("gone"_L1), tr("Show peers that have gone, for a minute"), this))
    , m_saveSvg(new QAction(tr("As &SVG…"), this))
    , m_savePng(new QAction(tr("As &PNG…"), this))
{
    makeToolBar();
    auto *empty = new QLabel(tr("Open a panel, and it stands here with all its peers."), this);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setForegroundRole(QPalette::PlaceholderText);
    m_pages->addWidget(empty);
    m_pages->addWidget(m_canvas);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addLayout(m_pages, 1);

    connect(m_topology, &SessionTopology::graphChanged, this, &TopologyView::follow);
    connect(m_canvas, &TopologyCanvas::activated, this, &TopologyView::activate);
    connect(m_canvas, &TopologyCanvas::menuRequested, this, &TopologyView::showMenu);
    connect(m_canvas, &TopologyCanvas::placesChanged, this, &TopologyView::stateChanged);
    connect(m_fit, &QAction::triggered, m_canvas, &TopologyCanvas::fitAll);
    connect(m_layOut, &QAction::triggered, m_canvas, &TopologyCanvas::layOutAnew);
    connect(m_showGone, &QAction::toggled, m_topology, &SessionTopology::setGoneShown);
    connect(m_saveSvg, &QAction::triggered, this, [this] { chooseFile(u"svg"_s); });
    connect(m_savePng, &QAction::triggered, this, [this] { chooseFile(u"png"_s); });
    follow();
}

TopologyView::~TopologyView() = default;

void TopologyView::makeToolBar()
{
    m_showGone->setCheckable(true);
    m_showGone->setChecked(m_topology->isGoneShown());
    auto *save = new QAction(theme::icon("save"_L1), tr("Save the picture"), this);
    auto *menu = new QMenu(save->text(), this);
    menu->addAction(m_saveSvg);
    menu->addAction(m_savePng);
    save->setMenu(menu);

    auto *layout = new QHBoxLayout(m_bar);
    layout->setContentsMargins(theme::margin, 3, theme::spacing, 3);
    layout->setSpacing(theme::spacing / 2);
    layout->addWidget(m_summary, 1);
    for (QAction *action : {m_fit, m_layOut, m_showGone, save}) {
        auto *button = new QToolButton(m_bar);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setAccessibleName(action->text());
        button->setFocusPolicy(Qt::TabFocus);
        if (action->menu())
            button->setPopupMode(QToolButton::InstantPopup);
        layout->addWidget(button);
    }
}

QByteArray TopologyView::saveState() const
{
    return m_canvas->places().save();
}

bool TopologyView::restoreState(const QByteArray &json)
{
    return m_canvas->restorePlaces(json);
}

void TopologyView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_topology->setWatched(true);
}

void TopologyView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_topology->setWatched(false);
}

void TopologyView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        m_canvas->picture().update();
        m_canvas->viewport()->update();
    }
}

void TopologyView::follow()
{
    const TopologyGraph &graph = m_topology->graph();
    const bool empty = graph.nodes.isEmpty();
    m_canvas->setGraph(graph);
    m_pages->setCurrentIndex(empty ? 0 : 1);
    m_summary->setText(empty ? QString() : summaryOf(graph));
    for (QAction *action : {m_fit, m_layOut, m_saveSvg, m_savePng})
        action->setEnabled(!empty);
}

void TopologyView::activate(const QString &id)
{
    const TopologyNode *node = m_topology->graph().node(id);
    if (!node || !node->panel)
        return;
    if (node->kind == TopologyNodeKind::Group)
        m_topology->setGroupOpen(QString(node->group), true);
    else if (node->kind == TopologyNodeKind::Peer && node->peer.value != 0)
        emit peerActivated(node->panel, node->peer);
    else
        emit panelActivated(node->panel);
}

void TopologyView::showMenu(const QString &id, const QPoint &position)
{
    QMenu menu(this);
    if (const TopologyNode *node = m_topology->graph().node(id); node && node->panel) {
        addNodeActions(menu, *node);
        menu.addSeparator();
    }
    menu.addActions({m_fit, m_layOut, m_showGone});
    QMenu *save = menu.addMenu(theme::icon("save"_L1), tr("&Save the picture"));
    save->addActions({m_saveSvg, m_savePng});
    menu.exec(position);
}

void TopologyView::addNodeActions(QMenu &menu, const TopologyNode &node)
{
    // While the menu is open the panel may go, and with it what stands here: asked again then.
    const auto whileThere = [this, id = node.id](auto action) {
        return [this, id, action] {
            if (const TopologyNode *now = m_topology->graph().node(id))
                action(*now);
        };
    };
    menu.addAction(theme::icon("external"_L1), tr("&Go to the panel"), this,
        whileThere([this](const TopologyNode &now) { emit panelActivated(now.panel); }));
    if (node.kind == TopologyNodeKind::Peer) {
        QAction *filter = menu.addAction(theme::icon("filter"_L1), tr("Show only &its messages"), this,
            whileThere([this](const TopologyNode &now) { emit peerActivated(now.panel, now.peer); }));
        filter->setEnabled(node.peer.value != 0);
        if (node.peer.value == 0)
            filter->setText(tr("Show only &its messages (it has sent none)"));
    }
    const auto addCopy = [&](const QString &text) {
        if (!text.isEmpty())
            menu.addAction(theme::icon("copy"_L1), tr("&Copy %1").arg(QString(text).replace(u'&', "&&"_L1)),
                this, [text] { QApplication::clipboard()->setText(text); });
    };
    addCopy(node.address);
    for (const TopologyPort &port : node.ports)
        addCopy(port.role == EndpointRole::Bind ? connectableAddress(port.address) : port.address);
    const bool pinned = m_canvas->places().isPinned(node.id);
    menu.addAction(theme::icon("pin"_L1), pinned ? tr("&Unpin") : tr("&Pin here"), this,
        whileThere([this, pinned](const TopologyNode &now) { m_canvas->setPinned(now.id, !pinned); }));
    addGroupActions(menu, node);
}

void TopologyView::addGroupActions(QMenu &menu, const TopologyNode &node)
{
    if (node.kind == TopologyNodeKind::Group) {
        menu.addAction(tr("&Open the group"), this,
            [this, group = node.group] { m_topology->setGroupOpen(group, true); });
        return;
    }
    if (node.group.isEmpty() || !m_topology->isGroupOpen(node.group))
        return;
    menu.addAction(
        tr("&Close the group"), this, [this, group = node.group] { m_topology->setGroupOpen(group, false); });
}

Result<void> TopologyView::exportTo(const QString &path)
{
    TopologyScene &scene = m_canvas->picture();
    return path.endsWith(".svg"_L1, Qt::CaseInsensitive) ? exportSvg(scene, path) : exportPng(scene, path);
}

void TopologyView::chooseFile(const QString &suffix)
{
    const QString filter = suffix == "svg"_L1 ? tr("SVG pictures (*.svg)") : tr("PNG pictures (*.png)");
    QString path = QFileDialog::getSaveFileName(this, tr("Save the picture"), u"session."_s + suffix, filter);
    if (path.isEmpty())
        return;
    if (!path.endsWith(u'.' + suffix, Qt::CaseInsensitive))
        path += u'.' + suffix;
    if (const Result<void> result = exportTo(path); !result)
        QMessageBox::warning(this, tr("Save the picture"), result.error().text());
}

} // namespace zmqscope
