// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/filter_line.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr int leastWidth = 80;
}

FilterLine::FilterLine(const QString &name, QWidget *parent)
    : QLineEdit(parent)
    , m_funnel(addAction(theme::icon("filter"_L1, theme::Role::TextMuted), LeadingPosition))
{
    setPlaceholderText(name);
    setAccessibleName(name);
    setClearButtonEnabled(true);
    setMinimumWidth(leastWidth);
    connect(this, &QLineEdit::returnPressed, this, &FilterLine::left);
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr, Qt::WidgetShortcut);
    connect(escape, &QShortcut::activated, this, [this] {
        clear();
        emit left();
    });
}

} // namespace zmqscope
