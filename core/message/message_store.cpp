// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/message_store.h"

#include "core/message/message_chunk.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace zmqscope {

namespace {

/// So many chunks share a bound: what goes at once is at most this part of it.
constexpr qint64 byteGranularity = 16;
constexpr qint64 messageGranularity = 8;
constexpr qint64 pageBytes = 4096;

StoreLimits sane(StoreLimits limits)
{
    limits.bytes = std::max(limits.bytes, MessageStore::minLimitBytes);
    limits.messages = std::max<qint64>(limits.messages, 0);
    return limits;
}

template <typename Chunks>
const auto &chunkOf(const Chunks &chunks, MessageIndex index)
{
    if (index >= chunks.back()->base())
        return chunks.back();
    const auto after = std::upper_bound(chunks.begin(), chunks.end(), index,
                                        [](MessageIndex i, const auto &chunk) { return i < chunk->base(); });
    return *std::prev(after);
}

} // namespace

std::optional<MessageView> StoreSnapshot::at(MessageIndex index) const
{
    if (index < m_first || index >= m_end)
        return std::nullopt;
    return chunkOf(m_chunks, index)->view(index);
}

StoreSnapshot StoreSnapshot::narrowedTo(MessageIndex index) const
{
    StoreSnapshot one;
    if (index < m_first || index >= m_end)
        return one;
    one.m_chunks = {chunkOf(m_chunks, index)};
    one.m_first = index;
    one.m_end = MessageIndex{index.value + 1};
    return one;
}

MessageStore::MessageStore(StoreLimits limits)
    : m_limits(sane(limits))
    , m_pool(std::make_shared<BlockPool>())
{
}

MessageStore::~MessageStore() = default;

MessageIndex MessageStore::append(const MessageHeader &header, QByteArrayView frame)
{
    const qint64 size = frame.size();
    if (m_tail && size <= largeMessageBytes) [[likely]] {
        if (char *body = m_tail->add(header, 1, quint32(size), quint32(size))) [[likely]] {
            if (size > 0)
                std::memcpy(body, frame.data(), size_t(size));
            m_payload += size;
            return MessageIndex{m_end.value++};
        }
    }
    return append(header, std::span(&frame, 1));
}

MessageIndex MessageStore::append(const MessageHeader &header, std::span<const QByteArrayView> frames)
{
    if (frames.empty())
        return append(header, QByteArrayView());
    qint64 total = 0;
    for (const QByteArrayView &frame : frames)
        total += frame.size();
    const qint64 bodyBytes = total + qint64((frames.size() - 1) * sizeof(quint32));
    if (bodyBytes > largeMessageBytes || frames.size() > MessageChunk::maxFrames)
        return appendLarge(header, std::make_unique<LargeMessage>(frames));

    const auto add = [&] {
        return m_tail ? m_tail->add(header, quint32(frames.size()), quint32(total), quint32(bodyBytes)) : nullptr;
    };
    char *body = add();
    if (!body) {
        if (m_tail && !m_tail->isFullByRecords())
            m_nextChunkBytes *= 2;
        m_nextChunkBytes = std::min(m_nextChunkBytes, chunkBytesLimit());
        const qint64 needed = bodyBytes + MessageChunk::recordBytes;
        startChunk(std::max(m_nextChunkBytes, (needed + pageBytes - 1) / pageBytes * pageBytes));
        body = add();
    }
    char *payload = body + (frames.size() - 1) * sizeof(quint32);
    quint32 end = 0;
    for (size_t i = 0; i < frames.size(); ++i) {
        const auto size = quint32(frames[i].size());
        if (size > 0)
            std::memcpy(payload + end, frames[i].data(), size);
        end += size;
        if (i + 1 < frames.size())
            std::memcpy(body + i * sizeof end, &end, sizeof end);
    }
    m_payload += total;
    return MessageIndex{m_end.value++};
}

MessageIndex MessageStore::adopt(const MessageHeader &header, std::vector<OwnedFrame> frames)
{
    qint64 total = 0;
    for (const OwnedFrame &frame : frames)
        total += frame.bytes().size();
    if (total > largeMessageBytes)
        return appendLarge(header, std::make_unique<LargeMessage>(std::move(frames)));

    std::vector<QByteArrayView> views;
    views.reserve(frames.size());
    for (const OwnedFrame &frame : frames)
        views.push_back(frame.bytes());
    return append(header, views);
}

