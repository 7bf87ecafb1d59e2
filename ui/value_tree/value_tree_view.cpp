// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/value_tree/value_tree_view.h"

#include "ui/controls/airy_rows.h"
#include "ui/field_plot/field_mime.h"
#include "ui/value_tree/value_copy.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDrag>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
/// Of one shape there are hardly more; then remembering starts anew.
constexpr qsizetype maxRemembered = 20'000;
/// What is nested so deep that its path is longer is not remembered: thousands of paths, each longer
/// than the one above, would be a lot.
constexpr qsizetype maxPathChars = 500;
constexpr int minKeyWidth = 110;
constexpr int maxKeyWidth = 280;

} // namespace

ValueTreeView::ValueTreeView(QWidget *parent)
    : QTreeView(parent)
    , m_model(new ValueTreeModel(this))
    , m_copyValue(addCommand(tr("Copy value"), QKeySequence::Copy, &ValueTreeView::copyValue))
    , m_copyPath(addCommand(tr("Copy path"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, &ValueTreeView::copyPath))
    , m_copySubtree(addCommand(tr("Copy subtree as text"), {}, &ValueTreeView::copySubtree))
    , m_expandBelow(addCommand(tr("Expand all below"), Qt::Key_Asterisk, &ValueTreeView::expandBelow))
    , m_collapseBelow(addCommand(tr("Collapse all below"), Qt::Key_Slash, &ValueTreeView::collapseBelow))
    , m_expanded({u"$"_s})
{
    setAccessibleName(tr("Tree"));
    setModel(m_model);
    setItemDelegate(new AiryRows(this));
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setVerticalScrollMode(ScrollPerItem);
    setAllColumnsShowFocus(true);
    setTextElideMode(Qt::ElideRight);
    setTabKeyNavigation(false);
    setIndentation(theme::iconSize);
    setExpandsOnDoubleClick(true);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setHighlightSections(false);
    header()->setMinimumSectionSize(40);
    header()->setSectionResizeMode(ValueTreeModel::Key, QHeaderView::Interactive);
    header()->setSectionResizeMode(ValueTreeModel::Value, QHeaderView::Stretch);
    header()->setSectionResizeMode(ValueTreeModel::Type, QHeaderView::Interactive);

    m_lookAtEnd.setSingleShot(true);
    m_lookAtEnd.setInterval(0);
    connect(&m_lookAtEnd, &QTimer::timeout, this, &ValueTreeView::showMoreAtEnd);
    connect(header(), &QHeaderView::sectionResized, this, [this](int section) {
        m_columnsMoved = m_columnsMoved || (!m_fitting && section != ValueTreeModel::Value);
    });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        rememberExpanded(index, true);
        if (!m_restoring)
            restore(index, 0, m_model->rowCount(index) - 1);
        m_lookAtEnd.start();
    });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) { rememberExpanded(index, false); });
    connect(this, &QAbstractItemView::activated, this, &ValueTreeView::activateRow);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { m_lookAtEnd.start(); });
    connect(m_model, &ValueTreeModel::pageRead, this, [this] {
        viewport()->update();
        m_lookAtEnd.start();
    });
}

QAction *ValueTreeView::addCommand(const QString &text, const QKeySequence &keys, void (ValueTreeView::*slot)())
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    return action;
}

void ValueTreeView::setFrame(std::shared_ptr<DecodedFrame> decoded)
{
    m_restoring = true;
    const int top = verticalScrollBar()->value();
    setUpdatesEnabled(false);
    m_model->setFrame(std::move(decoded));
    if (const QModelIndex root = m_model->index(0, 0); root.isValid()) {
        restore({}, 0, 0);
        if (!currentIndex().isValid())
            setCurrentIndex(root);
    }
    m_restoring = false;
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(top);
    setUpdatesEnabled(true);
    m_lookAtEnd.start();
    emit chosenChanged();
}

