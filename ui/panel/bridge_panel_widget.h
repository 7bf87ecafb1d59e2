// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace zmqscope {

class BridgePanel;
class LogView;
class ReadingSplitter;
class ToneLabel;

/// A bridge on the screen: the state of both sides with the way messages go between them, above
/// the log of what passed and the inspector.
class BridgePanelWidget final : public QWidget
{
    Q_OBJECT
public:
    BridgePanelWidget(BridgePanel &panel, QWidget *parent);

    LogView &log() const;

protected:
    /// Hands the focus to the log.
    void focusInEvent(QFocusEvent *event) override;

private:
    void follow();

    BridgePanel &m_panel;
    ToneLabel *m_ways;
    ToneLabel *m_count;
    ReadingSplitter *m_reading;
};

} // namespace zmqscope
