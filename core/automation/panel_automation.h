// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"

#include <QObject>

namespace zmqscope {

class AutoReply;
class SequenceRun;
class SocketPanel;

/// What a panel does by itself while it is open, as its config says: answers requests and runs its
/// sequence of messages. One for each SocketPanel, as its child, with or without a window.
class PanelAutomation final : public QObject
{
    Q_OBJECT
public:
    explicit PanelAutomation(SocketPanel &panel);
    ~PanelAutomation() override;

    /// The panel's own; null when attachAutomation() was not called for it.
    static PanelAutomation *of(const SocketPanel &panel);

    AutoReply &autoReply() const { return *m_autoReply; }
    SequenceRun &sequence() const { return *m_sequence; }

private:
    void followConfig();
    void followState();

    SocketPanel &m_panel;
    AutoReply *m_autoReply;
    SequenceRun *m_sequence;
    std::optional<FrameDraft> m_answer; ///< as set last
    bool m_wasOpen = false;
};

/// Gives @p panel its automation, once; it lives as long as the panel.
void attachAutomation(SocketPanel &panel);

} // namespace zmqscope
