// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/time_plot.h"

#include <QBoxLayout>
#include <QToolButton>

namespace zmqscope {

/// Makes @p plot fit into a card: its buttons show icons where they have some, its canvas is
/// @p height high.
inline void fitNarrow(TimePlot &plot, int height)
{
    for (int i = 0; i < plot.toolLayout()->count(); ++i) {
        auto *button = qobject_cast<QToolButton *>(plot.toolLayout()->itemAt(i)->widget());
        if (button && button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon)
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
    plot.setMinimumHeight(height);
}

} // namespace zmqscope
