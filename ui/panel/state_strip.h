// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QWidget>

class QToolButton;

namespace zmqscope {

class Channel;
class EndpointChips;
class Panel;

/// What state a socket is in, always in sight: its type, open or closed, each endpoint, whose turn
/// it is, what it subscribed to or who subscribed; with the ways to change each.
class StateStrip final : public QWidget
{
    Q_OBJECT
public:
    /// @p channel is one of @p panel's.
    StateStrip(Panel &panel, Channel &channel, QWidget *parent);

    void openAddPopup();
    void openOptions();

signals:
    /// Something the person asked for here did not work.
    void failed(const zmqscope::Error &error);

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitHeight();
    void follow();
    void toggleOpen();
    void close(int lingerMs);
    void askBeforeClosing();
    void reopen();

    Panel &m_panel;
    Channel &m_channel;
    QToolButton *m_open;
    QToolButton *m_reopen;
    EndpointChips *m_endpoints;
};

} // namespace zmqscope
