// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_view.h"
#include "core/metrics/histogram.h"
#include "core/metrics/pairing_rule.h"
#include "core/metrics/time_series.h"

#include <QHash>
#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace zmqscope {

/// A request and what answered it.
struct RoundTrip {
    MessageIndex request;
    MessageIndex reply;
    qint64 ns = 0; ///< from the one to the other; never negative

    bool operator==(const RoundTrip &) const = default;
};

/// A message that misses its other half.
struct Orphan {
    enum class Why {
        TimedOut, ///< a request; no reply came in time
        Overtaken, ///< a request; a later one of its peer was answered before it, or took its turn
        NoRequest, ///< a reply; nothing that it could answer was open
    };
    MessageIndex message;
    Timestamp time;
    Why why = Why::TimedOut;

    bool isRequest() const { return why != Why::NoRequest; }
    bool operator==(const Orphan &) const = default;
};

/// Pairs requests with replies, in the order of the log: how long answers take, and what was never
/// answered. An orphan whose reply comes after all is no orphan any more, and its time counts.
/// Needs a bounded piece of memory.
class RoundTrips {
public:
    /// Requests that are open at once; beyond this the oldest is an orphan, and what answers it later
    /// is not recognised.
    static constexpr qsizetype maxOpen = 100'000;
    /// Orphans that are remembered with their place, newest first; all are counted.
    static constexpr qsizetype maxOrphans = 1'000;
    /// Round trips that the series over time holds.
    static constexpr qsizetype maxPoints = 1'000'000;
    /// Fields with more bytes name nothing: keys take memory while a request is open.
    static constexpr qsizetype maxKeyBytes = 1024;

    /// The value that a message is paired by; nothing when it has none.
    using KeyOf = std::function<std::optional<QByteArray>(const MessageView &)>;

    explicit RoundTrips(const PairingRule &rule = {});

    const PairingRule &rule() const { return m_rule; }
    /// Starts over. For By::Field the keys of requests and of replies.
    void setRule(const PairingRule &rule, KeyOf requestKey = {}, KeyOf replyKey = {});
    void clear();

    /// The next message.
    void take(const MessageView &message);
    /// Messages before the next one were never seen: what was open stays unknown, and counts neither
    /// as answered nor as an orphan.
    void skip();
    /// Requests whose time is up at @p now become orphans.
    void expire(Timestamp now);
    /// When expire() has something to do, should nothing come until then.
    std::optional<Timestamp> nextDeadline() const;

    /// Nanoseconds.
    const Histogram &times() const { return m_times; }
    /// Seconds, at the time of the reply.
    std::shared_ptr<const TimeSeries> series() const { return m_series; }
    /// The longest; request 0 while there is none.
    const RoundTrip &slowest() const { return m_slowest; }
    /// Requests that were not answered yet, orphans included.
    qsizetype open() const { return m_openCount; }

    /// Those that are remembered, by message.
    const std::map<MessageIndex, Orphan> &orphans() const { return m_orphans; }
    qint64 unansweredRequests() const { return m_unanswered; }
    qint64 repliesToNothing() const { return m_noRequest; }
    /// Messages without the value that they should be paired by.
    qint64 withoutKey() const { return m_withoutKey; }
    /// Changes whenever an orphan comes or goes.
    quint64 orphanRevision() const { return m_orphanRevision; }

private:
    struct Request {
        MessageIndex index;
        Timestamp time;
        PeerId peer;
        bool orphan = false;
    };
    /// The open requests of one key, oldest first.
    struct Queue {
        std::deque<Request> requests;
        MessageWay asked = MessageWay::InOrForward;
    };
    /// Where an open request is found again. Stays when the request is answered: it is no longer
    /// found then.
    struct Place {
        QByteArray key;
        MessageIndex index;
        Timestamp time;
    };
    using Places = std::deque<Place>;

    std::optional<QByteArray> keyOf(const MessageView &message, bool asRequest) const;
    bool isRequest(MessageWay way, const QByteArray &replyKey) const;
    void ask(const MessageView &message, const QByteArray &key);
    void answer(const MessageView &message, const QByteArray &key);
    void overtakeBefore(const Request &answered);
    void giveUpOldest();
    Request *find(const Place &place);
    void closeFirst(QHash<QByteArray, Queue>::iterator queue, std::size_t count);
    void makeOrphan(Request &request, Orphan::Why why);
    void withdrawOrphan(MessageIndex request);
    void addOrphan(const Orphan &orphan);
    void forgetAnswered(Places &places);
    void forgetOpen();

    PairingRule m_rule;
    KeyOf m_requestKey;
    KeyOf m_replyKey;

    QHash<QByteArray, Queue> m_open;
    qsizetype m_openCount = 0;
    Places m_waiting; ///< in time; oldest first
    Places m_late; ///< timed out, and perhaps answered later; oldest first
    QHash<quint32, Places> m_byPeer; ///< Field: those in time of each known peer
    qsizetype m_peerPlaces = 0;
    bool m_skipped = false; ///< just before the next message
    Timestamp m_unsureUntil; ///< replies before may answer what was not seen

    Histogram m_times;
    std::shared_ptr<TimeSeries> m_series = std::make_shared<TimeSeries>(maxPoints);
    RoundTrip m_slowest;
    std::map<MessageIndex, Orphan> m_orphans;
    qint64 m_unanswered = 0;
    qint64 m_noRequest = 0;
    qint64 m_withoutKey = 0;
    quint64 m_orphanRevision = 0;
};

} // namespace zmqscope
