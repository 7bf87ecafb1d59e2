// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/subscription_table.h"

#include <algorithm>

namespace zmqscope {

bool SubscriptionTable::take(QByteArrayView message, PeerId peer, Timestamp now)
{
    if (message.isEmpty() || (message.front() != '\0' && message.front() != '\1'))
        return false;
    const QByteArray prefix = message.sliced(1).toByteArray();
    if (peer.value != 0)
        noteOfPeer(peer, prefix, message.front() == '\1' ? +1 : -1);
    const auto known = m_prefixes.find(prefix);
    if (message.front() == '\1') {
        ++m_total;
        ++m_arrivals;
        if (m_firstAsked.size() < maxFirstAsked && !m_firstAsked.contains(prefix))
            m_firstAsked.insert(prefix, {peer, now});
        if (known != m_prefixes.end()) {
            ++known.value();
        } else if (m_prefixes.size() < maxPrefixes) {
            m_prefixes.insert(prefix, 1);
            m_longest = std::max(m_longest, prefix.size());
        } else {
            ++m_overflow;
        }
        return true;
    }
    if (known != m_prefixes.end()) {
        --m_total;
        if (--known.value() == 0)
            m_prefixes.erase(known);
    } else if (m_overflow > 0) {
        --m_total;
        --m_overflow;
    }
    return true;
}

void SubscriptionTable::noteOfPeer(PeerId peer, const QByteArray &prefix, int change)
{
    if (change < 0 && !m_ofPeer.contains(peer.value))
        return;
    QMap<QByteArray, int> &prefixes = m_ofPeer[peer.value];
    if (change > 0 && prefixes.size() >= maxPrefixesOfPeer && !prefixes.contains(prefix))
        return;
    int &count = prefixes[prefix];
    count += change;
    if (count <= 0)
        prefixes.remove(prefix);
}

bool SubscriptionTable::matches(PeerId peer, QByteArrayView topic) const
{
    const auto prefixes = m_ofPeer.constFind(peer.value);
    return prefixes != m_ofPeer.cend()
        && std::any_of(prefixes->keyBegin(), prefixes->keyEnd(), [&](const QByteArray &prefix) { return topic.startsWith(prefix); });
}

void SubscriptionTable::clear()
{
    const quint64 arrivals = m_arrivals;
    *this = SubscriptionTable();
    m_arrivals = arrivals;
}

int SubscriptionTable::matching(QByteArrayView topic) const
{
    int sum = 0;
    const qsizetype longest = std::min(topic.size(), m_longest);
    for (qsizetype length = 0; length <= longest; ++length)
        sum += m_prefixes.value(QByteArray::fromRawData(topic.data(), length), 0);
    return sum;
}

} // namespace zmqscope
