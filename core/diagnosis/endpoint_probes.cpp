// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/endpoint_probes.h"

namespace zmqscope {

namespace {

constexpr qint64 msNs = 1'000'000;

} // namespace

EndpointProbes::EndpointProbes(QObject *parent, const Clock &clock) : QObject(parent), m_clock(clock) {}

std::optional<ProbeAnswer> EndpointProbes::ask(const QString &address, bool ipv6)
{
    if (!canAsk(address))
        return std::nullopt;
    const QString key = address + (ipv6 ? u'6' : u'4');
    const Known known = m_known.value(key);
    const qint64 age = known.answer ? (m_clock.now().ns - known.answer->time.ns) / msNs : 0;
    if ((!known.answer || age >= keepMs) && !known.asking && m_atOnce < maxAtOnce) {
        forgetStale();
        start(key, address, ipv6);
    }
    return age < staleMs ? known.answer : std::nullopt;
}

void EndpointProbes::start(const QString &key, const QString &address, bool ipv6)
{
    m_known[key].asking = true;
    ++m_atOnce;
    auto *probe = new EndpointProbe(address, ipv6, this);
    connect(probe, &EndpointProbe::finished, this, [this, key, probe](ProbeAnswer answer) {
        probe->deleteLater();
        --m_atOnce;
        answer.time = m_clock.now();
        Known &known = m_known[key];
        known.asking = false;
        const bool isNews = !known.answer || !known.answer->saysTheSame(answer);
        known.answer = answer;
        if (isNews)
            emit answered();
    });
    probe->start();
}

void EndpointProbes::forgetStale()
{
    const qint64 now = m_clock.now().ns;
    m_known.removeIf([&](const auto &entry) {
        return !entry->asking && entry->answer && now - entry->answer->time.ns >= staleMs * msNs;
    });
}

} // namespace zmqscope
