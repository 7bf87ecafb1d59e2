// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/history_popup.h"

#include "ui/send/send_history.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QVBoxLayout>

namespace zmqscope {

HistoryPopup::HistoryPopup(const SendHistory &history, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_history(history)
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Sent before"));
    m_search->setPlaceholderText(tr("Search what was sent"));
    m_search->setAccessibleName(tr("Search what was sent"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setAccessibleName(tr("Sent before"));
    m_list->setFont(theme::monospace());
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(theme::margin, theme::margin, theme::margin, theme::margin);
    rows->addWidget(m_search);
    rows->addWidget(m_list, 1);
    connect(m_search, &QLineEdit::textChanged, this, &HistoryPopup::search);
    connect(m_search, &QLineEdit::returnPressed, this, &HistoryPopup::choose);
    connect(m_list, &QListWidget::itemActivated, this, &HistoryPopup::choose);
    connect(m_list, &QListWidget::itemClicked, this, &HistoryPopup::choose);
    search({});
}

void HistoryPopup::search(const QString &text)
{
    m_list->clear();
    for (int i = int(m_history.entries().size()) - 1; i >= 0; --i) {
        const SendDraft &draft = m_history.entries()[std::size_t(i)];
        const bool matches = text.isEmpty() || draft.topic.contains(text, Qt::CaseInsensitive)
            || std::any_of(draft.frames.cbegin(), draft.frames.cend(), [&](const FrameDraft &frame) {
                   return frame.text.contains(text, Qt::CaseInsensitive);
               });
        if (!matches)
            continue;
        auto *item = new QListWidgetItem(SendHistory::summary(draft), m_list);
        item->setData(Qt::UserRole, i);
    }
    if (m_list->count() == 0) {
        auto *item = new QListWidgetItem(
            m_history.entries().empty() ? tr("Nothing was sent yet.") : tr("Nothing sent matches."), m_list);
        item->setFlags(Qt::NoItemFlags);
        return;
    }
    m_list->setCurrentRow(0);
}

void HistoryPopup::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item || !item->data(Qt::UserRole).isValid())
        return;
    emit chosen(item->data(Qt::UserRole).toInt());
    close();
}

void HistoryPopup::popUp(QWidget *anchor)
{
    const int width = qMax(360, anchor->width());
    const int height = 260;
    const QRect screen = anchor->screen()->availableGeometry();
    QPoint at = anchor->mapToGlobal(QPoint(0, -height));
    at.setX(qBound(screen.left(), at.x(), qMax(screen.left(), screen.right() - width)));
    at.setY(qBound(screen.top(), at.y(), qMax(screen.top(), screen.bottom() - height)));
    setGeometry(QRect(at, QSize(width, height)));
    show();
    m_search->setFocus();
}

bool HistoryPopup::eventFilter(QObject *watched, QEvent *event)
{
    // The caret stays in the search line while the arrows walk through the list.
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int by = key == Qt::Key_Up ? -1 : key == Qt::Key_Down ? 1 : 0;
        if (by != 0) {
            m_list->setCurrentRow(qBound(0, m_list->currentRow() + by, m_list->count() - 1));
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace zmqscope
