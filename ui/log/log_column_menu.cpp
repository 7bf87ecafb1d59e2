// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_column_menu.h"

#include "ui/log/log_table.h"

#include <QActionGroup>

#include <algorithm>
#include <array>
#include <utility>

namespace zmqscope {

LogColumnMenu::LogColumnMenu(LogTable &table, QWidget *parent)
    : QMenu(tr("Columns"), parent)
    , m_table(table)
{
    fill(); // assistive tools look into a menu before it opens
    connect(this, &QMenu::aboutToShow, this, &LogColumnMenu::fill);
}

void LogColumnMenu::fill()
{
    clear();
    qDeleteAll(findChildren<QActionGroup *>(Qt::FindDirectChildrenOnly));
    const LogColumnLayout layout = m_table.columnLayout();
    const FirstFrame firstFrame = m_table.logModel().text().firstFrame();
    const auto visibleCount = std::count_if(
        layout.items.cbegin(), layout.items.cend(), [](const auto &item) { return item.visible; });

    addSection(tr("Columns"));
    for (const LogColumnLayout::Item &item : layout.items) {
        QAction *action = addAction(logColumnName(item.column, firstFrame));
        action->setCheckable(true);
        action->setChecked(item.visible);
        action->setEnabled(!item.visible || visibleCount > 1);
        connect(action, &QAction::triggered, this,
            [this, column = item.column](bool checked) { showColumn(column, checked); });
    }

    const auto addChoice = [&](QActionGroup *group, const QString &text, bool chosen) {
        QAction *action = addAction(text);
        action->setCheckable(true);
        action->setChecked(chosen);
        group->addAction(action);
        return action;
    };
    addSection(tr("Time"));
    auto *bases = new QActionGroup(this);
    const std::array<std::pair<QString, TimeBase>, 3> baseNames{
        {{tr("Time of day"), TimeBase::Absolute}, {tr("Since the first message"), TimeBase::SinceFirst},
            {tr("Since the message above"), TimeBase::SincePrevious}}};
    for (const auto &[name, base] : baseNames) {
        QAction *action = addChoice(bases, name, base == layout.time.base);
        connect(action, &QAction::triggered, this, [this, chosen = base] {
            setTime({chosen, m_table.columnLayout().time.precision});
        });
    }
    addSeparator();
    auto *precisions = new QActionGroup(this);
    const std::array<std::pair<QString, TimePrecision>, 3> precisionNames{
        {{tr("Milliseconds"), TimePrecision::Milliseconds}, {tr("Microseconds"), TimePrecision::Microseconds},
            {tr("Nanoseconds"), TimePrecision::Nanoseconds}}};
    for (const auto &[name, precision] : precisionNames) {
        QAction *action = addChoice(precisions, name, precision == layout.time.precision);
        connect(action, &QAction::triggered, this, [this, chosen = precision] {
            setTime({m_table.columnLayout().time.base, chosen});
        });
    }

    addSeparator();
    addAction(tr("Reset columns"), this, &LogColumnMenu::resetRequested);
}

void LogColumnMenu::showColumn(LogColumn column, bool visible)
{
    LogColumnLayout layout = m_table.columnLayout();
    for (LogColumnLayout::Item &item : layout.items) {
        if (item.column == column)
            item.visible = visible;
    }
    emit layoutChosen(layout);
}

void LogColumnMenu::setTime(TimeStyle style)
{
    LogColumnLayout layout = m_table.columnLayout();
    layout.time = style;
    for (LogColumnLayout::Item &item : layout.items) {
        if (item.column == LogColumn::Time)
            item.width = std::max(item.width, m_table.widthForTime(style));
    }
    emit layoutChosen(layout);
}

} // namespace zmqscope
