// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection.h"
#include "core/message/message.h"

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace zmqscope {

class FiguresView;
class LogView;
class Panel;
class PeersView;
class TimelineView;
class TopicsView;

/// The views of one panel behind a row of tabs: its messages, its peers, what happened to the
/// connections, figures, and topics where it has some. All but the log are made when they are looked
/// at first.
class PanelViews final : public QWidget {
    Q_OBJECT
public:
    enum class View { Messages, Peers, Timeline, Figures, Topics };

    PanelViews(Panel &panel, QWidget *parent);

    LogView &log() const { return *m_log; }
    View current() const { return m_current; }
    void setCurrent(View view);

    /// Each opens the view that shows it. A message that is gone is told by the log.
    void showMessage(MessageIndex index);
    void showMessagesOf(PeerId peer);
    void showEvent(int side, quint64 number);
    void showConnection(int side, ConnectionId connection);

signals:
    void currentChanged();
    /// ROUTER, STREAM: the person wants to write to this peer.
    void addressRequested(const QByteArray &routingId);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addTab(View view, const QString &name, const char *icon, const QString &toolTip);
    int tabOf(View view) const;
    void choose(int tab);
    void fitTabs();
    QWidget *make(View view);
    QWidget *widgetOf(View view);
    PeersView &peers();
    TimelineView &timeline();

    Panel &m_panel;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    LogView *m_log;
    QList<QWidget *> m_made; ///< by View; null until it was looked at
    View m_current = View::Messages;
};

} // namespace zmqscope
