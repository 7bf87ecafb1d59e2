// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QSplitter;

namespace zmqscope {

class BridgePanel;
class Inspector;
class LogView;

/// A bridge on the screen: the state of both sides with the way messages go between them, above
/// the log of what passed and the inspector.
class BridgePanelWidget final : public QWidget
{
    Q_OBJECT
public:
    BridgePanelWidget(BridgePanel &panel, QWidget *parent);

    LogView &log() const { return *m_log; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateWays();

    BridgePanel &m_panel;
    QLabel *m_ways;
    LogView *m_log;
    Inspector *m_inspector;
    QSplitter *m_reading;
};

} // namespace zmqscope
