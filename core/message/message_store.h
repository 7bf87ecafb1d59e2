// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_view.h"
#include "core/message/owned_frame.h"

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace zmqscope {

class BlockPool;
class MessageChunk;
struct LargeMessage;

/// How much a panel keeps. Whichever bound is reached first makes the oldest chunk go.
struct StoreLimits
{
    qint64 bytes = 256LL * 1024 * 1024; ///< memory, overhead included; at least 1 MiB
    qint64 messages = 0;                ///< 0 = as many as the bytes allow

    bool operator==(const StoreLimits &) const = default;
};

/// An immutable look at a part of a store, for work on another thread: what it holds stays alive
/// and unchanged while the store goes on. Cheap to copy.
class StoreSnapshot
{
public:
    /// The messages are first() ≤ index < end().
    MessageIndex first() const { return m_first; }
    MessageIndex end() const { return m_end; }
    /// Nothing when @p index lies outside. Its time grows with the logarithm of the store's size.
    std::optional<MessageView> at(MessageIndex index) const;
    /// The same look at @p index alone: keeps no more of the store alive than must be. Empty when
    /// @p index lies outside.
    StoreSnapshot narrowedTo(MessageIndex index) const;

private:
    friend class MessageStore;
    std::vector<std::shared_ptr<const MessageChunk>> m_chunks;
    MessageIndex m_first{1};
    MessageIndex m_end{1};
};

/// The messages of one panel: append-only, byte-exact, multipart, bounded. Numbers start at 1 and
/// never change; what the bounds push out is counted, so first() - 1 = gone for good.
/// Lives on the GUI thread; other threads work on a snapshot().
class MessageStore
{
public:
    /// Messages larger than this live in memory of their own and are adopted, not copied.
    static constexpr qint64 largeMessageBytes = 256 * 1024;
    /// Chunks start small, so that a quiet panel costs little, and double while they fill.
    static constexpr qint64 minChunkBytes = 64 * 1024;
    /// Large enough that handling chunks costs nothing per message, small enough to go at once.
    static constexpr qint64 maxChunkBytes = 4 * 1024 * 1024;
    /// No store can be held smaller than this.
    static constexpr qint64 minLimitBytes = 1024 * 1024;

    explicit MessageStore(StoreLimits limits = {});
    ~MessageStore();
    MessageStore(const MessageStore &) = delete;
    MessageStore &operator=(const MessageStore &) = delete;

    /// Copies the frames in. A message has at least one frame: none at all is stored as an empty one.
    MessageIndex append(const MessageHeader &header, std::span<const QByteArrayView> frames);
    /// The same for the most frequent case.
    MessageIndex append(const MessageHeader &header, QByteArrayView frame);
    /// Takes the frames over without a copy; meant for messages over largeMessageBytes.
    MessageIndex adopt(const MessageHeader &header, std::vector<OwnedFrame> frames);

    /// The messages at hand are first() ≤ index < end().
    MessageIndex first() const { return m_first; }
    MessageIndex end() const { return m_end; }
    qint64 count() const { return qint64(m_end.value - m_first.value); }
    /// Nothing when it was pushed out, cleared, or never there.
    std::optional<MessageView> at(MessageIndex index) const;
    StoreSnapshot snapshot() const;

    /// How many messages the bounds have pushed out since the start (cleared ones not counted).
    qint64 evicted() const { return m_evicted; }
    /// Memory held, in bytes, overhead included.
    qint64 memoryBytes() const { return m_memory; }
    /// Payload bytes of the messages at hand.
    qint64 payloadBytes() const { return m_payload; }

    StoreLimits limits() const { return m_limits; }
    /// Applies at once; only the newest message stays in any case.
    void setLimits(StoreLimits limits);

    /// Empties the store; numbering goes on. Undone by undoClear() until the next append, which
    /// is also when the memory goes.
    void clear();
    bool canUndoClear() const { return !m_cleared.empty(); }
    void undoClear();

private:
    using Chunks = std::deque<std::shared_ptr<MessageChunk>>;

    MessageIndex appendLarge(const MessageHeader &header, std::unique_ptr<LargeMessage> message);
    void startChunk(qint64 bytes);
    void dropBefore(MessageIndex first);
    void dropOldestChunk();
    void enforceLimits();
    void releaseCleared();
    qint64 chunkBytesLimit() const;
    quint32 chunkRecordsLimit() const;

    StoreLimits m_limits;
    std::shared_ptr<BlockPool> m_pool;
    Chunks m_chunks;
    Chunks m_cleared;
    MessageChunk *m_tail = nullptr; ///< the last of m_chunks; null when an append needs a new one
    MessageIndex m_first{1};
    MessageIndex m_end{1};
    MessageIndex m_clearedFirst;
    qint64 m_nextChunkBytes = minChunkBytes;
    qint64 m_evicted = 0;
    qint64 m_memory = 0;
    qint64 m_payload = 0;
    qint64 m_clearedPayload = 0;
};

} // namespace zmqscope
