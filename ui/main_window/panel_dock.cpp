// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/panel_dock.h"

#include "core/panel/panel.h"
#include "ui/main_window/panel_title_bar.h"
#include "ui/panel/builtin_panels.h"
#include "ui/theme/theme.h"

#include <QCloseEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr QSize usualFloatingSize(760, 560);
}

PanelDock::PanelDock(Panel &panel, QWidget *parent)
    : QDockWidget(parent)
    , m_panel(panel)
    , m_title(new PanelTitleBar(panel, this))
{
    setAllowedAreas(Qt::AllDockWidgetAreas);
    setTitleBarWidget(m_title);
    QWidget *content = createPanelWidget(panel, this);
    setWidget(content);
    setFocusProxy(content);

    const auto showName = [this] {
        setWindowTitle(QString(m_panel.name()).replace(u'&', "&&"_L1)); // the text of a tab
        setAccessibleName(m_panel.name());
    };
    showName();
    connect(&panel, &Panel::nameChanged, this, showName);
    connect(m_title, &PanelTitleBar::closeRequested, this, &PanelDock::closeRequested);
    connect(m_title, &PanelTitleBar::findingsRequested, this, &PanelDock::findingsRequested);
    connect(m_title, &PanelTitleBar::floatRequested, this, &PanelDock::toggleFloating);
    connect(m_title, &PanelTitleBar::menuRequested, this, &PanelDock::menuRequested);
    connect(m_title, &PanelTitleBar::pressed, this, &PanelDock::chosen);
}

void PanelDock::setCurrent(bool current)
{
    m_title->setCurrent(current);
}

void PanelDock::setFindings(qsizetype count, Severity worst)
{
    m_title->setFindings(count, worst);
}

void PanelDock::startRename()
{
    m_title->startRename();
}

void PanelDock::toggleFloating()
{
    constexpr int offset = 32;
    const QPoint place = mapToGlobal(QPoint());
    setFloating(!isFloating());
    if (isFloating()) {
        const QSize room = parentWidget()->size() - QSize(2 * offset, 2 * offset);
        resize(usualFloatingSize.boundedTo(room).expandedTo(minimumSizeHint()));
        move(place + QPoint(offset, offset));
        activateWindow();
    }
    // On its way it lost the focus to a neighbour.
    emit chosen();
    widget()->setFocus(Qt::OtherFocusReason);
}

void PanelDock::closeEvent(QCloseEvent *event)
{
    event->ignore();
    emit closeRequested();
}

void PanelDock::paintEvent(QPaintEvent *event)
{
    QDockWidget::paintEvent(event);
    if (!isFloating())
        return;
    // Without a frame of the window manager, it would melt into the window below.
    QPainter painter(this);
    painter.setPen(theme::color(theme::Role::TextFaint));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace zmqscope
