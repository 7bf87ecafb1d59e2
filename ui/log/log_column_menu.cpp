// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_column_menu.h"

#include "ui/log/log_table.h"

#include <QActionGroup>

#include <algorithm>

namespace zmqscope {

LogColumnMenu::LogColumnMenu(LogTable &table, QWidget *parent)
    : QMenu(tr("Columns"), parent), m_table(table)
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
    const auto visibleCount = std::count_if(layout.items.cbegin(), layout.items.cend(), [](const auto &item) { return item.visible; });

    addSection(tr("Columns"));
    for (qsizetype i = 0; i < layout.items.size(); ++i) {
        const LogColumnLayout::Item &item = layout.items[i];
        QAction *action = addAction(logColumnName(item.column, firstFrame));
        action->setCheckable(true);
        action->setChecked(item.visible);
        action->setEnabled(!item.visible || visibleCount > 1);
        connect(action, &QAction::triggered, this, [this, layout, i](bool checked) {
            LogColumnLayout changed = layout;
            changed.items[i].visible = checked;
            emit layoutChosen(changed);
        });
    }

    const auto addChoice = [&](QActionGroup *group, const QString &text, TimeStyle style) {
        QAction *action = addAction(text);
        action->setCheckable(true);
        action->setChecked(style == layout.time);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, layout, style] {
            LogColumnLayout changed = layout;
            changed.time = style;
            for (LogColumnLayout::Item &item : changed.items) {
                if (item.column == LogColumn::Time)
                    item.width = std::max(item.width, m_table.widthForTime(style));
            }
            emit layoutChosen(changed);
        });
    };
    addSection(tr("Time"));
    auto *bases = new QActionGroup(this);
    addChoice(bases, tr("Time of day"), {TimeBase::Absolute, layout.time.precision});
    addChoice(bases, tr("Since the first message"), {TimeBase::SinceFirst, layout.time.precision});
    addChoice(bases, tr("Since the message above"), {TimeBase::SincePrevious, layout.time.precision});
    addSeparator();
    auto *precisions = new QActionGroup(this);
    addChoice(precisions, tr("Milliseconds"), {layout.time.base, TimePrecision::Milliseconds});
    addChoice(precisions, tr("Microseconds"), {layout.time.base, TimePrecision::Microseconds});
    addChoice(precisions, tr("Nanoseconds"), {layout.time.base, TimePrecision::Nanoseconds});

    addSeparator();
    addAction(tr("Reset columns"), this, &LogColumnMenu::resetRequested);
}

} // namespace zmqscope
