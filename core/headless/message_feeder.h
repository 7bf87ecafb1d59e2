// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/socket_panel.h"

#include <QObject>
#include <QTimer>
#include <deque>

namespace zmqscope {

/// Sends a row of messages through a panel, each when it can go: when it is the turn of a REQ or
/// REP, when the one before has left the outbox, when a PUB has somebody to talk to.
class MessageFeeder final : public QObject
{
    Q_OBJECT
public:
    /// More than this should not wait here: stop feeding until wantsMore().
    static constexpr std::size_t fullMessages = 1000;
    static constexpr qint64 fullBytes = 4 * 1024 * 1024;
    /// A publisher's messages go nowhere before the first subscription has come; it takes the time
    /// of a reconnection to come. Later nobody is expected, and what PUB does then is drop.
    static constexpr int subscriberWaitMs = 1000;

    explicit MessageFeeder(SocketPanel &panel, QObject *parent = nullptr);

    /// The body of one message; the panel's send form gives what goes in front.
    void add(const QByteArray &body);
    bool isFull() const;
    /// Messages that have not been given to the panel.
    qint64 waiting() const { return qint64(m_bodies.size()); }

signals:
    /// It was full and is not any more.
    void wantsMore();
    /// A message went nowhere.
    void failed(const zmqscope::Error &error);

private:
    bool mustWait() const;
    void pump();
    void send(const QByteArray &body);

    SocketPanel &m_panel;
    const SendDraft m_draft;
    std::deque<QByteArray> m_bodies;
    qint64 m_bytes = 0;
    QTimer m_next;
    QTimer m_subscriberWait;
    bool m_pumping = false;
    bool m_wasFull = false;
};

} // namespace zmqscope
