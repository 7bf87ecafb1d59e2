// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/shortcuts_dialog.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMenu>
#include <QMenuBar>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace zmqscope {

namespace {

QString plain(QString text)
{
    return text.remove(QLatin1Char('&')).remove(QChar(0x2026));
}

void add(QTreeWidgetItem *group, const QString &text, const QKeySequence &keys)
{
    new QTreeWidgetItem(group, {text, keys.toString(QKeySequence::NativeText)});
}

void addMenu(QTreeWidget *tree, const QMenu *menu)
{
    auto *group = new QTreeWidgetItem({plain(menu->title())});
    const QList<QAction *> actions = menu->actions();
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty())
            add(group, plain(action->text()), action->shortcut());
    }
    if (group->childCount() > 0)
        tree->addTopLevelItem(group);
    else
        delete group;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QMenuBar *menus, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *tree = new QTreeWidget(this);
    tree->setAccessibleName(windowTitle());
    tree->setHeaderLabels({tr("Action"), tr("Keys")});
    tree->setRootIsDecorated(false);
    tree->setItemsExpandable(false);
    tree->setSelectionMode(QAbstractItemView::SingleSelection);

    const QList<QAction *> titles = menus->actions();
    for (const QAction *title : titles) {
        if (title->menu())
            addMenu(tree, title->menu());
    }
    auto *inside = new QTreeWidgetItem(tree, {tr("In a panel")});
    add(inside, tr("Send the message"), Qt::CTRL | Qt::Key_Return);
    add(inside, tr("Copy the chosen messages"), QKeySequence::Copy);
    for (int i = 0; i < tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *group = tree->topLevelItem(i);
        QFont bold = tree->font();
        bold.setBold(true);
        group->setFont(0, bold);
        group->setFirstColumnSpanned(true);
    }
    tree->expandAll();
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    tree->header()->setStretchLastSection(false);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(tree, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 32);
}

} // namespace zmqscope
