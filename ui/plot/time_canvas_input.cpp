// SPDX-License-Identifier: GPL-3.0-or-later
// How mouse, wheel and keys move a plot.
#include "ui/plot/hover_readout.h"
#include "ui/plot/time_canvas.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QWheelEvent>
#include <cmath>

namespace zmqscope {

namespace {

/// Of one step of the wheel or key.
constexpr double zoomFactor = 1.25;
constexpr double panPart = 0.1;
constexpr double wheelStep = 120;

} // namespace

void TimeCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !isEmpty())
        m_dragFrom = event->position().toPoint();
}

void TimeCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (m_dragFrom && !m_dragging
        && (at - *m_dragFrom).manhattanLength() >= QApplication::startDragDistance()) {
        m_dragging = true;
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_dragging) {
        const QPoint by = at - *m_dragFrom;
        m_dragFrom = at;
        m_window.panBy(timeAt(0).ns - timeAt(by.x()).ns);
        if (m_chosenValues) {
            const double step =
                (m_chosenValues->second - m_chosenValues->first) / std::max(1, plotArea().height());
            m_chosenValues->first += by.y() * step;
            m_chosenValues->second += by.y() * step;
        }
        moveWindow();
    }
    m_cursor = at;
    updateReadout();
}

void TimeCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragFrom.reset();
    m_dragging = false;
    unsetCursor();
    updateReadout();
}

void TimeCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        resume();
}

void TimeCanvas::leaveEvent(QEvent *)
{
    m_cursor.reset();
    m_readout->clear();
}

void TimeCanvas::wheelEvent(QWheelEvent *event)
{
    event->accept();
    if (isEmpty())
        return;
    // With Alt the system turns the wheel sideways; so do touchpads.
    const QPoint delta = event->angleDelta();
    if (std::abs(delta.x()) > std::abs(delta.y())) {
        m_window.pan(-delta.x() / wheelStep * panPart);
        moveWindow();
        return;
    }
    const QRect area = plotArea();
    const double factor = std::pow(zoomFactor, -delta.y() / wheelStep);
    if (event->modifiers() & Qt::ControlModifier) {
        const double up = (area.bottom() - event->position().y()) / std::max(1, area.height());
        zoomValues(factor, std::clamp(up, 0., 1.));
        return;
    }
    const double at = (event->position().x() - area.left()) / std::max(1, area.width());
    m_window.zoom(factor, std::clamp(at, 0., 1.));
    moveWindow();
}

void TimeCanvas::keyPressEvent(QKeyEvent *event)
{
    const bool values = event->modifiers() & Qt::ControlModifier;
    const auto zoom = [this, values](double factor) {
        if (values) {
            zoomValues(factor, 0.5);
        } else {
            m_window.zoom(factor, 0.5);
            moveWindow();
        }
    };
    if (isEmpty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        m_window.pan(-panPart);
        moveWindow();
        break;
    case Qt::Key_Right:
        m_window.pan(panPart);
        moveWindow();
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: // the same key without Shift
        zoom(1 / zoomFactor);
        break;
    case Qt::Key_Minus:
        zoom(zoomFactor);
        break;
    case Qt::Key_Space:
        if (m_window.isLive())
            hold();
        else
            resume();
        break;
    case Qt::Key_Home:
        m_window.goToBegin();
        moveWindow();
        break;
    case Qt::Key_End:
        resume();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void TimeCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    emit menuRequested(
        event->reason() == QContextMenuEvent::Keyboard ? mapToGlobal(rect().center()) : event->globalPos());
}

} // namespace zmqscope
