// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/message/message.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QMap>

namespace zmqscope {

/// Which topic prefixes the subscribers of a PUB or XPUB socket want, how often each, and who.
class SubscriptionTable
{
public:
    /// Distinct prefixes beyond this are counted, not listed: bounds memory under a flood.
    static constexpr qsizetype maxPrefixes = 100'000;
    /// Prefixes of one peer beyond this are not listed for it.
    static constexpr qsizetype maxPrefixesOfPeer = 10'000;
    /// Who first asked for a prefix is remembered for so many: by then nobody wonders any more.
    static constexpr qsizetype maxFirstAsked = 1000;

    /// The first subscription to a prefix since the socket opened.
    struct FirstAsk
    {
        PeerId peer;
        Timestamp time;
    };

    /// Takes a message from an XPUB socket: byte 0 is 1 (subscribe) or 0 (unsubscribe), the rest
    /// the prefix (RFC 29/PUBSUB). False when it is no such message. @p peer sent it; unknown for
    /// what libzmq takes back in the name of a peer that has gone. @p now is when it came.
    bool take(QByteArrayView message, PeerId peer = {}, Timestamp now = {});
    /// @p peer has gone. libzmq takes its subscriptions back by messages that do not name it.
    void forget(PeerId peer) { m_ofPeer.remove(peer.value); }
    void clear();

    /// Subscriptions in all; a peer with two prefixes counts twice.
    int total() const { return m_total; }
    /// How many subscriptions match a message whose first frame is @p topic.
    int matching(QByteArrayView topic) const;
    /// Prefix → number of subscriptions, sorted.
    const QMap<QByteArray, int> &prefixes() const { return m_prefixes; }
    /// What @p peer asked for and did not take back, sorted; empty for one that has gone.
    QList<QByteArray> prefixesOf(PeerId peer) const { return m_ofPeer.value(peer.value).keys(); }
    /// True when @p peer subscribed to a prefix of @p topic.
    bool matches(PeerId peer, QByteArrayView topic) const;
    /// By prefix, also those that were taken back since; the first maxFirstAsked.
    const QMap<QByteArray, FirstAsk> &firstAsked() const { return m_firstAsked; }
    /// Grows with every subscription; clear() does not set it back.
    quint64 arrivals() const { return m_arrivals; }
    /// True when maxPrefixes was exceeded: matching() is then a lower bound.
    bool overflowed() const { return m_overflow > 0; }

private:
    void noteOfPeer(PeerId peer, const QByteArray &prefix, int change);

    QMap<QByteArray, int> m_prefixes;
    QHash<quint32, QMap<QByteArray, int>> m_ofPeer; ///< by PeerId
    QMap<QByteArray, FirstAsk> m_firstAsked;
    quint64 m_arrivals = 0;
    qsizetype m_longest = 0; ///< no prefix was ever longer
    int m_total = 0;
    int m_overflow = 0;
};

} // namespace zmqscope
