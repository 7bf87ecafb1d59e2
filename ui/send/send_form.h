// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"
#include "core/panel/socket_panel.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace zmqscope {

class AddressRow;
class AutoReplyRow;
class FrameList;
class OutboxBar;
class SendHistory;
class SequenceDialog;

/// Composes messages of one or more frames and sends them through a panel; tells at once what
/// became of each. Keeps what was sent, and a history of it. What stands in it is the panel's
/// draft, and so part of the profile.
class SendForm final : public QWidget
{
    Q_OBJECT
public:
    SendForm(SocketPanel &panel, QWidget *parent);
    ~SendForm() override;

    /// What stands in the form now.
    SendDraft draft() const;
    void setDraft(const SendDraft &draft);

    /// Sends what stands in the form, as the Send button does.
    void sendNow();
    /// Sends a message of the log once more, byte for byte, and leaves the form as it is.
    void resend(MessageIndex index);
    /// Puts a message of the log into the form: as text where that loses nothing, else as hex.
    void edit(MessageIndex index);
    /// Makes the form answer a message of the log: its routing id, with the delimiter it had.
    void replyTo(MessageIndex index);
    void openSequence();

signals:
    /// STREAM: the person wants a new connection.
    void connectRequested();

protected:
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Tone { Quiet, Good, Warning, Bad };
    void buildUi();
    void draftEdited();
    void storeDraft();
    void sendMessage(const Message &message);
    void showReport(const SendReport &report);
    void showStatus(const QString &text, Tone tone);
    void showOutboxMoved();
    void showHistoryStep(bool older);
    void openHistory();
    void setExpanded(bool on);

    SocketPanel &m_panel;
    AddressRow *m_address = nullptr;
    FrameList *m_frames = nullptr;
    AutoReplyRow *m_autoReply = nullptr;
    OutboxBar *m_outbox = nullptr;
    SendHistory *m_history = nullptr;
    QPointer<SequenceDialog> m_sequence;
    QWidget *m_body = nullptr;
    QToolButton *m_toggle = nullptr;
    QPushButton *m_send = nullptr;
    QLabel *m_status = nullptr;
    QTimer m_storeSoon;
    Tone m_tone = Tone::Quiet;
    bool m_waiting = false; ///< the status speaks of a message in the outbox
};

} // namespace zmqscope
