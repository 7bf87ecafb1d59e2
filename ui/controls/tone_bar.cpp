// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/tone_bar.h"

#include <QPainter>

namespace zmqscope {

namespace {
constexpr int edgeWidth = 3;
}

ToneBar::ToneBar(theme::Role fill, theme::Role edge, QWidget *parent)
    : QWidget(parent)
    , m_fill(fill)
    , m_edge(edge)
{
}

void ToneBar::setTones(theme::Role fill, theme::Role edge)
{
    m_fill = fill;
    m_edge = edge;
    update();
}

void ToneBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(m_fill));
    painter.fillRect(QRect(0, 0, edgeWidth, height()), theme::color(m_edge));
}

} // namespace zmqscope