MessageIndex MessageStore::appendLarge(const MessageHeader &header, std::unique_ptr<LargeMessage> message)
{
    const qint64 limit = chunkBytesLimit();
    const qint64 payload = message->totalBytes;
    const qint64 memory = message->memoryBytes();
    if (m_tail && m_tail->largeBytes() + memory > limit)
        m_tail->seal();
    if (!m_tail || !m_tail->addLarge(header, message)) {
        startChunk(minChunkBytes);
        m_tail->addLarge(header, message);
    }
    // Not to be kept alive by small messages that come after it.
    if (m_tail->largeBytes() > limit)
        m_tail->seal();
    m_payload += payload;
    m_memory += memory;
    const MessageIndex index{m_end.value++};
    enforceLimits();
    return index;
}

std::optional<MessageView> MessageStore::at(MessageIndex index) const
{
    if (index < m_first || index >= m_end)
        return std::nullopt;
    return chunkOf(m_chunks, index)->view(index);
}

StoreSnapshot MessageStore::snapshot() const
{
    StoreSnapshot snapshot;
    snapshot.m_chunks.assign(m_chunks.begin(), m_chunks.end());
    snapshot.m_first = m_first;
    snapshot.m_end = m_end;
    return snapshot;
}

qint64 MessageStore::chunkBytesLimit() const
{
    return std::clamp(m_limits.bytes / byteGranularity, minChunkBytes, maxChunkBytes);
}

quint32 MessageStore::chunkRecordsLimit() const
{
    constexpr qint64 none = std::numeric_limits<quint32>::max();
    return m_limits.messages == 0 ? quint32(none)
                                  : quint32(std::clamp<qint64>(m_limits.messages / messageGranularity, 1, none));
}

/// Makes room for a whole chunk before it is begun, so that the bounds hold until it is full.
void MessageStore::startChunk(qint64 bytes)
{
    releaseCleared();
    const quint32 records = chunkRecordsLimit();
    if (m_limits.messages > 0 && count() + records > m_limits.messages)
        dropBefore(MessageIndex{m_end.value + records - quint64(m_limits.messages)});
    while (!m_chunks.empty() && m_memory + bytes > m_limits.bytes)
        dropOldestChunk();
    m_tail = m_chunks.emplace_back(std::make_shared<MessageChunk>(m_end, bytes, records, m_pool)).get();
    m_memory += m_tail->memoryBytes();
}

void MessageStore::dropOldestChunk()
{
    const MessageChunk &oldest = *m_chunks.front();
    m_evicted += qint64(oldest.end().value - m_first.value);
    m_first = oldest.end();
    m_payload -= oldest.payloadBytes();
    m_memory -= oldest.memoryBytes();
    m_chunks.pop_front();
    if (m_chunks.empty())
        m_tail = nullptr;
}

void MessageStore::dropBefore(MessageIndex first)
{
    while (!m_chunks.empty() && m_chunks.front()->end() <= first)
        dropOldestChunk();
    if (first <= m_first)
        return;
    m_payload -= m_chunks.front()->forgetPayload(m_first, first);
    m_evicted += qint64(first.value - m_first.value);
    m_first = first;
}

void MessageStore::enforceLimits()
{
    if (m_limits.messages > 0 && count() > m_limits.messages)
        dropBefore(MessageIndex{m_end.value - quint64(m_limits.messages)});
    while (m_chunks.size() > 1 && m_memory > m_limits.bytes)
        dropOldestChunk();
}

void MessageStore::setLimits(StoreLimits limits)
{
    limits = sane(limits);
    if (limits == m_limits)
        return;
    m_limits = limits;
    m_nextChunkBytes = std::min(m_nextChunkBytes, chunkBytesLimit());
    if (m_tail)
        m_tail->seal(); // it was measured for the old limits
    enforceLimits();
    m_pool->clear();
}

void MessageStore::clear()
{
    if (m_chunks.empty())
        return;
    m_cleared = std::exchange(m_chunks, {});
    m_tail = nullptr;
    m_clearedFirst = std::exchange(m_first, m_end);
    m_clearedPayload = std::exchange(m_payload, 0);
}

void MessageStore::undoClear()
{
    if (m_cleared.empty())
        return;
    m_chunks = std::exchange(m_cleared, {});
    m_tail = m_chunks.back().get();
    m_tail->seal(); // the limits may have changed meanwhile
    m_first = m_clearedFirst;
    m_payload = m_clearedPayload;
    enforceLimits();
}

void MessageStore::releaseCleared()
{
    if (m_cleared.empty())
        return;
    m_cleared.clear();
    m_memory = 0;
}

} // namespace zmqscope
