// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/message/message.h"

#include <algorithm>
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
    /// Asks @p goes about the messages from place @p from on, @p count at most, and lets those go for
    /// which it says true. Returns the place of the first that was not asked about.
    template <typename Goes>
    qsizetype release(qsizetype from, qsizetype count, const Goes &goes)
    {
        const auto begin = m_entries.begin() + from;
        const auto end = begin + std::min(count, qsizetype(m_entries.size()) - from);
        auto kept = begin;
        for (auto entry = begin; entry != end; ++entry) {
            if (goes(entry->message)) {
                m_bytes -= entry->message.totalBytes();
                continue;
            }
            if (kept != entry)
                *kept = std::move(*entry);
            ++kept;
        }
        const qsizetype next = kept - m_entries.begin();
        m_entries.erase(kept, end);
        return next;
    }
    void clear();

private:
    std::deque<Entry> m_entries;
    qint64 m_bytes = 0;
};

} // namespace zmqscope
