// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/send_footer.h"

#include "ui/controls/tone_label.h"

#include <QGridLayout>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

SendFooter::SendFooter(bool severalFrames, QWidget *parent)
    : QWidget(parent)
    , m_row(new QGridLayout(this))
    , m_status(new ToneLabel(theme::Role::TextMuted, this))
    , m_total(new ToneLabel(theme::Role::TextMuted, this))
    , m_send(new QPushButton(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setColumnStretch(1, 1);
    if (severalFrames) {
        auto *add = new QToolButton(this);
        add->setText(tr("Frame"));
        add->setAccessibleName(tr("Frame"));
        add->setIcon(theme::icon("add"_L1));
        add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        add->setToolTip(tr("Add a frame (Ctrl+Shift+A)"));
        m_row->addWidget(add, 0, 0);
        connect(add, &QToolButton::clicked, this, &SendFooter::frameRequested);
    }
    m_status->setWordWrap(true);
    m_status->setAccessibleDescription(tr("What became of the last message"));
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_row->addWidget(m_status, 0, 1);
    m_row->addWidget(m_total, 0, 2);
    m_row->addWidget(m_send, 0, 3);
    setReading(false);
    connect(m_send, &QPushButton::clicked, this, &SendFooter::pressed);
}

void SendFooter::showStatus(const QString &text, theme::Role role)
{
    m_status->setTextAndRole(text, role);
    m_status->setToolTip(text);
    placeStatus();
}

void SendFooter::setTotal(qint64 bytes, bool shown)
{
    m_total->setText(tr("%1 B in all").arg(QLocale().toString(bytes)));
    m_total->setVisible(shown);
    placeStatus();
}

void SendFooter::setReading(bool reading)
{
    m_send->setText(reading ? tr("Stop") : tr("Send"));
    m_send->setIcon(reading ? theme::icon("stop"_L1) : theme::icon("send"_L1));
    m_send->setToolTip(reading ? tr("Stop reading the files; nothing is sent") : tr("Send the message (Ctrl+Enter)"));
}

/// Between the buttons where there is room for it, else in a line of its own.
void SendFooter::placeStatus()
{
    m_row->removeWidget(m_status);
    int room = width();
    for (int i = 0; i < m_row->count(); ++i) {
        if (const QLayoutItem *item = m_row->itemAt(i); !item->isEmpty())
            room -= item->sizeHint().width() + m_row->horizontalSpacing();
    }
    if (m_status->fontMetrics().horizontalAdvance(m_status->text()) < room)
        m_row->addWidget(m_status, 0, 1);
    else
        m_row->addWidget(m_status, 1, 0, 1, 4);
}

void SendFooter::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeStatus();
}

} // namespace zmqscope
