// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection.h"

#include <deque>

namespace zmqscope {

/// One line of the timeline: a connection event, or many like it.
struct TimelineRow
{
    quint64 number = 0; ///< 1 for the first row of a channel, never used again
    Timestamp time;     ///< of the first event
    Timestamp last;     ///< of the last one; the same as time for a single event
    ConnectionEvent event; ///< the last one
    ConnectionId connection; ///< 0: concerns none, or several
    QString peerAddress;     ///< of the connection; empty where there is none
    int count = 1;           ///< events in this row

    bool operator==(const TimelineRow &) const = default;
};

/// What happened to the connections of a channel, oldest first; bounded, and coalesced: tries to
/// connect that repeat share their rows, and under a storm so do all events of a kind. No event goes
/// uncounted.
class ConnectionTimeline
{
public:
    /// Rows beyond this push out the oldest.
    static constexpr size_t maxRows = 10'000;
    /// So many events in a second are shown one by one; what comes above shares rows.
    static constexpr int calmPerSecond = 100;

    void append(const ConnectionEvent &event, Timestamp now, ConnectionId connection, const QString &peerAddress);
    void clear();

    const std::deque<TimelineRow> &rows() const { return m_rows; }
    /// Null when the row was pushed out, or never was.
    const TimelineRow *find(quint64 number) const;
    /// Events so far.
    qint64 events() const { return m_events; }
    /// Events in rows that were pushed out.
    qint64 pushedOut() const { return m_pushedOut; }
    /// Grows with every change: rows with a smaller number() than the first changed one stay.
    quint64 revision() const { return quint64(m_events); }

private:
    TimelineRow *rowToShare(const ConnectionEvent &event, Timestamp now);

    std::deque<TimelineRow> m_rows;
    qint64 m_events = 0;
    qint64 m_pushedOut = 0;
    quint64 m_lastNumber = 0;
    Timestamp m_second;       ///< when the counting of m_inSecond began
    int m_inSecond = 0;
};

} // namespace zmqscope
