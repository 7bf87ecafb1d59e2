// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/connection_timeline.h"

namespace zmqscope {

namespace {

constexpr qint64 secondNs = 1'000'000'000;
/// A row is shared with events that come no more than so many rows later: further up it would
/// change where nobody looks.
constexpr size_t sharedWithin = 8;

/// What libzmq repeats for as long as nobody answers.
bool isTry(ConnectionEventKind kind)
{
    using Kind = ConnectionEventKind;
    return kind == Kind::ConnectDelayed || kind == Kind::ConnectRetried || kind == Kind::Closed;
}

} // namespace

TimelineRow *ConnectionTimeline::rowToShare(const ConnectionEvent &event, Timestamp now)
{
    if (now.ns - m_second.ns >= secondNs || now < m_second) {
        m_second = now;
        m_inSecond = 0;
    }
    const bool storm = ++m_inSecond > calmPerSecond;
    if (!storm && !isTry(event.kind))
        return nullptr;
    size_t looked = 0;
    for (auto row = m_rows.rbegin(); row != m_rows.rend() && looked < sharedWithin; ++row, ++looked) {
        if (row->event.kind == event.kind && row->event.endpoint == event.endpoint)
            return &*row;
        // A connection came between: what follows are new tries.
        if (!storm && !isTry(row->event.kind))
            return nullptr;
    }
    return nullptr;
}

void ConnectionTimeline::append(const ConnectionEvent &event, Timestamp now, ConnectionId connection, const QString &peerAddress)
{
    ++m_events;
    if (TimelineRow *row = rowToShare(event, now)) {
        row->last = now;
        row->event = event;
        ++row->count;
        if (row->connection != connection) {
            row->connection = {};
            row->peerAddress.clear();
        }
        return;
    }
    m_rows.push_back({++m_lastNumber, now, now, event, connection, peerAddress, 1});
    if (m_rows.size() > maxRows) {
        m_pushedOut += m_rows.front().count;
        m_rows.pop_front();
    }
}

void ConnectionTimeline::clear()
{
    m_pushedOut = m_events;
    m_rows.clear();
}

const TimelineRow *ConnectionTimeline::find(quint64 number) const
{
    if (m_rows.empty() || number < m_rows.front().number || number > m_lastNumber)
        return nullptr;
    return &m_rows[number - m_rows.front().number];
}

} // namespace zmqscope
