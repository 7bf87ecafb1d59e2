// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/catch_all_probe.h"

#include "core/diagnosis/topic_likeness.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

SideConfig listener(const SideConfig &side)
{
    SideConfig all = side;
    all.type = SocketType::Sub;
    all.subscriptions = {QByteArray("")};
    all.endpoints.removeIf([](const Endpoint &endpoint) { return endpoint.role == EndpointRole::Bind; });
    // What security, proxies and timeouts need stays; what changes which messages come, does not.
    all.options.removeIf([](const auto &entry) {
        const QString &name = entry.key();
        const OptionInfo *info = findOption(name);
        return !info || !info->appliesTo(SocketType::Sub) || name == "ZMQ_CONFLATE"_L1
            || name == "ZMQ_INVERT_MATCHING"_L1 || name == "ZMQ_RCVHWM"_L1 || name == "ZMQ_ROUTING_ID"_L1;
    });
    return all;
}

} // namespace

CatchAllProbe::CatchAllProbe(
    const Context &context, const Clock &clock, const SideConfig &side, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_channel(context, m_scheduler, clock, m_peers, *this, listener(side), nullptr)
{
    m_end.setSingleShot(true);
    m_end.setInterval(listenMs);
    connect(&m_end, &QTimer::timeout, this, &CatchAllProbe::end);
}

CatchAllProbe::~CatchAllProbe()
{
    m_channel.close();
}

bool CatchAllProbe::canListen(const SideConfig &side)
{
    return std::any_of(side.endpoints.cbegin(), side.endpoints.cend(),
        [](const Endpoint &endpoint) { return endpoint.role == EndpointRole::Connect; });
}

Result<void> CatchAllProbe::start()
{
    if (isRunning())
        return {};
    m_topics.clear();
    m_messages = m_bytes = m_unlisted = 0;
    m_startedAt = m_clock.now();
    m_endedAt = {};
    if (Result<void> opened = m_channel.open(); !opened)
        return opened;
    m_end.start();
    return {};
}

bool CatchAllProbe::accepts(Channel &)
{
    return m_messages < maxMessages && m_bytes < maxBytes;
}

void CatchAllProbe::received(Channel &, ReceivedMessage &message, const MessageHeader &header)
{
    ++m_messages;
    m_bytes += message.totalBytes();
    if (m_messages >= maxMessages || m_bytes >= maxBytes)
        m_end.start(0); // not here: the channel is being served
    const QByteArrayView first = message.frame(0);
    const QByteArray topic = first.first(std::min(first.size(), maxComparedTopic)).toByteArray();
    if (m_topics.size() >= maxTopics && !m_topics.contains(topic)) {
        ++m_unlisted;
        return;
    }
    Topic &seen = m_topics[topic];
    ++seen.messages;
    seen.multipart += message.frameCount() > 1;
    seen.last = header.time;
}

bool CatchAllProbe::flush(Channel &)
{
    return false;
}

void CatchAllProbe::end()
{
    m_channel.close();
    m_endedAt = m_clock.now();
    emit finished();
}

} // namespace zmqscope
