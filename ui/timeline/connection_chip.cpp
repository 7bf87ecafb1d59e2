// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/connection_chip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

ConnectionChip::ConnectionChip(QWidget *parent)
    : ToneBar(theme::Role::InfoFill, theme::Role::Info, parent)
    , m_label(new QLabel(this))
{
    m_label->setTextFormat(Qt::PlainText);
    auto *end = new QToolButton(this);
    end->setIcon(theme::icon("close"_L1));
    end->setAutoRaise(true);
    end->setToolTip(tr("Show all connections"));
    end->setAccessibleName(end->toolTip());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::margin, 1, theme::spacing, 1);
    row->addWidget(m_label, 1);
    row->addWidget(end);
    connect(end, &QToolButton::clicked, this, &ConnectionChip::closed);
    hide();
}

void ConnectionChip::setConnection(const QString &name)
{
    m_label->setText(tr("Only %1").arg(name));
    m_label->setToolTip(tr("Rows that several connections share are left out: they are of no single one."));
}

} // namespace zmqscope
