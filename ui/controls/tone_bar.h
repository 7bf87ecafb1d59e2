// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace zmqscope {

/// A strip with a quiet coloured background for a notice and its buttons.
class ToneBar : public QWidget
{
    Q_OBJECT
public:
    ToneBar(theme::Role fill, theme::Role edge, QWidget *parent);

    void setTones(theme::Role fill, theme::Role edge);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    theme::Role m_fill;
    theme::Role m_edge;
};

} // namespace zmqscope
