// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/outbox.h"

namespace zmqscope {

bool Outbox::push(Message message, Timestamp now)
{
    const qint64 size = message.totalBytes();
    if (count() >= maxMessages || (m_bytes + size > maxBytes && !isEmpty()))
        return false;
    m_bytes += size;
    m_entries.push_back({std::move(message), now});
    return true;
}

void Outbox::popOldest()
{
    m_bytes -= m_entries.front().message.totalBytes();
    m_entries.pop_front();
}

void Outbox::clear()
{
    m_entries.clear();
    m_bytes = 0;
}

} // namespace zmqscope
