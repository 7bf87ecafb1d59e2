// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_table.h"

#include "ui/log/empty_header.h"
#include "ui/log/log_header.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace zmqscope {

LogTable::LogTable(LogModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_header(new LogHeader(this))
    , m_painter(model, *m_header)
{
    // Before the selection model hears of it: it would pass the current row on to a neighbour.
    connect(
        &model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this](const QModelIndex &, int, int last) {
            if (currentIndex().isValid() && currentIndex().row() <= last) {
                const QScopedValueRollback evicting(m_evictingCurrent, true);
                selectionModel()->clearCurrentIndex();
            }
        });
    setVerticalHeader(new EmptyHeader(this));
    verticalHeader()->hide();
    setHorizontalHeader(m_header);
    setModel(&model);
    connect(&model, &QAbstractItemModel::rowsRemoved, this,
        [this](const QModelIndex &, int first, int last) { onFrontRemoved(last - first + 1); });
    // After view and selection model have forgotten all.
    connect(&model, &QAbstractItemModel::modelReset, this, &LogTable::onReset);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LogTable::onCurrentChanged);

    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setAutoScroll(false);
    setShowGrid(false);
    setWordWrap(false);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    if (auto *corner = findChild<QAbstractButton *>(QString(), Qt::FindDirectChildrenOnly))
        corner->hide(); // between two headers of which one is missing
    setFrameShape(NoFrame);
    setAccessibleName(tr("Messages"));

    connect(m_header, &LogHeader::itemsChanged, this, [this] {
        updateScrollBars();
        viewport()->update();
        emit columnLayoutChanged();
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LogTable::onScrolled);

    updateFont();
    setColumnLayout(LogColumnLayout::usual(model.text().firstFrame()));
}

void LogTable::updateFont()
{
    m_painter.setFont(theme::monospace());
    m_rowHeight = m_painter.rowHeight();
    updateGeometries();
    viewport()->update();
}

void LogTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateFont();
}

// Columns

void LogTable::setColumnLayout(const LogColumnLayout &layout)
{
    m_header->setItems(layout.items);
    m_model.setTimeStyle(layout.time);
    updateScrollBars();
    viewport()->update();
}

LogColumnLayout LogTable::columnLayout() const
{
    return {m_header->items(), m_model.text().timeStyle()};
}

void LogTable::setColumnsAutomatic(bool on)
{
    m_header->setAutomatic(on);
    updateScrollBars();
}

int LogTable::sizeHintForColumn(int column) const
{
    qsizetype longest = 0;
    const int end = std::min(topRow() + pageRows() + 1, m_model.rowCount());
    for (int row = topRow(); row < end; ++row) {
        if (const auto message = m_model.viewAt(row))
            longest = std::max(
                longest, m_model.cellText(LogColumn(column), row, *message, LogModel::maxCellChars).size());
    }
    return m_painter.widthOf(longest);
}

int LogTable::widthForTime(TimeStyle style) const
{
    constexpr int beforePoint = 8; // "12:34:56", or eight digits of seconds
    return m_painter.widthOf(beforePoint + 1 + int(style.precision));
}

// Where things are

int LogTable::topRow() const
{
    return verticalScrollBar()->value();
}

int LogTable::pageRows() const
{
    return std::max(1, viewport()->height() / m_rowHeight);
}

int LogTable::rowAtY(int y) const
{
    const qint64 row = qint64(topRow()) + y / m_rowHeight;
    return y >= 0 && row < m_model.rowCount() ? int(row) : -1;
}

QRect LogTable::visualRect(const QModelIndex &index) const
{
    if (!index.isValid() || index.model() != &m_model)
        return {};
    // Far away rows keep their side of the screen, but not their distance: pixels are ints.
    constexpr qint64 farAway = 1'000'000'000;
    const qint64 y = (qint64(index.row()) - topRow()) * m_rowHeight;
    return {columnViewportPosition(index.column()), int(std::clamp(y, -farAway, farAway)),
        columnWidth(index.column()), m_rowHeight};
}

QModelIndex LogTable::indexAt(const QPoint &point) const
{
    const int row = rowAtY(point.y());
    const int column = m_header->logicalIndexAt(point.x());
    return row < 0 || column < 0 ? QModelIndex() : m_model.index(row, column);
}

