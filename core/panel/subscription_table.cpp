// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/subscription_table.h"

#include <algorithm>

namespace zmqscope {

bool SubscriptionTable::take(QByteArrayView message)
{
    if (message.isEmpty() || (message.front() != '\0' && message.front() != '\1'))
        return false;
    const QByteArray prefix = message.sliced(1).toByteArray();
    const auto known = m_prefixes.find(prefix);
    if (message.front() == '\1') {
        ++m_total;
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

void SubscriptionTable::clear()
{
    *this = SubscriptionTable();
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
