// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse and keyboard of LogTable.
#include "ui/log/log_table.h"

#include "ui/log/log_header.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <optional>

namespace zmqscope {

namespace {

constexpr int dragScrollIntervalMs = 30;

} // namespace

void LogTable::selectRows(int from, int to, QItemSelectionModel::SelectionFlags command)
{
    const QItemSelection rows(
        m_model.index(std::min(from, to), 0), m_model.index(std::max(from, to), logColumnCount - 1));
    selectionModel()->select(rows, command);
}

void LogTable::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return;
    const auto row = [&](int y) {
        return int(std::clamp<qint64>(
            qint64(topRow()) + (y < 0 ? (y + 1) / m_rowHeight - 1 : y / m_rowHeight), 0, rows - 1));
    };
    const QRect area = rect.normalized();
    selectRows(row(area.top()), row(area.bottom()), command);
}

// Keyboard

int LogTable::rowOfAction(CursorAction action, int from) const
{
    const int last = m_model.rowCount() - 1;
    if (from < 0 && action != MoveHome && action != MoveEnd) // no row yet: begin at what is in sight
        return action == MoveUp || action == MovePageUp || action == MovePrevious
            ? std::min(last, topRow() + pageRows() - 1)
            : std::min(last, topRow());
    switch (action) {
    case MoveUp:
    case MovePrevious:
        return std::max(0, from - 1);
    case MoveDown:
    case MoveNext:
        return std::min(last, from + 1);
    case MovePageUp:
        return std::max(0, from - pageRows());
    case MovePageDown:
        return int(std::min<qint64>(last, qint64(from) + pageRows()));
    case MoveHome:
        return 0;
    case MoveEnd:
        return last;
    case MoveLeft:
    case MoveRight:
        break;
    }
    return from;
}

QModelIndex LogTable::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (m_model.rowCount() == 0)
        return {};
    const QModelIndex current = currentIndex();
    const LogHeader &header = *m_header;
    int visual = current.isValid() ? header.visualIndex(current.column()) : 0;
    const int step = action == MoveLeft ? -1 : action == MoveRight ? 1 : 0;
    for (int next = visual + step; step != 0 && next >= 0 && next < logColumnCount; next += step) {
        if (!header.isSectionHidden(header.logicalIndex(next))) {
            visual = next;
            break;
        }
    }
    return m_model.index(rowOfAction(action, current.row()), header.logicalIndex(visual));
}

void LogTable::keyPressEvent(QKeyEvent *event)
{
    std::optional<CursorAction> action;
    switch (event->key()) {
    case Qt::Key_Up:
        action = MoveUp;
        break;
    case Qt::Key_Down:
        action = MoveDown;
        break;
    case Qt::Key_PageUp:
        action = MovePageUp;
        break;
    case Qt::Key_PageDown:
        action = MovePageDown;
        break;
    case Qt::Key_Home:
        action = MoveHome;
        break;
    case Qt::Key_End:
        action = MoveEnd;
        break;
    case Qt::Key_Left:
        action = MoveLeft;
        break;
    case Qt::Key_Right:
        action = MoveRight;
        break;
    default:
        break;
    }
    if (!action || (event->modifiers() & (Qt::AltModifier | Qt::MetaModifier))) {
        QTableView::keyPressEvent(event);
        return;
    }
    event->accept();
    const QModelIndex target = moveCursor(*action, event->modifiers());
    if (!target.isValid())
        return;
    if (*action == MoveLeft || *action == MoveRight) {
        selectionModel()->setCurrentIndex(target, QItemSelectionModel::NoUpdate);
        scrollTo(target);
        return;
    }
    Qt::KeyboardModifiers modifiers = event->modifiers();
    if (*action == MoveHome || *action == MoveEnd)
        modifiers &= ~Qt::KeyboardModifiers(Qt::ControlModifier); // first and last row either way
    moveTo(target.row(), modifiers);
    setFollowing(target.row() == m_model.rowCount() - 1);
}

