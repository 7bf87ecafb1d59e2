// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_table.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Lays a quiet background under the rows of the highlighted connection.
class HighlightDelegate final : public QStyledItemDelegate
{
public:
    HighlightDelegate(const TimelineFilter &rows, TimelineTable *table)
        : QStyledItemDelegate(table), m_rows(rows), m_table(*table)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto &highlighted = m_table.highlighted();
        if (highlighted && m_rows.entry(index.row()).connection() == *highlighted)
            option->backgroundBrush = theme::color(theme::Role::InfoFill);
    }

private:
    const TimelineFilter &m_rows;
    const TimelineTable &m_table;
};

} // namespace

TimelineTable::TimelineTable(TimelineFilter &rows, QWidget *parent)
    : RowTable(parent)
    , m_rows(rows)
{
    using Column = TimelineModel::Column;
    setModel(&rows);
    setItemDelegate(new HighlightDelegate(rows, this));
    setAccessibleName(tr("Timeline"));
    setAutoScroll(false);
    setColumns(u"timeline"_s, {{int(Column::Time), 16},
                               {int(Column::Delta), 10},
                               {int(Column::Event), 25},
                               {int(Column::Count), 8},
                               {int(Column::Endpoint), 25},
                               {int(Column::Peer), 20},
                               {int(Column::Text), 50}});
    connect(&rows, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_topBefore = verticalScrollBar()->value(); });
    connect(&rows, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { onRowsRemoved(first, last - first + 1); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TimelineTable::onScrolled);
}

void TimelineTable::setFollowing(bool on)
{
    const bool changed = on != m_following;
    m_following = on;
    if (on) {
        const QScopedValueRollback scrolling(m_scrolling, true);
        scrollToBottom();
    }
    if (changed)
        emit followingChanged(on);
}

void TimelineTable::rowsInserted(const QModelIndex &parent, int first, int last)
{
    const QScopedValueRollback scrolling(m_scrolling, true);
    RowTable::rowsInserted(parent, first, last);
    if (m_following)
        scrollToBottom();
}

void TimelineTable::onRowsRemoved(int first, int count)
{
    const QScopedValueRollback scrolling(m_scrolling, true);
    if (m_following)
        scrollToBottom();
    else if (first < m_topBefore)
        verticalScrollBar()->setValue(m_topBefore - std::min(count, m_topBefore - first));
}

void TimelineTable::updateGeometries()
{
    const QScopedValueRollback scrolling(m_scrolling, true);
    RowTable::updateGeometries();
    if (m_following)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void TimelineTable::onScrolled(int value)
{
    if (!m_scrolling)
        setFollowing(value == verticalScrollBar()->maximum());
}

void TimelineTable::mousePressEvent(QMouseEvent *event)
{
    if (indexAt(event->position().toPoint()).isValid())
        setFollowing(false); // what a person points at must not move away
    RowTable::mousePressEvent(event);
}

void TimelineTable::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex before = currentIndex();
    RowTable::keyPressEvent(event);
    if (currentIndex() != before)
        setFollowing(currentIndex().row() == m_rows.rowCount() - 1);
}

void TimelineTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    RowTable::currentChanged(current, previous);
    const PanelConnection connection = current.isValid() ? m_rows.entry(current.row()).connection() : PanelConnection{};
    m_highlighted = connection.id.value != 0 ? std::optional(connection) : std::nullopt;
    viewport()->update();
}

} // namespace zmqscope
