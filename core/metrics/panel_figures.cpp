// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/panel_figures.h"

#include "core/metrics/message_field.h"
#include "core/metrics/topic_of.h"
#include "core/panel/message_reader.h"
#include "core/panel/panel.h"

#include <algorithm>

namespace zmqscope {

namespace {

/// So long without a published() the panel counts as quiet: longer than a frame under a flood.
constexpr int quietAfterMs = 80;
/// Between two portions then.
constexpr int catchUpPauseMs = 8;
/// A request that is never answered shows this soon after its time is up.
constexpr qint64 expirySlackMs = 200;

/// The numbers that the protocol of @p message says are in it.
TopicNumbersPtr protocolNumbers(const MessageReader &reader, const MessageView &message)
{
    const std::optional<ProtocolMatch> match = reader.protocolOf(message);
    if (!match)
        return nullptr;
    for (const SequenceCheck &check : match->protocol().sequences) {
        const qsizetype frame = match->frameNamed(check.frame);
        if (frame < 0 || !sequenceNumber(check, message.frames[frame]))
            continue;
        const quint64 largest =
            check.bytes == 0 || check.bytes == 8 ? ~quint64(0) : (quint64(1) << (8 * check.bytes)) - 1;
        const auto numberOf = [check, frame, frames = message.frames.count()](const MessageView &other) {
            return other.frames.count() == frames ? sequenceNumber(check, other.frames[frame]) : std::nullopt;
        };
        return std::make_shared<const TopicNumbers>(TopicNumbers{numberOf, largest});
    }
    return nullptr;
}

bool hasTopicSocket(const Panel &panel)
{
    return std::ranges::any_of(panel.channels(), [](const Channel *channel) {
        const SocketTraits &type = traits(channel->type());
        return type.publishes || type.subscribes;
    });
}

} // namespace

PanelFigures::PanelFigures(Panel &panel, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_panel(panel)
    , m_clock(clock)
    , m_followers{Follower(panel.store()), Follower(panel.store())}
    , m_hasTopics(hasTopicSocket(panel))
{
    if (const std::optional<PairingRule> rule = PairingRule::usual(panel)) {
        m_hasRoundTrips = true;
        m_roundTrips.setRule(*rule);
    }
    chooseNumbers();
    for (const Part part : parts)
        restart(part, Begin::WithLog);
    for (QTimer *timer : {&m_sampling, &m_catchUp, &m_expiry})
        timer->setSingleShot(true);
    m_sampling.setInterval(samplePeriodMs);
    connect(&m_sampling, &QTimer::timeout, this, &PanelFigures::sampleRates);
    connect(&m_catchUp, &QTimer::timeout, this, &PanelFigures::catchUp);
    connect(&m_expiry, &QTimer::timeout, this, &PanelFigures::expireRequests);
    connect(&panel, &Panel::published, this, &PanelFigures::onPublished);
    m_rates.sample(panel.counters(), m_clock.now());
}

PanelFigures::~PanelFigures() = default;

PanelFigures &PanelFigures::of(Panel &panel)
{
    if (auto *figures = panel.findChild<PanelFigures *>(QString(), Qt::FindDirectChildrenOnly))
        return *figures;
    return *new PanelFigures(panel, Clock::system(), &panel);
}

PanelFigures::Watch PanelFigures::watch(Part part)
{
    if (++follower(part).watchers == 1)
        m_catchUp.start(0);
    return Watch(this, part);
}

void PanelFigures::unwatch(Part part)
{
    --follower(part).watchers;
}

qint64 PanelFigures::waiting(Part part) const
{
    const MessageIndex next = std::max(follower(part).cursor.next(), m_panel.store().first());
    return qint64(m_panel.store().end().value - next.value);
}

void PanelFigures::restart(Part part, Begin begin)
{
    Follower &f = follower(part);
    f.cursor.restart();
    f.examined = 0;
    f.missedBefore = 0;
    f.more = false;
    const bool earlierAreGone = begin == Begin::WithNext || m_panel.store().first().value > 1;
    if (begin == Begin::WithNext)
        f.cursor.skipToEnd();
    if (part == Part::Topics) {
        m_topics.clear();
        m_topicsUntil = {};
    } else {
        m_sizes.clear();
        m_roundTrips.clear();
    }
    if (earlierAreGone)
        skip(part);
    if (isWatched(part))
        m_catchUp.start(0);
    emit changed(part);
}

void PanelFigures::onPublished()
{
    if (!m_sampling.isActive()) {
        m_rates.resume(m_clock.now());
        m_sampling.start();
    }
    bool more = false;
    for (const Part part : parts)
        more = (isWatched(part) && follow(part, frameBudget)) || more;
    if (more)
        m_catchUp.start(quietAfterMs);
}

void PanelFigures::catchUp()
{
    bool more = false;
    for (const Part part : parts)
        more = (isWatched(part) && follow(part, quietBudget)) || more;
    if (more)
        m_catchUp.start(catchUpPauseMs);
}

void PanelFigures::sampleRates()
{
    if (m_rates.sample(m_panel.counters(), m_clock.now()))
        m_sampling.start();
    emit ratesChanged();
}

/// True when there are more.
bool PanelFigures::follow(Part part, std::chrono::microseconds budget)
{
    Follower &f = follower(part);
    const MessageIndex before = f.cursor.next();
    if (part == Part::Topics) {
        m_subscriptions.clear();
        for (const Channel *channel : m_panel.channels())
            m_subscriptions += channel->config().subscriptions;
    }
    // A field is read in microseconds, or, of a large payload, in milliseconds.
    const bool reads =
        part == Part::Traffic ? pairing().by == PairingRule::By::Field : !m_numberField.isEmpty();
    const int every = reads ? 1 : MessageCursor::clockEvery;
    f.more = f.cursor.follow(
        budget,
        [&](const MessageView &message) {
            if (f.cursor.missed() != f.missedBefore) {
                f.missedBefore = f.cursor.missed();
                skip(part);
            }
            ++f.examined;
            take(part, message);
        },
        every);
    if (part == Part::Traffic)
        scheduleExpiry();
    if (f.cursor.next() != before || f.cursor.missed() != f.missedBefore)
        emit changed(part);
    return f.more;
}

void PanelFigures::take(Part part, const MessageView &message)
{
    if (part == Part::Traffic) {
        m_sizes.take(message);
        if (m_hasRoundTrips)
            m_roundTrips.take(message);
        return;
    }
    m_topicsUntil = message.header.time;
    if (!message.header.flags.testFlag(MessageFlag::Subscription))
        m_topics.take(message, topicOf(message, m_subscriptions));
}

void PanelFigures::skip(Part part)
{
    if (part == Part::Topics) {
        m_topics.skip();
    } else {
        m_sizes.skip();
        m_roundTrips.skip();
    }
}

void PanelFigures::updateTopics()
{
    // While the tree is behind, its time is that of the messages: a rate is what it was then.
    const bool behind = waiting(Part::Topics) > 0 || examined(Part::Topics) == 0;
    m_topics.update(behind ? m_topicsUntil : m_clock.now());
}

void PanelFigures::expireRequests()
{
    if (!isWatched(Part::Traffic))
        return;
    if (!follower(Part::Traffic).more)
        m_roundTrips.expire(m_clock.now());
    scheduleExpiry();
    emit changed(Part::Traffic);
}

void PanelFigures::scheduleExpiry()
{
    if (m_expiry.isActive())
        return;
    const std::optional<Timestamp> deadline = m_roundTrips.nextDeadline();
    if (!deadline)
        return;
    constexpr qint64 longestMs = 24 * 60 * 60 * 1000;
    const qint64 ms = (deadline->ns - m_clock.now().ns) / 1'000'000 + expirySlackMs;
    m_expiry.start(int(std::clamp<qint64>(ms, expirySlackMs, longestMs)));
}

Result<void> PanelFigures::setPairing(const PairingRule &rule)
{
    RoundTrips::KeyOf requestKey;
    RoundTrips::KeyOf replyKey;
    if (rule.by == PairingRule::By::Field) {
        const auto keyOf = [this](const MessageField &field) -> RoundTrips::KeyOf {
            return [&reader = MessageReader::of(m_panel), field](
                       const MessageView &message) { return field.bytesIn(reader, message); };
        };
        const Result<MessageField> request = MessageField::parse(rule.requestField);
        if (!request)
            return request.error();
        const Result<MessageField> reply =
            MessageField::parse(rule.replyField.isEmpty() ? rule.requestField : rule.replyField);
        if (!reply)
            return reply.error();
        requestKey = keyOf(*request);
        replyKey = keyOf(*reply);
    }
    m_roundTrips.setRule(rule, requestKey, replyKey);
    m_expiry.stop();
    restart(Part::Traffic, Begin::WithLog);
    return {};
}

void PanelFigures::setSeparator(std::optional<char> separator)
{
    m_topics.setSeparator(separator);
    emit changed(Part::Topics);
}

Result<void> PanelFigures::setNumberField(const QString &field)
{
    if (!field.isEmpty()) {
        if (const Result<MessageField> parsed = MessageField::parse(field); !parsed)
            return parsed.error();
    }
    m_numberField = field;
    chooseNumbers();
    emit changed(Part::Topics);
    return {};
}

void PanelFigures::chooseNumbers()
{
    if (m_numberField.isEmpty()) {
        m_topics.setNumbers([this](const MessageView &message) {
            return protocolNumbers(MessageReader::of(m_panel), message);
        });
        return;
    }
    const auto numberOf = [&reader = MessageReader::of(m_panel), field = *MessageField::parse(m_numberField)](
                              const MessageView &message) { return field.numberIn(reader, message); };
    m_topics.setNumbers([numbers = std::make_shared<const TopicNumbers>(TopicNumbers{numberOf})](
                            const MessageView &) { return numbers; });
}

} // namespace zmqscope
