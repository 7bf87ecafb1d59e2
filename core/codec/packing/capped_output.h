// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QByteArray>
#include <algorithm>
#include <limits>

namespace zmqscope {

/// Where unpacked bytes go: grows with what really comes, never with what a header promises, and
/// never far beyond its limit.
class CappedOutput
{
public:
    /// Takes one byte more than @p limit, which tells "just as long" from "longer".
    explicit CappedOutput(qsizetype limit)
        : m_limit(std::clamp<qsizetype>(limit, 0, std::numeric_limits<qsizetype>::max() / 2))
    {
    }

    /// True when there was more than the limit: nothing further is taken.
    bool isFull() const { return m_size > m_limit; }
    /// Room for the next bytes, roomSize() > 0 of them unless isFull().
    char *room()
    {
        if (m_size == m_bytes.size() && !isFull())
            m_bytes.resize(std::min(m_limit + 1, std::max(firstRoom, m_size * 2)));
        return m_bytes.data() + m_size;
    }
    qsizetype roomSize() const { return m_bytes.size() - m_size; }
    /// So many bytes were written to room().
    void advance(qsizetype count) { m_size += count; }

    /// Moves the bytes to @p result, and tells there when they were too many.
    void finish(Unwrapped &result)
    {
        if (isFull())
            result.cut = true;
        m_bytes.resize(std::min(m_size, m_limit));
        m_bytes.squeeze();
        result.bytes = std::move(m_bytes);
    }

private:
    static constexpr qsizetype firstRoom = 4 * 1024;

    qsizetype m_limit;
    qsizetype m_size = 0;
    QByteArray m_bytes;
};

} // namespace zmqscope
