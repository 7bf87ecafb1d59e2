// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/row_table.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSettings>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int rowPadding = 5; ///< over and under the text together
constexpr int cellPadding = 10; ///< left and right of it together

QString csvField(QString text)
{
    if (!text.contains(u'"') && !text.contains(u',') && !text.contains(u'\n') && !text.contains(u'\r'))
        return text;
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

/// In one line: tabs and line breaks would make other cells of it.
QString plainField(QString text)
{
    return text.replace(u'\t', u' ').replace(u'\n', u' ');
}

} // namespace

RowTable::RowTable(QWidget *parent)
    : QTableView(parent)
{
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(NoFrame);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(24);
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &RowTable::showHeaderMenu);
    connect(header, &QHeaderView::sectionMoved, this, &RowTable::noteColumns);
    connect(header, &QHeaderView::sectionResized, this, [this](int section, int, int width) {
        if (width > 0 && section != shownSections().value(shownSections().size() - 1)) // the last one fills the room
            noteColumns();
    });
    fitRows();
}

void RowTable::fitRows()
{
    const int height = fontMetrics().height() + rowPadding;
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
}

void RowTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitRows();
}

// Columns

void RowTable::setColumns(const QString &name, const QList<RowTableColumn> &columns)
{
    m_settingsKey = "columns/"_L1 + name;
    m_columns = columns;
    arrangeUsually();
    restoreColumns();
}

void RowTable::arrangeUsually()
{
    const QScopedValueRollback arranging(m_arranging, true);
    QHeaderView *header = horizontalHeader();
    for (int section = 0; section < header->count(); ++section)
        header->hideSection(section);
    int place = 0;
    for (const RowTableColumn &column : std::as_const(m_columns)) {
        header->moveSection(header->visualIndex(column.section), place++);
        header->setSectionHidden(column.section, !column.shown);
        header->resizeSection(column.section, fontMetrics().averageCharWidth() * column.characters + cellPadding);
    }
}

/// What is stored: "section:width:shown" from left to right.
void RowTable::restoreColumns()
{
    const QScopedValueRollback arranging(m_arranging, true);
    QHeaderView *header = horizontalHeader();
    int place = 0;
    const QStringList stored = QSettings().value(m_settingsKey).toStringList();
    for (const QString &text : stored) {
        const QStringList parts = text.split(u':');
        const int section = parts.value(0).toInt();
        const bool known = std::any_of(m_columns.cbegin(), m_columns.cend(), [&](const auto &column) { return column.section == section; });
        if (parts.size() != 3 || !known)
            continue;
        header->moveSection(header->visualIndex(section), place++);
        header->setSectionHidden(section, parts[2] == "0"_L1);
        if (const int width = parts[1].toInt(); width >= header->minimumSectionSize())
            header->resizeSection(section, width);
    }
    if (shownSections().isEmpty() && !m_columns.isEmpty())
        header->showSection(m_columns.first().section);
}

void RowTable::noteColumns()
{
    if (m_arranging || m_settingsKey.isEmpty())
        return;
    const QHeaderView *header = horizontalHeader();
    QStringList stored;
    for (int place = 0; place < header->count(); ++place) {
        const int section = header->logicalIndex(place);
        const bool known = std::any_of(m_columns.cbegin(), m_columns.cend(), [&](const auto &column) { return column.section == section; });
        if (!known)
            continue;
        const bool hidden = header->isSectionHidden(section);
        stored.append(u"%1:%2:%3"_s.arg(section).arg(header->sectionSize(section)).arg(hidden ? 0 : 1));
    }
    QSettings().setValue(m_settingsKey, stored);
}

QList<int> RowTable::shownSections() const
{
    QList<int> sections;
    const QHeaderView *header = horizontalHeader();
    for (int place = 0; place < header->count(); ++place) {
        if (const int section = header->logicalIndex(place); !header->isSectionHidden(section))
            sections.append(section);
    }
    return sections;
}

void RowTable::showHeaderMenu(const QPoint &position)
{
    QMenu menu;
    menu.addSection(tr("Columns"));
    const bool several = shownSections().size() > 1;
    for (const RowTableColumn &column : std::as_const(m_columns)) {
        QAction *action = menu.addAction(model()->headerData(column.section, Qt::Horizontal).toString());
        const bool shown = !isColumnHidden(column.section);
        action->setCheckable(true);
        action->setChecked(shown);
        action->setEnabled(!shown || several);
        connect(action, &QAction::triggered, this, [this, section = column.section](bool on) {
            setColumnHidden(section, !on);
            noteColumns();
        });
    }
    menu.addSeparator();
    menu.addAction(tr("Reset columns"), this, [this] {
        QSettings().remove(m_settingsKey);
        arrangeUsually();
    });
    menu.exec(horizontalHeader()->mapToGlobal(position));
}

