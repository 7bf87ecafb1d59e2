// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topics/topic_table.h"

#include "ui/controls/airy_rows.h"
#include "ui/topics/topic_model.h"

#include <QHeaderView>
#include <QScrollBar>
#include <algorithm>
#include <utility>

namespace zmqscope {

namespace {

/// So few nodes are seen at a glance: they are opened by themselves.
constexpr int fewNodes = 60;
/// What a search finds is opened up to so many nodes: more is not looked through.
constexpr int mostOpened = 5'000;
/// Open rows are remembered up to so many.
constexpr qsizetype mostRemembered = 10'000;
constexpr int leastTopic = 110;
constexpr int mostTopic = 360;
constexpr int leastValue = 120;

} // namespace

TopicTable::TopicTable(TopicModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
{
    setModel(&model);
    setUniformRowHeights(true);
    setItemDelegate(new AiryRows(this));
    setAllColumnsShowFocus(true);
    setExpandsOnDoubleClick(false);
    setFrameShape(QFrame::NoFrame);
    setAlternatingRowColors(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setAccessibleName(tr("Topics"));
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(36);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    header()->resizeSection(TopicModel::Count, 10 * digit);
    header()->resizeSection(TopicModel::Rate, 9 * digit);
    header()->resizeSection(TopicModel::Age, 12 * digit);
    header()->resizeSection(TopicModel::Gaps, 9 * digit);
    connect(header(), &QHeaderView::sectionResized, this,
        [this] { m_columnsMoved = m_columnsMoved || !m_fitting; });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) { note(index, true); });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) { note(index, false); });
    connect(&model, &QAbstractItemModel::modelReset, this, &TopicTable::restoreOpen);
}

void TopicTable::refresh()
{
    // The row under the mouse, or the first one, is to stay where it is.
    const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
    const QPersistentModelIndex anchor =
        indexAt(underMouse() && viewport()->rect().contains(mouse) ? mouse : QPoint(0, 0));
    const int before = anchor.isValid() ? visualRect(anchor).top() : 0;
    const bool atTop = verticalScrollBar()->value() == 0 && !underMouse();
    m_model.refresh();
    if (!m_openedByHand && m_model.search().isEmpty())
        openAll();
    if (anchor.isValid() && !atTop)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + visualRect(anchor).top() - before);
    viewport()->update();
}

void TopicTable::setSearch(const QString &text)
{
    m_model.setSearch(text);
}

/// As long as there are few.
void TopicTable::openAll()
{
    const bool searching = !m_model.search().isEmpty();
    int budget = searching ? mostOpened : fewNodes;
    std::vector<QModelIndex> open{QModelIndex()};
    std::vector<QModelIndex> parents;
    for (std::size_t next = 0; next < open.size(); ++next) {
        const QModelIndex parent = open[next];
        const int count = m_model.rowCount(parent);
        if ((budget -= count) < 0)
            break;
        for (int row = 0; row < count; ++row) {
            if (const QModelIndex index = m_model.index(row, 0, parent); m_model.hasChildren(index)) {
                open.push_back(index);
                parents.push_back(index);
            }
        }
    }
    if (budget < 0 && !searching)
        return;
    m_restoring = true;
    for (const QModelIndex &index : parents) {
        if (!isExpanded(index))
            setExpanded(index, true);
    }
    m_restoring = false;
}

void TopicTable::note(const QModelIndex &index, bool open)
{
    if (m_restoring || !m_model.search().isEmpty())
        return;
    m_openedByHand = true;
    const QByteArray topic = m_model.topicOf(index);
    if (open && m_open.size() < mostRemembered)
        m_open.insert(topic);
    else
        m_open.remove(topic);
}

void TopicTable::restoreOpen()
{
    if (!m_model.search().isEmpty() || !m_openedByHand) {
        openAll();
        return;
    }
    m_restoring = true;
    std::vector<QModelIndex> parents{QModelIndex()};
    while (!parents.empty()) {
        const QModelIndex parent = parents.back();
        parents.pop_back();
        for (int row = 0; row < m_model.rowCount(parent); ++row) {
            const QModelIndex index = m_model.index(row, 0, parent);
            if (m_model.hasChildren(index) && m_open.contains(m_model.topicOf(index))) {
                setExpanded(index, true);
                parents.push_back(index);
            }
        }
    }
    m_restoring = false;
}

TopicNode TopicTable::chosen() const
{
    return m_model.nodeOf(currentIndex());
}

void TopicTable::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    if (!m_columnsMoved)
        fitColumns();
}

void TopicTable::fitColumns()
{
    m_fitting = true;
    int fixed = 0;
    for (const TopicModel::Column column :
        {TopicModel::Count, TopicModel::Rate, TopicModel::Age, TopicModel::Gaps})
        fixed += header()->sectionSize(column);
    const int room = viewport()->width() - fixed;
    const int topic = std::clamp(room * 2 / 5, leastTopic, mostTopic);
    header()->resizeSection(TopicModel::Topic, topic);
    header()->resizeSection(TopicModel::LastValue, std::max(room - topic, leastValue));
    m_fitting = false;
}

} // namespace zmqscope
