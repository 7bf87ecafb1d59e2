// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_view.h"

#include <QWidget>

class QLabel;

namespace zmqscope {

struct Peer;
class ToneLabel;

/// What is known of a message besides its bytes: number, way, peer, time, size.
class MessageHeaderBar final : public QWidget
{
    Q_OBJECT
public:
    explicit MessageHeaderBar(QWidget *parent = nullptr);

    void showMessage(const MessageView &message, const Peer &peer);
    /// "Jupyter messaging: status"; empty when the message follows no protocol.
    void showProtocol(const QString &title);
    /// Says that the log has let go of the message, until the next showMessage().
    void showGone();

private:
    QLabel *m_arrow;
    QLabel *m_title;
    ToneLabel *m_size;
    ToneLabel *m_protocol;
    ToneLabel *m_peer;
    ToneLabel *m_time;
    ToneLabel *m_flags;
    ToneLabel *m_gone;
};

} // namespace zmqscope
