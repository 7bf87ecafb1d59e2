// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyle>

class QColor;
class QPainter;
class QStyleOption;
class QStyleOptionComboBox;
class QStyleOptionComplex;
class QStyleOptionSlider;
class QStyleOptionSpinBox;

/// How FlatStyle draws the controls that are more than a rectangle.
namespace zmqscope::theme {

/// A field or button: filled, with a border of one pixel and small round corners.
void drawBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border);
/// A line of one pixel round the inside of a rectangle.
void drawFrame(QPainter *painter, const QRect &rect, const QColor &border);
void drawCheckBox(QPainter *painter, const QStyleOption &option);
void drawRadioButton(QPainter *painter, const QStyleOption &option);
void drawComboBox(QPainter *painter, const QStyleOptionComboBox &option, const QRect &arrow);
void drawSpinBox(QPainter *painter, const QStyleOptionSpinBox &option, const QRect &up, const QRect &down);
void drawScrollBar(QPainter *painter, const QStyleOptionComplex &option, const QRect &slider);

/// A scroll bar without arrow buttons: its slider has the whole length to move in.
QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part, int leastLength);

} // namespace zmqscope::theme
