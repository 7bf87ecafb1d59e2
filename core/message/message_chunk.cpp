// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/message_chunk.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace zmqscope {

namespace {

/// Large blocks ask for large pages: a fault every 2 MiB instead of every 4 KiB.
BlockPool::Block allocate(size_t bytes)
{
#if defined(__linux__)
    constexpr size_t hugePage = 2 * 1024 * 1024;
    if (bytes % hugePage == 0) {
        void *block = std::aligned_alloc(hugePage, bytes);
        if (!block)
            throw std::bad_alloc();
        madvise(block, bytes, MADV_HUGEPAGE); // a wish; without it all is as before, but slower
        return BlockPool::Block(static_cast<char *>(block));
    }
#endif
    void *block = std::malloc(bytes);
    if (!block)
        throw std::bad_alloc();
    return BlockPool::Block(static_cast<char *>(block));
}

} // namespace

BlockPool::Block BlockPool::take(qint64 bytes)
{
    Block unfit; // freed outside of the lock
    {
        const std::lock_guard lock(m_mutex);
        if (m_block && m_bytes == bytes)
            return std::move(m_block);
        unfit = std::move(m_block);
    }
    return allocate(size_t(bytes));
}

void BlockPool::give(Block block, qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    m_block.swap(block); // what was there goes: the newest is the warmest
    m_bytes = bytes;
}

void BlockPool::clear()
{
    give(nullptr, 0);
}

LargeMessage::LargeMessage(std::span<const QByteArrayView> frames)
    : views(frames.begin(), frames.end())
{
    for (const QByteArrayView &view : views)
        totalBytes += view.size();
    auto block = std::make_unique_for_overwrite<char[]>(size_t(totalBytes));
    char *to = block.get();
    for (QByteArrayView &view : views) {
        if (!view.isEmpty())
            std::memcpy(to, view.data(), size_t(view.size()));
        view = QByteArrayView(to, view.size());
        to += view.size();
    }
    const QByteArrayView all(block.get(), qsizetype(totalBytes));
    owners.emplace_back(all, block.release(), [](void *owner) { delete[] static_cast<char *>(owner); });
}

LargeMessage::LargeMessage(std::vector<OwnedFrame> frames)
    : owners(std::move(frames))
{
    views.reserve(owners.size());
    for (const OwnedFrame &owner : owners) {
        views.push_back(owner.bytes());
        totalBytes += owner.bytes().size();
    }
}

qint64 LargeMessage::memoryBytes() const
{
    return totalBytes + qint64(sizeof *this + owners.capacity() * sizeof(OwnedFrame)
                               + views.capacity() * sizeof(QByteArrayView));
}

MessageChunk::MessageChunk(MessageIndex base, qint64 bytes, quint32 maxRecords, std::shared_ptr<BlockPool> pool)
    : m_base(base)
    , m_bytes(bytes)
    , m_block(pool->take(bytes))
    , m_top(quint32(bytes))
    , m_maxRecords(maxRecords)
    , m_pool(std::move(pool))
{
}

MessageChunk::~MessageChunk()
{
    m_pool->give(std::move(m_block), m_bytes);
}

bool MessageChunk::addLarge(const MessageHeader &header, std::unique_ptr<LargeMessage> &message)
{
    const LargeMessage *pointer = message.get();
    char *body = add(header, 0, 0, sizeof pointer);
    if (!body)
        return false;
    std::memcpy(body, &pointer, sizeof pointer);
    m_payload += message->totalBytes;
    m_large += message->memoryBytes();
    m_largeMessages.push_back(std::move(message));
    return true;
}

const LargeMessage *MessageChunk::large(const Record &record) const
{
    const LargeMessage *pointer = nullptr;
    std::memcpy(&pointer, m_block.get() + record.offset, sizeof pointer);
    return pointer;
}

MessageView MessageChunk::view(MessageIndex index) const
{
    const Record &r = record(index.value - m_base.value);
    MessageView view{index,
                     {Timestamp{r.time}, Direction(r.direction), MessageFlags::fromInt(r.flags), PeerId{r.peer}},
                     {}};
    if (r.frameCount == 0) {
        const LargeMessage *message = large(r);
        view.frames = FrameSpan(message->views.data(), message->totalBytes, quint32(message->views.size()));
    } else {
        const char *body = m_block.get() + r.offset;
        const char *payload = body + (r.frameCount - 1u) * sizeof(quint32);
        view.frames = FrameSpan(payload, r.totalBytes, body, r.frameCount);
    }
    return view;
}

qint64 MessageChunk::forgetPayload(MessageIndex from, MessageIndex to)
{
    qint64 sum = 0;
    for (quint64 i = from.value; i < to.value; ++i) {
        const Record &r = record(i - m_base.value);
        sum += r.frameCount == 0 ? large(r)->totalBytes : r.totalBytes;
    }
    m_payload -= sum;
    return sum;
}

} // namespace zmqscope
