// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/message_view.h"

#include <cstring>

namespace zmqscope {

quint32 FrameSpan::endOf(qsizetype i) const
{
    quint32 end = 0;
    std::memcpy(&end, m_ends + i * qsizetype(sizeof end), sizeof end);
    return end;
}

QByteArrayView FrameSpan::operator[](qsizetype i) const
{
    Q_ASSERT(i >= 0 && i < count());
    if (m_views)
        return m_views[i];
    const qint64 begin = i == 0 ? 0 : endOf(i - 1);
    const qint64 end = i == count() - 1 ? m_totalBytes : endOf(i);
    return QByteArrayView(m_payload + begin, qsizetype(end - begin));
}

Message MessageView::toMessage() const
{
    Message message;
    message.frames.reserve(frames.count());
    for (qsizetype i = 0; i < frames.count(); ++i)
        message.frames.append(frames[i].toByteArray());
    return message;
}

} // namespace zmqscope
