// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/panel_views.h"

#include "core/metrics/panel_figures.h"
#include "core/panel/panel.h"
#include "ui/figures/figures_view.h"
#include "ui/log/log_view.h"
#include "ui/peers/peers_view.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"
#include "ui/topics/topics_view.h"

#include <QFocusEvent>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int viewCount = int(PanelViews::View::Topics) + 1;

bool hasTopics(const Panel &panel)
{
    return std::any_of(panel.channels().cbegin(), panel.channels().cend(), [](const Channel *channel) {
        return traits(channel->type()).publishes || traits(channel->type()).subscribes;
    });
}

} // namespace

PanelViews::PanelViews(Panel &panel, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
    , m_log(new LogView(panel, this))
    , m_made(viewCount, nullptr)
{
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Views of the panel"));
    addTab(View::Messages, tr("Messages"), "text", tr("The messages of this panel (Ctrl+1)"));
    addTab(View::Peers, tr("Peers"), "peer", tr("Who is and was connected (Ctrl+2)"));
    addTab(View::Timeline, tr("Timeline"), "history", tr("What happened to the connections (Ctrl+3)"));
    addTab(View::Figures, tr("Figures"), "figures", tr("Rates, sizes, gaps and round-trip times (Ctrl+4)"));
    if (hasTopics(panel))
        addTab(View::Topics, tr("Topics"), "topics", tr("Each topic with its count, rate and last value (Ctrl+5)"));
    PanelFigures::of(panel); // its rates are kept from now on, looked at or not
    m_made[int(View::Messages)] = m_log;
    m_stack->addWidget(m_log);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addWidget(m_tabs);
    rows->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &PanelViews::choose);
}

void PanelViews::addTab(View view, const QString &name, const char *icon, const QString &toolTip)
{
    const int tab = m_tabs->addTab(theme::icon(QLatin1StringView(icon)), name);
    m_tabs->setTabData(tab, int(view));
    m_tabs->setTabToolTip(tab, toolTip);
    m_tabs->setAccessibleTabName(tab, name);
}

int PanelViews::tabOf(View view) const
{
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (m_tabs->tabData(tab).toInt() == int(view))
            return tab;
    }
    return -1;
}

void PanelViews::setCurrent(View view)
{
    if (const int tab = tabOf(view); tab >= 0)
        m_tabs->setCurrentIndex(tab);
}

void PanelViews::choose(int tab)
{
    m_current = View(m_tabs->tabData(tab).toInt());
    m_stack->setCurrentWidget(widgetOf(m_current));
    emit currentChanged();
}

QWidget *PanelViews::widgetOf(View view)
{
    QWidget *&made = m_made[int(view)];
    if (!made) {
        made = make(view);
        m_stack->addWidget(made);
    }
    return made;
}

QWidget *PanelViews::make(View view)
{
    switch (view) {
    case View::Messages:
        return m_log;
    case View::Peers: {
        auto *peers = new PeersView(m_panel, m_stack);
        connect(peers, &PeersView::addressRequested, this, &PanelViews::addressRequested);
        connect(peers, &PeersView::messagesOfPeerRequested, this, &PanelViews::showMessagesOf);
        connect(peers, &PeersView::timelineOfRequested, this, [this](int side, ConnectionId connection) {
            setCurrent(View::Timeline);
            timeline().showOnly(side, connection);
        });
        return peers;
    }
    case View::Timeline: {
        auto *timeline = new TimelineView(m_panel, m_stack);
        connect(timeline, &TimelineView::connectionRequested, this, &PanelViews::showConnection);
        return timeline;
    }
    case View::Figures: {
        auto *figures = new FiguresView(m_panel, m_stack);
        connect(figures, &FiguresView::messageRequested, this, &PanelViews::showMessage);
        return figures;
    }
    case View::Topics: {
        auto *topics = new TopicsView(m_panel, m_stack);
        connect(topics, &TopicsView::messageRequested, this, &PanelViews::showMessage);
        connect(topics, &TopicsView::filterRequested, this, [this](const QString &text) {
            setCurrent(View::Messages);
            m_log->filterBy(text);
        });
        return topics;
    }
    }
    Q_UNREACHABLE();
}

PeersView &PanelViews::peers()
{
    return *static_cast<PeersView *>(widgetOf(View::Peers));
}

TimelineView &PanelViews::timeline()
{
    return *static_cast<TimelineView *>(widgetOf(View::Timeline));
}

void PanelViews::showMessage(MessageIndex index)
{
    setCurrent(View::Messages);
    m_log->showMessage(index);
}

void PanelViews::showMessagesOf(PeerId peer)
{
    setCurrent(View::Messages);
    m_log->filterByPeer(peer);
}

void PanelViews::showEvent(int side, quint64 number)
{
    setCurrent(View::Timeline);
    timeline().showEvent(side, number);
}

void PanelViews::showConnection(int side, ConnectionId connection)
{
    setCurrent(View::Peers);
    peers().showConnection(side, connection);
}

/// A tab without its name is better than one that must be scrolled to.
void PanelViews::fitTabs()
{
    const QStringList names{tr("Messages"), tr("Peers"), tr("Timeline"), tr("Figures"), tr("Topics")};
    int wanted = 0;
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        wanted += m_tabs->fontMetrics().horizontalAdvance(names.at(m_tabs->tabData(tab).toInt())) + theme::iconSize + 4 * theme::spacing;
    const bool named = wanted <= width();
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        m_tabs->setTabText(tab, named ? names.at(m_tabs->tabData(tab).toInt()) : QString());
}

void PanelViews::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitTabs();
}

void PanelViews::focusInEvent(QFocusEvent *event)
{
    m_stack->currentWidget()->setFocus(event->reason());
}

} // namespace zmqscope
