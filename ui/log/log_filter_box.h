// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace zmqscope {

class LogModel;
class MessageStore;

/// The quick filter of a log: a text to search for, with or without regard to case, and how many
/// messages hold it.
class LogFilterBox final : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the box.
    LogFilterBox(LogModel &model, const MessageStore &store, QWidget *parent);

    /// Puts the cursor into the text, all of it selected.
    void activate();
    /// Counts again; call it when the model or the store changed.
    void updateCount();

signals:
    /// The person is done with the text: Enter, or Esc, which clears it.
    void left();

private:
    void apply();

    LogModel &m_model;
    const MessageStore &m_store;
    QLineEdit *m_text;
    QAction *m_caseSensitive;
    QLabel *m_count;
};

} // namespace zmqscope
