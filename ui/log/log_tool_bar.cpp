// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_tool_bar.h"

#include "ui/log/log_column_menu.h"
#include "ui/log/log_filter_box.h"
#include "ui/log/log_table.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QToolButton>

namespace zmqscope {

using namespace Qt::StringLiterals;

namespace {

QToolButton *iconButton(QAction *action)
{
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setAccessibleName(action->text());
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

LogToolBar::LogToolBar(LogTable &table, const MessageStore &store, bool canReceive, QWidget *parent)
    : QWidget(parent)
    , m_filter(new LogFilterBox(table.logModel(), store, this))
    , m_follow(new QAction(theme::icon("follow"_L1), tr("Follow new messages"), this))
    , m_pauseDisplay(new QAction(theme::icon("pause"_L1), tr("Pause display (keep receiving)"), this))
    , m_stopReceiving(new QAction(tr("Stop receiving"), this))
{
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    connect(m_follow, &QAction::triggered, this, &LogToolBar::followChosen);
    auto *clear = new QAction(theme::icon("clear"_L1), tr("Clear log"), this);
    connect(clear, &QAction::triggered, this, &LogToolBar::clearRequested);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::spacing, 3, theme::spacing, 3);
    layout->setSpacing(theme::spacing / 2);
    layout->addWidget(m_filter, 1);
    layout->addWidget(iconButton(m_follow));
    layout->addWidget(makePauseButton(canReceive));
    layout->addWidget(iconButton(clear));
    layout->addWidget(makeColumnsButton(table));
}

QWidget *LogToolBar::makePauseButton(bool canReceive)
{
    m_pauseDisplay->setCheckable(true);
    m_pauseDisplay->setIconVisibleInMenu(false); // there it is the check mark that tells
    connect(m_pauseDisplay, &QAction::triggered, this, &LogToolBar::pauseDisplayChosen);
    m_stopReceiving->setCheckable(true);
    m_stopReceiving->setEnabled(canReceive);
    connect(m_stopReceiving, &QAction::triggered, this, &LogToolBar::stopReceivingChosen);

    auto *menu = new QMenu(tr("Pause"), this);
    menu->addAction(m_pauseDisplay);
    menu->addAction(m_stopReceiving);
    QToolButton *button = iconButton(m_pauseDisplay);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    return button;
}

QWidget *LogToolBar::makeColumnsButton(LogTable &table)
{
    auto *menu = new LogColumnMenu(table, this);
    connect(menu, &LogColumnMenu::layoutChosen, this, &LogToolBar::columnsChosen);
    connect(menu, &LogColumnMenu::resetRequested, this, &LogToolBar::columnsResetRequested);
    QHeaderView *header = table.horizontalHeader();
    connect(header, &QWidget::customContextMenuRequested, menu,
        [menu, header](const QPoint &position) { menu->popup(header->mapToGlobal(position)); });

    auto *action = new QAction(theme::icon("columns"_L1), tr("Columns and time"), this);
    action->setMenu(menu);
    QToolButton *button = iconButton(action);
    button->setPopupMode(QToolButton::InstantPopup);
    return button;
}

} // namespace zmqscope
