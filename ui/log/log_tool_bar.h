// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/log_columns.h"

#include <QAction>
#include <QWidget>

namespace zmqscope {

class LogFilterBox;
class LogTable;
class MessageStore;

/// The row of controls over a log: filter, follow, pause, clear, columns. It only asks; the view
/// does, and sets what is checked.
class LogToolBar final : public QWidget {
    Q_OBJECT
public:
    /// All must outlive the bar. @p canReceive is false for panels that never receive anything.
    LogToolBar(LogTable &table, const MessageStore &store, bool canReceive, QWidget *parent);

    LogFilterBox &filter() const { return *m_filter; }
    void setFollowing(bool on) { m_follow->setChecked(on); }
    void setDisplayPaused(bool on) { m_pauseDisplay->setChecked(on); }
    void setReceivingStopped(bool on) { m_stopReceiving->setChecked(on); }

signals:
    void followChosen(bool on);
    void pauseDisplayChosen(bool on);
    void stopReceivingChosen(bool on);
    void clearRequested();
    void columnsChosen(const zmqscope::LogColumnLayout &layout);
    void columnsResetRequested();

private:
    QWidget *makePauseButton(bool canReceive);
    QWidget *makeColumnsButton(LogTable &table);

    LogFilterBox *m_filter;
    QAction *m_follow;
    QAction *m_pauseDisplay;
    QAction *m_stopReceiving;
};

} // namespace zmqscope
