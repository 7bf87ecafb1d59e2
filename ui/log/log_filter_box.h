// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace zmqscope {

class FilterLine;
class LogModel;
class MessageStore;

/// The quick filter of a log: a text to search for, with or without regard to case, the peer whose
/// messages are shown where one was chosen, and how many messages are left.
class LogFilterBox final : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the box.
    LogFilterBox(LogModel &model, const MessageStore &store, QWidget *parent);

    /// Puts the cursor into the text, all of it selected.
    void activate();
    /// Searches for @p text.
    void setText(const QString &text);
    /// Shows only the messages of @p peer, which people know as @p name; PeerId{0} shows those of all.
    void setPeer(PeerId peer, const QString &name);
    /// Shows all messages again.
    void clear();
    /// Counts again; call it when the model or the store changed.
    void updateCount();

signals:
    /// The person is done with the text: Enter, or Esc, which clears it.
    void left();

private:
    void apply();

    LogModel &m_model;
    const MessageStore &m_store;
    FilterLine *m_text;
    QToolButton *m_peer;
    QAction *m_caseSensitive;
    QLabel *m_count;
};

} // namespace zmqscope
