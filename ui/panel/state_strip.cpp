// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/state_strip.h"

#include "core/panel/panel.h"
#include "ui/controls/flow_layout.h"
#include "ui/options/panel_options_dialog.h"
#include "ui/panel/endpoint_chips.h"
#include "ui/panel/loss_label.h"
#include "ui/panel/subscribers_button.h"
#include "ui/panel/subscription_row.h"
#include "ui/panel/turn_lamp.h"
#include "ui/panel/type_badge.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// How long a closed socket goes on delivering when the person asks for it.
constexpr int deliverMs = 10'000;

} // namespace

StateStrip::StateStrip(Panel &panel, Channel &channel, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_channel(channel)
    , m_open(new QToolButton(this))
    , m_reopen(new QToolButton(this))
{
    const SocketTraits &type = traits(channel.type());
    m_open->setCheckable(true);
    m_open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_reopen->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_reopen->setIcon(theme::icon("warning"_L1, theme::Role::Warning));

    auto *left = new QWidget(this);
    auto *flow = new FlowLayout(left);
    flow->addWidget(new TypeBadge(channel.type(), left));
    flow->addWidget(m_open);
    m_endpoints = new EndpointChips(channel, flow, left);
    if (type.lockstep) {
        auto *turn = new TurnLamp(channel, left);
        flow->addWidget(turn);
        connect(turn, &TurnLamp::failed, this, &StateStrip::failed);
    }
    if (type.publishes) {
        flow->addWidget(new SubscribersButton(channel, left));
        flow->addWidget(new LossLabel(panel, LossLabel::Cause::NoSubscriber, left));
        flow->addWidget(new LossLabel(panel, LossLabel::Cause::SlowSubscriber, left));
    }
    if (&channel == panel.channels().first())
        flow->addWidget(new LossLabel(panel, LossLabel::Cause::SequenceGap, left));
    flow->addWidget(m_reopen);

    auto *options = new QToolButton(this);
    options->setText(tr("Options"));
    options->setIcon(theme::icon("settings"_L1));
    options->setAutoRaise(true);
    options->setToolTip(tr("Options"));
    options->setAccessibleName(options->toolTip());

    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(left, 1);
    row->addWidget(options, 0, Qt::AlignTop);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(theme::margin, theme::spacing / 2, theme::margin, theme::spacing / 2);
    rows->setSpacing(theme::spacing / 2);
    rows->addLayout(row);
    if (type.subscribes) {
        auto *subscriptions = new SubscriptionRow(channel, this);
        rows->addWidget(subscriptions);
        connect(subscriptions, &SubscriptionRow::failed, this, &StateStrip::failed);
    }

    connect(m_open, &QToolButton::clicked, this, &StateStrip::toggleOpen);
    connect(m_reopen, &QToolButton::clicked, this, &StateStrip::reopen);
    connect(options, &QToolButton::clicked, this, &StateStrip::openOptions);
    connect(m_endpoints, &EndpointChips::failed, this, &StateStrip::failed);
    connect(&channel, &Channel::stateChanged, this, &StateStrip::follow);
    follow();
}

/// Docks ask nobody for a height that depends on the width: without this, what stands below the
/// wrapped lines would be pushed out of the panel.
void StateStrip::fitHeight()
{
    const int wanted = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : layout()->sizeHint().height();
    if (isVisible() && wanted != minimumHeight())
        setMinimumHeight(wanted);
}

bool StateStrip::event(QEvent *event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        fitHeight();
    return handled;
}

void StateStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

void StateStrip::follow()
{
    const bool open = m_channel.isOpen();
    if (m_open->text().isEmpty() || open != m_open->isChecked() || (open != (m_open->text() == tr("Open")))) {
        m_open->setChecked(open);
        m_open->setText(open ? tr("Open") : tr("Closed"));
        m_open->setIcon(open ? theme::icon("dot"_L1, theme::Role::Good) : theme::icon("ring"_L1, theme::Role::TextMuted));
        m_open->setToolTip(open ? tr("The socket is open. Click to close it.") : tr("The socket is closed. Click to open it."));
    }
    const QStringList &changed = m_channel.needsReopen();
    m_reopen->setVisible(open && !changed.isEmpty());
    m_reopen->setText(changed.size() == 1 ? tr("Reopen to apply 1 option")
                                          : tr("Reopen to apply %1 options").arg(changed.size()));
    m_reopen->setToolTip(changed.join(u'\n'));
}

void StateStrip::toggleOpen()
{
    m_open->setChecked(m_channel.isOpen()); // shows what is, not what is wished for
    if (!m_channel.isOpen()) {
        if (Result<void> opened = m_channel.open(); !opened)
            emit failed(opened.error());
    } else if (m_panel.unsentMessages() > 0) {
        askBeforeClosing();
    } else {
        close(0);
    }
}

void StateStrip::close(int lingerMs)
{
    m_channel.close(lingerMs);
    follow();
}

void StateStrip::askBeforeClosing()
{
    const qint64 unsent = m_panel.unsentMessages();
    auto *question = new QMessageBox(QMessageBox::Question, tr("Close the socket"),
                                     unsent == 1 ? tr("One message has not been sent yet.")
                                                 : tr("%1 messages have not been sent yet.").arg(unsent),
                                     QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("What libzmq holds is lost unless it may deliver on for a while. "
                                    "Messages in the outbox stay there."));
    QPushButton *deliver = question->addButton(tr("Close, &deliver for 10 s"), QMessageBox::AcceptRole);
    QPushButton *drop = question->addButton(tr("Close &now"), QMessageBox::DestructiveRole);
    connect(deliver, &QPushButton::clicked, this, [this] { close(deliverMs); });
    connect(drop, &QPushButton::clicked, this, [this] { close(0); });
    question->open();
}

void StateStrip::reopen()
{
    if (Result<void> done = m_channel.reopen(); !done)
        emit failed(done.error());
}

void StateStrip::openAddPopup()
{
    m_endpoints->openAddPopup();
}

void StateStrip::openOptions()
{
    PanelOptionsDialog::present(m_panel, window());
}

} // namespace zmqscope
