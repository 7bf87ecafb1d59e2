// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/turn_lamp.h"

#include "core/panel/channel.h"
#include "ui/controls/duration_text.h"
#include "ui/controls/tone_label.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

TurnLamp::TurnLamp(Channel &channel, QWidget *parent)
    : QWidget(parent)
    , m_channel(channel)
    , m_lamp(new ToneLabel(u"●"_s, theme::Role::Good, this))
    , m_text(new ToneLabel(theme::Role::Text, this))
    , m_startOver(new QToolButton(this))
{
    m_startOver->setText(tr("Start over"));
    m_startOver->setIcon(theme::icon("start-over"_L1));
    m_startOver->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_startOver->setToolTip(tr("Forget the exchange under way: closes and opens the socket"));
    if (channel.type() == SocketType::Req) {
        m_startOver->setPopupMode(QToolButton::MenuButtonPopup);
        auto *menu = new QMenu(m_startOver);
        menu->setToolTipsVisible(true);
        m_relax = menu->addAction(tr("&Let REQ ask again without a reply"));
        m_relax->setToolTip(tr("Sets ZMQ_REQ_RELAXED and ZMQ_REQ_CORRELATE and opens the socket anew: a request may follow\n"
                               "a lost one, and late replies to older requests are dropped."));
        m_relax->setCheckable(true);
        m_startOver->setMenu(menu);
        connect(menu, &QMenu::aboutToShow, this, [this] { m_relax->setChecked(isRelaxed()); });
        connect(m_relax, &QAction::triggered, this, &TurnLamp::relax);
    }
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::spacing / 2);
    row->addWidget(m_lamp);
    row->addWidget(m_text);
    row->addWidget(m_startOver);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &TurnLamp::updateText);
    connect(m_startOver, &QToolButton::clicked, this, &TurnLamp::startOver);
    connect(&channel, &Channel::stateChanged, this, &TurnLamp::follow);
    follow();
}

void TurnLamp::follow()
{
    updateText();
    const bool req = m_channel.type() == SocketType::Req;
    const Turn turn = m_channel.turn();
    // Outstanding is what someone waits for: REQ its reply, and a peer the one that REP owes.
    const bool outstanding = turn == (req ? Turn::Receive : Turn::Send);
    m_startOver->setVisible(outstanding);
    if (outstanding && isVisible())
        m_second.start();
    else
        m_second.stop();
    setVisible(turn != Turn::Free);
}

void TurnLamp::updateText()
{
    const bool req = m_channel.type() == SocketType::Req;
    const bool mine = m_channel.turn() == Turn::Send;
    const QString since = durationSince(m_channel.turnSince(), Clock::system().now());
    if (req)
        m_text->setText(mine ? tr("Your turn: send a request") : tr("Reply outstanding for %1").arg(since));
    else
        m_text->setText(mine ? tr("Your turn: reply, asked %1 ago").arg(since)
                             : tr("Waiting for a request"));
    m_lamp->setRole(mine ? theme::Role::Good : req ? theme::Role::Warning : theme::Role::TextFaint);
}

void TurnLamp::startOver()
{
    if (Result<void> done = m_channel.reopen(); !done)
        emit failed(done.error());
}

bool TurnLamp::isRelaxed() const
{
    return m_channel.config().options.value(u"ZMQ_REQ_RELAXED"_s) == OptionValue(qint64(1));
}

void TurnLamp::relax()
{
    const bool on = m_relax->isChecked();
    for (const QString &name : {u"ZMQ_REQ_RELAXED"_s, u"ZMQ_REQ_CORRELATE"_s}) {
        Result<void> set = on ? m_channel.setOption(name, qint64(1)) : m_channel.resetOption(name);
        if (!set) {
            emit failed(set.error());
            return;
        }
    }
    startOver();
}

void TurnLamp::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    follow();
}

void TurnLamp::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_second.stop();
}

} // namespace zmqscope
