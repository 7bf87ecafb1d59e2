// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"

#include <deque>

namespace zmqscope {

/// What was sent from one form, newest last, to step through and to search. Bounded: the oldest
/// goes first.
class SendHistory
{
public:
    static constexpr std::size_t maxEntries = 200;          ///< more than one would look through
    static constexpr qint64 maxCharacters = 8 * 1024 * 1024; ///< about 16 MiB of memory

    /// Remembers a sent draft; one equal to the last is not kept twice. Ends stepping.
    void add(const SendDraft &draft);
    const std::deque<SendDraft> &entries() const { return m_entries; }

    /// The entry before the one shown; @p current is put aside when stepping begins. Null at the end.
    const SendDraft *older(const SendDraft &current);
    /// The entry after the one shown, at last what was put aside. Null when not stepping.
    const SendDraft *newer();

    /// One line for lists: the topic and the frames' texts.
    static QString summary(const SendDraft &draft);

private:
    static qint64 weight(const SendDraft &draft);

    std::deque<SendDraft> m_entries;
    SendDraft m_aside;
    std::size_t m_back = 0; ///< how many steps back is shown; 0 = not stepping
    qint64 m_characters = 0;
};

} // namespace zmqscope
