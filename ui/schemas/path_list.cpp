// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schemas/path_list.h"

#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr int listedRows = 4;
}

PathList::PathList(Kind kind, const QString &name, const QString &emptyText, QWidget *parent)
    : QWidget(parent), m_kind(kind), m_emptyText(emptyText), m_list(new QListWidget), m_remove(new QPushButton(tr("Remove")))
{
    m_list->setAccessibleName(name);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setMinimumHeight(listedRows * (fontMetrics().height() + theme::spacing));
    m_list->viewport()->installEventFilter(this);
    m_list->installEventFilter(this);
    auto *addButton = new QPushButton(kind == Kind::Files ? tr("Add files…") : tr("Add folder…"));
    addButton->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(theme::spacing);
    buttons->addWidget(addButton);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::spacing);
    row->addWidget(m_list, 1);
    row->addLayout(buttons);
    connect(addButton, &QPushButton::clicked, this, &PathList::add);
    connect(m_remove, &QPushButton::clicked, this, &PathList::removeSelected);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &PathList::updateState);
    updateState();
}

QStringList PathList::paths() const
{
    QStringList all;
    for (int row = 0; row < m_list->count(); ++row)
        all.append(m_list->item(row)->text());
    return all;
}

void PathList::setPaths(const QStringList &paths)
{
    m_list->clear();
    m_list->addItems(paths);
    updateState();
}

void PathList::add()
{
    QStringList chosen;
    if (m_kind == Kind::Files) {
        chosen = QFileDialog::getOpenFileNames(this, tr("Add schema files"), {},
                                               tr("Protobuf schemas (*.proto *.desc *.pb *.protoset);;All files (*)"));
    } else if (const QString folder = QFileDialog::getExistingDirectory(this, tr("Add a folder")); !folder.isEmpty()) {
        chosen.append(folder);
    }
    QStringList all = paths();
    for (const QString &path : chosen) {
        if (!all.contains(path))
            all.append(path);
    }
    if (all == paths())
        return;
    setPaths(all);
    emit edited();
}

void PathList::removeSelected()
{
    const QList<QListWidgetItem *> selected = m_list->selectedItems();
    if (selected.isEmpty())
        return;
    qDeleteAll(selected);
    updateState();
    emit edited();
}

void PathList::updateState()
{
    m_remove->setEnabled(!m_list->selectedItems().isEmpty());
}

bool PathList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Delete) {
        removeSelected();
        return true;
    }
    if (watched == m_list->viewport() && event->type() == QEvent::Paint && m_list->count() == 0) {
        QPainter painter(m_list->viewport());
        painter.setPen(theme::color(theme::Role::TextMuted));
        const QRect room = m_list->viewport()->rect().adjusted(theme::margin, theme::spacing, -theme::margin, -theme::spacing);
        painter.drawText(room, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace zmqscope
