// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/round_trips.h"

#include <algorithm>
#include <utility>

namespace zmqscope {

namespace {

/// Places of answered requests are cleared away when there are so many more places than requests.
constexpr std::size_t maxPlaces = 2 * std::size_t(RoundTrips::maxOpen);

} // namespace

RoundTrips::RoundTrips(const PairingRule &rule)
    : m_rule(rule)
{
}

void RoundTrips::setRule(const PairingRule &rule, KeyOf requestKey, KeyOf replyKey)
{
    m_rule = rule;
    m_requestKey = std::move(requestKey);
    m_replyKey = std::move(replyKey);
    clear();
}

void RoundTrips::clear()
{
    forgetOpen();
    m_skipped = false;
    m_unsureUntil = {};
    m_times.clear();
    m_series->clear();
    m_slowest = {};
    m_orphans.clear();
    m_unanswered = 0;
    m_noRequest = 0;
    m_withoutKey = 0;
    ++m_orphanRevision;
}

void RoundTrips::forgetOpen()
{
    m_open.clear();
    m_openCount = 0;
    m_waiting.clear();
    m_late.clear();
    m_byPeer.clear();
    m_peerPlaces = 0;
}

void RoundTrips::skip()
{
    forgetOpen();
    m_skipped = true;
}

/// Borrows the bytes of @p message where it can: copy the key to keep it.
std::optional<QByteArray> RoundTrips::keyOf(const MessageView &message, bool asRequest) const
{
    switch (m_rule.by) {
    case PairingRule::By::Turn:
        return QByteArray();
    case PairingRule::By::RoutingId: {
        const QByteArrayView id = message.frames[0];
        return id.size() <= maxKeyBytes ? std::optional(QByteArray::fromRawData(id.data(), id.size()))
                                        : std::nullopt;
    }
    case PairingRule::By::Field:
        break;
    }
    const KeyOf &read = asRequest ? m_requestKey : m_replyKey;
    std::optional<QByteArray> key = read ? read(message) : std::nullopt;
    return key && key->size() <= maxKeyBytes ? key : std::nullopt;
}

bool RoundTrips::isRequest(MessageWay way, const QByteArray &replyKey) const
{
    switch (m_rule.asker) {
    case PairingRule::Asker::InOrForward:
        return way == MessageWay::InOrForward;
    case PairingRule::Asker::OutOrBackward:
        return way == MessageWay::OutOrBackward;
    case PairingRule::Asker::WhoeverBegins:
        break;
    }
    const auto queue = m_open.constFind(replyKey);
    return queue == m_open.cend() || queue->asked == way;
}

void RoundTrips::take(const MessageView &message)
{
    if (std::exchange(m_skipped, false))
        m_unsureUntil = {message.header.time.ns + m_rule.timeoutNs};
    expire(message.header.time);
    if (message.header.flags.testAnyFlags(MessageFlag::Subscription | MessageFlag::NotPassed))
        return;
    const MessageWay way = wayOf(message.header.direction);
    const bool known = m_rule.asker != PairingRule::Asker::WhoeverBegins;
    std::optional<QByteArray> key = keyOf(message, known && isRequest(way, {}));
    const bool asks = isRequest(way, key.value_or(QByteArray()));
    if (!known && asks)
        key = keyOf(message, true);
    if (!key)
        ++m_withoutKey;
    else if (asks)
        ask(message, *key);
    else
        answer(message, *key);
}

void RoundTrips::ask(const MessageView &message, const QByteArray &key)
{
    auto queue = m_open.find(key);
    if (m_rule.lockstep && queue != m_open.end()) {
        for (Request &request : queue->requests)
            makeOrphan(request, Orphan::Why::Overtaken);
        closeFirst(queue, queue->requests.size());
        queue = m_open.end();
    }
    if (queue == m_open.end())
        queue = m_open.insert(QByteArray(key.constData(), key.size()), {{}, wayOf(message.header.direction)});
    const Place place{queue.key(), message.index, message.header.time};
    queue->requests.push_back({message.index, message.header.time, message.header.peer});
    ++m_openCount;
    m_waiting.push_back(place);
    if (m_waiting.size() > maxPlaces)
        forgetAnswered(m_waiting);
    if (m_rule.by == PairingRule::By::Field && message.header.peer.value != 0) {
        m_byPeer[message.header.peer.value].push_back(place);
        if (++m_peerPlaces > qsizetype(maxPlaces)) {
            m_peerPlaces = 0;
            for (Places &places : m_byPeer) {
                forgetAnswered(places);
                m_peerPlaces += qsizetype(places.size());
            }
            m_byPeer.removeIf([](const auto &peer) { return peer->empty(); });
        }
    }
    if (m_openCount > maxOpen)
        giveUpOldest();
}

void RoundTrips::answer(const MessageView &message, const QByteArray &key)
{
    const auto queue = m_open.find(key);
    if (queue == m_open.end()) {
        if (message.header.time < m_unsureUntil)
            return;
        ++m_noRequest;
        addOrphan({message.index, message.header.time, Orphan::Why::NoRequest});
        return;
    }
    // Who was not answered in time is passed over for a request that still can be.
    std::deque<Request> &requests = queue->requests;
    auto answered = std::ranges::find(requests, false, &Request::orphan);
    if (answered == requests.end())
        answered = requests.begin();
    const Request request = *answered;
    closeFirst(queue, std::size_t(answered - requests.begin()) + 1);
    if (request.orphan)
        withdrawOrphan(request.index);

    const qint64 ns = std::max<qint64>(0, message.header.time.ns - request.time.ns);
    m_times.add(ns);
    m_series->append(message.header.time, double(ns) * 1e-9);
    if (m_slowest.request.value == 0 || ns > m_slowest.ns)
        m_slowest = {request.index, message.index, ns};
    if (m_rule.by == PairingRule::By::Field)
        overtakeBefore(request);
    while (!m_waiting.empty() && !find(m_waiting.front()))
        m_waiting.pop_front();
}

/// What a peer whose request was answered had asked before, and waits for still, was overtaken.
void RoundTrips::overtakeBefore(const Request &answered)
{
    const auto places = m_byPeer.find(answered.peer.value);
    if (places == m_byPeer.end())
        return;
    for (; !places->empty() && places->front().index <= answered.index; places->pop_front(), --m_peerPlaces) {
        if (Request *request = find(places->front()))
            makeOrphan(*request, Orphan::Why::Overtaken);
    }
    if (places->empty())
        m_byPeer.erase(places);
}

void RoundTrips::expire(Timestamp now)
{
    for (; !m_waiting.empty(); m_waiting.pop_front()) {
        Request *request = find(m_waiting.front());
        if (!request)
            continue;
        if (now.ns - request->time.ns < m_rule.timeoutNs)
            break;
        makeOrphan(*request, Orphan::Why::TimedOut);
        m_late.push_back(m_waiting.front());
        if (m_late.size() > maxPlaces)
            forgetAnswered(m_late);
    }
}

std::optional<Timestamp> RoundTrips::nextDeadline() const
{
    return m_waiting.empty() ? std::nullopt
                             : std::optional(Timestamp{m_waiting.front().time.ns + m_rule.timeoutNs});
}

void RoundTrips::giveUpOldest()
{
    for (Places *places : {&m_late, &m_waiting}) {
        for (; !places->empty(); places->pop_front()) {
            const Place &place = places->front();
            Request *request = find(place);
            if (!request)
                continue;
            makeOrphan(*request, Orphan::Why::TimedOut);
            const auto queue = m_open.find(place.key);
            const auto at = std::ranges::find(queue->requests, place.index, &Request::index);
            closeFirst(queue, std::size_t(at - queue->requests.begin()) + 1);
            places->pop_front();
            return;
        }
    }
}

RoundTrips::Request *RoundTrips::find(const Place &place)
{
    const auto queue = m_open.find(place.key);
    if (queue == m_open.end())
        return nullptr;
    const auto at = std::ranges::lower_bound(queue->requests, place.index, {}, &Request::index);
    return at != queue->requests.end() && at->index == place.index ? &*at : nullptr;
}

/// The first @p count requests of a queue are open no longer.
void RoundTrips::closeFirst(QHash<QByteArray, Queue>::iterator queue, std::size_t count)
{
    m_openCount -= qsizetype(count);
    if (count == queue->requests.size())
        m_open.erase(queue);
    else
        queue->requests.erase(queue->requests.begin(), queue->requests.begin() + std::ptrdiff_t(count));
}

void RoundTrips::makeOrphan(Request &request, Orphan::Why why)
{
    if (std::exchange(request.orphan, true))
        return;
    ++m_unanswered;
    addOrphan({request.index, request.time, why});
}

void RoundTrips::withdrawOrphan(MessageIndex request)
{
    --m_unanswered;
    m_orphans.erase(request);
    ++m_orphanRevision;
}

void RoundTrips::addOrphan(const Orphan &orphan)
{
    m_orphans.insert({orphan.message, orphan});
    if (qsizetype(m_orphans.size()) > maxOrphans)
        m_orphans.erase(m_orphans.begin());
    ++m_orphanRevision;
}

void RoundTrips::forgetAnswered(Places &places)
{
    std::erase_if(places, [this](const Place &place) { return !find(place); });
}

} // namespace zmqscope
