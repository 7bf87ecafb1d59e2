// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topics/topics_bar.h"

#include "ui/controls/filter_line.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <array>

namespace zmqscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<char, 6> separators{'/', '.', ':', '_', '-', '|'};

} // namespace

TopicsBar::TopicsBar(std::optional<char> separator, QWidget *parent)
    : QWidget(parent)
    , m_search(new FilterLine(tr("Search topics")))
    , m_separator(new QComboBox)
{
    connect(m_search, &FilterLine::textChanged, this, &TopicsBar::searchChanged);
    connect(m_search, &FilterLine::left, this, &TopicsBar::left);

    for (const char each : separators) {
        m_separator->addItem(tr("Split at %1").arg(QLatin1Char(each)), QChar(QLatin1Char(each)));
        if (separator == each)
            m_separator->setCurrentIndex(m_separator->count() - 1);
    }
    m_separator->addItem(tr("One list"));
    if (!separator)
        m_separator->setCurrentIndex(m_separator->count() - 1);
    m_separator->setAccessibleName(tr("Split topics at"));
    m_separator->setToolTip(tr("The character between the parts of a topic"));
    m_separator->setFocusPolicy(Qt::TabFocus);
    connect(m_separator, &QComboBox::activated, this, [this](int index) {
        const QVariant chosen = m_separator->itemData(index);
        emit separatorChosen(chosen.isValid() ? std::optional(chosen.toChar().toLatin1()) : std::nullopt);
    });

    auto *menu = new QMenu(this);
    menu->addAction(theme::icon("sequence"_L1), tr("Where numbers are…"), this, &TopicsBar::numbersRequested);
    menu->addAction(
        theme::icon("start-over"_L1), tr("Start over from now"), this, &TopicsBar::restartRequested);
    auto *more = new QToolButton;
    more->setIcon(theme::icon("settings"_L1));
    more->setToolTip(tr("Numbers of messages, start over"));
    more->setAccessibleName(tr("More about topics"));
    more->setAutoRaise(true);
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::TabFocus);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::spacing, 3, theme::spacing, 3);
    layout->setSpacing(theme::spacing / 2);
    layout->addWidget(m_search, 1);
    layout->addWidget(m_separator);
    layout->addWidget(more);
}

} // namespace zmqscope
