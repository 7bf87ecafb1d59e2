// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/flat_controls.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace zmqscope::theme {

namespace {

constexpr qreal cornerRadius = 3;

bool has(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state & flag;
}

QColor borderOf(const QStyleOption &option)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    if (enabled && has(option, QStyle::State_HasFocus))
        return color(Role::Accent);
    return color(enabled && has(option, QStyle::State_MouseOver) ? Role::TextFaint : Role::Border);
}

/// A chevron, pointing down or up.
void drawChevron(QPainter *painter, const QRect &rect, bool down, bool enabled)
{
    const QPointF middle = QRectF(rect).center();
    const qreal tip = down ? 1.5 : -1.5;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(
        color(enabled ? Role::TextMuted : Role::Border), 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF line[] = {middle + QPointF(-3, -tip), middle + QPointF(0, tip), middle + QPointF(3, -tip)};
    painter->drawPolyline(line, 3);
    painter->restore();
}

/// The square in the middle of a rectangle that an indicator is drawn in.
QRectF indicatorSquare(const QRect &rect)
{
    const int side = qMin(rect.width(), rect.height());
    return QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side)
        .adjusted(0.5, 0.5, -0.5, -0.5);
}

} // namespace

void drawBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill);
    painter->setPen(QPen(border, 1));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius, cornerRadius);
    painter->restore();
}

void drawFrame(QPainter *painter, const QRect &rect, const QColor &border)
{
    // Filled, not stroked: at 150 % a stroke would reach under what the frame is drawn round.
    painter->fillRect(QRect(rect.x(), rect.y(), rect.width(), 1), border);
    painter->fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), border);
    painter->fillRect(QRect(rect.x(), rect.y(), 1, rect.height()), border);
    painter->fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), border);
}

void drawCheckBox(QPainter *painter, const QStyleOption &option)
{
    const bool on = has(option, QStyle::State_On);
    const bool partly = has(option, QStyle::State_NoChange);
    const bool enabled = has(option, QStyle::State_Enabled);
    const QColor accent = color(enabled ? Role::Accent : Role::TextFaint);
    const QRectF box = indicatorSquare(option.rect);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(on || partly ? accent : color(enabled ? Role::Surface : Role::Window));
    painter->setPen(QPen(on || partly ? accent : color(enabled ? Role::TextFaint : Role::Border), 1));
    painter->drawRoundedRect(box, 2.5, 2.5);
    painter->setPen(QPen(color(Role::AccentText), 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&box](qreal x, qreal y) {
        return QPointF(box.x() + x * box.width(), box.y() + y * box.height());
    };
    if (on) {
        const QPointF tick[] = {at(0.22, 0.53), at(0.42, 0.73), at(0.78, 0.3)};
        painter->drawPolyline(tick, 3);
    } else if (partly) {
        painter->drawLine(at(0.25, 0.5), at(0.75, 0.5));
    }
    painter->restore();
}

void drawRadioButton(QPainter *painter, const QStyleOption &option)
{
    const bool on = has(option, QStyle::State_On);
    const bool enabled = has(option, QStyle::State_Enabled);
    const QColor accent = color(enabled ? Role::Accent : Role::TextFaint);
    const QRectF box = indicatorSquare(option.rect);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(color(enabled ? Role::Surface : Role::Window));
    painter->setPen(QPen(on ? accent : color(enabled ? Role::TextFaint : Role::Border), 1));
    painter->drawEllipse(box);
    if (on) {
        painter->setBrush(accent);
        painter->drawEllipse(box.center(), box.width() * 0.25, box.height() * 0.25);
    }
    painter->restore();
}

void drawComboBox(QPainter *painter, const QStyleOptionComboBox &option, const QRect &arrow)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool hover = enabled && has(option, QStyle::State_MouseOver);
    const QColor fill = !enabled ? color(Role::Window)
        : option.editable        ? color(Role::Surface)
                                 : color(hover ? Role::Hover : Role::SurfaceRaised);
    drawBox(painter, option.rect, fill, borderOf(option));
    drawChevron(painter, arrow, true, enabled);
}

void drawSpinBox(QPainter *painter, const QStyleOptionSpinBox &option, const QRect &up, const QRect &down)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    drawBox(painter, option.rect, color(enabled ? Role::Surface : Role::Window), borderOf(option));
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    drawChevron(painter, up, false, enabled && (option.stepEnabled & QAbstractSpinBox::StepUpEnabled));
    drawChevron(painter, down, true, enabled && (option.stepEnabled & QAbstractSpinBox::StepDownEnabled));
}

void drawScrollBar(QPainter *painter, const QStyleOptionComplex &option, const QRect &slider)
{
    painter->fillRect(option.rect, color(Role::Window));
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(&option);
    if (!bar || bar->maximum <= bar->minimum || !has(option, QStyle::State_Enabled))
        return;
    const bool strong = (option.activeSubControls & QStyle::SC_ScrollBarSlider)
        && (option.state & (QStyle::State_MouseOver | QStyle::State_Sunken));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    QColor handle = color(Role::TextFaint);
    handle.setAlphaF(strong ? 0.9F : 0.5F);
    painter->setBrush(handle);
    const QRectF inner = QRectF(slider).adjusted(2.5, 2.5, -2.5, -2.5);
    const qreal radius = qMin(inner.width(), inner.height()) / 2;
    painter->drawRoundedRect(inner, radius, radius);
    painter->restore();
}

QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part, int leastLength)
{
    const bool horizontal = option.orientation == Qt::Horizontal;
    const QRect all = option.rect;
    const int length = horizontal ? all.width() : all.height();
    const qint64 range = qint64(option.maximum) - option.minimum;
    const qint64 page = qMax(1, option.pageStep);
    const int handle =
        range > 0 ? qMin(length, qMax(leastLength, int(length * page / (range + page)))) : length;
    const int start = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown);
    const auto span = [&](int from, int size) {
        const QRect rect = horizontal ? QRect(all.x() + from, all.y(), size, all.height())
                                      : QRect(all.x(), all.y() + from, all.width(), size);
        return horizontal ? QStyle::visualRect(option.direction, all, rect) : rect;
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return all;
    case QStyle::SC_ScrollBarSlider:
        return span(start, handle);
    case QStyle::SC_ScrollBarSubPage:
        return span(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return span(start + handle, length - start - handle);
    default:
        return {};
    }
}

} // namespace zmqscope::theme
