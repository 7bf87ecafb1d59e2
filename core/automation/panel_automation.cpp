// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/panel_automation.h"

#include "core/automation/auto_reply.h"
#include "core/automation/sequence_run.h"

namespace zmqscope {

PanelAutomation::PanelAutomation(SocketPanel &panel)
    : QObject(&panel)
    , m_panel(panel)
    , m_autoReply(new AutoReply(panel, this))
    , m_sequence(new SequenceRun(panel, this))
{
    connect(&panel, &Panel::stateChanged, this, &PanelAutomation::followState);
    connect(&panel, &Panel::configChanged, this, &PanelAutomation::followConfig);
    connect(m_autoReply, &AutoReply::failed, &panel, &Panel::failed);
    followConfig();
    followState();
}

PanelAutomation::~PanelAutomation() = default;

PanelAutomation *PanelAutomation::of(const SocketPanel &panel)
{
    return panel.findChild<PanelAutomation *>(QString(), Qt::FindDirectChildrenOnly);
}

void PanelAutomation::followConfig()
{
    const std::optional<FrameDraft> answer = m_panel.config().autoReply;
    // One that could not be encoded is tried again: its schema may have come.
    if (answer == m_answer && (!answer || m_autoReply->isOn()))
        return;
    const bool isNew = answer != m_answer;
    m_answer = answer;
    if (Result<void> set = m_autoReply->set(answer); !set && isNew)
        emit m_panel.failed(set.error());
}

void PanelAutomation::followState()
{
    const bool isOpen = m_panel.isOpen();
    if (isOpen == m_wasOpen)
        return;
    m_wasOpen = isOpen;
    if (!isOpen) {
        m_sequence->stop();
        return;
    }
    const std::optional<SequenceConfig> sequence = m_panel.config().sequence;
    if (!sequence || !sequence->startWithPanel)
        return;
    if (Result<void> started = m_sequence->start(*sequence); !started)
        emit m_panel.failed(started.error());
}

void attachAutomation(SocketPanel &panel)
{
    if (!PanelAutomation::of(panel))
        new PanelAutomation(panel);
}

} // namespace zmqscope
