// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/sidebar.h"

#include "ui/sidebar/sidebar_delegate.h"
#include "ui/sidebar/sidebar_model.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace zmqscope {

Sidebar::Sidebar(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_model(new SidebarModel(session, this))
    , m_view(new QTableView(this))
    , m_heading(new QWidget(this))
{
    auto *label = new QLabel(tr("Panels"), m_heading);
    label->setBuddy(m_view);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    auto *headingLayout = new QHBoxLayout(m_heading);
    headingLayout->setContentsMargins(
        theme::margin, theme::spacing / 2, theme::spacing / 2, theme::spacing / 2);
    headingLayout->setSpacing(theme::spacing / 2);
    headingLayout->addWidget(label, 1);

    m_view->setModel(m_model);
    m_view->setItemDelegate(new SidebarDelegate(m_view));
    m_view->setAccessibleName(label->text());
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setTabKeyNavigation(false);
    m_view->viewport()->setAttribute(Qt::WA_Hover);
    m_view->horizontalHeader()->hide();
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    for (int column = 1; column < SidebarModel::columns; ++column)
        m_view->setColumnHidden(column, true);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->installEventFilter(this);
    fitRows();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_heading);
    layout->addWidget(m_view, 1);

    connect(m_view, &QTableView::clicked, this, &Sidebar::activate);
    connect(m_view, &QWidget::customContextMenuRequested, this, &Sidebar::showMenu);
}

void Sidebar::addHeadingAction(QAction *action)
{
    auto *button = new QToolButton(m_heading);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    m_heading->layout()->addWidget(button);
}

void Sidebar::setCurrentPanel(Panel *panel)
{
    const int row = m_model->rowOf(panel);
    if (row < 0)
        m_view->clearSelection();
    else
        m_view->setCurrentIndex(m_model->index(row, 0));
}

QSize Sidebar::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 38, QWidget::sizeHint().height()};
}

bool Sidebar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space) {
            activate(m_view->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Sidebar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}

void Sidebar::activate(const QModelIndex &index)
{
    if (Panel *panel = m_model->panelAt(index.row()))
        emit panelActivated(panel);
}

void Sidebar::showMenu(const QPoint &position)
{
    // The menu key gives the middle of the view; what is meant is the current row.
    QModelIndex index = m_view->indexAt(position);
    if (!index.isValid())
        index = m_view->currentIndex();
    if (Panel *panel = m_model->panelAt(index.row()))
        emit contextMenuRequested(panel, m_view->viewport()->mapToGlobal(position));
}

void Sidebar::fitRows()
{
    m_view->verticalHeader()->setDefaultSectionSize(SidebarDelegate::rowHeight(m_view->fontMetrics()));
}

} // namespace zmqscope