int LogTable::horizontalOffset() const
{
    return m_header->offset();
}

int LogTable::verticalOffset() const
{
    return 0; // nothing here counts in pixels from the first row on; see rowAtY()
}

bool LogTable::isIndexHidden(const QModelIndex &index) const
{
    return !index.isValid() || isColumnHidden(index.column());
}

int LogTable::sizeHintForRow(int) const
{
    return m_rowHeight;
}

QRegion LogTable::visualRegionForSelection(const QItemSelection &selection) const
{
    return selection.isEmpty() ? QRegion() : QRegion(viewport()->rect());
}

// Scrolling and following

void LogTable::updateGeometries()
{
    if (m_inGeometries)
        return;
    const QScopedValueRollback guard(m_inGeometries, true);
    const int height = std::max(m_header->minimumHeight(), m_header->sizeHint().height());
    setViewportMargins(0, height, 0, 0);
    const QRect view = viewport()->geometry();
    m_header->setGeometry(view.left(), view.top() - height, view.width(), height);
    m_header->fit(view.width());
    updateScrollBars();
}

void LogTable::updateScrollBars()
{
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(m_rowHeight);
    horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - viewport()->width()));

    const QScopedValueRollback scrolling(m_scrolling, true);
    const int page = pageRows();
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, std::max(0, m_model.rowCount() - page));
    if (m_following)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    noteSeen();
}

void LogTable::scrollContentsBy(int dx, int dy)
{
    if (dx != 0)
        m_header->setOffset(horizontalScrollBar()->value());
    if (dx != 0 || dy != 0)
        viewport()->update();
}

void LogTable::onScrolled(int value)
{
    if (m_scrolling)
        return;
    setFollowing(value == verticalScrollBar()->maximum());
    noteSeen();
}

void LogTable::setFollowing(bool on)
{
    const bool changed = on != m_following;
    m_following = on;
    if (on)
        updateScrollBars();
    if (changed)
        emit followingChanged(on);
}

void LogTable::noteSeen()
{
    // By message, not by row: what a filter finds late is not new.
    const int lastInSight = int(std::min<qint64>(m_model.rowCount(), qint64(topRow()) + pageRows())) - 1;
    m_seen = m_following ? MessageIndex{m_model.knownEnd().value - 1}
                         : std::max(m_seen, m_model.messageAt(lastInSight));
    const qint64 waiting = m_model.rowCount() - m_model.rowAtOrAfter({m_seen.value + 1});
    if (waiting != m_waiting) {
        m_waiting = waiting;
        emit waitingRowsChanged(waiting);
    }
}

void LogTable::rowsInserted(const QModelIndex &parent, int first, int last)
{
    QTableView::rowsInserted(parent, first, last);
    const bool inSight = m_following || first <= topRow() + pageRows();
    updateScrollBars();
    if (inSight)
        viewport()->update();
    restoreCurrent();
}

void LogTable::onFrontRemoved(int count)
{
    {
        const QScopedValueRollback scrolling(m_scrolling, true);
        const int top = topRow();
        if (top < count)
            viewport()->update();
        verticalScrollBar()->setValue(std::max(0, top - count));
    }
    updateScrollBars();
    if (m_model.rowCount() == 0) {
        viewport()->update();
        if (!m_model.isFiltered() && m_current.value != 0) {
            m_current = {};
            emit currentMessageChanged(m_current);
        }
    }
}

void LogTable::onReset()
{
    m_anchor = -1;
    updateScrollBars();
    restoreCurrent();
    if (!m_following && currentIndex().isValid())
        scrollTo(currentIndex(), PositionAtCenter);
    viewport()->update();
}

void LogTable::scrollToRow(int row)
{
    const QScopedValueRollback scrolling(m_scrolling, true);
    verticalScrollBar()->setValue(row);
    noteSeen();
}

