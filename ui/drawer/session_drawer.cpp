// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawer/session_drawer.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
/// A page lower than this shows nothing of use.
constexpr int leastPageHeight = 120;
} // namespace

SessionDrawer::SessionDrawer(QWidget *parent)
    : QWidget(parent)
    , m_strip(new QWidget(this))
    , m_buttons(new QHBoxLayout(m_strip))
    , m_stack(new QStackedWidget(this))
    , m_maximize(new QToolButton(m_strip))
    , m_close(new QToolButton(m_strip))
{
    m_buttons->setContentsMargins(theme::spacing, 1, theme::spacing, 1);
    m_buttons->setSpacing(theme::spacing / 2);
    m_buttons->addStretch(1);
    m_maximize->setCheckable(true);
    m_maximize->setIcon(theme::icon("up"_L1));
    m_maximize->setToolTip(tr("Give this view the whole window"));
    m_close->setIcon(theme::icon("close"_L1));
    m_close->setToolTip(tr("Close this view"));
    for (QToolButton *button : {m_maximize, m_close}) {
        button->setAutoRaise(true);
        button->setAccessibleName(button->toolTip());
        button->setFocusPolicy(Qt::TabFocus);
        button->hide();
        m_buttons->addWidget(button);
    }
    connect(m_maximize, &QToolButton::toggled, this, [this](bool on) {
        m_maximize->setIcon(theme::icon(on ? "down"_L1 : "up"_L1));
        m_maximize->setToolTip(on ? tr("Show the panels again") : tr("Give this view the whole window"));
        emit maximizeChosen(on);
    });
    connect(m_close, &QToolButton::clicked, this, [this] { setOpenPage(-1); });

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 1, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_strip);
    rows->addWidget(m_stack, 1);
    m_stack->hide();
    setMaximumHeight(stripHeight());
}

int SessionDrawer::stripHeight() const
{
    return m_strip->sizeHint().height() + 1;
}

void SessionDrawer::addPage(QAction *action, Maker make, int leastHeight)
{
    const int number = int(m_pagesMade.size());
    m_pagesMade.push_back({action, std::move(make), leastHeight, nullptr});
    action->setCheckable(true);
    auto *button = new QToolButton(m_strip);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_buttons->insertWidget(number, button);
    connect(action, &QAction::triggered, this, [this, number](bool on) { setOpenPage(on ? number : -1); });
    if (!isOpen())
        setMaximumHeight(stripHeight());
}

QWidget *SessionDrawer::page(int page)
{
    Page &wanted = m_pagesMade.at(size_t(page));
    if (!wanted.widget) {
        wanted.widget = wanted.make(m_stack);
        m_stack->addWidget(wanted.widget);
    }
    return wanted.widget;
}

void SessionDrawer::setOpenPage(int page)
{
    if (page >= int(m_pagesMade.size()))
        page = -1;
    for (int i = 0; i < int(m_pagesMade.size()); ++i)
        m_pagesMade[size_t(i)].action->setChecked(i == page);
    if (page == m_open)
        return;
    m_open = page;
    const bool open = isOpen();
    if (open)
        m_stack->setCurrentWidget(this->page(page));
    else
        m_maximize->setChecked(false);
    m_stack->setVisible(open);
    m_maximize->setVisible(open);
    m_close->setVisible(open);
    setMinimumHeight(open ? stripHeight() + leastPageHeight : stripHeight());
    setMaximumHeight(open ? QWIDGETSIZE_MAX : stripHeight());
    if (open)
        this->page(page)->setFocus(Qt::OtherFocusReason);
    emit openChanged();
}

bool SessionDrawer::isMaximized() const
{
    return m_maximize->isChecked();
}

void SessionDrawer::setMaximized(bool on)
{
    m_maximize->setChecked(on);
}

void SessionDrawer::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (isOpen() && !m_maximize->isChecked())
        m_pageHeight = height() - stripHeight();
}

void SessionDrawer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), stripHeight()), theme::color(theme::Role::SurfaceRaised));
    painter.fillRect(QRect(0, 0, width(), 1), theme::color(theme::Role::Border));
    if (isOpen())
        painter.fillRect(QRect(0, stripHeight() - 1, width(), 1), theme::color(theme::Role::Border));
}

} // namespace zmqscope