void LogTable::moveTo(int row, Qt::KeyboardModifiers modifiers)
{
    const QModelIndex current = currentIndex();
    const QModelIndex target = m_model.index(row, std::max(0, current.column()));
    const int anchor = m_anchor < 0 ? -1 : int(std::max<qint64>(0, m_anchor - m_model.goneRows()));
    if (modifiers & Qt::ShiftModifier) {
        const int from = anchor >= 0 ? anchor : current.isValid() ? current.row() : row;
        m_anchor = m_model.goneRows() + from;
        selectRows(from, row, QItemSelectionModel::ClearAndSelect);
    } else {
        m_anchor = m_model.goneRows() + row;
        if (!(modifiers & Qt::ControlModifier))
            selectRows(row, row, QItemSelectionModel::ClearAndSelect);
    }
    selectionModel()->setCurrentIndex(target, QItemSelectionModel::NoUpdate);
    scrollTo(target);
    viewport()->update();
}

void LogTable::keyboardSearch(const QString &)
{
    // Qt's would ask the model for the text of every row, one after the other.
}

void LogTable::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event); // without making the first row the current one
    viewport()->update();
}

// Mouse

void LogTable::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (!index.isValid()) {
        if (event->button() == Qt::LeftButton)
            clearSelection();
        return;
    }
    setFollowing(false); // what a person points at must not move away
    const bool selected = selectionModel()->isSelected(m_model.index(index.row(), 0));
    if (event->button() == Qt::RightButton && selected) {
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        return;
    }
    if (event->button() != Qt::LeftButton && event->button() != Qt::RightButton)
        return;
    Qt::KeyboardModifiers modifiers = event->modifiers();
    if (event->button() == Qt::RightButton)
        modifiers = Qt::NoModifier;
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    if ((modifiers & Qt::ControlModifier) && !(modifiers & Qt::ShiftModifier)) {
        selectRows(index.row(), index.row(), QItemSelectionModel::Toggle);
        m_anchor = m_model.goneRows() + index.row();
        viewport()->update();
        return;
    }
    moveTo(index.row(), modifiers);
}

void LogTable::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton) || m_anchor < 0 || (event->modifiers() & Qt::ControlModifier))
        return;
    const int y = event->position().toPoint().y();
    if (y < 0 || y >= viewport()->height())
        m_dragTimer.start(dragScrollIntervalMs, this);
    else
        m_dragTimer.stop();
    dragTo(y);
}

void LogTable::dragTo(int y)
{
    if (m_model.rowCount() == 0)
        return;
    const int beyond = y < 0        ? y / m_rowHeight - 1
        : y >= viewport()->height() ? (y - viewport()->height()) / m_rowHeight + 1
                                    : 0;
    const qint64 edge = beyond < 0 ? topRow()
        : beyond > 0               ? qint64(topRow()) + pageRows() - 1
                                   : qint64(topRow()) + y / m_rowHeight;
    const int row = int(std::clamp<qint64>(edge + beyond, 0, m_model.rowCount() - 1));
    if (row != currentIndex().row())
        moveTo(row, Qt::ShiftModifier);
}

void LogTable::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_dragTimer.timerId()) {
        QTableView::timerEvent(event);
        return;
    }
    dragTo(viewport()->mapFromGlobal(QCursor::pos()).y());
}

void LogTable::mouseReleaseEvent(QMouseEvent *)
{
    m_dragTimer.stop();
}

void LogTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event);
}

void LogTable::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint position = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && currentIndex().isValid()) {
        const QRect row = visualRect(currentIndex()).intersected(viewport()->rect());
        position = viewport()->mapToGlobal(QPoint(theme::margin, row.isEmpty() ? 0 : row.bottom()));
    }
    emit contextMenuRequested(position);
}

} // namespace zmqscope
