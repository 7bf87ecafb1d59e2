// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/peers/subscriptions_pane.h"

#include "ui/controls/filter_line.h"
#include "ui/controls/row_table.h"
#include "ui/log/elided_label.h"
#include "ui/peers/subscriptions_model.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace zmqscope {

SubscriptionsPane::SubscriptionsPane(Panel &panel, int side, QWidget *parent)
    : QWidget(parent)
    , m_model(new SubscriptionsModel(panel, side, this))
    , m_table(new RowTable(this))
    , m_title(new ElidedLabel(theme::Role::TextMuted, this))
{
    using Column = SubscriptionsModel::Column;
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Subscriptions"));
    m_table->setColumns(u"subscriptions"_s, {{int(Column::Prefix), 26}, {int(Column::Count), 14}, {int(Column::Who), 30}});
    connect(m_table, &RowTable::rowMenuRequested, this, [this](const QPoint &position) {
        QMenu menu;
        m_table->addCopyActions(&menu);
        menu.exec(position);
    });

    auto *sought = new FilterLine(tr("Find a topic"), this);
    sought->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    connect(sought, &FilterLine::textChanged, m_model, &SubscriptionsModel::setSought);
    connect(sought, &FilterLine::left, this, [this] { m_table->setFocus(); });

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(theme::spacing, 3, theme::spacing, 3);
    bar->addWidget(m_title, 1);
    bar->addWidget(sought, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(bar);
    rows->addWidget(m_table, 1);
    connect(m_model, &SubscriptionsModel::refreshed, this, &SubscriptionsPane::follow);
    follow();
}

SubscriptionsPane::~SubscriptionsPane()
{
    delete m_table; // it looks at the model to the last
}

void SubscriptionsPane::follow()
{
    const QLocale locale;
    const Channel &channel = m_model->channel();
    const SubscriptionTable &subscribers = channel.subscribers();
    QStringList parts{subscribers.total() == 1 ? tr("1 subscription") : tr("%1 subscriptions").arg(locale.toString(subscribers.total()))};
    if (m_model->notListed() > 0)
        parts.append(tr("%1 topics are not listed: look for one").arg(locale.toString(m_model->notListed())));
    if (subscribers.overflowed())
        parts.append(tr("some are only counted"));
    m_title->setParts(parts);
    if (m_model->isSeeking())
        m_table->setEmptyText(tr("No such topic"), tr("Esc in the box shows all again."));
    else if (!channel.isOpen())
        m_table->setEmptyText(tr("The panel is closed"), {});
    else
        m_table->setEmptyText(tr("Nobody has subscribed"), tr("What is sent now is dropped."));
}

void SubscriptionsPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->setWatched(true);
}

void SubscriptionsPane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_model->setWatched(false);
}

} // namespace zmqscope
