// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_view.h"
#include "core/message/owned_frame.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <span>
#include <vector>

namespace zmqscope {

/// Keeps the memory block of the chunk that went last for the chunk that comes next: at full
/// ingest, fresh pages would cost more than the copying. Usable from any thread.
class BlockPool
{
public:
    struct Free
    {
        void operator()(char *block) const { std::free(block); }
    };
    using Block = std::unique_ptr<char[], Free>;

    Block take(qint64 bytes);
    void give(Block block, qint64 bytes);
    void clear();

private:
    std::mutex m_mutex;
    Block m_block;
    qint64 m_bytes = 0;
};

/// A message too large for a chunk's block: frames that lie wherever they were received.
struct LargeMessage
{
    std::vector<OwnedFrame> owners; ///< keep the bytes of the views alive
    std::vector<QByteArrayView> views;
    qint64 totalBytes = 0;

    /// Copies the frames.
    explicit LargeMessage(std::span<const QByteArrayView> frames);
    /// Takes the frames over.
    explicit LargeMessage(std::vector<OwnedFrame> frames);

    qint64 memoryBytes() const;
};

/// A run of messages in one memory block: fixed-size records grow from its front, payload from its
/// back. One thread adds; others may at the same time view what was added before the chunk was
/// handed to them, because nothing that view() reads is ever changed.
class MessageChunk
{
public:
    static constexpr quint32 recordBytes = 24;
    /// More frames than this make a message a LargeMessage.
    static constexpr quint32 maxFrames = 0xffff;

    /// For the messages from @p base on. Holds at most @p maxRecords of them.
    MessageChunk(MessageIndex base, qint64 bytes, quint32 maxRecords, std::shared_ptr<BlockPool> pool);
    ~MessageChunk();
    MessageChunk(const MessageChunk &) = delete;
    MessageChunk &operator=(const MessageChunk &) = delete;

    MessageIndex base() const { return m_base; }
    /// @p index must have been added. Any thread.
    MessageView view(MessageIndex index) const;

    // All below: only the thread that adds.
    MessageIndex end() const { return MessageIndex{m_base.value + m_count}; }
    /// Adds a record; null when the chunk is full. The caller fills the @p bodyBytes returned:
    /// the ends of all frames but the last, then @p totalBytes of payload.
    char *add(const MessageHeader &header, quint32 frameCount, quint32 totalBytes, quint32 bodyBytes);
    /// False when the chunk is full.
    bool addLarge(const MessageHeader &header, std::unique_ptr<LargeMessage> &message);
    /// Makes the chunk full, whatever room it has.
    void seal() { m_maxRecords = m_count; }
    bool isFullByRecords() const { return m_count == m_maxRecords; }

    qint64 payloadBytes() const { return m_payload; }
    qint64 memoryBytes() const { return m_bytes + m_large + qint64(sizeof *this); }
    qint64 largeBytes() const { return m_large; }
    /// Stops counting the payload of messages @p from ≤ index < @p to; returns how much that was.
    qint64 forgetPayload(MessageIndex from, MessageIndex to);

private:
    struct Record
    {
        qint64 time;
        quint32 offset; ///< of the body in the block
        quint32 totalBytes;
        quint32 peer;
        quint16 frameCount; ///< 0 = the body is a pointer to a LargeMessage
        quint8 direction;
        quint8 flags;
    };
    static_assert(sizeof(Record) == recordBytes);

    const Record &record(quint64 i) const
    {
        return *std::launder(reinterpret_cast<const Record *>(m_block.get() + i * recordBytes));
    }
    const LargeMessage *large(const Record &record) const;

    const MessageIndex m_base;
    const qint64 m_bytes;
    BlockPool::Block m_block;
    quint32 m_top; ///< where the payload begins
    quint32 m_count = 0;
    quint32 m_maxRecords;
    qint64 m_payload = 0;
    qint64 m_large = 0;
    std::vector<std::unique_ptr<LargeMessage>> m_largeMessages; ///< owns only; view() uses the pointers in the block
    std::shared_ptr<BlockPool> m_pool;
};

inline char *MessageChunk::add(const MessageHeader &header, quint32 frameCount, quint32 totalBytes,
                               quint32 bodyBytes)
{
    const quint64 recordStart = quint64(m_count) * recordBytes;
    if (m_count == m_maxRecords || recordStart + recordBytes + bodyBytes > m_top)
        return nullptr;
    m_top -= bodyBytes;
    new (m_block.get() + recordStart)
        Record{header.time.ns, m_top, totalBytes, header.peer.value, quint16(frameCount),
               quint8(header.direction), quint8(MessageFlags::Int(header.flags))};
    ++m_count;
    m_payload += totalBytes;
    return m_block.get() + m_top;
}

} // namespace zmqscope
