// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headless/message_feeder.h"

#include "core/automation/message_composer.h"

#include <QElapsedTimer>
#include <QScopedValueRollback>

namespace zmqscope {

namespace {
constexpr qint64 sliceMs = 4; ///< then others get their turn on the event loop
} // namespace

MessageFeeder::MessageFeeder(SocketPanel &panel, QObject *parent) : QObject(parent), m_panel(panel), m_draft(panel.config().draft)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &MessageFeeder::pump);
    m_subscriberWait.setSingleShot(true);
    connect(&m_subscriberWait, &QTimer::timeout, this, &MessageFeeder::pump);
    if (traits(panel.type()).publishes)
        m_subscriberWait.start(subscriberWaitMs);
    connect(&panel, &Panel::stateChanged, this, &MessageFeeder::pump);
    connect(&panel, &SocketPanel::outboxMoved, this, &MessageFeeder::pump);
}

void MessageFeeder::add(const QByteArray &body)
{
    m_bytes += body.size();
    m_bodies.push_back(body);
    m_wasFull = m_wasFull || isFull();
    if (!m_next.isActive())
        m_next.start(0);
}

bool MessageFeeder::isFull() const
{
    return m_bodies.size() >= fullMessages || m_bytes >= fullBytes;
}

bool MessageFeeder::mustWait() const
{
    if (!m_panel.isOpen() || !m_panel.outbox().isEmpty())
        return true;
    const Channel &channel = m_panel.channel();
    if (channel.turn() == Turn::Receive)
        return true;
    return m_subscriberWait.isActive() && channel.subscribers().total() == 0;
}

void MessageFeeder::pump()
{
    // Sending changes the panel's state, which comes back here.
    if (m_pumping)
        return;
    const QScopedValueRollback pumping(m_pumping, true);
    QElapsedTimer slice;
    slice.start();
    while (!m_bodies.empty() && !mustWait()) {
        if (slice.hasExpired(sliceMs)) {
            m_next.start(0);
            break;
        }
        const QByteArray body = std::move(m_bodies.front());
        m_bodies.pop_front();
        m_bytes -= body.size();
        send(body);
    }
    if (m_wasFull && !isFull()) {
        m_wasFull = false;
        emit wantsMore();
    }
}

void MessageFeeder::send(const QByteArray &body)
{
    const Result<Message> message = composeMessage(m_draft, m_panel.type(), {body});
    if (!message) {
        emit failed(message.error());
        return;
    }
    const SendReport report = m_panel.send(*message);
    if (report.status == SendReport::Status::Refused)
        emit failed(report.error);
}

} // namespace zmqscope
