// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/time_plot.h"

#include <QBoxLayout>
#include <QToolButton>
#include <utility>

namespace zmqscope {

/// Makes @p plot fit into a card that is as narrow as a panel can be: of its buttons with icons the first
/// shows no text, and the others are left to the context menu. The plot is @p height high at least.
inline void fitNarrow(TimePlot &plot, int height)
{
    bool first = true;
    for (int i = 0; i < plot.toolLayout()->count(); ++i) {
        auto *button = qobject_cast<QToolButton *>(plot.toolLayout()->itemAt(i)->widget());
        if (!button || button->toolButtonStyle() != Qt::ToolButtonTextBesideIcon)
            continue;
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setVisible(std::exchange(first, false));
    }
    plot.setMinimumHeight(height);
}

} // namespace zmqscope