// Copying

QString RowTable::selectedText(CopyFormat format) const
{
    const QList<int> sections = shownSections();
    QList<int> rows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    QStringList lines;
    QStringList cells;
    if (format == CopyFormat::Csv) {
        for (const int section : sections)
            cells.append(csvField(model()->headerData(section, Qt::Horizontal).toString()));
        lines.append(cells.join(u','));
    }
    for (const int row : std::as_const(rows)) {
        cells.clear();
        for (const int section : sections) {
            const QString text = model()->index(row, section).data().toString();
            cells.append(format == CopyFormat::Csv ? csvField(text) : plainField(text));
        }
        lines.append(cells.join(format == CopyFormat::Csv ? u',' : u'\t'));
    }
    return lines.join(u'\n');
}

void RowTable::copySelected(CopyFormat format) const
{
    if (selectionModel() && selectionModel()->hasSelection())
        QApplication::clipboard()->setText(selectedText(format));
}

void RowTable::addCopyActions(QMenu *menu)
{
    QAction *copy = menu->addAction(theme::icon("copy"_L1), tr("Copy"), this, [this] { copySelected(CopyFormat::Text); });
    copy->setShortcut(QKeySequence::Copy);
    menu->addAction(tr("Copy as CSV"), this, [this] { copySelected(CopyFormat::Csv); });
}

// Rows

int RowTable::chosenRow() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() && selectionModel()->isRowSelected(current.row()) ? current.row() : -1;
}

void RowTable::chooseRow(int row)
{
    const QList<int> sections = shownSections();
    const QModelIndex index = model()->index(row, sections.value(0));
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const int across = horizontalScrollBar()->value();
    scrollTo(index);
    horizontalScrollBar()->setValue(across);
}

void RowTable::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint position = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && currentIndex().isValid()) {
        const QRect row = visualRect(currentIndex()).intersected(viewport()->rect());
        position = viewport()->mapToGlobal(QPoint(theme::margin, row.isEmpty() ? 0 : row.bottom()));
    } else if (!indexAt(event->pos()).isValid()) {
        return;
    }
    if (chosenRow() >= 0)
        emit rowMenuRequested(position);
}

void RowTable::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->matches(QKeySequence::Copy)) // Qt's would copy one cell
        copySelected(CopyFormat::Text);
    else if (enter && event->modifiers() == Qt::NoModifier && chosenRow() >= 0)
        emit rowActivated(chosenRow());
    else
        QTableView::keyPressEvent(event);
}

void RowTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    QTableView::mouseDoubleClickEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid())
        emit rowActivated(index.row());
}

void RowTable::keyboardSearch(const QString &)
{
    // Qt's would ask the model for the text of every row, one after the other.
}

// No rows

void RowTable::setEmptyText(const QString &title, const QString &text)
{
    if (title == m_emptyTitle && text == m_emptyText)
        return;
    m_emptyTitle = title;
    m_emptyText = text;
    viewport()->update();
}

void RowTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (!model() || model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    QRect box = viewport()->rect().adjusted(theme::margin * 2, 0, -theme::margin * 2, 0);
    QFont title = font();
    title.setBold(true);
    constexpr int flags = Qt::AlignHCenter | Qt::TextWordWrap;
    const int titleHeight = QFontMetrics(title).boundingRect(box, flags, m_emptyTitle).height();
    const int textHeight = m_emptyText.isEmpty() ? 0 : fontMetrics().boundingRect(box, flags, m_emptyText).height();
    box.setTop(std::max(theme::margin, (viewport()->height() - titleHeight - theme::spacing - textHeight) / 2));
    painter.setFont(title);
    painter.setPen(theme::color(theme::Role::TextMuted));
    painter.drawText(box, flags | Qt::AlignTop, m_emptyTitle);
    painter.setFont(font());
    painter.drawText(box.adjusted(0, titleHeight + theme::spacing, 0, 0), flags | Qt::AlignTop, m_emptyText);
}

} // namespace zmqscope
