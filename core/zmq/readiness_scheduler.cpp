// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/readiness_scheduler.h"

#include <algorithm>

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
    client->m_queued = false;
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
        if (more && m_serving == client) // else it went away meanwhile
            enqueue(client);
        m_serving = nullptr;
    }
    if (m_ready.empty())
        m_turn.stop();
}

} // namespace zmqscope
