// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/log_model.h"
#include "ui/log/log_row_painter.h"

#include <QBasicTimer>
#include <QList>
#include <QTableView>

namespace zmqscope {

class LogHeader;

/// The table of a message log. All rows are equally high, so that where a row is takes no more than
/// a multiplication: nothing here costs more with ten million rows than with ten. That is why
/// QTableView's own vertical header, which keeps a record of each row, is left empty, and all that
/// would ask it is answered here instead.
///
/// Follow mode keeps the newest row in sight until the person scrolls up or picks a row; from then
/// on the rows on the screen stay where they are, whatever comes and goes.
class LogTable final : public QTableView {
    Q_OBJECT
public:
    /// Rows first…last, both included.
    struct RowRange {
        int first;
        int last;
    };

    /// @p model must outlive the table.
    explicit LogTable(LogModel &model, QWidget *parent = nullptr);

    LogModel &logModel() const { return m_model; }

    void setColumnLayout(const LogColumnLayout &layout);
    LogColumnLayout columnLayout() const;
    /// See LogHeader::setAutomatic(); setColumnLayout() ends it.
    void setColumnsAutomatic(bool on);

    /// The least width that shows a time of this style as a whole.
    int widthForTime(TimeStyle style) const;

    bool isFollowing() const { return m_following; }
    void setFollowing(bool on);
    /// Rows of messages that came since following stopped and have not been in sight.
    qint64 waitingRows() const { return m_waiting; }

    /// See LogView::currentMessage().
    MessageIndex currentMessage() const { return m_current; }
    /// In order, not overlapping.
    QList<RowRange> selectedRanges() const;

    /// Told in the middle of the table while it has no rows.
    void setEmptyText(const QString &title, const QString &text);

    int topRow() const;
    int rowHeight() const { return m_rowHeight; }
    /// Rows that are in sight as a whole.
    int pageRows() const;

    QRect visualRect(const QModelIndex &index) const override;
    QModelIndex indexAt(const QPoint &point) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    void keyboardSearch(const QString &search) override;

signals:
    void followingChanged(bool following);
    void waitingRowsChanged(qint64 waiting);
    void currentMessageChanged(zmqscope::MessageIndex index);
    /// The person moved, resized, showed or hid a column, or chose another time style.
    void columnLayoutChanged();
    void contextMenuRequested(const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    int horizontalOffset() const override;
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &index) const override;
    int sizeHintForRow(int row) const override;
    int sizeHintForColumn(int column) const override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void updateFont();
    void updateScrollBars();
    void onFrontRemoved(int count);
    void onReset();
    void onScrolled(int value);
    void onCurrentChanged(const QModelIndex &current);
    void restoreCurrent();
    void noteSeen();
    void scrollToRow(int row);
    int rowAtY(int y) const;
    int rowOfAction(CursorAction action, int from) const;
    void moveTo(int row, Qt::KeyboardModifiers modifiers);
    void selectRows(int from, int to, QItemSelectionModel::SelectionFlags command);
    void dragTo(int y);

    LogModel &m_model;
    LogHeader *m_header;
    LogRowPainter m_painter;
    QString m_emptyTitle;
    QString m_emptyText;
    int m_rowHeight = 1;
    bool m_scrolling = false; ///< the scroll bar is being moved by us, not by the person
    bool m_inGeometries = false;
    bool m_following = true;
    MessageIndex m_seen; ///< the newest message that has been in sight
    qint64 m_waiting = 0;
    MessageIndex m_current;
    bool m_evictingCurrent = false;
    qint64 m_anchor = -1; ///< where a range began, counted with goneRows(); -1 = nowhere
    QBasicTimer m_dragTimer; ///< scrolls while the mouse is held beyond the edge
};

} // namespace zmqscope
