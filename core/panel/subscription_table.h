// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QMap>

namespace zmqscope {

/// Which topic prefixes the subscribers of a PUB or XPUB socket want, and how often each.
class SubscriptionTable
{
public:
    /// Distinct prefixes beyond this are counted, not listed: bounds memory under a flood.
    static constexpr qsizetype maxPrefixes = 100'000;

    /// Takes a message from an XPUB socket: byte 0 is 1 (subscribe) or 0 (unsubscribe), the rest
    /// the prefix (RFC 29/PUBSUB). False when it is no such message.
    bool take(QByteArrayView message);
    void clear();

    /// Subscriptions in all; a peer with two prefixes counts twice.
    int total() const { return m_total; }
    /// How many subscriptions match a message whose first frame is @p topic.
    int matching(QByteArrayView topic) const;
    /// Prefix → number of subscriptions, sorted.
    const QMap<QByteArray, int> &prefixes() const { return m_prefixes; }
    /// True when maxPrefixes was exceeded: matching() is then a lower bound.
    bool overflowed() const { return m_overflow > 0; }

private:
    QMap<QByteArray, int> m_prefixes;
    qsizetype m_longest = 0; ///< no prefix was ever longer
    int m_total = 0;
    int m_overflow = 0;
};

} // namespace zmqscope
