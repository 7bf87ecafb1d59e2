// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSplitter;

namespace zmqscope {

class LogView;
class ReadingSplitter;
class SendForm;
class SocketPanel;

/// A panel with one socket on the screen: its state on top, log and inspector in the middle, the
/// send form below for types that can send.
class SocketPanelWidget final : public QWidget
{
    Q_OBJECT
public:
    SocketPanelWidget(SocketPanel &panel, QWidget *parent);

    LogView &log() const;
    /// Null when the type cannot send.
    SendForm *sendForm() const { return m_form; }

protected:
    /// Hands the focus to the log.
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    ReadingSplitter *m_reading;
    QSplitter *m_rows; ///< reading and sending
    SendForm *m_form = nullptr;
    bool m_moved = false; ///< the person chose how high the form is
};

} // namespace zmqscope
