// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/card_grid.h"

#include "ui/theme/theme.h"

#include <QGridLayout>
#include <algorithm>

namespace zmqscope {

namespace {

constexpr int cardWidth = 380; ///< what a plot with its axes likes
constexpr int mostColumns = 3;

} // namespace

CardGrid::CardGrid(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(theme::spacing, 0, theme::spacing, theme::spacing);
    m_grid->setSpacing(theme::spacing);
}

void CardGrid::add(QWidget *card, bool wide)
{
    m_cards.append({card, wide});
    card->setParent(this);
    m_columns = 0;
    arrange();
}

void CardGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void CardGrid::arrange()
{
    const auto narrow = int(std::ranges::count(m_cards, false, &Card::wide));
    const int columns = std::clamp(width() / cardWidth, 1, std::clamp(narrow, 1, mostColumns));
    // A single card in the last line would leave a hole.
    const int even = columns == 3 && narrow % 3 != 0 ? 2 : columns;
    if (even == m_columns)
        return;
    m_columns = even;
    for (const Card &card : m_cards)
        m_grid->removeWidget(card.widget);
    for (int column = 0; column < mostColumns; ++column)
        m_grid->setColumnStretch(column, column < m_columns ? 1 : 0);
    int row = 0;
    int column = 0;
    for (const Card &card : m_cards) {
        if (column > 0 && (card.wide || column == m_columns)) {
            ++row;
            column = 0;
        }
        m_grid->addWidget(card.widget, row, column, 1, card.wide ? m_columns : 1);
        column = card.wide ? m_columns : column + 1;
    }
}

} // namespace zmqscope
