// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/figure_card.h"

#include "ui/log/elided_label.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace zmqscope {

using namespace Qt::StringLiterals;

FigureCard::FigureCard(const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_head(new QHBoxLayout)
    , m_rows(new QVBoxLayout(this))
    , m_facts(new QVBoxLayout)
{
    setAccessibleName(title);
    auto *name = new ElidedLabel(theme::Role::Text);
    name->setParts({title});
    QFont bold = name->font();
    bold.setWeight(QFont::DemiBold);
    name->setFont(bold);
    m_head->addWidget(name, 1);
    m_rows->setContentsMargins(theme::margin, theme::spacing, theme::margin, theme::margin);
    m_rows->setSpacing(theme::spacing / 2);
    m_rows->addLayout(m_head);
    m_facts->setSpacing(0);
    m_rows->addLayout(m_facts);
}

void FigureCard::setFacts(const QList<QStringList> &lines)
{
    while (m_facts->count() < lines.size())
        m_facts->addWidget(new ElidedLabel(theme::Role::TextMuted));
    for (int i = 0; i < m_facts->count(); ++i) {
        auto *line = static_cast<ElidedLabel *>(m_facts->itemAt(i)->widget());
        line->setVisible(i < lines.size());
        if (i < lines.size())
            line->setParts(lines[i]);
    }
}

void FigureCard::setMenu(QMenu &menu, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setIcon(theme::icon("save"_L1));
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(&menu);
    m_head->addWidget(button);
}

void FigureCard::addContent(QWidget *content, int stretch)
{
    m_rows->addWidget(content, stretch);
}

void FigureCard::paintEvent(QPaintEvent *)
{
    constexpr qreal radius = 4;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme::color(theme::Role::Border));
    painter.setBrush(theme::color(theme::Role::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace zmqscope