void ValueTreeView::restore(const QModelIndex &parent, int start, int end)
{
    if (m_model->isReading())
        return;
    struct Rows
    {
        QPersistentModelIndex parent;
        QString path;
        int start;
        int end;
    };
    const bool wasRestoring = std::exchange(m_restoring, true);
    std::vector<Rows> open{{parent, m_model->path(parent), start, end}};
    int budget = maxExpandedRows;
    while (!open.empty()) {
        const Rows rows = open.back();
        open.pop_back();
        const bool holdsChosen = !m_chosenParent.isNull() && rows.path == m_chosenParent;
        for (int row = rows.start; row <= rows.end; ++row) {
            const QModelIndex index = m_model->index(row, 0, rows.parent);
            const bool isContainer = m_model->hasChildren(index);
            if (!isContainer && !holdsChosen)
                continue;
            const QString path = rows.parent.isValid() ? rows.path + m_model->step(index) : u"$"_s;
            if (holdsChosen && path == m_chosenPath)
                selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
            if (!isContainer || !m_expanded.contains(path))
                continue;
            setExpanded(index, true);
            const int count = m_model->rowCount(index);
            budget -= count;
            if (budget > 0)
                open.push_back({index, path, 0, count - 1});
        }
    }
    m_restoring = wasRestoring;
}

void ValueTreeView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QTreeView::rowsInserted(parent, start, end);
    if (parent.isValid() && isExpanded(parent))
        restore(parent, start, end);
}

void ValueTreeView::rememberExpanded(const QModelIndex &index, bool expanded)
{
    if (m_restoring)
        return;
    remember(m_model->path(index), expanded);
}

void ValueTreeView::remember(const QString &path, bool expanded)
{
    if (path.isEmpty() || path.size() > maxPathChars)
        return;
    if (m_expanded.size() > maxRemembered)
        m_expanded = {u"$"_s};
    if (expanded)
        m_expanded.insert(path);
    else
        m_expanded.remove(path);
}

void ValueTreeView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (m_restoring)
        return;
    if (const QString path = m_model->path(current); !path.isEmpty()) {
        m_chosenPath = path;
        m_chosenParent = current.parent().isValid() ? m_model->path(current.parent()) : QString();
    }
    emit chosenChanged();
}

std::optional<NodeId> ValueTreeView::chosen() const
{
    return m_model->node(currentIndex());
}

std::optional<std::pair<qint64, qint64>> ValueTreeView::chosenBytes() const
{
    const std::optional<NodeId> id = chosen();
    if (!id)
        return {};
    const ValueNode &node = m_model->decoded()->tree.node(*id);
    return node.end > node.begin ? std::optional(std::pair<qint64, qint64>(node.begin, node.end)) : std::nullopt;
}

void ValueTreeView::showMoreAtEnd()
{
    // By itself only at the very end, where nothing is pushed away by it, or where nothing is read yet.
    if (m_model->isReading() || !isVisible())
        return;
    for (QModelIndex index = indexAt(QPoint(0, 0)); index.isValid(); index = indexBelow(index)) {
        if (!visualRect(index).intersects(viewport()->rect()))
            return;
        const bool first = index.row() == 0 && m_model->rowCount(index.parent()) == 1;
        if (m_model->isMoreRow(index) && (first || (index.row() > 0 && !indexBelow(index).isValid()))) {
            QModelIndex place;
            if (m_model->showMore(index, &place) && place.isValid())
                scrollTo(place, PositionAtBottom);
            return;
        }
    }
}

void ValueTreeView::goTo(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    for (QModelIndex up = index.parent(); up.isValid(); up = up.parent())
        expand(up);
    setCurrentIndex(index);
    scrollTo(index, PositionAtCenter);
}

void ValueTreeView::choose(const QList<qsizetype> &position)
{
    goTo(m_model->reveal(position));
}

