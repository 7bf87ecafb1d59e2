// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSplitter;

namespace zmqscope {

class Inspector;
class LogView;
class SendForm;
class SocketPanel;
class StateStrip;

/// A panel with one socket on the screen: its state on top, log and inspector in the middle, the
/// send form below for types that can send. In a narrow dock the inspector stands below the log.
class SocketPanelWidget final : public QWidget
{
    Q_OBJECT
public:
    /// Log and inspector stand side by side from this width on, in device-independent pixels.
    static constexpr int sideBySideWidth = 680;

    SocketPanelWidget(SocketPanel &panel, QWidget *parent);

    LogView &log() const { return *m_log; }
    /// Null when the type cannot send.
    SendForm *sendForm() const { return m_form; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    StateStrip *m_strip;
    LogView *m_log;
    Inspector *m_inspector;
    SendForm *m_form = nullptr;
    QSplitter *m_reading; ///< log and inspector
    QSplitter *m_rows;    ///< reading and sending
};

} // namespace zmqscope
