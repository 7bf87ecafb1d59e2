// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/tone_bar.h"

#include <QTimer>

class QLabel;

namespace zmqscope {

class SocketPanel;

/// The messages that wait to be sent: how many, since when, for what; with retry and discard.
/// Hidden while none waits.
class OutboxBar final : public ToneBar
{
    Q_OBJECT
public:
    OutboxBar(SocketPanel &panel, QWidget *parent);

signals:
    /// The person threw the waiting messages away.
    void discarded();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void follow();
    void updateText();

    SocketPanel &m_panel;
    QLabel *m_text;
    QTimer m_second{this}; ///< the age grows: runs only while the bar can be seen
};

} // namespace zmqscope
