// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/automation/placeholders.h"
#include "core/panel/socket_panel.h"
#include "ui/send/send_history.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QToolButton;

namespace zmqscope {

class AddressRow;
class FileComposition;
class FrameList;
class SendFooter;
class SequenceDialog;

/// Composes messages of one or more frames and sends them through a panel; tells at once what
/// became of each. Keeps what was sent, and a history of it. What stands in it is the panel's
/// draft, and so part of the profile.
class SendForm final : public QWidget
{
    Q_OBJECT
public:
    /// Larger messages of the log are not put into the form: laying out the text of more than this
    /// would stop the window for longer than one notices.
    static constexpr qint64 maxEditBytes = 64 * 1024;

    SendForm(SocketPanel &panel, QWidget *parent);
    ~SendForm() override;

    /// What stands in the form now.
    SendDraft draft() const;
    void setDraft(const SendDraft &draft);

    /// Sends what stands in the form, as the Send button does. Large files are read in the
    /// background first; until that is done, or stopped, nothing else is sent from here.
    void sendNow();
    /// Sends a message of the log once more, byte for byte, and leaves the form as it is.
    void resend(MessageIndex index);
    /// Puts a message of the log into the form: as text where that loses nothing, else as hex.
    void edit(MessageIndex index);
    /// Makes the form answer a message of the log: its routing id, with the delimiter it had.
    void replyTo(MessageIndex index);
    /// ROUTER, STREAM: makes the form write to this peer.
    void address(const QByteArray &routingId);
    void openSequence();
    void openHistory();

    bool isExpanded() const { return m_expanded; }
    void setExpanded(bool on);

    /// What it would like to have at its width, in device-independent pixels.
    int preferredHeight() const;

signals:
    void preferredHeightChanged();
    /// STREAM: the person wants a new connection.
    void connectRequested();

protected:
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    QWidget *buildHeader();
    void addShortcuts();
    void fitHeight();
    void draftEdited();
    void storeDraft();
    void followDraft();
    void sendOrStop();
    void sendComposed(const SendDraft &draft, const Result<Message> &message);
    void composeInBackground(const SendDraft &draft, const PlaceholderValues &values);
    void endComposing();
    /// False when it was refused.
    bool send(const Message &message);
    void closePeer();
    void showStatus(const QString &text, theme::Role role);
    void followOutbox();
    void followPeers();
    void stepHistory(int by);
    std::optional<MessageView> logged(MessageIndex index);
    void followSequence();

    SocketPanel &m_panel;
    SendHistory m_history;
    AddressRow *m_address;
    FrameList *m_frames;
    SendFooter *m_footer;
    QWidget *m_body;
    QToolButton *m_toggle = nullptr;
    QToolButton *m_historyButton = nullptr;
    QToolButton *m_sequenceButton = nullptr;
    QPointer<SequenceDialog> m_sequence;
    FileComposition *m_composing = nullptr; ///< the message whose files are being read
    QTimer m_storeSoon;
    bool m_expanded = true;
    int m_preferredTold = 0;
    bool m_filling = false;
    bool m_queued = false;  ///< the status speaks of a message that libzmq holds until a peer connects
    qint64 m_number = 0;    ///< how many messages went out of the form: {n} is the next
    bool m_waiting = false; ///< the status speaks of a message in the outbox
};

} // namespace zmqscope
