// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/message/message.h"

#include <deque>

namespace zmqscope {

/// Messages that libzmq would not take yet, in the order they were meant to go: none vanishes.
/// Bounded; a full outbox refuses, visibly.
class Outbox
{
public:
    static constexpr qint64 maxMessages = 100'000;       ///< a person cannot want more waiting
    static constexpr qint64 maxBytes = 256LL * 1024 * 1024; ///< as much as a panel's log by default

    struct Entry
    {
        Message message;
        Timestamp since;
    };

    bool isEmpty() const { return m_entries.empty(); }
    qint64 count() const { return qint64(m_entries.size()); }
    qint64 bytes() const { return m_bytes; }
    /// Only valid when not empty.
    const Entry &oldest() const { return m_entries.front(); }
    const std::deque<Entry> &entries() const { return m_entries; }

    /// False when it is full: the message was not taken.
    bool push(Message message, Timestamp now);
    void popOldest();
    void clear();

private:
    std::deque<Entry> m_entries;
    qint64 m_bytes = 0;
};

} // namespace zmqscope
