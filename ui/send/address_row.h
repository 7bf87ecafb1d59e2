// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/socket_panel.h"

#include <QTimer>
#include <QWidget>
#include <optional>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QToolButton;

namespace zmqscope {

class MatchLabel;
class PeerPicker;
class ToneLabel;

/// What goes before the body of a message, as the panel's type needs it: the receiver (ROUTER,
/// STREAM), the empty delimiter (DEALER, ROUTER), the topic (PUB, XPUB). Hidden for other types.
class AddressRow final : public QWidget
{
    Q_OBJECT
public:
    AddressRow(SocketPanel &panel, QWidget *parent);

    /// Reads the fields into @p draft, and the other way; frames are left alone.
    void fill(SendDraft &draft) const;
    void setDraft(const SendDraft &draft);
    void setReceiver(const QByteArray &routingId);
    void setDelimiter(bool on);
    /// What would go out as the first frame without a topic, nothing where that is not known: tells
    /// how many subscribers would get it.
    void setFirstFrame(const std::optional<QByteArray> &bytes);

signals:
    void edited();
    void connectRequested();
    void closePeerRequested();

private:
    void addReceiver(QLayout *row);
    void addDelimiter(QLayout *row);
    void addTopic(QLayout *row);
    void updateHint();
    QString delimiterHint() const;
    bool isUnanswered() const;
    void watchForSilence();
    void updateMatches();

    SocketPanel &m_panel;
    PeerPicker *m_receiver = nullptr;
    QCheckBox *m_delimiter = nullptr;
    QLineEdit *m_topic = nullptr;
    QComboBox *m_topicPlace = nullptr;
    MatchLabel *m_matches = nullptr;
    QToolButton *m_closePeer = nullptr;
    ToneLabel *m_hint;
    std::optional<QByteArray> m_firstFrame;
    QTimer m_silence; ///< DEALER: runs out when nothing has come back for a while
    bool m_silent = false;
};

} // namespace zmqscope