void ValueTreeView::activateRow(const QModelIndex &index)
{
    const QModelIndex row = index.siblingAtColumn(0);
    if (m_model->isMoreRow(row)) {
        QModelIndex place;
        const QPersistentModelIndex parent = row.parent();
        const int at = row.row();
        if (m_model->showMore(row, &place))
            goTo(place);
        else if (at > 0)
            setCurrentIndex(m_model->index(at, 0, parent)); // the first of the new rows
    } else {
        goTo(m_model->target(row));
    }
}

void ValueTreeView::copyValue()
{
    if (const std::optional<NodeId> id = chosen())
        QGuiApplication::clipboard()->setText(copiedValue(*m_model->decoded(), *id));
}

void ValueTreeView::copyPath()
{
    if (const QString path = m_model->path(currentIndex()); !path.isEmpty())
        QGuiApplication::clipboard()->setText(path);
}

void ValueTreeView::copySubtree()
{
    if (const std::optional<NodeId> id = chosen())
        QGuiApplication::clipboard()->setText(copiedSubtree(*m_model->decoded(), *id));
}

void ValueTreeView::expandBelow()
{
    const QModelIndex from = currentIndex().siblingAtColumn(0);
    if (m_model->isReading() || !from.isValid())
        return;
    // Breadth first: what is near is open when the limit is reached.
    std::vector<std::pair<QModelIndex, QString>> open{{from, m_model->path(from)}};
    int rows = 0;
    for (std::size_t next = 0; next < open.size() && rows < maxExpandedRows; ++next) {
        const auto [parent, path] = open[next];
        const int count = m_model->rowCount(parent);
        rows += count;
        remember(path, true);
        for (int row = 0; row < count; ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (m_model->hasChildren(index))
                open.emplace_back(index, path.size() > maxPathChars ? path : path + m_model->step(index));
        }
    }
    m_restoring = true;
    setUpdatesEnabled(false);
    scheduleDelayedItemsLayout(); // so that each is not laid out by itself
    rows = 0;
    for (const auto &[index, path] : open) {
        rows += m_model->rowCount(index);
        if (rows > maxExpandedRows && index != from)
            break;
        setExpanded(index, true);
    }
    setUpdatesEnabled(true);
    m_restoring = false;
}

void ValueTreeView::collapseBelow()
{
    const QModelIndex from = currentIndex().siblingAtColumn(0);
    if (!from.isValid())
        return;
    const QString path = m_model->path(from);
    m_expanded.removeIf([&path](const QString &other) { return other.startsWith(path); });
    m_restoring = true;
    std::vector<QModelIndex> open{from};
    while (!open.empty()) {
        const QModelIndex index = open.back();
        open.pop_back();
        for (int row = 0; row < m_model->rowCount(index); ++row) {
            if (const QModelIndex below = m_model->index(row, 0, index); isExpanded(below))
                open.push_back(below);
        }
        if (index != from || index.parent().isValid())
            setExpanded(index, false);
    }
    m_restoring = false;
    if (!from.parent().isValid())
        rememberExpanded(from, true); // of the root its own rows stay
    setCurrentIndex(from);
}

bool ValueTreeView::event(QEvent *event)
{
    // The window has these keys too; in here they are for the tree.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Find)) {
        event->accept();
        return true;
    }
    return QTreeView::event(event);
}

bool ValueTreeView::viewportEvent(QEvent *event)
{
    // While a page is read on another thread, nothing can be opened.
    if (m_model->isReading()
        && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick))
        return true;
    return QTreeView::viewportEvent(event);
}

void ValueTreeView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find)) {
        emit findRequested();
        return;
    }
    if (m_model->isReading() && (event->key() == Qt::Key_Right || event->key() == Qt::Key_Left || event->key() == Qt::Key_Plus
                                 || event->key() == Qt::Key_Minus))
        return;
    if (event->key() == Qt::Key_Asterisk)
        expandBelow(); // what the view does by itself knows no limit
    else
        QTreeView::keyPressEvent(event);
}

