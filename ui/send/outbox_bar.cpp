// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/outbox_bar.h"

#include "core/panel/socket_panel.h"
#include "ui/controls/duration_text.h"
#include "ui/controls/tone_label.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>

namespace zmqscope {

OutboxBar::OutboxBar(SocketPanel &panel, QWidget *parent)
    : ToneBar(theme::Role::WarningFill, theme::Role::Warning, parent)
    , m_panel(panel)
    , m_text(new ToneLabel(theme::Role::Text, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::margin, 2, 2, 2);
    m_text->setWordWrap(true);
    auto *retry = new QToolButton(this);
    retry->setText(tr("Retry"));
    retry->setToolTip(tr("Try to send the waiting messages now"));
    auto *discard = new QToolButton(this);
    discard->setText(tr("Discard"));
    discard->setToolTip(tr("Throw the waiting messages away"));
    row->addWidget(m_text, 1);
    row->addWidget(retry);
    row->addWidget(discard);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &OutboxBar::updateText);
    connect(retry, &QToolButton::clicked, this, [this] { m_panel.retryOutbox(); });
    connect(discard, &QToolButton::clicked, this, [this] {
        m_panel.discardOutbox();
        emit discarded();
    });
    connect(&panel, &Panel::stateChanged, this, &OutboxBar::follow);
    connect(&panel, &SocketPanel::outboxMoved, this, &OutboxBar::follow);
    follow();
}

void OutboxBar::follow()
{
    const bool waiting = !m_panel.outbox().isEmpty();
    if (waiting)
        updateText();
    setVisible(waiting);
}

void OutboxBar::updateText()
{
    const Outbox &outbox = m_panel.outbox();
    if (outbox.isEmpty())
        return;
    const bool held = m_panel.holdsUntilSubscribed() && traits(m_panel.type()).publishes;
    const QString why = !m_panel.isOpen() ? tr("the panel is closed")
        : held ? tr("nobody has subscribed to it yet")
        : m_panel.channel().connectedPeers() == 0
        ? tr("no peer is connected")
        : tr("the peer takes no more just now (high-water mark)");
    m_text->setText(tr("%1 waiting, the oldest for %2: %3")
                        .arg(QLocale().toString(outbox.count()),
                             durationSince(outbox.oldest().since, Clock::system().now()), why));
}

void OutboxBar::showEvent(QShowEvent *event)
{
    ToneBar::showEvent(event);
    updateText();
    m_second.start();
}

void OutboxBar::hideEvent(QHideEvent *event)
{
    ToneBar::hideEvent(event);
    m_second.stop();
}

} // namespace zmqscope
