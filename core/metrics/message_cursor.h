// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"

#include <chrono>

namespace zmqscope {

/// Follows a store from message to message, in portions that are short enough for the GUI thread.
/// What the store pushes out, or a person clears, before it was looked at is counted, so that a
/// figure can say what it was made from.
class MessageCursor {
public:
    /// Messages between two looks at the clock, where a look takes nanoseconds.
    static constexpr int clockEvery = 64;
    /// Large messages take longer to look at: so many bytes of them count as that many messages.
    static constexpr qint64 clockEveryBytes = 64 * 1024;

    /// Begins with the oldest message at hand. @p store must outlive the cursor.
    explicit MessageCursor(const MessageStore &store)
        : m_store(store)
        , m_next(store.first())
    {
    }

    /// Calls @p look with each message that was not looked at yet, oldest first, for about as long
    /// as @p budget. True when there are more. Looks at the clock every @p every messages: fewer where
    /// a look takes microseconds.
    template <typename Look>
    bool follow(std::chrono::microseconds budget, const Look &look, int every = clockEvery)
    {
        using SteadyClock = std::chrono::steady_clock;
        passOverLost();
        const SteadyClock::time_point deadline = SteadyClock::now() + budget;
        int messages = 0;
        qint64 bytes = 0;
        while (m_next < m_store.end()) {
            const MessageView message = *m_store.at(m_next);
            look(message);
            ++m_next.value;
            bytes += message.frames.totalBytes();
            if (++messages < every && bytes < clockEveryBytes)
                continue;
            if (SteadyClock::now() >= deadline)
                break;
            messages = 0;
            bytes = 0;
        }
        return m_next < m_store.end();
    }

    /// The first message that was not looked at.
    MessageIndex next() const { return m_next; }
    /// Messages that went before they could be looked at.
    qint64 missed() const { return m_missed; }
    /// Begins again with the oldest message at hand.
    void restart()
    {
        m_next = m_store.first();
        m_missed = 0;
    }
    /// Passes over all that is there: only what comes from now on is looked at.
    void skipToEnd() { m_next = m_store.end(); }

private:
    void passOverLost()
    {
        if (m_next >= m_store.first())
            return;
        m_missed += qint64(m_store.first().value - m_next.value);
        m_next = m_store.first();
    }

    const MessageStore &m_store;
    MessageIndex m_next;
    qint64 m_missed = 0;
};

} // namespace zmqscope
