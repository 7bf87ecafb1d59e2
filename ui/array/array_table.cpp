// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/array/array_table.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHeaderView>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
/// Columns are as wide as the first cells need, within these bounds.
constexpr qsizetype leastChars = 5;
constexpr qsizetype mostChars = 24;
constexpr int measuredRows = 30;
constexpr int measuredColumns = 10;
} // namespace

ArrayTable::ArrayTable(QWidget *parent)
    : QTableView(parent)
{
    setAccessibleName(tr("Elements"));
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setSelectionMode(QAbstractItemView::ContiguousSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setHighlightSections(false);
    horizontalHeader()->setHighlightSections(false);
    auto *copy = new QAction(theme::icon("copy"_L1), tr("Copy cells"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &ArrayTable::copySelection);
    addAction(copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    updateSizes();
}

void ArrayTable::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &ArrayTable::updateSizes);
    updateSizes();
}

void ArrayTable::updateSizes()
{
    setFont(theme::monospace());
    const QFontMetrics metrics(font());
    verticalHeader()->setDefaultSectionSize(metrics.height() + theme::spacing / 2);
    if (!model())
        return;
    qsizetype chars = leastChars;
    for (int column = 0; column < std::min(model()->columnCount(), measuredColumns); ++column) {
        chars = std::max(chars, model()->headerData(column, Qt::Horizontal).toString().size());
        for (int row = 0; row < std::min(model()->rowCount(), measuredRows); ++row)
            chars = std::max(chars, model()->index(row, column).data().toString().size());
    }
    horizontalHeader()->setDefaultSectionSize(metrics.averageCharWidth() * int(std::min(chars, mostChars)) + 3 * theme::spacing);
}

void ArrayTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        updateSizes();
}

void ArrayTable::copySelection()
{
    if (!selectionModel() || selectionModel()->selection().isEmpty())
        return;
    const QItemSelectionRange range = selectionModel()->selection().front();
    if (qint64(range.width()) * range.height() > maxCopiedCells) {
        emit copyRefused();
        return;
    }
    QString text;
    for (int row = range.top(); row <= range.bottom(); ++row) {
        for (int column = range.left(); column <= range.right(); ++column) {
            text += model()->index(row, column).data().toString();
            if (column < range.right())
                text += u'\t';
        }
        if (range.height() > 1)
            text += u'\n';
    }
    QApplication::clipboard()->setText(text);
}

} // namespace zmqscope
