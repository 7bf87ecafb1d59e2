// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <utility>

namespace zmqscope {

/// One frame with the memory that holds it, whoever allocated it: lets a large frame move from
/// libzmq into the store without a copy.
class OwnedFrame
{
public:
    using Release = void (*)(void *owner);

    OwnedFrame() = default;
    /// Takes over @p owner; @p release is called on it exactly once, from any thread.
    OwnedFrame(QByteArrayView bytes, void *owner, Release release)
        : m_bytes(bytes), m_owner(owner), m_release(release)
    {
    }
    OwnedFrame(OwnedFrame &&other) noexcept { swap(other); }
    OwnedFrame &operator=(OwnedFrame &&other) noexcept
    {
        OwnedFrame(std::move(other)).swap(*this);
        return *this;
    }
    OwnedFrame(const OwnedFrame &) = delete;
    OwnedFrame &operator=(const OwnedFrame &) = delete;
    ~OwnedFrame()
    {
        if (m_release)
            m_release(m_owner);
    }

    QByteArrayView bytes() const { return m_bytes; }

    /// A frame that holds a copy of @p bytes.
    static OwnedFrame copyOf(QByteArrayView bytes);

private:
    void swap(OwnedFrame &other) noexcept
    {
        std::swap(m_bytes, other.m_bytes);
        std::swap(m_owner, other.m_owner);
        std::swap(m_release, other.m_release);
    }

    QByteArrayView m_bytes;
    void *m_owner = nullptr;
    Release m_release = nullptr;
};

} // namespace zmqscope
