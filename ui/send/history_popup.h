// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLineEdit;
class QListWidget;

namespace zmqscope {

class SendHistory;

/// A searchable list of what was sent, newest first. Deletes itself when it closes.
class HistoryPopup final : public QFrame
{
    Q_OBJECT
public:
    HistoryPopup(const SendHistory &history, QWidget *parent);

    /// Shows it above @p anchor, within the screen.
    void popUp(QWidget *anchor);

signals:
    /// The person chose entry @p index of SendHistory::entries().
    void chosen(int index);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void choose();

    const SendHistory &m_history;
    QLineEdit *m_search;
    QListWidget *m_list;
};

} // namespace zmqscope
