// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/protocol_match.h"

#include <QHash>
#include <deque>

namespace zmqscope {

/// The number that a sequence check looks at; nothing when the frame holds none.
std::optional<quint64> sequenceNumber(const SequenceCheck &check, QByteArrayView bytes);

/// Follows the numbers of messages in the order they came, and remembers where some are missing.
/// Each topic of each peer has a count of its own.
class SequenceWatch
{
public:
    /// Topics beyond this are not followed: bounds memory when each message names another.
    static constexpr qsizetype maxTopics = 10'000;
    /// Gaps beyond this are counted, and only the newest remembered with their place.
    static constexpr qsizetype maxGaps = 10'000;
    /// Topics longer than this are not followed.
    static constexpr qsizetype maxTopicBytes = 1024;

    /// Where a number does not follow the one before it.
    struct Gap
    {
        MessageIndex at;
        quint64 value = 0;
        quint64 previous = 0;
        quint64 missing = 0; ///< messages between the two; 0 when the count went back or stood still

        /// "previous of this topic 15: 1 missing"
        QString text() const;
        bool operator==(const Gap &) const = default;
    };

    /// The next message; those before next() are passed over.
    void take(const ProtocolMatch &match, const MessageView &message);
    /// The messages up to before @p index were seen, or are none of the protocol.
    void advanceTo(MessageIndex index) { m_next = std::max(m_next, index); }
    /// Messages before @p index were never seen: what follows tells of no gap.
    void skipTo(MessageIndex index);
    /// The first message that was not seen yet.
    MessageIndex next() const { return m_next; }

    /// Gaps so far; where a count went back or stood still is no gap.
    qint64 gaps() const { return m_gaps; }
    /// The messages that are missing in all of them.
    quint64 missing() const { return m_missing; }
    /// Where numbers do not follow, oldest first; the last maxGaps.
    const std::deque<Gap> &places() const { return m_places; }
    /// Nothing where the message follows the one before it.
    std::optional<Gap> gapAt(MessageIndex index) const;

private:
    using Count = std::pair<quint32, QByteArray>; ///< PeerId::value and topic

    QHash<Count, quint64> m_last;
    std::deque<Gap> m_places;
    MessageIndex m_next{1};
    qint64 m_gaps = 0;
    quint64 m_missing = 0;
};

} // namespace zmqscope
