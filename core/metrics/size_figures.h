// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_view.h"
#include "core/metrics/histogram.h"
#include "core/metrics/message_way.h"

namespace zmqscope {

/// How large messages are, and how long it is from one to the next of the same way. Looks at no
/// payload, so a message costs nanoseconds. Subscriptions are no data, and left out.
class SizeFigures {
public:
    /// The next message, in the order of the log.
    void take(const MessageView &message)
    {
        if (message.header.flags.testFlag(MessageFlag::Subscription))
            return;
        Way &way = m_ways[std::size_t(wayOf(message.header.direction))];
        way.sizes.add(message.frames.totalBytes());
        const Timestamp now = message.header.time;
        // A clock that was set back tells nothing of the time in between.
        if (way.hasLast && now >= way.last)
            way.gaps.add(now.ns - way.last.ns);
        way.last = now;
        way.hasLast = true;
    }
    /// Messages before the next one were never seen: from the last one to it is no gap.
    void skip()
    {
        for (Way &way : m_ways)
            way.hasLast = false;
    }
    void clear() { *this = {}; }

    /// Bytes of all frames of a message together.
    const Histogram &sizes(MessageWay way) const { return m_ways[std::size_t(way)].sizes; }
    /// Nanoseconds between two messages. Those that one look at the socket brought have one time, and
    /// a gap of 0.
    const Histogram &gaps(MessageWay way) const { return m_ways[std::size_t(way)].gaps; }

private:
    struct Way {
        Histogram sizes;
        Histogram gaps;
        Timestamp last;
        bool hasLast = false;
    };
    std::array<Way, 2> m_ways;
};

} // namespace zmqscope
