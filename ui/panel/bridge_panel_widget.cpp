// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/bridge_panel_widget.h"

#include "core/panel/bridge_panel.h"
#include "ui/controls/tone_label.h"
#include "ui/log/log_view.h"
#include "ui/panel/error_bar.h"
#include "ui/panel/reading_splitter.h"
#include "ui/panel/state_strip.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr int narrowest = 280;
}

BridgePanelWidget::BridgePanelWidget(BridgePanel &panel, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_ways(new ToneLabel(theme::Role::DirectionThrough, this))
    , m_count(new ToneLabel(theme::Role::TextMuted, this))
    , m_reading(new ReadingSplitter(panel, this))
{
    auto *errors = new ErrorBar(panel, this);
    auto *first = new StateStrip(panel, panel.first(), this);
    auto *second = new StateStrip(panel, panel.second(), this);
    m_ways->setWordWrap(true);
    auto *middle = new QHBoxLayout;
    middle->setContentsMargins(theme::margin, 0, theme::margin, 0);
    middle->addWidget(m_ways, 1);
    middle->addWidget(m_count);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(errors);
    rows->addWidget(first);
    rows->addLayout(middle);
    rows->addWidget(second);
    rows->addWidget(m_reading, 1);
    setMinimumWidth(narrowest);
    for (StateStrip *strip : {first, second})
        connect(strip, &StateStrip::failed, errors, &ErrorBar::showError);

    const QString above = socketTypeName(panel.first().type());
    const QString below = socketTypeName(panel.second().type());
    const BridgePanel::Ways ways = BridgePanel::ways(panel.first().type(), panel.second().type());
    if (ways.forward && ways.backward)
        m_ways->setText(tr("↕  both ways between %1 and %2").arg(above, below));
    else if (ways.forward)
        m_ways->setText(tr("↓  from %1 to %2").arg(above, below));
    else if (ways.backward)
        m_ways->setText(tr("↑  from %2 to %1").arg(above, below));
    else
        m_ways->setTextAndRole(tr("No message can pass between %1 and %2.").arg(above, below), theme::Role::Bad);
    connect(&panel, &Panel::published, this, &BridgePanelWidget::follow);
    connect(&panel, &Panel::stateChanged, this, &BridgePanelWidget::follow);
    follow();
}

void BridgePanelWidget::focusInEvent(QFocusEvent *event)
{
    log().setFocus(event->reason());
}

LogView &BridgePanelWidget::log() const
{
    return m_reading->log();
}

void BridgePanelWidget::follow()
{
    const QLocale locale;
    QString text = tr("%1 passed").arg(locale.toString(m_panel.counters().passed));
    const qint64 held = m_panel.unsentMessages();
    if (held > 0)
        text += tr(", %1 held until the other side takes it").arg(locale.toString(held));
    m_count->setTextAndRole(text, held > 0 ? theme::Role::Warning : theme::Role::TextMuted);
}

} // namespace zmqscope