void LogTable::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid() || index.model() != &m_model)
        return;
    const int row = index.row();
    const int page = pageRows();
    if (hint == PositionAtTop || (hint == EnsureVisible && row < topRow()))
        scrollToRow(row);
    else if (hint == PositionAtBottom || (hint == EnsureVisible && row >= topRow() + page))
        scrollToRow(std::max(0, row - page + 1));
    else if (hint == PositionAtCenter)
        scrollToRow(std::max(0, row - page / 2));

    const int left = columnViewportPosition(index.column());
    const int right = left + std::min(columnWidth(index.column()), viewport()->width());
    if (left < 0)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + left);
    else if (right > viewport()->width())
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + right - viewport()->width());
}

// Current row and selection

void LogTable::onCurrentChanged(const QModelIndex &current)
{
    if (m_evictingCurrent || !current.isValid())
        return;
    const MessageIndex message = m_model.messageAt(current.row());
    if (message == m_current)
        return;
    m_current = message;
    emit currentMessageChanged(message);
}

void LogTable::restoreCurrent()
{
    if (m_current.value == 0 || currentIndex().isValid())
        return;
    const int row = m_model.rowOf(m_current);
    if (row < 0)
        return;
    const QModelIndex index = m_model.index(row, 0);
    selectionModel()->select(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
}

QList<LogTable::RowRange> LogTable::selectedRanges() const
{
    QList<RowRange> ranges;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        ranges.append({range.top(), range.bottom()});
    std::sort(ranges.begin(), ranges.end(), [](RowRange a, RowRange b) { return a.first < b.first; });
    QList<RowRange> merged; // a selection of cells can hold a row more than once
    for (const RowRange range : std::as_const(ranges)) {
        if (!merged.isEmpty() && range.first <= merged.last().last)
            merged.last().last = std::max(merged.last().last, range.last);
        else
            merged.append(range);
    }
    return merged;
}

void LogTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    // QTableView would list every single cell here to tell assistive tools of the first one.
    if (QAccessible::isActive() && !selected.isEmpty()) {
        const QItemSelectionRange &range = selected.first();
        QAccessibleEvent event(this, QAccessible::SelectionAdd);
        event.setChild((range.top() + 1) * (logColumnCount + 1) + range.left() + 1);
        QAccessible::updateAccessibility(&event);
    }
    QAbstractItemView::selectionChanged(selected, deselected);
}

// Painting

void LogTable::setEmptyText(const QString &title, const QString &text)
{
    if (title == m_emptyTitle && text == m_emptyText)
        return;
    m_emptyTitle = title;
    m_emptyText = text;
    if (m_model.rowCount() == 0)
        viewport()->update();
}

void LogTable::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setFont(m_painter.font().font());
    const QRect area = event->rect();
    const int width = viewport()->width();
    const int rows = m_model.rowCount();
    const int currentRow = hasFocus() ? currentIndex().row() : -1;
    int y = area.top() / m_rowHeight * m_rowHeight;
    for (int row = topRow() + y / m_rowHeight; y <= area.bottom() && row < rows; ++row, y += m_rowHeight) {
        const bool selected = selectionModel()->isSelected(m_model.index(row, 0));
        m_painter.paint(painter, row, y, width, {selected, row == currentRow});
    }
    if (y <= area.bottom())
        painter.fillRect(QRect(0, y, width, area.bottom() - y + 1), theme::color(theme::Role::Surface));
    if (rows > 0)
        return;

    QRect box = viewport()->rect().adjusted(theme::margin * 2, 0, -theme::margin * 2, 0);
    QFont title = font();
    title.setBold(true);
    constexpr int flags = Qt::AlignHCenter | Qt::TextWordWrap;
    const int titleHeight = QFontMetrics(title).boundingRect(box, flags, m_emptyTitle).height();
    const int textHeight = QFontMetrics(font()).boundingRect(box, flags, m_emptyText).height();
    box.setTop(
        std::max(theme::margin, (viewport()->height() - titleHeight - theme::spacing - textHeight) / 2));
    painter.setFont(title);
    painter.setPen(theme::color(theme::Role::TextMuted));
    painter.drawText(box, flags | Qt::AlignTop, m_emptyTitle);
    painter.setFont(font());
    painter.drawText(box.adjusted(0, titleHeight + theme::spacing, 0, 0), flags | Qt::AlignTop, m_emptyText);
}

} // namespace zmqscope