void ValueTreeView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex row = currentIndex().siblingAtColumn(0);
    const bool hasNode = chosen().has_value();
    const bool hasBelow = hasNode && m_model->hasChildren(row);
    QMenu menu(this);
    for (QAction *action : {m_copyValue, m_copyPath, m_copySubtree}) {
        action->setEnabled(hasNode);
        menu.addAction(action);
    }
    menu.addSeparator();
    addPlotCommands(menu);
    if (hasNode && m_model->decoded()->tree.node(*chosen()).kind == ValueKind::Reference)
        menu.addAction(tr("Go to the value it is the same as\tEnter"), this, [this, row] { activateRow(row); });
    if (m_bytesOffered)
        menu.addAction(tr("Show bytes"), this, &ValueTreeView::bytesRequested)->setEnabled(chosenBytes().has_value());
    menu.addAction(tr("Find…\tCtrl+F"), this, &ValueTreeView::findRequested);
    menu.addSeparator();
    for (QAction *action : {m_expandBelow, m_collapseBelow}) {
        action->setEnabled(hasBelow);
        menu.addAction(action);
    }
    menu.exec(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft())
                                                             : event->globalPos());
    for (QAction *action : actions())
        action->setEnabled(true); // their keys work for whatever is chosen by then
}

void ValueTreeView::addPlotCommands(QMenu &menu)
{
    if (!m_fieldSource)
        return;
    const std::optional<FieldRef> field = chosenField();
    QAction *plot = menu.addAction(tr("Plot this value"));
    plot->setEnabled(field.has_value());
    if (!field)
        return;
    connect(plot, &QAction::triggered, this, [this, field = *field] { emit plotRequested(field); });
    if (!field->query.topic)
        return;
    plot->setText(tr("Plot this value of this topic"));
    FieldRef ofAll = *field;
    ofAll.query.topic.reset();
    menu.addAction(tr("Plot this value of all topics"), this, [this, ofAll] { emit plotRequested(ofAll); });
}

std::optional<FieldRef> ValueTreeView::chosenField() const
{
    const DecodedFrame *decoded = m_model->decoded();
    if (!m_fieldSource || !decoded || !chosen())
        return {};
    // A path says where the value is in other messages too: one that leads nowhere here does not.
    const Result<FieldPath> path = FieldPath::parse(m_model->path(currentIndex().siblingAtColumn(0)));
    if (!path || !path->number(decoded->tree))
        return {};
    return m_fieldSource(*path);
}

void ValueTreeView::startDrag(Qt::DropActions)
{
    const std::optional<FieldRef> field = chosenField();
    if (!field)
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(fieldMimeData(*field));
    // Its path goes along with the cursor.
    const QString text = drag->mimeData()->text();
    const QSize size(fontMetrics().horizontalAdvance(text) + 2 * theme::margin, fontMetrics().height() + theme::spacing);
    QPixmap label(size * devicePixelRatioF());
    label.setDevicePixelRatio(devicePixelRatioF());
    label.fill(theme::color(theme::Role::Selection));
    QPainter painter(&label);
    painter.setFont(font());
    painter.setPen(theme::color(theme::Role::SelectionText));
    painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, text);
    painter.end();
    drag->setPixmap(label);
    drag->exec(Qt::CopyAction);
}

void ValueTreeView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    if (!m_columnsMoved)
        fitColumns();
    m_lookAtEnd.start();
}

void ValueTreeView::fitColumns()
{
    m_fitting = true;
    const int width = viewport()->width();
    header()->resizeSection(ValueTreeModel::Key, std::clamp(width * 3 / 10, minKeyWidth, maxKeyWidth));
    header()->resizeSection(ValueTreeModel::Type, std::clamp(width / 5, 70, fontMetrics().averageCharWidth() * 22));
    m_fitting = false;
}

} // namespace zmqscope
