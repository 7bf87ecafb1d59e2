// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/readiness_scheduler.h"

#include <algorithm>
#include <utility>

namespace zmqscope {

ReadinessClient::~ReadinessClient()
{
    unwatch();
}

void ReadinessClient::watch(ReadinessScheduler &scheduler, int fd)
{
    unwatch();
    m_scheduler = &scheduler;
    m_notifier = std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_scheduler, [this] { kick(); });
    kick();
}

void ReadinessClient::unwatch()
{
    if (!m_scheduler)
        return;
    m_notifier.reset();
    m_scheduler->remove(this);
    m_scheduler = nullptr;
}

void ReadinessClient::kick()
{
    if (m_scheduler)
        m_scheduler->enqueue(this);
}

ReadinessScheduler::ReadinessScheduler(QObject *parent) : QObject(parent)
{
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &ReadinessScheduler::runTurn);
    m_rest.setSingleShot(true);
    m_rest.setTimerType(Qt::PreciseTimer);
    m_rest.setInterval(rest);
    connect(&m_rest, &QTimer::timeout, this, &ReadinessScheduler::endRest);
}

ReadinessScheduler::~ReadinessScheduler() = default;

void ReadinessScheduler::enqueue(ReadinessClient *client)
{
    if (client->m_queued)
        return;
    client->m_queued = true;
    m_ready.push_back(client);
    if (!m_turn.isActive())
        m_turn.start();
}

void ReadinessScheduler::remove(ReadinessClient *client)
{
    if (client->m_queued)
        m_ready.erase(std::find(m_ready.begin(), m_ready.end(), client));
    if (client->m_resting)
        m_resting.erase(std::find(m_resting.begin(), m_resting.end(), client));
    client->m_queued = false;
    client->m_resting = false;
    if (m_serving == client)
        m_serving = nullptr;
}

void ReadinessScheduler::runTurn()
{
    // A client that opens a dialog within serve() runs a nested event loop; the outer turn goes on
    // when it returns.
    if (m_serving)
        return;
    using SteadyClock = std::chrono::steady_clock;
    const SteadyClock::time_point end = SteadyClock::now() + turnBudget;
    for (SteadyClock::time_point now = SteadyClock::now(); !m_ready.empty() && now < end; now = SteadyClock::now()) {
        ReadinessClient *client = m_ready.front();
        m_ready.pop_front();
        client->m_queued = false;
        ServeBudget budget;
        budget.deadline = std::min(now + sliceBudget, end);
        m_serving = client;
        const bool more = client->serve(budget);
        if (std::exchange(m_serving, nullptr) != client)
            continue; // it went away meanwhile
        if (more)
            enqueue(client);
        else if (isStreaming(*client, now))
            beginRest(client);
    }
    if (m_ready.empty())
        m_turn.stop();
}

bool ReadinessScheduler::isStreaming(ReadinessClient &client, ReadinessClient::TimePoint now) const
{
    const bool streaming = client.m_movedLately >= streamMessages;
    if (now - client.m_lately > streamWindow) {
        client.m_lately = now;
        client.m_movedLately = 0;
    }
    return streaming;
}

void ReadinessScheduler::beginRest(ReadinessClient *client)
{
    if (client->m_resting)
        return;
    client->m_resting = true;
    client->m_notifier->setEnabled(false);
    m_resting.push_back(client);
    if (!m_rest.isActive())
        m_rest.start();
}

void ReadinessScheduler::endRest()
{
    for (ReadinessClient *client : std::exchange(m_resting, {})) {
        client->m_resting = false;
        client->m_notifier->setEnabled(true);
        enqueue(client);
    }
}

} // namespace zmqscope
