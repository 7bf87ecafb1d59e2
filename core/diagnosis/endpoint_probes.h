// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/endpoint_probe.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <optional>

namespace zmqscope {

/// Finds out why nobody answers at an address, which libzmq does not tell: asks the name service
/// and tries a TCP connection of its own, which it ends at once. Asynchronous; an answer is kept for
/// a while.
class EndpointProbes : public QObject
{
    Q_OBJECT
public:
    /// An answer older than this is asked for anew while somebody wants it …
    static constexpr qint64 keepMs = 10'000;
    /// … and is not told any more when it is older than this.
    static constexpr qint64 staleMs = 20'000;
    /// Addresses asked at the same time; others wait for the next time that somebody wants them.
    static constexpr int maxAtOnce = 8;

    explicit EndpointProbes(QObject *parent = nullptr, const Clock &clock = Clock::system());

    /// What is known of @p address; nothing while that is unknown. Asks for it then: only for an
    /// address with a trouble, for the other side notices. @p ipv6 as ZMQ_IPV6 has it.
    std::optional<ProbeAnswer> ask(const QString &address, bool ipv6 = false);
    /// True when an answer can be had at all, so that it is worth waiting for.
    static bool canAsk(const QString &address) { return EndpointProbe::canAsk(address); }

signals:
    /// Something is known that was not before.
    void answered();

private:
    struct Known
    {
        std::optional<ProbeAnswer> answer;
        bool asking = false;
    };

    void start(const QString &key, const QString &address, bool ipv6);
    void forgetStale();

    const Clock &m_clock;
    QHash<QString, Known> m_known;
    int m_atOnce = 0;
};

} // namespace zmqscope
