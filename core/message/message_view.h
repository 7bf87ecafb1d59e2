// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"

#include <iterator>

namespace zmqscope {

/// The frames of a stored message, borrowed: nothing is copied. Valid as long as the store (or the
/// snapshot) that gave it keeps the message; use it at once, do not keep it.
class FrameSpan
{
public:
    FrameSpan() = default;
    /// Frames that lie one behind the other at @p payload; @p ends holds count-1 offsets, the end
    /// of each frame but the last. Offsets need not be aligned.
    FrameSpan(const char *payload, qint64 totalBytes, const char *ends, quint32 count)
        : m_payload(payload), m_ends(ends), m_totalBytes(totalBytes), m_count(count)
    {
    }
    /// Frames that lie anywhere: @p views points at count borrowed views.
    FrameSpan(const QByteArrayView *views, qint64 totalBytes, quint32 count)
        : m_views(views), m_totalBytes(totalBytes), m_count(count)
    {
    }

    qsizetype count() const { return m_count; }
    qint64 totalBytes() const { return m_totalBytes; }
    /// Frame @p i, 0 ≤ i < count(); constant time.
    QByteArrayView operator[](qsizetype i) const;

private:
    quint32 endOf(qsizetype i) const;

    const char *m_payload = nullptr;
    const char *m_ends = nullptr;
    const QByteArrayView *m_views = nullptr;
    qint64 m_totalBytes = 0;
    quint32 m_count = 0;
};

/// What the store knows of one message besides its frames.
struct MessageHeader
{
    Timestamp time;
    Direction direction = Direction::In;
    MessageFlags flags;
    PeerId peer;
};

/// One stored message, borrowed (see FrameSpan for how long).
struct MessageView
{
    MessageIndex index;
    MessageHeader header;
    FrameSpan frames;

    /// A deep copy that may be kept.
    Message toMessage() const;
};

} // namespace zmqscope
